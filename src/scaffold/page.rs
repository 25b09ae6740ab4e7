//! The text of a new page: front matter filled in, and a prompt for the writer.

use std::fmt::Write;
use std::sync::Arc;

use crate::journey::Journey;
use crate::{suggest, yaml};

use super::Refusal;

/// The requested values; empty lists and `None` omit a key.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PageOptions {
    /// The page's title.
    pub title: Option<String>,
    /// The ids of its stages, its home first.
    pub stages: Vec<String>,
    /// The ids of the needs it serves.
    pub needs: Vec<String>,
    /// The kind of page.
    pub kind: Option<String>,
    /// Its owner.
    pub owners: Vec<String>,
    /// More lines of front matter, by their keys.
    pub more: Vec<(&'static str, String)>,
}

/// The text below the front matter until the page is written. A page without text is a problem that `check` reports.
const PROMPT: &str = "Say in a sentence who this page is for, and what they can do once they have read it.\n";

/// The page's text, or everything that is wrong with the requested values. `default_title` comes from its file name; if `owners` is
/// empty, any owner is accepted.
pub fn page_text(
    options: &PageOptions,
    default_title: &str,
    journey: &Journey,
    kinds: &[Arc<str>],
    owners: &[Arc<str>],
) -> Result<String, Vec<Refusal>> {
    let mut refusals = Vec::new();
    for id in options.stages.iter().filter(|id| journey.stage_of(id).is_none()) {
        refusals.push(unknown("the journey", "stage", id, journey.stages.iter().map(|stage| &*stage.id)));
    }
    for id in options.needs.iter().filter(|id| journey.need_of(id).is_none()) {
        refusals.push(unknown("the journey", "need", id, journey.needs.iter().map(|need| &*need.id)));
    }
    if let Some(kind) = options.kind.as_deref().filter(|kind| !kinds.iter().any(|known| **known == **kind)) {
        refusals.push(unknown("the handbook", "kind", kind, kinds.iter().map(|kind| &**kind)));
    }
    for owner in options.owners.iter().filter(|owner| !owners.is_empty() && !owners.iter().any(|known| **known == ***owner)) {
        refusals.push(unknown("the handbook", "owner", owner, owners.iter().map(|owner| &**owner)));
    }
    let title = options.title.as_deref().unwrap_or(default_title).split_whitespace().collect::<Vec<_>>().join(" ");
    if title.is_empty() {
        refusals.push(Refusal::new("the title is empty", "say what readers should see, such as `--title \"Interactive labs\"`"));
    }
    if title.contains(char::is_control) {
        refusals.push(Refusal::new("the title holds a control character", "write the title without it"));
    }
    if refusals.is_empty() { Ok(written(options, &title)) } else { Err(refusals) }
}

fn written(options: &PageOptions, title: &str) -> String {
    let mut text = format!("---\ntitle: {}\n", yaml::scalar(title));
    for (_, line) in key_lines(options).into_iter().chain(options.more.iter().cloned()) {
        let _ = writeln!(text, "{line}");
    }
    text + "---\n\n" + PROMPT
}

/// The lines of front matter that somebody asks for besides the title, by their keys.
#[must_use]
pub fn key_lines(options: &PageOptions) -> Vec<(&'static str, String)> {
    let one_or_more = |values: &[&str]| match values {
        [one] => yaml::scalar(one),
        several => list(several),
    };
    let stages = distinct(&options.stages);
    let (needs, owners) = (distinct(&options.needs), distinct(&options.owners));
    let mut lines = Vec::new();
    lines.extend((!stages.is_empty()).then(|| ("stage", format!("stage: {}", one_or_more(&stages)))));
    lines.extend((!needs.is_empty()).then(|| ("needs", format!("needs: {}", list(&needs)))));
    lines.extend(options.kind.as_ref().map(|kind| ("kind", format!("kind: {}", yaml::scalar(kind)))));
    lines.extend((!owners.is_empty()).then(|| ("owner", format!("owner: {}", one_or_more(&owners)))));
    lines
}

/// The ids as they were given, each once.
fn distinct(ids: &[String]) -> Vec<&str> {
    let mut distinct: Vec<&str> = Vec::new();
    for id in ids {
        if !distinct.contains(&id.as_str()) {
            distinct.push(id);
        }
    }
    distinct
}

fn list(ids: &[&str]) -> String {
    format!("[{}]", ids.iter().map(|id| yaml::scalar(id)).collect::<Vec<_>>().join(", "))
}

fn unknown<'a>(whose: &str, what: &str, name: &str, known: impl Iterator<Item = &'a str> + Clone) -> Refusal {
    let help = match suggest::nearest(name, known.clone()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => match known.map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ") {
            none if none.is_empty() => format!("{whose} has no {what}s: leave the flag out"),
            all => format!("the {what}s are {all}"),
        },
    };
    Refusal::new(format!("{whose} has no {what} `{name}`"), help)
}
