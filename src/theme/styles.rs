//! Style sheets refer to other files of the theme with their version, as templates do, so that a preloaded font is the one that is
//! used and browsers never mix versions. Rules are added to a theme's style sheet rather than replacing it.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic};

use super::{Layer, ThemeAsset};

/// Whether a file of a theme is a style sheet.
pub(super) fn is_sheet(path: &str) -> bool {
    std::path::Path::new(path).extension().is_some_and(|extension| extension == "css")
}

/// A style sheet of a built-in theme without comments, indentation and empty lines. No string in one contains `/*`.
pub(super) fn slim(sheet: &str) -> String {
    let mut bare = String::with_capacity(sheet.len());
    let mut rest = sheet;
    while let Some((before, after)) = rest.split_once("/*") {
        bare.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    bare.push_str(rest);
    bare.lines().map(str::trim).filter(|line| !line.is_empty()).flat_map(|line| [line, "\n"]).collect()
}

/// Adds `rules` to the end of a style sheet, and updates its version; does nothing if the theme has no such file.
pub(super) fn append(assets: &mut BTreeMap<String, ThemeAsset>, name: &str, rules: &str) {
    if let Some(asset) = assets.get_mut(name) {
        let mut sheet = asset.bytes.to_vec();
        if sheet.last().is_some_and(|last| *last != b'\n') {
            sheet.push(b'\n');
        }
        sheet.extend_from_slice(rules.as_bytes());
        *asset = ThemeAsset { version: super::version(&sheet), bytes: Cow::Owned(sheet) };
    }
}

/// Warns about a project's style sheet that replaces a built-in theme's: it does not get later improvements, and adding a few rules
/// needs no copy.
///
/// An identical copy, as in the repository of the theme itself, is fine.
pub(super) fn replaced(theme: &str, project: &Layer<'_>, built_in: Option<&Layer<'_>>) -> Option<Diagnostic> {
    let sheet = |layer: &Layer<'_>| layer.files.iter().position(|(file, ..)| file == "static/style.css");
    let (_, path, bytes) = &project.files[sheet(project)?];
    let built_in = built_in?;
    if sheet(built_in).is_none_or(|at| str::from_utf8(bytes).is_ok_and(|own| slim(own).as_bytes() == &*built_in.files[at].2)) {
        return None;
    }
    let message = format!("this file replaces the whole style sheet of the built-in theme `{theme}`");
    let help = "to add rules to the theme's, put them into a file with another name and write `theme: { css: [own.css] }` in \
                handbook.yaml; to keep the copy, allow `replaced-style-sheet` in `checks:`";
    Some(Diagnostic::new(Code::ReplacedStyleSheet, message).in_project(path.clone()).help(help))
}

/// Adds `?v=HASH` to the names of the theme's own files in `url(…)`, if written without quotes and without a query, and updates the
/// versions of these style sheets.
pub(super) fn name_versions(assets: &mut BTreeMap<String, ThemeAsset>) {
    let named: Vec<(String, String)> = assets
        .iter()
        .filter(|(name, _)| is_sheet(name))
        .filter_map(|(name, asset)| {
            let text = std::str::from_utf8(&asset.bytes).ok()?;
            Some((name.clone(), with_versions(text, assets)?))
        })
        .collect();
    for (name, text) in named {
        let version = super::version(text.as_bytes());
        assets.insert(name, ThemeAsset { bytes: Cow::Owned(text.into_bytes()), version });
    }
}

/// The sheet with versions; `None` if it does not name a file of the theme.
fn with_versions(sheet: &str, assets: &BTreeMap<String, ThemeAsset>) -> Option<String> {
    let mut whole = String::new();
    let mut copied = 0;
    for (start, opening) in sheet.match_indices("url(") {
        let from = start + opening.len();
        let Some(length) = sheet[from..].find(')') else { break };
        let Some(asset) = assets.get(&sheet[from..from + length]) else { continue };
        whole.push_str(&sheet[copied..from + length]);
        whole.push_str("?v=");
        whole.push_str(&asset.version);
        copied = from + length;
    }
    (copied > 0).then(|| whole + &sheet[copied..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_indentation_are_for_those_who_write_sheets() {
        let sheet = "/* Two\n   lines */\na { b: c; } /* why */\n\n@media print {\n  a { d: \"/\"; }\n}\n";
        assert_eq!(slim(sheet), "a { b: c; }\n@media print {\na { d: \"/\"; }\n}\n");
    }

    #[test]
    fn only_files_of_the_theme_have_versions() {
        let asset = |bytes: &'static str| ThemeAsset { bytes: Cow::Borrowed(bytes.as_bytes()), version: "abc".to_owned() };
        let sheet = "a { b: url(face.woff2) c, url(https://x.example/d), url(gone.svg) }\ne { f: url(face.woff2";
        let mut assets: BTreeMap<String, ThemeAsset> = [("face.woff2", "x"), ("own.css", sheet), ("plain.css", "g {}")]
            .map(|(name, text)| (name.to_owned(), asset(text)))
            .into();
        name_versions(&mut assets);
        let text = String::from_utf8_lossy(&assets["own.css"].bytes).into_owned();
        assert_eq!(text, sheet.replacen("face.woff2", "face.woff2?v=abc", 1));
        assert_ne!(assets["own.css"].version, "abc");
        assert_eq!(assets["plain.css"].version, "abc");
    }
}
