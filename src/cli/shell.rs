//! The supported shells.

/// The shells with completion scripts.
#[allow(clippy::enum_variant_names, reason = "one of the shells has it in its name")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shell {
    /// GNU Bash.
    Bash,
    /// Elvish.
    Elvish,
    /// fish.
    Fish,
    /// `PowerShell`.
    PowerShell,
    /// zsh.
    Zsh,
}
