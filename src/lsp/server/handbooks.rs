//! Which handbooks are open: those of the editor's folders, and those around texts that it opens.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::disk;
use crate::lsp::address;
use crate::lsp::keeper::Keeper;

use super::{Open, Server};

impl Server<'_> {
    /// Opens the handbooks of folders that the editor works in from now on.
    pub(super) fn add_roots(&mut self, roots: &[ls_types::Uri]) {
        for named in roots.iter().filter_map(address::named_path) {
            self.addresses.note(named.clone());
            let root = disk::resolved(&named);
            let folder = disk::handbook_around(&root).unwrap_or_else(|| root.clone());
            self.roots.push(root);
            self.open(folder);
        }
    }

    /// Opens the handbook in a folder, unless it is open.
    pub(super) fn open(&mut self, folder: PathBuf) {
        if self.handbooks.iter().any(|open| open.folder == folder) {
            return;
        }
        let mut keeper =
            Keeper::open(folder.clone(), self.configured, (self.client.encoding, self.editor.clone()), self.news_to.clone());
        for (path, document) in self.documents.iter().filter(|(path, _)| path.starts_with(&folder)) {
            keeper.text(path.clone(), Some(Arc::clone(&document.text)));
        }
        self.handbooks.push(Open { folder, keeper, state: None, published: HashMap::new(), previews: Vec::new() });
    }

    /// The handbook that a file belongs to: of several around it the innermost.
    pub(super) fn handbook_of(&self, path: &Path) -> Option<usize> {
        let around = self.handbooks.iter().enumerate().filter(|(_, open)| path.starts_with(&open.folder));
        around.max_by_key(|(_, open)| open.folder.components().count()).map(|(position, _)| position)
    }

    /// Closes the handbooks of folders that the editor no longer works in.
    pub(super) fn close_roots(&mut self, gone: &[PathBuf]) {
        self.roots.retain(|root| !gone.contains(root));
        let (documents, roots) = (&self.documents, &self.roots);
        let is_used = |open: &Open| {
            roots.iter().any(|root| root.starts_with(&open.folder) || open.folder.starts_with(root))
                || documents.iter().any(|(path, _)| path.starts_with(&open.folder))
        };
        let (kept, closed): (Vec<Open>, Vec<Open>) = std::mem::take(&mut self.handbooks).into_iter().partition(is_used);
        self.handbooks = kept;
        for open in closed {
            for path in open.published.keys() {
                self.publish(path, &[]);
            }
            self.give_up(open.previews);
        }
        self.retry();
    }
}
