//! The day that reviews are measured by.

/// `--today`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Today {
    /// This day.
    Day(jiff::civil::Date),
    /// The clock's.
    Now,
}
