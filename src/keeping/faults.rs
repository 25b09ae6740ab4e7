//! What is wrong with owners, reviews and the days of publication.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::config::{Config, FILE_NAME, OwnersConfig};
use crate::diagnostic::{Code, Diagnostic};
use crate::index::{Commits, History, Index, Page, PageId};
use crate::parse::{ForeignKey, ForeignMeaning};
use crate::suggest;

use super::{Keeping, owners};

/// The problems in all built pages, and in `assign:`.
pub(super) fn check(config: &Config, index: &Index, pages: &[Page], keeping: &Keeping, history: &History) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let is_registered = config.owners != OwnersConfig::Anybody;
    if is_registered {
        for owner in config.assign.iter().flat_map(|entry| &entry.owner) {
            if owners::find(&keeping.owners, &owner.value).is_none() {
                diagnostics.push(unknown(keeping, &owner.value).in_project(FILE_NAME).at(owner.span.clone()));
            }
        }
    }
    let misses_owners = config.checks.severity(Code::MissingOwner).is_some();
    for id in index.built_ids() {
        let page = &pages[id.position()];
        if is_registered {
            for owner in &page.parsed.front_matter.owner {
                if owners::find(&keeping.owners, &owner.value).is_none() {
                    diagnostics.push(unknown(keeping, &owner.value).in_source(&page.path).at(owner.span.clone()));
                }
            }
        }
        if misses_owners && keeping.page(id).owners.is_empty() {
            diagnostics.push(
                Diagnostic::new(Code::MissingOwner, "this page has no owner")
                    .in_source(&page.path)
                    .help("add `owner: …` to its front matter, or give the folder an owner by `assign:` in `handbook.yaml`"),
            );
        }
        if let Some(day) = keeping.day {
            diagnostics.extend(review(page, id, keeping, day.date));
            diagnostics.extend(page.parsed.front_matter.foreign.iter().filter_map(|key| term(page, key, day.date)));
        }
    }
    if config.checks.severity(Code::ReviewBump).is_some() {
        diagnostics.extend(history.commits().into_iter().flat_map(|commits| bumps(index, pages, commits)));
    }
    diagnostics
}

/// The fewest pages on which one commit moves the day of the review without anybody having read them, as it seems.
const BUMP: usize = 5;

/// Commits that moved the day of the review on many pages and changed nothing else, each at the first of its pages that is as it left it.
fn bumps(index: &Index, pages: &[Page], commits: &Commits) -> Vec<Diagnostic> {
    let mut told = BTreeSet::new();
    let mut diagnostics = Vec::new();
    for id in index.built_ids() {
        let page = &pages[id.position()];
        let Some(last) = commits.versions.get(&page.path).and_then(|versions| versions.last()) else { continue };
        let commit = commits.all.get(last.commit).filter(|commit| commit.bumped >= BUMP);
        let Some(commit) = commit.filter(|_| told.insert(last.commit)) else { continue };
        let hash = commit.hash.get(..7).unwrap_or_default();
        let message = format!("commit `{hash}` moved `reviewed:` on {} pages and changed nothing else", commit.bumped);
        let problem = Diagnostic::new(Code::ReviewBump, message).in_source(&page.path);
        let problem = problem.help("read each page through, and commit its date with what the reading changed");
        diagnostics.push(match &page.parsed.front_matter.reviewed {
            Some(day) => problem.at(day.span.clone()).subject(day.value.to_string()),
            None => problem,
        });
    }
    diagnostics
}

fn unknown(keeping: &Keeping, name: &str) -> Diagnostic {
    let diagnostic = Diagnostic::new(Code::UnknownOwner, format!("the handbook has no owner `{name}`")).subject(name);
    // The author may have written the title, which is what readers see.
    let by_title = keeping.owners.iter().find(|owner| owner.title.eq_ignore_ascii_case(name)).map(|owner| &*owner.id);
    let ids = keeping.owners.iter().map(|owner| &*owner.id);
    match by_title.or_else(|| suggest::nearest(name, ids.clone())) {
        Some(near) => diagnostic.help(format!("there is an owner with a similar name: `{near}`")).suggest(near),
        None if keeping.owners.is_empty() => diagnostic.help("no owner is known: add some below `owners:` in `handbook.yaml`"),
        None => {
            let all: Vec<String> = ids.map(|id| format!("`{id}`")).collect();
            diagnostic.help(format!("the owners are {}; add one below `owners:` in `handbook.yaml`", all.join(", ")))
        }
    }
}

/// A review that is overdue, or dated in the future.
fn review(page: &Page, id: PageId, keeping: &Keeping, today: Date) -> Option<Diagnostic> {
    let known = keeping.page(id);
    let place = page.parsed.front_matter.reviewed.as_ref().map(|day| day.span.clone());
    let at = |diagnostic: Diagnostic| {
        let diagnostic = diagnostic.in_source(&page.path);
        match &place {
            Some(span) => diagnostic.at(span.clone()),
            None => diagnostic,
        }
    };
    if let Some(reviewed) = known.reviewed.filter(|reviewed| *reviewed > today) {
        let message = format!("this review is dated {reviewed}, which is after {today}");
        let problem = Diagnostic::new(Code::ReviewInFuture, message).subject(reviewed.to_string());
        return Some(at(problem.help("write the day on which somebody last read the page through")));
    }
    let due = known.due.filter(|due| *due < today)?;
    let message = format!("the review of this page was due on {due}, {} ago", spoken(due, today));
    let help = match known.reviewed {
        Some(_) => "read the page through, correct it, and set `reviewed:` to the day on which you did so",
        None => "nobody has reviewed this page since it was written: read it through, and add `reviewed:` with the day",
    };
    Some(at(Diagnostic::new(Code::ReviewOverdue, message).subject(due.to_string()).help(help)))
}

/// A key of another generator that would not have the page published today.
fn term(page: &Page, foreign: &ForeignKey, today: Date) -> Option<Diagnostic> {
    let key = &foreign.key;
    let message = match foreign.meaning {
        ForeignMeaning::From(day) if today < day => format!("`{key}` holds this page back until {day}, and here it is published"),
        ForeignMeaning::Until(day) if day <= today => format!("`{key}` ends this page on {day}, and here it is still published"),
        _ => return None,
    };
    let problem = Diagnostic::new(Code::ForeignKey, message).in_source(&page.path).at(foreign.span.clone()).subject(&**key);
    Some(problem.help("write `draft: true` to leave the page out of the site, or delete the key"))
}

/// The time between two days, in the largest unit that fits.
fn spoken(from: Date, to: Date) -> String {
    let days = (to - from).get_days();
    let (count, unit) = match days {
        ..60 => (days, "day"),
        60..730 => (days / 30, "month"),
        _ => (days / 365, "year"),
    };
    format!("{count} {unit}{}", if count == 1 { "" } else { "s" })
}
