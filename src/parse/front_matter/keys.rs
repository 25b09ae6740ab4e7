//! The keys of the front matter that mean something to us, and those of others that are ours mistyped.

use crate::promises::Audience;
use crate::suggest;
use crate::yaml::ValueType::{Choice, Date, Flag, Integer, Needs, Period, Stages, Text, Texts};
use crate::yaml::{KnownKey, known_keys};

known_keys! {
    /// The keys that mean something to us; every other one is kept for the theme.
    pub enum FrontMatterKey {
        Title = "title", Text, "what the page is called";
        Description = "description", Text, "one sentence on the page, for lists and previews";
        Stage = "stage", Stages, "where the page stands on the journey, home stage first; `[]` for none";
        Needs = "needs", Needs, "the needs of developers that the page meets";
        Kind = "kind", Text, "what kind of page it is, one of `kinds:` in `handbook.yaml`";
        Order = "order", Integer, "its place in its folder: smaller numbers come first";
        Draft = "draft", Flag, "whether the page is left out of the site";
        Aliases = "aliases", Texts, "other names for wikilinks, and old addresses, which hold a `/`";
        Owner = "owner", Texts, "who keeps the page right";
        Reviewed = "reviewed", Date, "when somebody last read it through";
        ReviewEvery = "review_every", Period, "how long a review holds";
        Audience = "audience", Choice(&Audience::WORDS), "for whom the page is; an internal page is in no public site";
        Unlisted = "unlisted", Flag, "`true` keeps the page's address and takes it out of navigation, search, feeds and lists";
        Authors = "authors", Texts, "who wrote the page";
        Search = "search", Flag, "`false` keeps the page out of the search";
    }
}

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
    let near = suggest::nearest(key, FrontMatterKey::names())?;
    // Short words have too many neighbours: `feeds` is not `needs`, nor `craft` a `draft`.
    let starts_alike = key.chars().next().map(|first| first.to_ascii_lowercase()) == near.chars().next();
    let lengths_alike = key.chars().count().abs_diff(near.len()) <= 2;
    (starts_alike && lengths_alike && !is_another_word(key, near)).then_some(near)
}

/// Whether two short words differ in one letter only, so that both may be words: `stale` is not a misspelt `stage`, nor `older` an `order`.
/// Slips of the finger in short words swap, drop or add letters.
fn is_another_word(key: &str, near: &str) -> bool {
    const SHORT: usize = 5;
    let differing = key.chars().zip(near.chars()).filter(|(a, b)| !a.eq_ignore_ascii_case(b)).count();
    key.chars().count() == near.chars().count() && near.len() <= SHORT && differing == 1
}
