//! What a build does with what the last one wrote.

/// `--no-cache`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Memory {
    /// A file stays while it would come out the same.
    Used,
    /// Every output is made anew.
    Unused,
}
