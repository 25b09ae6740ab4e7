//! Which foreign keys are ours mistyped: worth a warning, unless other generators use them on purpose.

use crate::suggest;

use super::keys::KEYS;

/// Keys of other generators and of teams that look like ours but are meant.
const MEANT: &[&str] = &["author", "state", "reviewer", "reviewers"];

/// Keys that mean one of ours, though they are spelled too differently to look like it.
const SYNONYMS: &[(&str, &str)] = &[("alias", "aliases")];

/// The key of ours that `key` looks like; `None` for keys that are simply somebody else's.
pub(super) fn known_key(key: &str) -> Option<&'static str> {
    if MEANT.contains(&key) {
        return None;
    }
    if let Some((_, ours)) = SYNONYMS.iter().find(|(theirs, _)| *theirs == key) {
        return Some(ours);
    }
    let near = suggest::nearest(key, KEYS.iter().copied())?;
    // Short words have too many neighbours: `feeds` is not `needs`, nor `craft` a `draft`.
    let starts_alike = key.chars().next().map(|first| first.to_ascii_lowercase()) == near.chars().next();
    let lengths_alike = key.chars().count().abs_diff(near.len()) <= 2;
    (starts_alike && lengths_alike).then_some(near)
}
