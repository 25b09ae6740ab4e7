//! `urls.json`: every address of the site.

use crate::path::UrlPath;
use crate::plan::{Plan, Recipe};
use crate::resolve::Site;

use crate::render::view;

/// Every address that readers can be at, with its title: what the 404 page suggests from, and what a later version of the site can
/// be compared with. Paths count from the site's root; the order is that of the paths.
pub(in crate::render) fn urls(site: &Site, plan: &Plan) -> Vec<u8> {
    let entries = plan.outputs.iter().filter_map(|(path, recipe)| {
        let title = match recipe {
            Recipe::Page(id) => site.index.page(*id).title.to_string(),
            Recipe::Home => view::site::title(site),
            Recipe::Landing(stage) => site.config.journey.stage(*stage).title.to_string(),
            Recipe::Folder(folder) => view::folder_title(site, folder),
            Recipe::Map => "Needs by stage".to_owned(),
            _ => return None,
        };
        let path = path.as_str();
        let address = if path == "index.html" {
            ""
        } else {
            path.strip_suffix("/index.html").map_or(path, |folder| &path[..=folder.len()])
        };
        Some((UrlPath::from(address).encoded(), title))
    });
    let lines: Vec<String> = entries.map(|entry| serde_json::json!([entry.0, entry.1]).to_string()).collect();
    format!("[\n{}\n]\n", lines.join(",\n")).into_bytes()
}
