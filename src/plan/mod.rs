//! Every path of the output and its recipe; collisions end here, and so do addresses that were published and would vanish.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Checked, Diagnostic};
use crate::index::{Index, PageId};
use crate::journey::StageIndex;
use crate::link::{Resolution, Target};
use crate::path::{OutputPath, SourcePath, UrlPath};
use crate::resolve::Site;
use crate::source::{Source, Sources};
use crate::theme::Theme;

mod collision;
mod published;
#[cfg(test)]
mod tests;

use collision::{Claim, Claims};
pub use published::{Published, published, vanished};

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
    claim_redirects(&mut claims, site, &mut diagnostics);
    for name in theme.assets().keys() {
        let path = OutputPath::from(format!("{THEME_FOLDER}/{name}"));
        claims.add(path, Recipe::ThemeAsset(name.clone()), Claim::Theme(name.clone()), &mut diagnostics);
    }
    for (path, recipe) in generated(site) {
        claims.add_unless_taken(path, recipe);
    }
    claims.check_folders(&mut diagnostics);
    Checked { value: Plan { outputs: claims.into_outputs() }, diagnostics }
}

fn claim_pages(claims: &mut Claims, site: &Site, diagnostics: &mut Vec<Diagnostic>) {
    for id in site.index.built_ids() {
        let page = site.index.page(id);
        claims.add(page.url.output(), Recipe::Page(id), Claim::Page(page.path.clone()), diagnostics);
    }
}

fn claim_assets(claims: &mut Claims, site: &Site, diagnostics: &mut Vec<Diagnostic>) {
    for path in published_assets(site) {
        let output = OutputPath::from(&*crate::path::nfc(path.as_str()));
        claims.add(output, Recipe::Asset(path.clone()), Claim::Asset(path.clone()), diagnostics);
    }
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
    let address = crate::path::nfc(alias.trim_start_matches('/'));
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

/// The asset that a `theme:` option names, by its path below the content root.
#[must_use]
pub fn branding_asset<'a>(sources: &'a Sources, path: &str) -> Option<&'a SourcePath> {
    let (path, source) = sources.files.get_key_value(path.trim_start_matches('/'))?;
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
    outputs
}
