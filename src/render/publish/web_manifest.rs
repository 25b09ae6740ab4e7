//! `site.webmanifest`: the name and icon of the site when it is installed like an app (W3C's Web Application Manifest).

use serde_json::json;

use crate::generated::{handbook_title, theme_file_address};
use crate::locale::Locale;
use crate::plan::branding_asset;
use crate::resolve::Site;

/// The manifest; its addresses are relative to it, so that it works below any path.
pub(super) fn web_manifest(site: &Site, words: &Locale) -> Vec<u8> {
    let icon = site.config.theme.favicon.as_ref().and_then(|path| branding_asset(&site.sources, path));
    let (icon, known) = match icon {
        Some(path) => (path.address().encoded(), site.surroundings.image_sizes.get(path)),
        None => (theme_file_address("icon.svg").encoded(), None),
    };
    let sizes = known.map_or("any".to_owned(), |(width, height)| format!("{width}x{height}"));
    let mut manifest = json!({
        "name": &*handbook_title(&site.config, &site.index, words),
        "lang": &*site.config.language,
        "start_url": "./",
        "scope": "./",
        "display": "minimal-ui",
        "icons": [{ "src": icon, "sizes": sizes }],
    });
    if let (Some(description), Some(members)) = (&site.config.description, manifest.as_object_mut()) {
        members.insert("description".to_owned(), json!(&**description));
    }
    format!("{manifest:#}\n").into_bytes()
}
