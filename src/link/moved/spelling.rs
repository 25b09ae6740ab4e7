//! Writes a path in the style of a link's author: known names unchanged, others encoded like theirs.

use std::fmt::Write as _;

use crate::link::destination::decoded;
use crate::link::rewrite;
use crate::path::nfc;

/// An author's style in the path of one destination.
pub(super) struct Spelling<'a> {
    /// The names in it, decoded and as written.
    names: Vec<(String, &'a str)>,
    has_spaces: bool,
    encodes_letters: bool,
    has_dot: bool,
    /// The query with its `?` and the fragment with its `#`.
    rest: &'a str,
}

impl<'a> Spelling<'a> {
    /// Takes the style from a percent-encoded destination.
    pub(super) fn new(destination: &'a str) -> Self {
        let (path, rest) = destination.split_at(destination.find(['?', '#']).unwrap_or(destination.len()));
        let names: Vec<(String, &str)> = path.split('/').map(|name| (nfc(&decoded(name)).into_owned(), name)).collect();
        Self {
            has_spaces: path.trim().contains(' '),
            encodes_letters: names.iter().any(|(meant, written)| !meant.is_ascii() && written.is_ascii()),
            has_dot: path.starts_with("./"),
            names,
            rest,
        }
    }

    /// The destination that leads from a folder to a path, both from the same root.
    pub(super) fn relative(&self, folder: &str, path: &str, ends_in_slash: bool) -> String {
        let here: Vec<&str> = folder.split('/').filter(|name| !name.is_empty()).collect();
        let there: Vec<&str> = path.split('/').filter(|name| !name.is_empty()).collect();
        let shared = here.iter().zip(&there).take_while(|(a, b)| nfc(a) == nfc(b)).count();
        let mut names = vec!["..".to_owned(); here.len() - shared];
        names.extend(there[shared..].iter().map(|name| self.name(name)));
        let first = names.first().map_or("", String::as_str);
        if first.is_empty() || (first != ".." && (self.has_dot || first.contains(':'))) {
            names.insert(0, ".".to_owned());
        }
        self.finished(names.join("/"), ends_in_slash)
    }

    /// The destination of a path from the root, with a slash in front.
    pub(super) fn rooted(&self, path: &str, ends_in_slash: bool) -> String {
        let names: Vec<String> = path.split('/').filter(|name| !name.is_empty()).map(|name| self.name(name)).collect();
        self.finished(format!("/{}", names.join("/")), ends_in_slash)
    }

    fn finished(&self, mut written: String, ends_in_slash: bool) -> String {
        if ends_in_slash && !written.ends_with('/') {
            written.push('/');
        }
        written + self.rest
    }

    fn name(&self, name: &str) -> String {
        let composed = nfc(name);
        let known = self.names.iter().find(|(meant, _)| *meant == *composed);
        known.map_or_else(|| self.encoded(&composed), |(_, written)| (*written).to_owned())
    }

    fn encoded(&self, name: &str) -> String {
        let mut written = String::with_capacity(name.len());
        for character in name.chars() {
            let is_kept = match character {
                ' ' => self.has_spaces,
                other if other.is_ascii() => !rewrite::is_encoded(other),
                _ => !self.encodes_letters,
            };
            if is_kept {
                written.push(character);
            } else {
                rewrite::push_encoded(character, &mut written);
            }
        }
        written
    }
}

/// A wikilink's name, relative to a folder.
pub(super) fn relative_name(folder: &str, path: &str) -> String {
    let here: Vec<&str> = folder.split('/').filter(|name| !name.is_empty()).collect();
    let there: Vec<&str> = path.split('/').collect();
    let shared = here.iter().zip(&there).take_while(|(a, b)| nfc(a) == nfc(b)).count();
    let mut written = if shared == here.len() { "./".to_owned() } else { "../".repeat(here.len() - shared) };
    let _ = write!(written, "{}", there[shared..].join("/"));
    written
}
