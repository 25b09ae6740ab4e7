//! Maps a request's path to an output of the plan, as a static host would.

use percent_encoding::percent_decode_str;

use crate::path::{OutputPath, UrlPath, nfc};
use crate::plan::Plan;

/// The result for a path.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// An output.
    Output(OutputPath),
    /// A redirect to another address: the encoded path below the site's own.
    Elsewhere(String),
    /// Nothing.
    Nothing,
}

/// Decodes a path as sent, without its query, once; `None` for paths that no link of a site has: with encoded slashes or NULs,
/// empty segments, dots, or bytes that are not valid UTF-8.
pub(super) fn decode(path: &str) -> Option<String> {
    let hidden = ["%2f", "%5c", "%00"];
    let lower = path.to_ascii_lowercase();
    if hidden.iter().any(|code| lower.contains(code)) || path.contains('\\') || !is_well_encoded(path) {
        return None;
    }
    let decoded = percent_decode_str(path).decode_utf8().ok()?;
    let below_root = decoded.strip_prefix('/')?;
    let inner = below_root.strip_suffix('/').unwrap_or(below_root);
    let is_sound = (below_root.is_empty() || inner.split('/').all(|segment| !matches!(segment, "" | "." | "..")))
        && !decoded.contains(char::is_control);
    is_sound.then(|| decoded.into_owned())
}

fn is_well_encoded(path: &str) -> bool {
    let digits = |code: &[u8]| code.len() == 2 && code.iter().all(u8::is_ascii_hexdigit);
    path.match_indices('%').all(|(at, _)| path.as_bytes().get(at + 1..at + 3).is_some_and(digits))
}

/// Looks up a decoded path, relative to the site's root, in the plan.
///
/// As on GitHub Pages, a folder's address without its slash redirects to the one with it, and `/x` is `x.html` if that exists.
pub(super) fn find(plan: &Plan, path: &str) -> Found {
    let path = nfc(path);
    let output = |path: &str| plan.outputs.get_key_value(path).map(|(path, _)| Found::Output(path.clone()));
    if path.is_empty() || path.ends_with('/') {
        return output(&format!("{path}index.html")).unwrap_or(Found::Nothing);
    }
    if let Some(found) = output(&path) {
        return found;
    }
    if plan.outputs.contains_key(&*format!("{path}/index.html")) {
        return Found::Elsewhere(UrlPath::from(format!("{path}/")).encoded());
    }
    output(&format!("{path}.html")).unwrap_or(Found::Nothing)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::Recipe;

    #[test]
    fn only_paths_as_links_write_them_are_decoded() {
        for (path, decoded) in [
            ("/", Some("/")),
            ("/a/b/", Some("/a/b/")),
            ("/a%20b/%C3%A9.png", Some("/a b/é.png")),
            ("/a%252e", Some("/a%2e")),
            ("/C:/x", Some("/C:/x")),
            ("/..", None),
            ("/a/../b", None),
            ("/a/%2e%2E/b", None),
            ("/./a", None),
            ("/a%2fb", None),
            ("/a%2Fb", None),
            ("/a%5cb", None),
            ("/a\\b", None),
            ("/a%00b", None),
            ("//", None),
            ("//evil.example/", None),
            ("/a//b", None),
            ("/a//", None),
            ("/%", None),
            ("/%zz", None),
            ("/%ff", None),
            ("/%0d%0aX", None),
            ("", None),
            ("a", None),
        ] {
            assert_eq!(decode(path).as_deref(), decoded, "{path}");
        }
    }

    #[test]
    fn paths_are_found_as_a_static_host_finds_them() {
        let paths = ["index.html", "a/index.html", "a/é.png", "404.html", "b.html", "b"];
        let plan = Plan { outputs: paths.map(|path| (OutputPath::from(path), Recipe::NoJekyll)).into() };
        let output = |path: &str| Found::Output(OutputPath::from(path));
        for (path, found) in [
            ("", output("index.html")),
            ("a/", output("a/index.html")),
            ("a/index.html", output("a/index.html")),
            ("a", Found::Elsewhere("a/".to_owned())),
            ("a/e\u{301}.png", output("a/é.png")),
            ("404", output("404.html")),
            ("b", output("b")),
            ("b/", Found::Nothing),
            (".git/config", Found::Nothing),
            ("C:/x", Found::Nothing),
        ] {
            assert_eq!(find(&plan, path), found, "{path}");
        }
    }
}
