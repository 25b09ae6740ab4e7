//! For whom each page is: front matter first, then `assign:`. Unless the site's audience is set, an internal page stops the build.

use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic};
use crate::promises::Audience;

use crate::path::SourcePath;

use super::Page;

/// For whom a page is.
pub(super) fn of(config: &Config, page: &Page) -> Audience {
    audience_at(config, &page.path, page.parsed.front_matter.audience.as_ref().map(|written| written.value))
}

/// For whom a page at `path` is whose front matter says `written` of it.
#[must_use]
pub fn audience_at(config: &Config, path: &SourcePath, written: Option<Audience>) -> Audience {
    written.or_else(|| config.assigned(path.as_str(), |entry| entry.audience)).unwrap_or(Audience::Public)
}

/// The first internal page of a handbook without an audience.
pub(super) fn unsaid(config: &Config, pages: &[Page], audiences: &[Audience]) -> Option<Diagnostic> {
    if config.audience.is_some() {
        return None;
    }
    let (page, _) = pages.iter().zip(audiences).find(|(_, audience)| **audience == Audience::Internal)?;
    let message = "this page is internal, but nothing says who the site is built for";
    let diagnostic = Diagnostic::new(Code::Config, message).in_source(&page.path);
    let diagnostic = match &page.parsed.front_matter.audience {
        Some(written) => diagnostic.at(written.span.clone()),
        None => diagnostic,
    };
    Some(diagnostic.help(
        "pass `--audience public` to leave such pages out or `--audience internal` to build them, or write `audience: public` \
         in `handbook.yaml`",
    ))
}
