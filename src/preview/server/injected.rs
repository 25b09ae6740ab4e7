//! Inserts the client's script into pages as they are served. It is not in any build.

use bytes::{Bytes, BytesMut};

use super::channel;

/// The greatest offset of a page's `<head>`.
const SEARCHED: usize = 4096;

/// The page with the client's script as the first thing in its head, so that it runs before other scripts change the page.
///
/// `version` is that of the page, with which the client finds out whether it changed. `base` leads from the page to the site's own
/// path.
pub(super) fn into_page(page: &Bytes, version: &str, base: &str) -> Bytes {
    let at = place(page);
    let script = script(version, base);
    let mut injected = BytesMut::with_capacity(page.len() + script.len());
    injected.extend_from_slice(&page[..at]);
    injected.extend_from_slice(script.as_bytes());
    injected.extend_from_slice(&page[at..]);
    injected.freeze()
}

/// The relative address that leads from the page at the requested `path` to the site's own `base_path`.
///
/// It must not be absolute: a proxy may serve all of this below a path that it removes from requests.
pub(super) fn to_base(path: &str, base_path: &str) -> String {
    let (below, rest) = match path.strip_prefix(base_path) {
        Some(below) => (below, ""),
        None => (path.strip_prefix('/').unwrap_or(path), base_path.strip_prefix('/').unwrap_or(base_path)),
    };
    let up = "../".repeat(below.matches('/').count());
    format!("{}{rest}", if up.is_empty() { "./" } else { &up })
}

fn script(version: &str, base: &str) -> String {
    let client = channel::CLIENT;
    format!(r#"<script defer src="{base}{client}" data-journeybook data-version="{version}" data-base="{base}"></script>"#)
}

/// After the start tag of the head; in a page without one, at its end.
fn place(page: &[u8]) -> usize {
    let start = &page[..page.len().min(SEARCHED)];
    let is_tag = |at: &usize| {
        let rest = &start[*at..];
        rest.len() > 5 && rest[..5].eq_ignore_ascii_case(b"<head") && matches!(rest[5], b'>' | b' ' | b'\n' | b'\t' | b'\r')
    };
    let end_of_tag = |at: usize| page[at..].iter().position(|byte| *byte == b'>').map(|length| at + length + 1);
    (0..start.len()).find(is_tag).and_then(end_of_tag).unwrap_or(page.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_channel_is_found_from_every_page() {
        for (path, base_path, expected) in [
            ("/", "/", "./"),
            ("/a/", "/", "../"),
            ("/a/index.html", "/", "../"),
            ("/hb/", "/hb/", "./"),
            ("/hb/a/b.html", "/hb/", "../"),
            ("/none/deep/", "/hb/", "../../hb/"),
            ("/none", "/hb/", "./hb/"),
        ] {
            assert_eq!(to_base(path, base_path), expected, "{path} {base_path}");
        }
    }

    #[test]
    fn the_script_comes_first_in_the_head() {
        let mark = script("v", "../");
        for (before, after) in [
            ("<!DOCTYPE html><html><head>", "<script src=x></script></head></html>"),
            ("<HEAD profile=\"a\">", "<title>T</title>"),
            ("<header>no head</header>", ""),
            ("", ""),
        ] {
            let page = Bytes::from(format!("{before}{after}"));
            assert_eq!(into_page(&page, "v", "../"), format!("{before}{mark}{after}"));
        }
    }
}
