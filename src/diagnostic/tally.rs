//! How many problems there are, and how many of them cannot be turned into warnings.

use std::collections::BTreeSet;

use super::{Code, Located, Severity};

/// The counts of one run.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many errors.
    pub errors: usize,
    /// How many warnings.
    pub warnings: usize,
    /// How many notes.
    pub notes: usize,
    /// How many of the errors are of a code whose level is fixed.
    pub fixed_errors: usize,
    /// The codes of the other errors.
    pub adjustable: BTreeSet<Code>,
}

impl Tally {
    /// Counts the problems.
    #[must_use]
    pub fn new(problems: &[Located]) -> Self {
        let mut tally = Self::default();
        for problem in problems {
            match problem.severity {
                Severity::Note => tally.notes += 1,
                Severity::Warning => tally.warnings += 1,
                Severity::Error => {
                    tally.errors += 1;
                    if problem.diagnostic.code.is_fixed() {
                        tally.fixed_errors += 1;
                    } else {
                        tally.adjustable.insert(problem.diagnostic.code);
                    }
                }
            }
        }
        tally
    }
}
