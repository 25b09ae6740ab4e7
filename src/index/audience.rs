//! For whom each page is: front matter first, then `assign:`. Where nobody says whom the site is for, an internal page stops it.

use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic};
use crate::promises::Audience;

use super::Page;

/// For whom a page is.
pub(super) fn of(config: &Config, page: &Page) -> Audience {
    if let Some(written) = &page.parsed.front_matter.audience {
        return written.value;
    }
    config.assigned(page.path.as_str(), |entry| entry.audience).unwrap_or(Audience::Public)
}

/// The first internal page of a handbook that does not say for whom it is built.
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
