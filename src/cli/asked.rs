//! Opening a handbook that is only asked something: a failure is told in one line, and facts about the handbook come before the
//! answer.

use super::clock::Clock;
use super::options::{HandbookOptions, Verbosity};
use super::prepare::{Prepared, prepare};
use super::{Exit, facts, stdio};
use crate::diagnostic::visible_line;
use crate::disk;

/// Returns the handbook and the clock that has timed its phases, or how the command ends if there is no such project.
pub(super) fn open(options: &HandbookOptions, verbosity: Verbosity) -> Result<(Prepared, Clock), Exit> {
    let project = disk::open(&options.project).map_err(|error| {
        stdio::tell(visible_line(&error.diagnostic().message));
        Exit::Unusable
    })?;
    let mut clock = Clock::start(verbosity);
    let prepared = prepare(project, options, None, &mut clock);
    facts::tell(&prepared, verbosity);
    Ok((prepared, clock))
}
