//! A piece of foreign syntax.

/// What was found at a known start.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// Its length in bytes of the source.
    pub(super) length: usize,
    /// What it is: `a Hugo shortcode`.
    pub(super) what: &'static str,
    /// What to write instead.
    pub(super) help: String,
    /// Whether it closes an earlier one, so that it is not reported separately.
    pub(super) is_closing: bool,
    /// Whether it is an import or export, so that the page is MDX.
    pub(super) is_module: bool,
}

impl Found {
    pub(super) fn new(length: usize, what: &'static str, help: impl Into<String>) -> Self {
        Self { length, what, help: help.into(), is_closing: false, is_module: false }
    }
}
