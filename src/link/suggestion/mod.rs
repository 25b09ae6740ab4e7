//! What a faulty link was meant to be, and how to write it: the most certain explanation first.

use crate::diagnostic::Applicability;
use crate::index::PageId;
use crate::parse::Link;

use super::destination::decoded;
use super::{Here, anchor, rewrite};

mod name;
mod path;
mod web;

pub(super) use name::{among, for_name};
pub(super) use path::for_path;
pub(super) use web::for_address;

/// How much to try to find what was meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Effort {
    /// Only spellings that can be looked up.
    LookUp,
    /// Also names compared by edit distance.
    Guess,
}

/// A way to fix a fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Suggestion {
    /// The new destination, if there is one answer, and whether that needs a decision.
    pub(super) text: Option<(String, Applicability)>,
    /// The same as text.
    pub(super) help: String,
}

impl From<String> for Suggestion {
    fn from(help: String) -> Self {
        Self { text: None, help }
    }
}

impl Suggestion {
    /// One likely answer.
    fn likely(text: String, help: impl FnOnce(&str) -> String) -> Self {
        Self { help: help(&text), text: Some((text, Applicability::Unsafe)) }
    }

    /// What was certainly meant: the same path except for case, separators, slashes and the extension of a page, if only one thing
    /// matches.
    fn certain(text: String, help: impl FnOnce(&str) -> String) -> Self {
        Self { help: help(&text), text: Some((text, Applicability::Safe)) }
    }
}

/// How many places with the same name are compared; with more, the name identifies nothing.
const MOST_ALIKE: usize = 64;

/// How many paths with the same name are searched for those of the right kind.
const MOST_SIFTED: usize = 1024;

/// How many candidates a help line names.
const MOST_NAMED: usize = 4;

fn one_of(texts: impl Iterator<Item = String>) -> Suggestion {
    let mut named: Vec<String> = texts.take(MOST_NAMED + 1).map(|text| format!("`{text}`")).collect();
    let more = if named.len() > MOST_NAMED { " or others" } else { "" };
    named.truncate(MOST_NAMED);
    Suggestion::from(format!("say which one you mean: {}{more}", named.join(", ")))
}

/// What a fragment without an anchor was meant to be.
pub(super) fn for_anchor(here: &Here<'_>, link: &Link, page: PageId, fragment: &str, effort: Effort) -> Option<Suggestion> {
    let anchors = here.index.anchors(page);
    let meant = anchor::meant(anchors, fragment);
    let near = meant.or_else(|| (effort == Effort::Guess).then(|| anchor::nearest(anchors, fragment)).flatten())?;
    let before = link.destination.split('#').next().unwrap_or_default();
    let mut text = before.to_owned();
    text.push('#');
    rewrite::keep(near, &mut text);
    let help = if meant.is_some() { "the heading's anchor is" } else { "a similar anchor is" };
    // Only a difference in case is certain: another spelling may be the text of another heading.
    let is_certain = decoded(fragment).to_lowercase() == near.to_lowercase();
    let applicability = if is_certain { Applicability::Safe } else { Applicability::Unsafe };
    Some(Suggestion { text: Some((text, applicability)), help: format!("{help} `#{near}`") })
}
