//! File addresses as editors write them, and paths; and the addresses of explanations.

use std::path::{Path, PathBuf};

use ls_types::Uri;
use serde_json::Value;

use crate::diagnostic::Code;
use crate::disk;

/// The scheme of addresses whose texts the server itself has: `journeybook:explain/broken-link.md`.
pub(super) const SCHEME: &str = "journeybook";

/// The editor's spelling of folders whose paths lead through symlinks.
#[derive(Debug, Clone, Default)]
pub(super) struct Addresses {
    /// A folder without symlinks, and in the editor's spelling.
    spelled: Vec<(PathBuf, PathBuf)>,
    explanations: Explanations,
}

/// Where an editor can open the explanation of a code.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
enum Explanations {
    /// Nowhere: whoever wants it asks for the text.
    #[default]
    Nowhere,
    /// At addresses of our own scheme: the editor asks the server for their texts.
    OurScheme,
    /// In a guide that is published here, with a slash at the end.
    Guide(String),
}

impl Explanations {
    /// Reads what an editor's settings for the server (`initializationOptions`) say: `opensExplanations: true`, or the address of a published `guide`.
    fn from_settings(settings: &Value) -> Self {
        if settings.get("opensExplanations").and_then(Value::as_bool) == Some(true) {
            return Self::OurScheme;
        }
        let guide = settings.get("guide").and_then(Value::as_str).map(str::trim);
        match guide.filter(|guide| ["https://", "http://"].iter().any(|scheme| guide.starts_with(scheme))) {
            Some(guide) => Self::Guide(format!("{}/", guide.trim_end_matches('/'))),
            None => Self::Nowhere,
        }
    }
}

impl Addresses {
    /// Records the spelling of one of the editor's folders.
    pub(super) fn note(&mut self, as_named: PathBuf) {
        let resolved = disk::resolved(&as_named);
        if resolved != as_named {
            self.spelled.push((resolved, as_named));
        }
    }

    /// Takes note of what the editor's settings say of explanations.
    pub(super) fn note_explanations(&mut self, settings: &Value) {
        self.explanations = Explanations::from_settings(settings);
    }

    /// The address of the explanation of a code; `None` where the editor can open none.
    pub(super) fn explanation(&self, code: Code) -> Option<Uri> {
        match &self.explanations {
            Explanations::Nowhere => None,
            Explanations::OurScheme => format!("{SCHEME}:explain/{code}.md").parse().ok(),
            Explanations::Guide(guide) => format!("{guide}reference/diagnostics/#{code}").parse().ok(),
        }
    }

    /// The URI of a path without symlinks, in the editor's spelling.
    pub(super) fn uri(&self, path: &Path) -> Option<Uri> {
        let spelled = self.spelled.iter().find_map(|(resolved, as_named)| Some(as_named.join(path.strip_prefix(resolved).ok()?)));
        let path = spelled.unwrap_or_else(|| path.to_path_buf());
        // Windows marks long paths with a prefix that no editor understands.
        let shown = path.to_string_lossy();
        Uri::from_file_path(Path::new(shown.strip_prefix(r"\\?\").unwrap_or(&shown)))
    }
}

/// The path of a file URI, as spelled; `None` for everything else.
pub(super) fn named_path(uri: &Uri) -> Option<PathBuf> {
    let is_file = uri.scheme().as_str().eq_ignore_ascii_case("file");
    is_file.then(|| uri.to_file_path().map(std::borrow::Cow::into_owned)).flatten().filter(|path| path.is_absolute())
}

/// The path of a file URI, without symlinks. The file need not exist.
pub(super) fn path(uri: &Uri) -> Option<PathBuf> {
    named_path(uri).map(|path| disk::resolved(&path))
}

#[cfg(all(test, unix))]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn explanations_are_where_the_editor_can_open_them() {
        for (settings, expected) in [
            (json!(null), None),
            (json!({ "opensExplanations": true }), Some("journeybook:explain/broken-link.md")),
            (
                json!({ "guide": "https://acme.example/guide" }),
                Some("https://acme.example/guide/reference/diagnostics/#broken-link"),
            ),
            (json!({ "guide": "javascript:alert(1)" }), None),
            (json!({ "guide": 1, "opensExplanations": "yes" }), None),
        ] {
            let mut addresses = Addresses::default();
            addresses.note_explanations(&settings);
            assert_eq!(addresses.explanation(Code::BrokenLink).as_ref().map(|uri| uri.as_str()), expected, "{settings}");
        }
    }

    #[test]
    fn addresses_are_files_and_nothing_else() {
        for (uri, expected) in [
            ("file:///nowhere/a%20b/%C3%A9.md", Some("/nowhere/a b/é.md")),
            ("file:///nowhere/a/../b.md", Some("/nowhere/b.md")),
            ("untitled:Untitled-1", None),
            ("https://example.org/a.md", None),
            ("file:relative.md", None),
        ] {
            let uri: Uri = uri.parse().expect("a URI");
            assert_eq!(path(&uri), expected.map(PathBuf::from), "{uri:?}");
        }
        let uri = Addresses::default().uri(Path::new("/nowhere/a b/é#1.md"));
        assert_eq!(uri.as_ref().map(|uri| uri.as_str()), Some("file:///nowhere/a%20b/%C3%A9%231.md"));
    }
}
