//! The status of a page: its banner, its mark in lists, and the pages before and after it.

use crate::config::{Standing, Status};
use crate::index::PageId;
use crate::locale::Locale;
use crate::parse::LinkForm;
use crate::render::context::{NamedPage, StatusContext, StatusMark};
use crate::resolve::standing::successors;

use super::Here;

/// The name of a status.
pub(in crate::render) fn status_title(words: &Locale, status: &Status) -> String {
    let built_in = match status.standing {
        Standing::Proposed => "status_proposed",
        Standing::Accepted => "status_accepted",
        Standing::Outdated => "status_outdated",
        Standing::Retired => "status_retired",
    };
    status.title.as_deref().map_or_else(|| words.text(built_in).to_owned(), str::to_owned)
}

/// What the banner of a status says; nothing of one that needs no words.
pub(in crate::render) fn status_text(words: &Locale, status: &Status) -> Option<String> {
    let built_in = match status.standing {
        Standing::Proposed => "status_proposed_text",
        Standing::Accepted => return status.text.as_deref().map(str::to_owned),
        Standing::Outdated => "status_outdated_text",
        Standing::Retired => "status_retired_text",
    };
    Some(status.text.as_deref().unwrap_or_else(|| words.text(built_in)).to_owned())
}

/// A page's status as lists mark it.
pub(super) fn mark(here: Here<'_>, id: PageId) -> Option<StatusMark> {
    let status = here.site.labels.page(id).status(&here.site.config)?;
    let title = status_title(here.locale, status);
    Some(StatusMark { id: status.id.to_string(), title, standing: status.standing.id() })
}

/// The banner of a page's status.
pub(super) fn banner(here: Here<'_>, id: PageId) -> Option<StatusContext> {
    let site = here.site;
    let status = site.labels.page(id).status(&site.config)?;
    let links = &site.parsed(id).links;
    let replaced_by = successors(links, site.links(id)).map(|id| named(here, id)).collect();
    Some(StatusContext { mark: mark(here, id)?, text: status_text(here.locale, status), replaced_by })
}

/// The pages that a page has replaced, as they say themselves.
pub(super) fn replaced(here: Here<'_>, id: PageId) -> Vec<PageId> {
    let site = here.site;
    if site.config.labels.statuses.is_empty() {
        return Vec::new();
    }
    let linking = site.backlinks.to(id).iter();
    let says_so = linking.filter(|backlink| {
        site.parsed(backlink.from).links.get(backlink.link as usize).is_some_and(|link| link.form == LinkForm::Successor)
    });
    says_so.map(|backlink| backlink.from).collect()
}

/// The pages that a page has replaced, to be named.
pub(super) fn replaces(here: Here<'_>, id: PageId) -> Vec<NamedPage> {
    replaced(here, id).into_iter().map(|id| named(here, id)).collect()
}

fn named(here: Here<'_>, id: PageId) -> NamedPage {
    NamedPage { title: here.site.index.page(id).title.to_string(), href: here.page_href(id) }
}
