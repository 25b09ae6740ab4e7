//! Every path of the output and its recipe; collisions end here.
//!
//! 1. Pages, assets, old addresses and the theme's files claim their paths; `collision` reports those that two want.
//! 2. What is generated takes the paths that are left.
//! 3. `theme_config` looks whether the files and addresses that `handbook.yaml` names for the theme are among them.
//! 4. [`vanished`] compares with what was published before: no address that somebody may have kept must vanish.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Checked, Diagnostic, name_faults};
use crate::index::{Index, PageId};
use crate::journey::StageIndex;
use crate::link::{Resolution, Target};
use crate::path::{OutputPath, SourcePath, UrlPath, nfc};
use crate::resolve::Site;
use crate::source::{Source, Sources};
use crate::theme::Theme;

mod collision;
mod publication;
mod published;
pub(crate) mod search;
#[cfg(test)]
mod tests;
mod theme_config;

pub use publication::{
    CARD, CARD_SIZE, FEED, MARKDOWN, Publication, SITEMAP_LIMIT, WEB_MANIFEST, folder, has_card, has_cards, has_feed, is_address,
    pages_of, published_ids, scopes, sitemap_part,
};

use collision::{Claim, Claims};
pub use published::{Published, published, vanished};

pub use search::{SearchPiece, all_pages_address};

/// The folder of the output that holds the theme's files.
pub const THEME_FOLDER: &str = "theme";

/// The address of the table of needs by stage.
pub const MAP_ADDRESS: &str = "map/";

/// How one output is made.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Recipe {
    /// A page that somebody wrote; home, stage landings and folder pages among them.
    Page(PageId),
    /// The home page where nobody wrote one.
    Home,
    /// The landing page of a stage where nobody wrote one.
    Landing(StageIndex),
    /// The list of a folder, by its key in [`Index::folders`], where nobody wrote a page for it.
    Folder(String),
    /// The table of needs by stage.
    Map,
    /// The page for addresses that do not exist.
    NotFound,
    /// A page that leads from an old address to the page that now has its content.
    Redirect {
        /// The old address.
        from: UrlPath,
        /// Where the content is now.
        to: PageId,
    },
    /// A file of the content, copied as it is.
    Asset(SourcePath),
    /// A static file of the theme.
    ThemeAsset(String),
    /// The empty file that tells GitHub Pages to publish names that begin with `_`.
    NoJekyll,
    /// `urls.json`: every address of the site, which later versions can be compared with.
    Urls,
    /// The list of all pages by title, for readers without the search.
    AllPages,
    /// A piece of the search's index.
    Search(SearchPiece),
    /// What a published site owes besides its pages.
    Published(Publication),
}

impl Recipe {
    /// Whether the output is a page that readers stay on: no redirect, no file.
    #[must_use]
    pub const fn is_page(&self) -> bool {
        matches!(
            self,
            Self::Page(_) | Self::Home | Self::Landing(_) | Self::Folder(_) | Self::Map | Self::NotFound | Self::AllPages
        )
    }

    /// Whether the output is made from the search's index of all pages.
    #[must_use]
    pub const fn needs_search_index(&self) -> bool {
        matches!(self, Self::Search(SearchPiece::Head | SearchPiece::Shard(_) | SearchPiece::Spelling(_)))
    }
}

/// Every path of the output and how it is made.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Plan {
    /// The outputs in the order of their paths.
    pub outputs: BTreeMap<OutputPath, Recipe>,
}

/// Plans the whole output.
///
/// Two authors' files for one path are an error that names both; what is generated yields to what somebody wrote.
#[must_use]
pub fn plan(site: &Site, theme: &Theme) -> Checked<Plan> {
    let mut diagnostics = Vec::new();
    let mut claims = Claims::default();
    claim_pages(&mut claims, site, &mut diagnostics);
    claim_assets(&mut claims, site, &mut diagnostics);
    diagnostics.extend(unportable_assets(site));
    claim_redirects(&mut claims, site, &mut diagnostics);
    for name in theme.assets().keys() {
        let path = OutputPath::from(format!("{THEME_FOLDER}/{name}"));
        claims.add(path, Recipe::ThemeAsset(name.clone()), Claim::Theme(name.clone()), &mut diagnostics);
    }
    for (path, recipe) in generated(site) {
        claims.add_unless_taken(path, recipe);
    }
    let folders = claims.folders();
    for (path, publication) in publication::publications(site, claims.outputs()) {
        claims.add_where_free(path, Recipe::Published(publication), &folders);
    }
    claims.check_folders(&mut diagnostics);
    claims.check_spellings(&mut diagnostics);
    let value = Plan { outputs: claims.into_outputs() };
    diagnostics.extend(theme_config::check(site, theme, &value));
    Checked { value, diagnostics }
}

fn claim_pages(claims: &mut Claims, site: &Site, diagnostics: &mut Vec<Diagnostic>) {
    for id in site.index.built_ids() {
        let page = site.index.page(id);
        claims.add(page.url.output(), Recipe::Page(id), Claim::Page(page.path.clone()), diagnostics);
    }
}

fn claim_assets(claims: &mut Claims, site: &Site, diagnostics: &mut Vec<Diagnostic>) {
    for path in published_assets(site) {
        let output = OutputPath::from(&*nfc(path.as_str()));
        claims.add(output, Recipe::Asset(path.clone()), Claim::Asset(path.clone()), diagnostics);
    }
}

/// The names of a bare folder's assets: the load judges no file that may be no part of the site.
fn unportable_assets(site: &Site) -> Vec<Diagnostic> {
    let mut faults = BTreeMap::new();
    if site.index.roots.is_bare {
        for path in published_assets(site) {
            name_faults(path, &mut faults);
        }
    }
    // A folder of pages is told by the load.
    let has_pages = |folder: &SourcePath| site.index.folders.contains_key(&*nfc(folder.as_str()));
    faults.into_iter().filter(|(path, _)| !has_pages(path)).map(|(_, fault)| fault).collect()
}

fn claim_redirects(claims: &mut Claims, site: &Site, diagnostics: &mut Vec<Diagnostic>) {
    for to in site.index.built_ids() {
        let page = site.index.page(to);
        for alias in &page.redirects {
            let from = redirect_address(&alias.value);
            let claim = Claim::Alias { page: page.path.clone(), alias: alias.value.clone(), span: alias.span.clone() };
            claims.add(from.output(), Recipe::Redirect { from, to }, claim, diagnostics);
        }
    }
}

/// The address that an alias stands for: `/old/labs`, `old/labs/` and `old/labs.html` name a page's folder or a file to the letter.
#[must_use]
pub fn redirect_address(alias: &str) -> UrlPath {
    let address = nfc(alias.trim_start_matches('/'));
    let last = address.rsplit('/').next().unwrap_or_default();
    if address.is_empty() || address.ends_with('/') || last.contains('.') {
        UrlPath::from(&*address)
    } else {
        UrlPath::from(format!("{address}/"))
    }
}

/// The assets that are part of the site: in a bare folder those that pages refer to, else all.
fn published_assets(site: &Site) -> BTreeSet<&SourcePath> {
    if !site.index.roots.is_bare {
        let assets = site.sources.files.iter().filter(|(_, source)| matches!(source, Source::Asset(_)));
        return assets.map(|(path, _)| path).collect();
    }
    let linked = site.index.built_ids().flat_map(|id| &site.links(id).resolutions).filter_map(|resolution| match resolution {
        Resolution::Internal { target: Target::Asset(path), .. } => Some(path),
        _ => None,
    });
    let theme = &site.config.theme;
    let branding = [&theme.logo, &theme.favicon].into_iter().flatten().filter_map(|path| branding_asset(&site.sources, path));
    linked.chain(branding).collect()
}

/// The asset that a `theme:` option names, by its path below the content root in whatever normal form.
#[must_use]
pub fn branding_asset<'a>(sources: &'a Sources, path: &str) -> Option<&'a SourcePath> {
    let path = path.trim_start_matches('/');
    let in_other_form = || sources.files.iter().find(|(found, _)| nfc(found.as_str()) == nfc(path));
    let (path, source) = sources.files.get_key_value(path).or_else(in_other_form)?;
    matches!(source, Source::Asset(_)).then_some(path)
}

/// What Journeybook adds, unless somebody wrote a file for the same path.
fn generated(site: &Site) -> Vec<(OutputPath, Recipe)> {
    let index: &Index = &site.index;
    let journey = &site.config.journey;
    let mut outputs = vec![(UrlPath::home().output(), Recipe::Home)];
    if index.shows_journey {
        for (position, stage) in journey.stages.iter().enumerate() {
            outputs.push((UrlPath::from(format!("{}/", stage.id)).output(), Recipe::Landing(StageIndex(position))));
        }
        if !journey.needs.is_empty() {
            outputs.push((UrlPath::from(MAP_ADDRESS).output(), Recipe::Map));
        }
    }
    for (path, folder) in index.folders.iter().filter(|(_, folder)| folder.own_page.is_none()) {
        outputs.push((folder.url.output(), Recipe::Folder(path.clone())));
    }
    outputs.push((OutputPath::from("404.html"), Recipe::NotFound));
    outputs.push((OutputPath::from(".nojekyll"), Recipe::NoJekyll));
    outputs.push((OutputPath::from("urls.json"), Recipe::Urls));
    outputs.extend(search::outputs(site));
    outputs
}
