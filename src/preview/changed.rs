//! The differences between two generations: the files for the terminal, the page to follow, the assets shown in browsers.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::generation::Generation;
use crate::config;
use crate::source::Source;

/// The most pages that may change at once for browsers to follow to one of them: more are not a single save.
const MOST_FOLLOWED: usize = 3;

/// The files that differ.
#[derive(Debug, Default)]
pub(super) struct Changed {
    /// Their paths relative to the project folder, in order.
    pub(super) files: Vec<String>,
    /// The address of the saved page, encoded, if it is built.
    pub(super) saved: Option<String>,
    /// The addresses of assets whose bytes differ, encoded.
    pub(super) assets: Vec<String>,
}

/// Compares two generations.
pub(super) fn between(old: &Generation, new: &Generation) -> Changed {
    let mut changed = Changed::default();
    if old.project.config_text != new.project.config_text {
        changed.files.push(config::FILE_NAME.to_owned());
    }
    let site = &new.handbook.site;
    let paths = differing(&old.handbook.site.sources.files, &site.sources.files);
    let mut pages = 0;
    for path in &paths {
        changed.files.push(site.sources.roots.project_path(path));
        match site.sources.files.get(*path) {
            Some(Source::Page(_)) => {
                pages += 1;
                let built = site.index.id_of(path).filter(|id| !site.index.page(*id).is_hidden);
                changed.saved = built.map(|id| site.index.page(id).url.encoded()).or(changed.saved);
            }
            Some(Source::Asset(_)) => {
                let address = crate::path::UrlPath::from(&*crate::path::nfc(path.as_str()));
                changed.assets.push(address.encoded());
            }
            None => {}
        }
    }
    if pages > MOST_FOLLOWED {
        changed.saved = None;
    }
    changed.files.extend(differing(&old.theme_files.files, &new.theme_files.files).into_iter().map(ToString::to_string));
    changed
}

/// The keys with different values, or in only one of two maps, in order.
fn differing<'a, K: Ord, V: Same>(old: &'a BTreeMap<K, V>, new: &'a BTreeMap<K, V>) -> Vec<&'a K> {
    let mut found = Vec::new();
    let (mut olds, mut news) = (old.iter().peekable(), new.iter().peekable());
    loop {
        let order = match (olds.peek(), news.peek()) {
            (Some((old, _)), Some((new, _))) => old.cmp(new),
            (Some(_), None) => std::cmp::Ordering::Less,
            (None, Some(_)) => std::cmp::Ordering::Greater,
            (None, None) => return found,
        };
        let old = if order.is_le() { olds.next() } else { None };
        let new = if order.is_ge() { news.next() } else { None };
        match (old, new) {
            (Some((_, old)), Some((_, new))) if old.same(new) => {}
            (Some((key, _)), _) | (None, Some((key, _))) => found.push(key),
            (None, None) => {}
        }
    }
}

/// Equality that compares the bytes only if they are not the same object in memory.
trait Same {
    fn same(&self, other: &Self) -> bool;
}

impl Same for Source {
    fn same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Page(old), Self::Page(new)) => old.same(new),
            (old, new) => old == new,
        }
    }
}

impl Same for Arc<[u8]> {
    fn same(&self, other: &Self) -> bool {
        Arc::ptr_eq(self, other) || self == other
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_that_came_went_or_changed_are_found_in_order() {
        let map = |pairs: &[(&'static str, &str)]| -> BTreeMap<&'static str, Arc<[u8]>> {
            pairs.iter().map(|(key, value)| (*key, Arc::from(value.as_bytes()))).collect()
        };
        let old = map(&[("a", "1"), ("b", "1"), ("d", "1"), ("f", "1")]);
        let new = map(&[("a", "1"), ("b", "2"), ("c", "1"), ("f", "1"), ("g", "1")]);
        assert_eq!(differing(&old, &new), [&"b", &"c", &"d", &"g"]);
        assert!(differing(&old, &old).is_empty());
    }
}
