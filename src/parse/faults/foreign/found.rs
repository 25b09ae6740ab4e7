//! A piece of foreign syntax.

/// What was found, from a known start on.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// How many bytes of the source it is.
    pub(super) length: usize,
    /// What it is: `a Hugo shortcode`.
    pub(super) what: &'static str,
    /// What to write instead.
    pub(super) help: String,
    /// Whether it closes what an earlier one opened, so that it is not reported again.
    pub(super) is_closing: bool,
    /// Whether it imports or exports, so that the page is MDX.
    pub(super) is_module: bool,
}

impl Found {
    pub(super) fn new(length: usize, what: &'static str, help: impl Into<String>) -> Self {
        Self { length, what, help: help.into(), is_closing: false, is_module: false }
    }
}
