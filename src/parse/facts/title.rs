//! The title of a page according to its headings, and where that heading is.

use std::sync::Arc;

use crate::parse::page::{Heading, ParsedPage};
use crate::path::{SourcePath, title_of_path};

/// What is before the first heading of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Lead {
    /// There is no heading, or it is in a list or a quote.
    #[default]
    None,
    /// Only images and comments: the heading is at the start of the page.
    Empty,
    /// Text.
    Text,
}

/// The title from a page's headings, and whether one of them serves as the visible title, so that no other is printed.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Title {
    /// The text of the first level-1 heading, otherwise that of the heading at the start of the page.
    text: Option<Arc<str>>,
    /// Whether the first heading is the title.
    is_first: bool,
    /// Whether the text of a later heading is the title.
    is_below: bool,
}

impl Title {
    /// Reads the headings of the page at `path`; `written` is the title in its front matter.
    pub(super) fn new(headings: &[Heading], lead: Lead, written: Option<&Arc<str>>, path: &SourcePath) -> Self {
        let is_named = |heading: &&Heading| !heading.is_quoted && !heading.text.is_empty();
        let first = headings.first().filter(is_named).filter(|_| lead != Lead::None);
        let highest = headings.iter().filter(is_named).find(|heading| heading.level == 1);
        let opening = first.filter(|_| lead == Lead::Empty);
        let text = highest.or(opening).map(|heading| Arc::clone(&heading.text));
        let title = written.filter(|title| !title.trim().is_empty()).or(text.as_ref());
        let title = title.map_or_else(|| title_of_path(path), |title| title.trim().to_owned()).to_lowercase();
        let says_it = |heading: &Heading| heading.text.to_lowercase() == title;
        let is_first = first.is_some_and(|first| (first.level == 1 && lead == Lead::Empty) || says_it(first));
        let is_below = !is_first && headings.iter().any(|heading| heading.level == 1 && is_named(&heading) && says_it(heading));
        Self { text, is_first, is_below }
    }

    /// A page with this title.
    pub(super) fn given(self, page: ParsedPage) -> ParsedPage {
        ParsedPage { heading_title: self.text, opens_with_title: self.is_first, says_title_below: self.is_below, ..page }
    }
}
