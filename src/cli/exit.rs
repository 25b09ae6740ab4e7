//! How a command ends.

use std::process::ExitCode;

/// The codes that scripts rely on. A worse code is greater, so that the `max` of two is the one to return.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// 0: no problem, or warnings only.
    Clean,
    /// 1: the handbook has errors.
    Faulty,
    /// 2: the arguments or the configuration are wrong, or the output cannot be written.
    Unusable,
    /// 130: Ctrl-C was pressed, and what was known by then was printed.
    Interrupted,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        match exit {
            Exit::Clean => Self::SUCCESS,
            Exit::Faulty => Self::from(1),
            Exit::Unusable => Self::from(2),
            Exit::Interrupted => Self::from(super::interrupt::CODE),
        }
    }
}
