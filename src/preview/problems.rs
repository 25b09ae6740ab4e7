//! The problems of the handbook, as listed in the overlay, and the new ones for the terminal.

use std::collections::HashSet;
use std::sync::Arc;

use bytes::Bytes;
use serde::Serialize;

use super::editor::Editor;
use super::generation::Generation;
use crate::diagnostic::{Code, Diagnostic, Located, Origin, Severity, Tally, human, locate, visible_line};
use crate::texts::HandbookTexts;

/// The most problems that the overlay lists.
const MOST_LISTED: usize = 200;
/// The most new problems that the terminal shows at once.
const MOST_NEWS: usize = 3;

/// The problems of one moment.
#[derive(Debug, Default)]
pub(super) struct Problems {
    /// How many errors.
    pub(super) errors: usize,
    /// How many warnings.
    pub(super) warnings: usize,
    /// The list as JSON.
    pub(super) json: Bytes,
    /// Equal for equal lists; empty before there is one.
    pub(super) version: Arc<str>,
    located: Vec<Located>,
}

/// The list in the form for browsers.
#[derive(Serialize)]
struct Listing<'a> {
    errors: usize,
    warnings: usize,
    /// How many problems are not in the list.
    unlisted: usize,
    problems: Vec<Listed<'a>>,
}

/// One problem in the form for browsers.
#[derive(Serialize)]
struct Listed<'a> {
    severity: &'static str,
    code: &'static str,
    message: &'a str,
    /// `file:line:column`, as far as known.
    place: Option<String>,
    /// The page's address below the site's own path, if the problem is in a page that is shown.
    page: Option<String>,
    /// Opens the file in the author's editor.
    editor: Option<String>,
    /// The same text as on the terminal.
    text: String,
    /// Whether the site shown differs from what is on disk.
    blocks: bool,
}

impl Problems {
    /// Lists `faults` of a generation, errors of the theme and the configuration first.
    pub(super) fn new(faults: Vec<Diagnostic>, generation: &Generation, editor: &Editor) -> Self {
        let site = &generation.handbook.site;
        let texts = HandbookTexts::new(generation.texts(), &faults);
        let mut seen = HashSet::new();
        let mut faults = faults;
        // A template's fault occurs on every page that uses it, and differs only in the page it names.
        faults.retain(|fault| {
            fault.code != Code::Template || seen.insert((fault.origin.clone(), fault.span.clone(), fault.message.clone()))
        });
        let mut located = locate(faults, &site.config.checks, &texts);
        located.sort_by_key(|problem| (!blocks(problem), problem.severity));
        let Tally { errors, warnings, .. } = Tally::new(&located);
        let listed = located.iter().take(MOST_LISTED).map(|problem| {
            let place = |(start, _): (crate::diagnostic::Position, _)| format!(":{}:{}", start.line, start.column);
            let (line, column) = problem.range.map_or((1, 1), |(start, _)| (start.line, start.column));
            let file = problem.file.as_deref();
            Listed {
                severity: problem.severity.name(),
                code: problem.diagnostic.code.name(),
                message: &problem.diagnostic.message,
                place: file.map(|file| format!("{}{}", visible_line(file), problem.range.map(place).unwrap_or_default())),
                page: page_of(&problem.diagnostic, generation),
                editor: file.and_then(|file| editor.link(&generation.project.dir, file, line, column)),
                text: plain(&human::render(std::slice::from_ref(problem), &texts)),
                blocks: blocks(problem),
            }
        });
        let listing =
            Listing { errors, warnings, unlisted: located.len().saturating_sub(MOST_LISTED), problems: listed.collect() };
        let json = Bytes::from(serde_json::to_vec(&listing).unwrap_or_default());
        let version = blake3::hash(&json).to_hex()[..16].into();
        drop(listing);
        Self { errors, warnings, json, version, located }
    }

    /// The problems that are not in `last`, as compilers show them (the first few), the number of further ones, and how many of
    /// `last` no longer exist. A problem that only moved to another line is the same.
    pub(super) fn since(&self, last: &Self, generation: &Generation) -> (String, usize, usize) {
        let known: HashSet<_> = last.located.iter().map(identity).collect();
        let present: HashSet<_> = self.located.iter().map(identity).collect();
        let fresh: Vec<Located> = self.located.iter().filter(|problem| !known.contains(&identity(problem))).cloned().collect();
        let shown = &fresh[..fresh.len().min(MOST_NEWS)];
        let diagnostics: Vec<Diagnostic> = shown.iter().map(|problem| problem.diagnostic.clone()).collect();
        let texts = HandbookTexts::new(generation.texts(), &diagnostics);
        (human::render(shown, &texts), fresh.len() - shown.len(), known.difference(&present).count())
    }
}

/// What makes two problems the same although lines were added above.
fn identity(problem: &Located) -> impl Eq + std::hash::Hash + '_ {
    let Diagnostic { code, origin, message, subject, .. } = &problem.diagnostic;
    (code.name(), origin, message, subject)
}

/// Whether the site shown differs from what is on disk: the last good configuration or theme is used, or a page could not be read.
fn blocks(problem: &Located) -> bool {
    problem.severity == Severity::Error && (problem.diagnostic.code.is_fixed() || problem.diagnostic.code == Code::FrontMatter)
}

fn page_of(problem: &Diagnostic, generation: &Generation) -> Option<String> {
    let Some(Origin::Source(path)) = &problem.origin else { return None };
    let index = &generation.handbook.site.index;
    let id = index.id_of(path)?;
    let entry = index.page(id);
    (!entry.is_hidden).then(|| entry.url.encoded())
}

/// The text without its styles.
fn plain(styled: &str) -> String {
    anstream::adapter::strip_str(styled.trim_end()).to_string()
}
