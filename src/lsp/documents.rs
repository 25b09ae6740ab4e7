//! The texts that are open in the editor, kept up to date with its edits.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ls_types::{TextDocumentContentChangeEvent, Uri};

use super::encoding::{Encoding, Lines};

/// An open text.
#[derive(Debug, Clone)]
pub(super) struct Document {
    /// The editor's URI.
    pub(super) uri: Uri,
    /// The editor's version number.
    pub(super) version: i32,
    /// The text, without a byte order mark.
    pub(super) text: Arc<str>,
    /// When it was last opened or edited, counted in edits of all texts.
    pub(super) touched: u64,
}

/// All open texts, by their absolute paths without symlinks.
#[derive(Debug, Default)]
pub(super) struct Documents {
    open: HashMap<PathBuf, Document>,
    touches: u64,
}

impl Documents {
    /// Opens a text, or reopens it.
    pub(super) fn open(&mut self, path: PathBuf, uri: Uri, version: i32, text: &str) {
        self.touches += 1;
        let text = Arc::from(text.strip_prefix('\u{feff}').unwrap_or(text));
        self.open.insert(path, Document { uri, version, text, touched: self.touches });
    }

    /// Closes a text; returns whether it was open.
    pub(super) fn close(&mut self, path: &Path) -> bool {
        self.open.remove(path).is_some()
    }

    /// Applies edits in order; each applies to the result of the one before. Edits of a text that is not open change nothing.
    pub(super) fn edit(
        &mut self,
        path: &Path,
        version: i32,
        changes: Vec<TextDocumentContentChangeEvent>,
        encoding: Encoding,
    ) -> bool {
        let Some(document) = self.open.get_mut(path) else { return false };
        let mut text = document.text.to_string();
        for change in changes {
            match change.range {
                Some(range) => {
                    let span = Lines::new(&text, encoding).span(range);
                    text.replace_range(span, &change.text);
                }
                None => text = change.text,
            }
        }
        self.touches += 1;
        *document = Document { uri: document.uri.clone(), version, text: text.into(), touched: self.touches };
        true
    }

    /// The text of an open path.
    pub(super) fn get(&self, path: &Path) -> Option<&Document> {
        self.open.get(path)
    }

    /// All open texts.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&PathBuf, &Document)> {
        self.open.iter()
    }
}

#[cfg(test)]
mod tests {
    use ls_types::{Position, Range};

    use super::*;

    #[test]
    fn edits_follow_one_another() {
        let path = Path::new("/a.md");
        let uri: Uri = "file:///a.md".parse().expect("a URI");
        let mut documents = Documents::default();
        documents.open(path.to_path_buf(), uri, 1, "\u{feff}one\ntwo\n");
        let at = |line, character| Position { line, character };
        let change = |start, end, text: &str| TextDocumentContentChangeEvent {
            range: Some(Range { start, end }),
            range_length: None,
            text: text.to_owned(),
        };
        let edits = vec![
            change(at(0, 3), at(1, 0), "👩"),
            change(at(0, 5), at(0, 8), "x"),
            change(at(9, 9), at(9, 9), "end"),
            change(at(0, 1), at(0, 0), ""),
        ];
        assert!(documents.edit(path, 2, edits, Encoding::Utf16));
        assert_eq!(documents.get(path).map(|document| (&*document.text, document.version)), Some(("ne👩x\nend", 2)));
        let whole = TextDocumentContentChangeEvent { range: None, range_length: None, text: "new".to_owned() };
        assert!(documents.edit(path, 3, vec![whole.clone()], Encoding::Utf16));
        assert_eq!(documents.get(path).map(|document| &*document.text), Some("new"));
        assert!(!documents.edit(Path::new("/b.md"), 1, vec![whole], Encoding::Utf16));
        assert!(documents.close(path) && !documents.close(path));
    }
}
