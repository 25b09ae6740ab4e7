//! Jekyll's permalinks: of the page, of its collection, of `defaults:`, and of the whole site.

use serde_json::Value;

use super::super::front::{Front, scalar};
use super::super::tree::{below, folder, name, stem, under};

/// The address of a page; `rest` is its path relative to the site's folder.
pub(super) fn of_page(config: &Value, rest: &str, front: &Front) -> String {
    let (first, behind) = rest.split_once('/').unwrap_or(("", rest));
    let collection = first.strip_prefix('_');
    let pattern = front.text("permalink").or_else(|| of_defaults(config, rest, collection));
    let site_wide = config.get("permalink").and_then(scalar);
    let address = match (collection, pattern) {
        (Some("posts" | "drafts"), pattern) => {
            let pattern = pattern.or(site_wide).unwrap_or_else(|| "date".to_owned());
            of_post(&pattern, behind, front)
        }
        (Some(collection), Some(pattern)) => of_collection(&pattern, collection, behind, front),
        (Some(collection), None) => {
            let own = config.pointer(&format!("/collections/{collection}/permalink")).and_then(scalar);
            of_collection(&own.unwrap_or_else(|| "/:collection/:path.html".to_owned()), collection, behind, front)
        }
        (None, Some(pattern)) => of_plain(&pattern, rest),
        (None, None) => {
            let bare = stem(rest);
            let is_pretty = site_wide.as_deref().is_some_and(|pattern| pattern == "pretty" || pattern.ends_with('/'));
            let is_index = name(bare) == "index" || (name(bare).eq_ignore_ascii_case("readme"));
            match (is_index, is_pretty) {
                (true, _) if folder(bare).is_empty() => String::new(),
                (true, _) => format!("{}/", folder(bare)),
                (false, true) => format!("{bare}/"),
                (false, false) => format!("{bare}.html"),
            }
        }
    };
    address.trim_start_matches('/').to_owned()
}

/// The permalink that `defaults:` gives to files by path or type.
fn of_defaults(config: &Value, rest: &str, collection: Option<&str>) -> Option<String> {
    let defaults = config.get("defaults").and_then(Value::as_array)?;
    let matching = defaults.iter().filter(|default| {
        let scope = default.get("scope").cloned().unwrap_or(Value::Null);
        let path = scope.get("path").and_then(scalar).unwrap_or_default();
        let path = path.trim_matches('/');
        let of_type = scope.get("type").and_then(scalar);
        let is_type = of_type.is_none_or(|kind| kind == collection.unwrap_or("pages"));
        is_type && (path.is_empty() || rest == path || below(rest, path).is_some())
    });
    matching.rev().find_map(|default| default.pointer("/values/permalink").and_then(scalar))
}

fn of_plain(pattern: &str, rest: &str) -> String {
    let bare = stem(rest);
    if pattern == "pretty" {
        return if name(bare) == "index" { format!("{}/", folder(bare)) } else { format!("{bare}/") };
    }
    tidy(&pattern.replace(":path", folder(bare)).replace(":basename", name(bare)).replace(":output_ext", ".html"))
}

fn of_collection(pattern: &str, collection: &str, behind: &str, front: &Front) -> String {
    let bare = stem(behind);
    let title = front.text("slug").unwrap_or_else(|| name(bare).to_owned());
    let filled = match pattern {
        "pretty" => format!("/{collection}/{bare}/"),
        pattern => pattern
            .replace(":collection", collection)
            .replace(":path", bare)
            .replace(":title", &title)
            .replace(":name", name(bare))
            .replace(":basename", name(bare))
            .replace(":output_ext", ".html"),
    };
    tidy(&filled)
}

fn of_post(pattern: &str, behind: &str, front: &Front) -> String {
    let bare = stem(name(behind));
    let (date, title) = match bare.get(..10).filter(|date| date.bytes().filter(u8::is_ascii_digit).count() == 8) {
        Some(date) => (date.to_owned(), bare[10..].trim_start_matches('-').to_owned()),
        None => (String::new(), bare.to_owned()),
    };
    let date = front.text("date").and_then(|date| date.get(..10).map(str::to_owned)).unwrap_or(date);
    let part = |range: std::ops::Range<usize>| date.get(range).unwrap_or_default().to_owned();
    let mut categories: Vec<String> = folder(behind).split('/').filter(|name| !name.is_empty()).map(str::to_owned).collect();
    for key in ["category", "categories"] {
        let listed = front.list(key);
        let words = listed.iter().flat_map(|text| text.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>());
        categories.extend(words);
    }
    let pattern = match pattern {
        "date" => "/:categories/:year/:month/:day/:title.html",
        "pretty" => "/:categories/:year/:month/:day/:title/",
        "none" => "/:categories/:title.html",
        other => other,
    };
    let title = front.text("slug").unwrap_or(title);
    let filled = pattern
        .replace(":categories", &categories.join("/"))
        .replace(":year", &part(0..4))
        .replace(":month", &part(5..7))
        .replace(":day", &part(8..10))
        .replace(":title", &title)
        .replace(":slug", &title)
        .replace(":output_ext", ".html");
    tidy(&filled)
}

/// Without empty segments.
fn tidy(address: &str) -> String {
    let segments: Vec<&str> = address.split('/').filter(|segment| !segment.is_empty()).collect();
    let joined = segments.iter().fold(String::new(), |joined, segment| under(&joined, segment));
    if address.ends_with('/') && !joined.is_empty() { format!("{joined}/") } else { joined }
}
