//! `theme:`, the theme's name and what it is given.

use std::sync::Arc;

use crate::yaml::{Node, Problem};

use super::section::Refusals;
use super::{OptionPlace, Places, ThemeConfig, ThemeLink, folders};

/// The keys below `theme:`.
pub const KEYS: &[&str] = &["name", "accent", "logo", "favicon", "footer", "social", "options"];

/// Reads the map, or the theme's name alone.
pub(super) fn read(node: &Node, places: &mut Places, refusals: &mut Refusals) -> ThemeConfig {
    let mut theme = ThemeConfig::default();
    if node.scalar().is_some() {
        places.theme = Some(node.span.clone());
        theme.name = refusals.accept(name(node)).map_or(theme.name, Arc::from);
        return theme;
    }
    let section = refusals.section(node, "theme", KEYS);
    let place = |key| section.value(key).map(|node: &Node| node.span.clone());
    (places.theme, places.logo, places.favicon) = (place("name"), place("logo"), place("favicon"));
    theme.name = section.read("name", refusals, name).map_or(theme.name, Arc::from);
    theme.accent = section.read("accent", refusals, accent).map(Arc::from);
    theme.logo = section.read("logo", refusals, |node| folders::file(node, "logo")).map(Arc::from);
    theme.favicon = section.read("favicon", refusals, |node| folders::file(node, "favicon")).map(Arc::from);
    theme.footer = links(section.value("footer"), "footer", refusals);
    theme.social = links(section.value("social"), "social", refusals);
    let options = section.read("options", refusals, |node| node.entries("options")).unwrap_or_default();
    for entry in options.iter().filter(|entry| !entry.value.says_nothing()) {
        theme.options.insert(entry.key.clone(), entry.value.to_json());
        places.options.insert(entry.key.clone(), OptionPlace { key: entry.key_span.clone(), value: entry.place() });
    }
    theme
}

/// A folder's name below `themes/`, and nothing that could lead elsewhere.
fn name(node: &Node) -> Result<&str, Problem> {
    let written = node.text("name")?;
    let is_plain = |character: char| character.is_alphanumeric() || "-_.".contains(character);
    if written.is_empty() || !written.chars().all(is_plain) || written.starts_with('.') {
        let message = format!("`{written}` is no theme's name");
        return Err(Problem::new(
            node.span.clone(),
            message,
            "write the name of a folder in `themes/`: letters, digits, `-` and `_`",
        ));
    }
    Ok(written)
}

/// A colour as CSS writes it in hexadecimal, given as `#rrggbb` in lower case.
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
            let problem = Problem::new(node.span.clone(), format!("`{written}` is no colour"), help);
            Err(if is_colour(written) { problem.suggest(format!("\"#{written}\"")) } else { problem })
        }
    }
}

fn links(node: Option<&Node>, key: &'static str, refusals: &mut Refusals) -> Vec<ThemeLink> {
    let mut links = Vec::new();
    for item in node.map(Node::items).unwrap_or_default() {
        if item.scalar().is_some() {
            let message = format!("an item of `{key}` is a title and an address, not text");
            refusals.add(Problem::new(item.span.clone(), message, "write `{ title: Words of the link, url: https://… }`"));
            continue;
        }
        let section = refusals.section(item, key, &["title", "url"]);
        section.require("title", "this link", refusals);
        section.require("url", "this link", refusals);
        let title = section.text("title", refusals);
        let url = section.read("url", refusals, |node| link_url(node).map(|url| (url, node.span.clone())));
        links.extend(title.zip(url).map(|(title, (url, place))| ThemeLink { title: title.into(), url: url.into(), place }));
    }
    links
}

/// An absolute address of a harmless scheme, or a path from the site's root.
fn link_url(node: &Node) -> Result<&str, Problem> {
    let written = node.text("url")?;
    let has_scheme =
        ["https:", "http:", "mailto:", "tel:", "xmpp:", "matrix:", "irc:", "ircs:", "gemini:"].iter().any(|scheme| {
            written.get(..scheme.len()).is_some_and(|head| head.eq_ignore_ascii_case(scheme)) && written.len() > scheme.len()
        });
    let is_path = written.starts_with('/') && !written.starts_with("//");
    if (has_scheme || is_path) && !written.contains(|character: char| character.is_whitespace() || character.is_control()) {
        return Ok(written);
    }
    let message = format!("`{written}` is no address for a link");
    Err(Problem::new(
        node.span.clone(),
        message,
        "write a whole address such as `https://…`, or a path from the site's root such as `/about/`",
    ))
}
