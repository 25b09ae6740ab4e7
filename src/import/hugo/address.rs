//! Hugo's rules for a page's address: `url`, `slug`, permalinks by section, case and spaces.

use serde_json::Value;

use super::super::front::{Front, scalar};
use super::super::site::OldPage;
use super::super::tree::{folder, name, stem, under};
use super::{date, get, is_index};

/// The address of a page.
pub(super) fn of_page(config: &Value, page: &OldPage, front: &Front) -> String {
    if let Some(url) = front.text("url").filter(|url| !url.contains("://")) {
        let url = url.trim_start_matches('/');
        return if name(url).contains('.') || url.ends_with('/') || url.is_empty() { url.to_owned() } else { format!("{url}/") };
    }
    let keeps_case = get(config, "disablePathToLower").and_then(Value::as_bool).unwrap_or(false);
    let is_ugly = get(config, "uglyURLs").and_then(Value::as_bool).unwrap_or(false);
    let path = |text: &str| {
        let text = text.replace(' ', "-");
        if keeps_case { text } else { text.to_lowercase() }
    };
    let bare = stem(&page.to);
    let own = if is_index(&page.to) { folder(bare) } else { bare };
    let is_section = name(&page.to).starts_with("_index.");
    if let Some(pattern) = permalink(config, own).filter(|_| !is_section) {
        let address = expanded(&pattern, page, front, own);
        return format!("{}/", path(address.trim_matches('/')));
    }
    let own = match front.text("slug").filter(|_| !is_section) {
        Some(slug) => under(folder(own), &slug),
        None => own.to_owned(),
    };
    let own = path(&own);
    match (own.is_empty(), is_ugly && !is_index(&page.to)) {
        (true, _) => String::new(),
        (false, true) => format!("{own}.html"),
        (false, false) => format!("{own}/"),
    }
}

/// The pattern for the section of a page.
fn permalink(config: &Value, own: &str) -> Option<String> {
    let section = own.split('/').next().filter(|section| *section != own)?;
    let permalinks = get(config, "permalinks")?;
    let of_pages = get(permalinks, "page").and_then(|pages| get(pages, section));
    of_pages.or_else(|| get(permalinks, section)).and_then(scalar)
}

fn expanded(pattern: &str, page: &OldPage, front: &Front, own: &str) -> String {
    let date = date(front, &page.to).unwrap_or_default();
    let part = |range: std::ops::Range<usize>| date.get(range).unwrap_or_default().to_owned();
    let title = front.text("title").unwrap_or_else(|| name(own).to_owned());
    let title = crate::parse::slug::slug(&title);
    let slug = front.text("slug").unwrap_or_else(|| title.clone());
    let slug_or_name = front.text("slug").unwrap_or_else(|| name(own).to_owned());
    let sections = folder(own).to_owned();
    let values = [
        (":slugorcontentbasename", slug_or_name.clone()),
        (":slugorfilename", slug_or_name),
        (":contentbasename", name(own).to_owned()),
        (":filename", name(own).to_owned()),
        (":sections", sections.clone()),
        (":section", sections.split('/').next().unwrap_or_default().to_owned()),
        (":monthname", String::new()),
        (":month", part(5..7)),
        (":year", part(0..4)),
        (":day", part(8..10)),
        (":title", title),
        (":slug", slug),
    ];
    values.iter().fold(pattern.to_owned(), |text, (token, value)| text.replace(token, value))
}
