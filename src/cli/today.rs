//! The day that counts as today for reviews.

/// `--today`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Today {
    /// This date.
    Day(jiff::civil::Date),
    /// The clock's.
    Now,
}
