//! Every path of the output and its recipe; collisions end here.
//!
//! 1. Pages, assets, old addresses and the theme's files claim their paths; `collision` reports paths with two claims.
//! 2. Generated outputs take the paths that [`generated`](crate::generated) has decided.
//! 3. `theme_config` checks that the files and addresses that `handbook.yaml` names for the theme are among them.
//! 4. [`vanished`] compares with what was published before: no published address may disappear.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::diagnostic::{Checked, Diagnostic, name_faults};
use crate::generated::Generated;
use crate::index::{PageId, redirect_address};
use crate::link::{Resolution, Target};
use crate::path::{OutputPath, SourcePath, UrlPath, nfc};
use crate::resolve::Site;
use crate::source::{Source, Sources};
use crate::theme::Theme;

mod collision;
mod kind;
mod published;
pub(crate) mod search;
#[cfg(test)]
mod tests;
mod large_assets;
mod theme_config;
mod withheld;

use collision::{Claim, Claims};
pub use kind::OutputKind;
pub use published::{published, vanished};

pub use search::SearchPiece;

/// How to make one output.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Recipe {
    /// A written page, including home, stage landing pages and folder pages.
    Page(PageId),
    /// Something generated: a page, a file of the theme, a publication.
    Generated(Generated),
    /// A redirect from an old address to the page that now has its content.
    Redirect {
        /// The old address.
        from: UrlPath,
        /// Where the content is now.
        to: PageId,
    },
    /// A content file, copied unchanged.
    Asset(SourcePath),
    /// The empty file that makes GitHub Pages publish names that begin with `_`.
    NoJekyll,
    /// A piece of the search's index.
    Search(SearchPiece),
}

impl Recipe {
    /// Whether the output is a page that readers stay on, rather than a redirect or a file.
    #[must_use]
    pub const fn is_page(&self) -> bool {
        match self {
            Self::Page(_) => true,
            Self::Generated(generated) => generated.is_page(),
            Self::Redirect { .. } | Self::Asset(_) | Self::NoJekyll | Self::Search(_) => false,
        }
    }

    /// Whether the output depends on the search's index of all pages.
    #[must_use]
    pub const fn needs_search_index(&self) -> bool {
        matches!(self, Self::Search(SearchPiece::Head | SearchPiece::Shard(_) | SearchPiece::Spelling(_)))
    }
}

/// Every path of the output, and how to make it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Hash)]
pub struct Plan {
    /// The outputs in the order of their paths.
    pub outputs: BTreeMap<OutputPath, Recipe>,
}

/// Plans the whole output.
///
/// Two source files for one path are an error that names both, and [`collision`] decides which is written if its level is lowered;
/// generated outputs yield to source files.
#[must_use]
pub fn plan(site: &Site, theme: &Theme) -> Checked<Plan> {
    let mut diagnostics = Vec::new();
    let mut claims = Claims::default();
    claim_pages(&mut claims, site, &mut diagnostics);
    let (withheld, links_to_withheld) = withheld::withheld(site);
    diagnostics.extend(links_to_withheld);
    claim_assets(&mut claims, site, &withheld, &mut diagnostics);
    diagnostics.extend(unportable_assets(site));
    claim_redirects(&mut claims, site, &mut diagnostics);
    for (path, generated) in site.generated.written() {
        let recipe = Recipe::Generated(generated.clone());
        match generated {
            Generated::ThemeFile(name) => claims.add(path.clone(), recipe, Claim::Theme(Arc::clone(name)), &mut diagnostics),
            _ => claims.add_unless_taken(path.clone(), recipe),
        }
    }
    claims.add_unless_taken(OutputPath::from(".nojekyll"), Recipe::NoJekyll);
    for (path, recipe) in search::outputs(site) {
        claims.add_unless_taken(path, recipe);
    }
    claims.check_folders(&mut diagnostics);
    claims.check_spellings(&mut diagnostics);
    let value = Plan { outputs: claims.into_outputs() };
    diagnostics.extend(theme_config::check(site, theme, &value));
    diagnostics.extend(large_assets::check(site, &value));
    Checked { value, diagnostics }
}

fn claim_pages(claims: &mut Claims, site: &Site, diagnostics: &mut Vec<Diagnostic>) {
    for id in site.index.built_ids() {
        let page = site.index.page(id);
        if let Some(holder) = page.displaced_by.map(|holder| site.index.page(holder)) {
            diagnostics.push(collision::displaced(&page.path, &page.url, &holder.path, &holder.url));
        }
        claims.add(page.url.output(), Recipe::Page(id), Claim::Page(page.path.clone()), diagnostics);
    }
}

fn claim_assets(claims: &mut Claims, site: &Site, withheld: &BTreeSet<&SourcePath>, diagnostics: &mut Vec<Diagnostic>) {
    for path in published_assets(site).into_iter().filter(|path| !withheld.contains(path)) {
        claims.add(path.address().output(), Recipe::Asset(path.clone()), Claim::Asset(path.clone()), diagnostics);
    }
}

/// The names of a bare folder's assets: loading does not check files that may not be part of the site.
fn unportable_assets(site: &Site) -> Vec<Diagnostic> {
    let mut faults = BTreeMap::new();
    if site.index.roots.is_bare {
        for path in published_assets(site) {
            name_faults(path, &mut faults);
        }
    }
    // A folder of pages is reported by loading.
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

/// The assets that are part of the site: in a bare folder and in hidden folders those that pages refer to, otherwise all.
fn published_assets(site: &Site) -> BTreeSet<&SourcePath> {
    let is_asset =
        |(path, source): (&'_ SourcePath, &Source)| matches!(source, Source::Asset(_)) && !path.is_published_on_demand();
    let whole = site.sources.files.iter().filter(|(path, source)| !site.index.roots.is_bare && is_asset((path, source)));
    let linked = site.index.built_ids().flat_map(|id| &site.links(id).resolutions).filter_map(|resolution| match resolution {
        Resolution::Internal { target: Target::Asset(path), .. } => Some(path),
        _ => None,
    });
    whole.map(|(path, _)| path).chain(linked).chain(branding(site)).collect()
}

/// The assets that `theme:` names, which every page shows: the logo, the favicon and style sheets.
pub fn branding(site: &Site) -> impl Iterator<Item = &SourcePath> {
    let theme = &site.config.theme;
    let sheets = theme.css.iter().map(|sheet| &sheet.path);
    [&theme.logo, &theme.favicon].into_iter().flatten().chain(sheets).filter_map(|path| branding_asset(&site.sources, path))
}

/// The asset that a `theme:` option names, by its path below the content root in any normal form.
#[must_use]
pub fn branding_asset<'a>(sources: &'a Sources, path: &str) -> Option<&'a SourcePath> {
    let path = path.trim_start_matches('/');
    let in_other_form = || sources.files.iter().find(|(found, _)| nfc(found.as_str()) == nfc(path));
    let (path, source) = sources.files.get_key_value(path).or_else(in_other_form)?;
    matches!(source, Source::Asset(_)).then_some(path)
}
