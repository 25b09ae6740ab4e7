//! Whether a build keeps files that the last one wrote.

/// `--no-cache`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Memory {
    /// A file is kept if it would come out the same.
    Used,
    /// Every output is written again.
    Unused,
}
