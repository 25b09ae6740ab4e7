//! Where each link of a page leads, decided against the index of all pages.

use std::sync::Arc;

use crate::index::PageId;
use crate::path::{SourcePath, UrlPath};

/// Where the links of one page lead.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PageLinks {
    /// One for each of [`ParsedPage::links`](crate::parse::ParsedPage::links), in the same order.
    pub resolutions: Vec<Resolution>,
}

/// Where one link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Resolution {
    /// To something of this site.
    Internal {
        /// Relative to the page's address and percent-encoded, with query and fragment: ready to be emitted.
        href: Arc<str>,
        /// What stands there.
        target: Target,
        /// The target page's title, for wikilinks that bring no words of their own.
        title: Option<Arc<str>>,
    },
    /// To a file or folder of the repository that is no part of the site.
    Repository {
        /// Absolute and percent-encoded, as the repository's host writes it.
        href: Arc<str>,
    },
    /// To another site, or to what `external:` leaves to others: the destination stays as written.
    External,
    /// To nothing yet. The words stay, marked as a page yet to be written.
    Missing,
    /// To something that must not be followed, such as `javascript:`. Only the words stay.
    Removed,
}

/// What an internal link leads to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Target {
    /// A page.
    Page(PageId),
    /// A file that is copied beside the pages.
    Asset(SourcePath),
    /// A page that is generated, by its address: a folder's list, a stage's landing, the map.
    Generated(UrlPath),
}
