//! `theme:`, the theme's name and its settings.

use std::sync::Arc;

use crate::yaml::{KnownKey, Node, Problem};

use super::keys::{ThemeKey, ThemeLinkKey};
use super::{OptionPlace, Places, StyleSheet, ThemeConfig, ThemeLink, folders};
use crate::yaml::section::Refusals;

/// Reads the map, or the theme's name alone.
pub(super) fn read(node: &Node, places: &mut Places, refusals: &mut Refusals) -> ThemeConfig {
    let mut theme = ThemeConfig::default();
    if node.scalar().is_some() {
        places.theme = Some(node.span.clone());
        theme.name = refusals.accept(name(node)).map_or(theme.name, Arc::from);
        return theme;
    }
    let section = refusals.section(node, "theme");
    for key in ThemeKey::ALL.iter().copied() {
        let Some(entry) = section.get(key) else { continue };
        let node = &entry.value;
        let place = Some(node.span.clone());
        match key {
            ThemeKey::Name => {
                places.theme = place;
                theme.name = refusals.accept(name(node)).map_or(theme.name, Arc::from);
            }
            ThemeKey::Accent => theme.accent = refusals.accept(accent(node)).map(Arc::from),
            ThemeKey::Logo => {
                places.logo = place;
                theme.logo = refusals.accept(folders::file(node, key.name())).map(Arc::from);
            }
            ThemeKey::Favicon => {
                places.favicon = place;
                theme.favicon = refusals.accept(folders::file(node, key.name())).map(Arc::from);
            }
            ThemeKey::Css => theme.css = refusals.list(Some(entry), style_sheet),
            ThemeKey::Footer => theme.footer = links(node, key.name(), refusals),
            ThemeKey::Social => theme.social = links(node, key.name(), refusals),
            ThemeKey::Options => {
                let options = refusals.accept(node.entries(key.name())).unwrap_or_default();
                for entry in options.iter().filter(|entry| !entry.value.says_nothing()) {
                    theme.options.insert(entry.key.clone(), entry.value.to_json());
                    places.options.insert(entry.key.clone(), OptionPlace { key: entry.key_span.clone(), value: entry.place() });
                }
            }
        }
    }
    theme
}

/// The name of a folder directly below `themes/`.
fn name(node: &Node) -> Result<&str, Problem> {
    let written = node.text("name")?;
    let is_plain = |character: char| character.is_alphanumeric() || "-_.".contains(character);
    if written.is_empty() || !written.chars().all(is_plain) || written.starts_with('.') {
        let message = format!("`{written}` is not the name of a theme");
        return Err(Problem::new(
            node.span.clone(),
            message,
            "write the name of a folder in `themes/`: letters, digits, `-` and `_`",
        ));
    }
    Ok(written)
}

/// A colour in CSS's hexadecimal notation, returned as `#rrggbb` in lower case.
fn accent(node: &Node) -> Result<String, Problem> {
    let is_colour = |digits: &str| matches!(digits.len(), 3 | 6) && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    let help = "write `#rgb` or `#rrggbb` in quotes, since a bare `#` begins a comment";
    let written = node.text("accent").map_err(|problem| Problem { help: help.to_owned(), ..problem })?;
    match written.strip_prefix('#').filter(|digits| is_colour(digits)) {
        Some(digits) if digits.len() == 3 => {
            Ok(digits.chars().fold("#".to_owned(), |all, digit| format!("{all}{digit}{digit}")).to_ascii_lowercase())
        }
        Some(_) => Ok(written.to_ascii_lowercase()),
        None => {
            let problem = Problem::new(node.span.clone(), format!("`{written}` is not a colour"), help);
            Err(if is_colour(written) { problem.suggest(format!("\"#{written}\"")) } else { problem })
        }
    }
}

/// A file whose extension is that of a style sheet.
fn style_sheet(node: &Node) -> Result<StyleSheet, Problem> {
    let path = folders::file(node, ThemeKey::Css.name())?;
    if !path.to_ascii_lowercase().ends_with(".css") {
        let message = format!("`css: {path}` is not a style sheet");
        return Err(Problem::new(node.span.clone(), message, "name a file whose name ends in `.css`"));
    }
    Ok(StyleSheet { path: path.into(), place: node.span.clone() })
}

fn links(node: &Node, key: &'static str, refusals: &mut Refusals) -> Vec<ThemeLink> {
    let mut links = Vec::new();
    for item in node.items() {
        if item.scalar().is_some() {
            let message = format!("an item of `{key}` is a title and an address, not text");
            refusals.add(Problem::new(item.span.clone(), message, "write `{ title: Words of the link, url: https://… }`"));
            continue;
        }
        let section = refusals.section(item, key);
        section.require(ThemeLinkKey::Title, "this link", refusals);
        section.require(ThemeLinkKey::Url, "this link", refusals);
        let title = section.text(ThemeLinkKey::Title, refusals);
        let url = section.read(ThemeLinkKey::Url, refusals, |node| link_url(node).map(|url| (url, node.span.clone())));
        links.extend(title.zip(url).map(|(title, (url, place))| ThemeLink { title: title.into(), url: url.into(), place }));
    }
    links
}

/// An absolute address of a harmless scheme, or a path from the site's root.
pub(super) fn link_url(node: &Node) -> Result<&str, Problem> {
    let written = node.text("url")?;
    let has_scheme =
        ["https:", "http:", "mailto:", "tel:", "xmpp:", "matrix:", "irc:", "ircs:", "gemini:"].iter().any(|scheme| {
            written.get(..scheme.len()).is_some_and(|head| head.eq_ignore_ascii_case(scheme)) && written.len() > scheme.len()
        });
    let is_path = written.starts_with('/') && !written.starts_with("//");
    if (has_scheme || is_path) && !written.contains(|character: char| character.is_whitespace() || character.is_control()) {
        return Ok(written);
    }
    let message = format!("`{written}` is not an address for a link");
    Err(Problem::new(
        node.span.clone(),
        message,
        "write a whole address such as `https://…`, or a path from the site's root such as `/about/`",
    ))
}
