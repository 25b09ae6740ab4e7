//! Checks that what `theme:` in `handbook.yaml` names exists: the theme itself and its options, the logo and the icon, and the
//! addresses of its links. The announcement's address is checked in the same way.

use std::ops::Range;
use std::path::Path;

use percent_encoding::percent_decode_str;

use crate::config::{self, StyleSheet, ThemeLink};
use crate::diagnostic::{Code, Diagnostic};
use crate::index::Place;
use crate::link::{is_beside, is_declared_external};
use crate::path::{UrlPath, join, nfc};
use crate::resolve::Site;
use crate::source::Source;
use crate::suggest;
use crate::theme::{Theme, built_in_names};

use super::{Plan, branding_asset};

/// The problems of `theme:`, in the order of the file's keys. `plan` has the existing addresses.
pub(super) fn check(site: &Site, theme: &Theme, plan: &Plan) -> Vec<Diagnostic> {
    let configured = &site.config.theme;
    let places = &site.config.places;
    let pictures = [("logo", &configured.logo, &places.logo), ("favicon", &configured.favicon, &places.favicon)];
    let pictures = pictures.into_iter().filter_map(|(key, path, place)| picture(site, key, path.as_deref()?, place.clone()));
    let sheets = configured.css.iter().filter_map(|sheet| style_sheet(site, theme, sheet));
    let announced = site.config.announcement.iter().filter_map(|announcement| {
        let (url, place) = announcement.link.clone()?;
        address(site, plan, &ThemeLink { title: announcement.text.clone(), url, place })
    });
    let links = configured.footer.iter().chain(&configured.social).filter_map(|link| address(site, plan, link)).chain(announced);
    unknown_theme(site, theme).into_iter().chain(pictures).chain(sheets).chain(links).chain(options(site, theme)).collect()
}

/// A theme that is neither in the project nor built in.
fn unknown_theme(site: &Site, theme: &Theme) -> Option<Diagnostic> {
    if theme.is_known() {
        return None;
    }
    let name = &*site.config.theme.name;
    let known = built_in_names();
    let help = format!("looked in `themes/{name}/` of the project and among the built-in themes ({})", known.join(", "));
    let near = suggest::nearest(name, known.iter().map(String::as_str)).map(str::to_owned);
    let diagnostic = in_config(format!("there is no theme `{name}`"), site.config.places.theme.clone()).subject(name).help(help);
    Some(suggesting(diagnostic, near))
}

fn options<'a>(site: &'a Site, theme: &'a Theme) -> impl Iterator<Item = Diagnostic> + 'a {
    site.config.theme.options.iter().filter_map(|(name, value)| {
        let fault = theme.option_fault(name, value)?;
        let place = site.config.places.options.get(name).map(|place| if fault.is_in_name { &place.key } else { &place.value });
        let written = || value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let subject = if fault.is_in_name { name.clone() } else { written() };
        let diagnostic = in_config(fault.message, place.cloned()).subject(subject).help(fault.help);
        Some(suggesting(diagnostic, fault.suggestion))
    })
}

/// A logo or an icon that is not a content file, or is a page.
fn picture(site: &Site, key: &str, path: &str, place: Option<Range<usize>>) -> Option<Diagnostic> {
    let files = &site.sources.files;
    if branding_asset(&site.sources, path).is_some() {
        return None;
    }
    if files.contains_key(path) {
        let diagnostic = in_config(format!("`{key}: {path}` names a page, and no page is a picture"), place);
        return Some(diagnostic.subject(path).help("name a picture below the content folder"));
    }
    let root = root_in_words(site);
    let assets = files.iter().filter(|(_, source)| matches!(source, Source::Asset(_))).map(|(path, _)| path.as_str());
    let near = suggest::nearest(path, assets).map(str::to_owned);
    let help = match &near {
        Some(near) => format!("a file with a similar name exists: `{near}`"),
        None => format!("put the file into {root}, and write its path from there"),
    };
    let diagnostic = in_config(format!("`{key}: {path}` names no file in {root}"), place).subject(path).help(help);
    Some(suggesting(diagnostic, near))
}

/// A style sheet that is neither a content file nor a static file of the theme.
fn style_sheet(site: &Site, theme: &Theme, sheet: &StyleSheet) -> Option<Diagnostic> {
    let path = &*sheet.path;
    if theme.assets().contains_key(path) || branding_asset(&site.sources, path).is_some() {
        return None;
    }
    let of_content = site.sources.files.iter().filter(|(_, source)| matches!(source, Source::Asset(_)));
    let known = of_content.map(|(path, _)| path.as_str()).chain(theme.assets().keys().map(String::as_str));
    let is_sheet = |path: &&str| Path::new(path).extension().is_some_and(|extension| extension.eq_ignore_ascii_case("css"));
    let near = suggest::nearest(path, known.filter(is_sheet)).map(str::to_owned);
    let places = format!("{} or into `themes/{}/static/`", root_in_words(site), site.config.theme.name);
    let help = match &near {
        Some(near) => format!("a file with a similar name exists: `{near}`"),
        None => format!("put the file into {places}, and write its path from there"),
    };
    let diagnostic = in_config(format!("`css: {path}` names no file"), Some(sheet.place.clone())).subject(path).help(help);
    Some(suggesting(diagnostic, near))
}

/// The content folder as messages name it.
fn root_in_words(site: &Site) -> String {
    match &*site.index.roots.content {
        "" => "the project folder".to_owned(),
        content => format!("`{content}/`"),
    }
}

/// A link whose path is not an address of the site.
fn address(site: &Site, plan: &Plan, link: &ThemeLink) -> Option<Diagnostic> {
    let written = &*link.url;
    if !written.starts_with('/') || is_declared_external(&site.config, written) || is_beside(&site.config, written) {
        return None;
    }
    let end = written.find(['?', '#']).unwrap_or(written.len());
    let (path, rest) = written.split_at(end);
    let decoded = percent_decode_str(site.below_base(path.trim_start_matches('/'))).decode_utf8().unwrap_or_default();
    let wanted = UrlPath::from(&*nfc(&decoded));
    if plan.outputs.contains_key(&wanted.output()) {
        return None;
    }
    let draft = site.index.pages.iter().find(|page| page.is_hidden && page.url == wanted);
    let near = if draft.is_some() { None } else { meant(site, plan, &wanted) };
    let help = match (draft, &near) {
        (Some(_), _) => "publish the page, or take the link out until then".to_owned(),
        (None, Some(near)) => format!("there is an address `/{near}`"),
        (None, None) => "write an address of the site, such as `/about/`; `urls.json` of a built site lists them all".to_owned(),
    };
    let message = match draft {
        Some(page) => format!("`{written}` is the address of a draft, `{}`, which is not built", page.path),
        None => format!("the site has no address `{written}`"),
    };
    // Only one link of the site is wrong, as with a broken link on a page.
    let broken = Diagnostic::new(Code::BrokenLink, message).in_project(config::FILE_NAME).at(link.place.clone());
    let diagnostic = broken.subject(written).help(help);
    Some(suggesting(diagnostic, near.map(|near| format!("/{}{rest}", near.encoded()))))
}

/// The address that was meant: that of the page whose file is named, the folder's without its slash, otherwise the nearest of all.
fn meant(site: &Site, plan: &Plan, wanted: &UrlPath) -> Option<UrlPath> {
    let path = join("", wanted.as_str().trim_end_matches('/')).ok()?;
    if let Some(Place::Page(id)) = site.index.at_path(&path) {
        return Some(site.index.page(*id).url.clone());
    }
    let folder = UrlPath::from(format!("{path}/"));
    if plan.outputs.contains_key(&folder.output()) {
        return Some(folder);
    }
    let addresses = plan.outputs.keys().map(|path| path.as_str().strip_suffix("index.html").unwrap_or(path.as_str()));
    suggest::nearest(wanted.as_str(), addresses.filter(|address| !address.is_empty())).map(UrlPath::from)
}

fn in_config(message: String, place: Option<Range<usize>>) -> Diagnostic {
    let diagnostic = Diagnostic::new(Code::Config, message).in_project(config::FILE_NAME);
    match place {
        Some(place) => diagnostic.at(place),
        None => diagnostic,
    }
}

fn suggesting(diagnostic: Diagnostic, suggestion: Option<String>) -> Diagnostic {
    match suggestion {
        Some(suggestion) => diagnostic.suggest(suggestion),
        None => diagnostic,
    }
}
