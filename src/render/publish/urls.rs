//! `urls.json`: every address of the site.

use std::sync::Arc;

use crate::generated::Generated;
use crate::locale::Locale;
use crate::path::UrlPath;
use crate::plan::{Plan, Recipe};
use crate::resolve::Site;

/// Every address that readers can visit, with its title: the 404 page takes suggestions from it, and a later version of the site
/// can be compared with it. Paths are relative to the site's root, in order.
pub(in crate::render) fn urls(site: &Site, words: &Locale, plan: &Plan) -> Vec<u8> {
    let entries = plan.outputs.iter().filter_map(|(path, recipe)| {
        let title = match recipe {
            Recipe::Page(id) | Recipe::Redirect { to: id, .. } => Arc::clone(&site.index.page(*id).title),
            Recipe::Generated(Generated::NotFound) => return None,
            Recipe::Generated(generated) if generated.is_page() => generated.title(&site.config, &site.index, words),
            _ => return None,
        };
        let path = path.as_str();
        let address = if path == "index.html" {
            ""
        } else {
            path.strip_suffix("/index.html").map_or(path, |folder| &path[..=folder.len()])
        };
        Some((UrlPath::from(address).encoded(), title.to_string()))
    });
    let lines: Vec<String> = entries.map(|entry| serde_json::json!([entry.0, entry.1]).to_string()).collect();
    format!("[\n{}\n]\n", lines.join(",\n")).into_bytes()
}

#[cfg(test)]
mod tests {
    use crate::fixture::WholeSite;

    #[test]
    fn urls_are_every_address_that_readers_can_be_at_with_its_title() {
        let whole = WholeSite::clean(
            "//- handbook.yaml
title: The \\\"book\\\"
journey: { stages: [one], needs: [ease] }
//- content/a b/c.md
---
title: <C> \u{e9}
aliases: [/old/]
---
Text.
//- content/a b/map.png
x
//- content/one/d.md
# D

Text.
//- content/soon.md
---
draft: true
---
# Soon

Later.
",
        );
        let text = whole.render("urls.json");
        let urls: Vec<(String, String)> = serde_json::from_str(&text).expect("it is JSON");
        let urls: Vec<_> = urls.into_iter().filter(|(address, _)| !address.starts_with("search/")).collect();
        let expected = [
            ("a%20b/c/", "<C> \u{e9}"),
            ("a%20b/", "A b"),
            ("", "The \\\"book\\\""),
            ("map/", "Needs by stage"),
            ("old/", "<C> \u{e9}"),
            ("one/d/", "D"),
            ("one/", "One"),
        ]
        .map(|(address, title)| (address.to_owned(), title.to_owned()));
        assert_eq!(urls, expected);
        assert!(text.lines().all(|line| line.len() < 60), "one address a line, so that two versions compare well");
    }
}
