//! What is wrong with the labels of a page.

use std::sync::Arc;

use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic};
use crate::index::Page;
use crate::parse::Spanned;
use crate::suggest::nearest;

/// How many known words a message lists.
const MOST_LISTED: usize = 12;

/// A word that is none of the `known` ones, which are ids with their titles. `listed_in` is the key of `handbook.yaml`. Its place is still
/// to be said.
pub(super) fn unknown<'a>(
    said: &str,
    what: &str,
    listed_in: &str,
    known: impl Iterator<Item = (&'a str, &'a str)> + Clone,
) -> Diagnostic {
    let message = format!("the handbook has no {what} `{said}`");
    let diagnostic = Diagnostic::new(Code::UnknownValue, message).subject(said);
    // Somebody may have written the title, which is what readers see.
    let by_title = known.clone().find(|(_, title)| title.eq_ignore_ascii_case(said)).map(|(id, _)| id);
    if let Some(near) = by_title.or_else(|| nearest(said, known.clone().map(|(id, _)| id))) {
        return diagnostic.help(format!("there is a {what} with a similar name: `{near}`")).suggest(near);
    }
    if known.clone().next().is_none() {
        return diagnostic.help(format!("`handbook.yaml` has no `{listed_in}:`; add it"));
    }
    let mut all: Vec<String> = known.map(|(id, _)| format!("`{id}`")).collect();
    let more = all.len().saturating_sub(MOST_LISTED);
    all.truncate(MOST_LISTED);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    diagnostic.help(format!("write one of {}{more}, or add it below `{listed_in}:` in `handbook.yaml`", all.join(", ")))
}

/// A page that says two statuses.
pub(super) fn second_status(page: &Page, said: &Spanned<Arc<str>>) -> Diagnostic {
    at(page, said, Code::FrontMatter, "a page has one status".to_owned()).help("keep the one that is true now, as text")
}

/// What is not the day of a decision.
pub(super) fn date(page: &Page, said: &Spanned<Arc<str>>) -> Diagnostic {
    let message = format!("`{}` is not a date", said.value);
    at(page, said, Code::FrontMatter, message).help("write the day of the decision as `2026-11-22`")
}

/// Keys that are nearly called like one to which `handbook.yaml` gives a meaning.
pub(super) fn misspelt<'a>(config: &'a Config, page: &'a Page) -> impl Iterator<Item = Diagnostic> + 'a {
    let statuses = if config.labels.statuses.is_empty() { &[][..] } else { &["status", "replaced_by"] };
    let known = statuses.iter().copied().chain(config.labels.facets.iter().map(|facet| &*facet.key));
    page.parsed.front_matter.said.iter().filter_map(move |said| {
        let is_known = known.clone().any(|key| *key == *said.key) || crate::config::TAKEN.contains(&&*said.key);
        // `state` is a word of its own in many handbooks.
        let near = nearest(&said.key, known.clone()).filter(|near| !is_known && starts_alike(&said.key, near))?;
        let message = format!("the key `{}` is not one that this handbook knows", said.key);
        let diagnostic = Diagnostic::new(Code::UnknownKey, message).in_source(&page.path).at(said.key_span.clone());
        let help = format!("a key with a similar name exists: `{near}`; as it stands, only the theme sees the value");
        Some(diagnostic.subject(&*said.key).help(help).suggest(near))
    })
}

fn starts_alike(key: &str, near: &str) -> bool {
    key != "state" && key.chars().next() == near.chars().next() && key.chars().count().abs_diff(near.chars().count()) <= 2
}

fn at(page: &Page, said: &Spanned<Arc<str>>, code: Code, message: String) -> Diagnostic {
    Diagnostic::new(code, message).in_source(&page.path).at(said.span.clone()).subject(&*said.value)
}
