//! What a faulty link was meant to be, and how to write it: the surest explanation first.

use crate::diagnostic::Applicability;
use crate::index::PageId;
use crate::parse::Link;

use super::destination::decoded;
use super::{Here, anchor, rewrite};

mod name;
mod path;

pub(super) use name::{among, for_name};
pub(super) use path::for_path;

/// How far to look for what was meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Effort {
    /// Spellings that are looked up.
    LookUp,
    /// Those, and names compared by edit distance.
    Guess,
}

/// A way out of a fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Suggestion {
    /// What to write in the place of the destination, when there is one answer, and whether that needs a decision.
    pub(super) text: Option<(String, Applicability)>,
    /// The same in words.
    pub(super) help: String,
}

impl From<String> for Suggestion {
    fn from(help: String) -> Self {
        Self { text: None, help }
    }
}

impl Suggestion {
    /// One answer that is only likely.
    fn likely(text: String, help: impl FnOnce(&str) -> String) -> Self {
        Self { help: help(&text), text: Some((text, Applicability::Unsafe)) }
    }

    /// What was meant beyond doubt: the same path except for case, separators, slashes and the extension of a page, which nothing else
    /// answers to.
    fn certain(text: String, help: impl FnOnce(&str) -> String) -> Self {
        Self { help: help(&text), text: Some((text, Applicability::Safe)) }
    }
}

/// How many places of one name are weighed against each other; more say that the name tells nothing.
const MOST_ALIKE: usize = 64;

/// How many paths of one name are looked through for those of the right kind.
const MOST_SIFTED: usize = 1024;

/// How many candidates a help line names.
const MOST_NAMED: usize = 4;

fn one_of(texts: impl Iterator<Item = String>) -> Suggestion {
    let mut named: Vec<String> = texts.take(MOST_NAMED + 1).map(|text| format!("`{text}`")).collect();
    let more = if named.len() > MOST_NAMED { " or others" } else { "" };
    named.truncate(MOST_NAMED);
    Suggestion::from(format!("say which one you mean: {}{more}", named.join(", ")))
}

/// What a fragment that names no anchor was meant to be.
pub(super) fn for_anchor(here: &Here<'_>, link: &Link, page: PageId, fragment: &str, effort: Effort) -> Option<Suggestion> {
    let anchors = here.index.anchors(page);
    let meant = anchor::meant(anchors, fragment);
    let near = meant.or_else(|| (effort == Effort::Guess).then(|| anchor::nearest(anchors, fragment)).flatten())?;
    let before = link.destination.split('#').next().unwrap_or_default();
    let mut text = before.to_owned();
    text.push('#');
    rewrite::keep(near, &mut text);
    let help = if meant.is_some() { "the heading's anchor is" } else { "a similar anchor is" };
    // Only a difference in case is certain: another spelling may be another heading's text.
    let is_certain = decoded(fragment).to_lowercase() == near.to_lowercase();
    let applicability = if is_certain { Applicability::Safe } else { Applicability::Unsafe };
    Some(Suggestion { text: Some((text, applicability)), help: format!("{help} `#{near}`") })
}
