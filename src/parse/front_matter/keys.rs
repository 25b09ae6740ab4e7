//! The keys of the front matter that have a meaning here, and misspellings of them.

use crate::promises::Audience;
use crate::suggest;
use crate::yaml::ValueType::{Choice, Date, Flag, Integer, Needs, Period, Stages, Text, Texts};
use crate::yaml::{KnownKey, known_keys};

known_keys! {
    /// The keys that have a meaning here; every other one is kept for the theme.
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
        Status = "status", Text, "where the page stands, one of `statuses:` in `handbook.yaml`";
        ReplacedBy = "replaced_by", Text, "the page that takes this one's place, as a path from here; with `statuses:`";
        Tags = "tags", Texts, "some of `tags:` in `handbook.yaml`";
        Date = "date", Text, "the day on which a decision was made";
        Effort = "effort", Text, "how much work it is, shown in a box above the text";
        Cadence = "cadence", Text, "how often it is done, shown in the same box";
        Role = "role", Texts, "who does it, shown in the same box";
        Outcome = "outcome", Text, "what comes of it, shown in the same box";
    }
}

impl FrontMatterKey {
    /// Whether the key means something to some handbooks alone. What cannot be read of it is somebody else's, and no fault.
    #[must_use]
    pub const fn is_optional(self) -> bool {
        matches!(
            self,
            Self::Status | Self::ReplacedBy | Self::Tags | Self::Date | Self::Effort | Self::Cadence | Self::Role | Self::Outcome
        )
    }
}

/// Keys of other generators and of teams that look like misspellings but are intended.
const MEANT: &[&str] = &["author", "state", "reviewer", "reviewers"];

/// Keys that mean one of ours, although their spelling is too different to look like it.
const SYNONYMS: &[(&str, &str)] = &[("alias", "aliases")];

/// The key of ours that `key` looks like; `None` for unrelated keys.
pub(super) fn known_key(key: &str) -> Option<&'static str> {
    if MEANT.contains(&key) {
        return None;
    }
    if let Some((_, ours)) = SYNONYMS.iter().find(|(theirs, _)| *theirs == key) {
        return Some(ours);
    }
    let always = FrontMatterKey::ALL.iter().filter(|known| !known.is_optional()).map(|known| known.name());
    let near = suggest::nearest(key, always)?;
    // Short words have too many neighbours: `feeds` is not `needs`, and `craft` is not `draft`.
    let starts_alike = key.chars().next().map(|first| first.to_ascii_lowercase()) == near.chars().next();
    let lengths_alike = key.chars().count().abs_diff(near.len()) <= 2;
    (starts_alike && lengths_alike && !is_another_word(key, near)).then_some(near)
}

/// Whether two short words differ in one letter only, so that both may be words: `stale` is not a misspelt `stage`, nor `older` an
/// `order`. Typing errors in short words swap, drop or add letters.
fn is_another_word(key: &str, near: &str) -> bool {
    const SHORT: usize = 5;
    let differing = key.chars().zip(near.chars()).filter(|(a, b)| !a.eq_ignore_ascii_case(b)).count();
    key.chars().count() == near.chars().count() && near.len() <= SHORT && differing == 1
}
