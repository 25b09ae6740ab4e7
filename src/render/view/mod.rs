//! What a template reads, collected from the site: one [`View`] for each HTML output.
//!
//! 1. `site` makes the data shared by all pages, once.
//! 2. `page` makes what every page has; `sidebar` and `tree` make its navigation, `outward` its metadata for others.
//! 3. `journey` adds home and landing pages, `map` the table of needs by stage, `folder` generated lists,
//!    `all_pages` the list of them all, `keeping` those about owners and reviews, `changes` what is new, `labels` those of tags and facets,
//!    `decisions` and `status` what has replaced what, `paths` what to read in which order.

use crate::generated::{Generated, folder_address, folder_title, landing_address};
use crate::index::PageId;
use crate::journey::{Need, NeedIndex, StageIndex};
use crate::keeping::Keeper;
use crate::locale::Locale;
use crate::parse::ParsedPage;
use crate::path::UrlPath;
use crate::resolve::Site;

use super::context::{NeedRef, PageCard, PersonContext, StageRef};

pub(super) mod all_pages;
pub(in crate::render) mod changes;
mod date;
mod decisions;
pub(in crate::render) use date::date;
pub(super) mod folder;
pub(super) mod journey;
mod json_ld;
pub(super) mod keeping;
pub(super) mod labels;
pub(super) mod map;
mod outward;
pub(super) mod page;
pub(super) mod paths;
pub(in crate::render) mod repository;
pub(in crate::render) use repository::issue_href;
pub(super) mod sidebar;
pub(super) mod site;
mod status;
pub(in crate::render) use status::{status_text, status_title};
#[cfg(test)]
mod tests;
mod tree;

/// How fast people read, in words a minute.
const READING_SPEED: usize = 230;

/// The longest description, in characters: what search engines show.
const DESCRIPTION_LIMIT: usize = 200;

/// The page to which hrefs are relative.
#[derive(Debug, Clone, Copy)]
pub(super) struct Here<'a> {
    /// The whole site.
    pub(super) site: &'a Site,
    /// The words of the interface.
    pub(super) locale: &'a Locale,
    /// The address being rendered.
    pub(super) url: &'a UrlPath,
    /// The beginning of root-absolute hrefs, for the one page that is served at every address.
    pub(super) absolute: Option<&'a str>,
}

impl Here<'_> {
    /// An href to an address of the site.
    pub(super) fn href(&self, url: &UrlPath) -> String {
        let url = self.site.config.links.written(url);
        match self.absolute {
            Some(base) => format!("{base}{}", url.encoded()),
            None => self.url.href_to(&url),
        }
    }

    /// From here to the site's root.
    pub(super) fn root(&self) -> String {
        match self.absolute {
            Some(base) => base.to_owned(),
            None if self.url.depth() == 0 => "./".to_owned(),
            None => "../".repeat(self.url.depth()),
        }
    }

    pub(super) fn page_href(&self, id: PageId) -> String {
        self.href(&self.site.index.page(id).url)
    }

    /// An href to a generated output, if the handbook has it.
    pub(super) fn generated_href(&self, generated: &Generated) -> Option<String> {
        self.site.address(generated).map(|address| self.href(address))
    }

    /// An href to a folder, by its key in the index.
    pub(super) fn folder_href(&self, path: &str) -> String {
        self.href(&folder_address(path))
    }

    pub(super) fn stage(&self, stage: StageIndex) -> StageRef {
        let known = self.site.config.journey.stage(stage);
        StageRef {
            id: known.id.to_string(),
            title: known.title.to_string(),
            number: stage.0 + 1,
            ink: ink(stage),
            href: self.href(&landing_address(&self.site.config, stage)),
        }
    }

    /// A need, with a link to its row in the table of needs by stage.
    pub(super) fn need(&self, need: NeedIndex) -> NeedRef {
        let known = self.site.config.journey.need(need);
        let map = Generated::Map.address(&self.site.config, &self.site.index);
        NeedRef {
            id: known.id.to_string(),
            title: known.title.to_string(),
            summary: summary_of(known),
            href: format!("{}#jb-need-{}", self.href(&map), crate::path::encode_fragment(&known.id)),
        }
    }

    /// A page in a list. `apart_from` is the stage whose own list it is.
    pub(super) fn card(&self, id: PageId, apart_from: Option<StageIndex>) -> PageCard {
        PageCard { description: description(self.site.parsed(id)), ..self.bare_card(id, apart_from) }
    }

    /// The same without a description.
    fn bare_card(&self, id: PageId, apart_from: Option<StageIndex>) -> PageCard {
        let entry = self.site.index.page(id);
        let parsed = self.site.parsed(id);
        let home = entry.membership.home().filter(|_| self.site.index.shows_journey);
        PageCard {
            title: entry.title.to_string(),
            href: self.page_href(id),
            description: None,
            kind: kind(parsed),
            draft: parsed.front_matter.draft,
            status: status::mark(*self, id),
            owner: owner(&self.site.keeping.page(id).owners),
            stage: home.filter(|stage| Some(*stage) != apart_from).map(|stage| self.stage(stage)),
        }
    }

    /// A folder without its own page, in a list.
    pub(super) fn folder_card(&self, path: &str) -> PageCard {
        PageCard {
            title: folder_title(&self.site.index, path).to_string(),
            href: self.folder_href(path),
            description: None,
            kind: None,
            draft: false,
            status: None,
            owner: None,
            stage: None,
        }
    }
}

/// The colour and shape of a stage's mark: there are seven, which repeat in longer journeys.
pub(super) fn ink(stage: StageIndex) -> u8 {
    u8::try_from(stage.0 % 7 + 1).unwrap_or(1)
}

/// `description:`, otherwise the first paragraph, cut at a word.
pub(super) fn description(parsed: &ParsedPage) -> Option<String> {
    let text = parsed.front_matter.description.as_ref().or(parsed.summary.as_ref())?;
    Some(shortened(text, DESCRIPTION_LIMIT))
}

/// Text cut at a word to at most `limit` characters, with an ellipsis if something is cut.
pub(super) fn shortened(text: &str, limit: usize) -> String {
    // A text has no more characters than bytes.
    let end = if text.len() <= limit { None } else { text.char_indices().nth(limit) };
    let Some((end, _)) = end else { return text.to_owned() };
    let cut = &text[..end];
    let cut = cut.rfind(char::is_whitespace).map_or(cut, |space| &cut[..space]);
    format!("{}…", cut.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '.')))
}

fn kind(parsed: &ParsedPage) -> Option<String> {
    parsed.front_matter.kind.as_ref().map(|kind| kind.value.to_string())
}

fn owner(keepers: &[Keeper]) -> Option<String> {
    let names: Vec<&str> = keepers.iter().map(|keeper| &*keeper.name).collect();
    (!names.is_empty()).then(|| names.join(", "))
}

fn summary_of(need: &Need) -> Option<String> {
    (!need.summary.is_empty()).then(|| need.summary.to_string())
}

/// Somebody who keeps a page, leading to the owner's own page where there is one.
fn keeper(here: Here<'_>, keeper: &Keeper) -> PersonContext {
    let owner = keeper.id.as_deref().and_then(|id| here.site.keeping.owner(id));
    match owner.and_then(|owner| here.generated_href(&Generated::owner(owner))) {
        Some(href) => PersonContext { name: keeper.name.to_string(), href: Some(href) },
        None => person(here.site, &keeper.name),
    }
}

/// A person or team, with a link if the name is an address or a handle at the repository's host.
fn person(site: &Site, name: &str) -> PersonContext {
    let href = if name.starts_with("https://") || name.starts_with("http://") {
        Some(name.to_owned())
    } else {
        name.strip_prefix('@').and_then(|handle| repository::person_href(site, handle))
    };
    PersonContext { name: name.to_owned(), href }
}
