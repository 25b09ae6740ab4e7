//! Footnotes that are defined twice or never used, and undefined labels.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use crate::diagnostic::{Code, Diagnostic};
use crate::parse::markdown::Body;
use crate::parse::page::{Suspect, SuspectKind};
use crate::path::SourcePath;
use crate::suggest;

use super::destination::label_end;

/// The most labels with which an undefined one is compared.
const MOST_COMPARED: usize = 200;

/// The footnotes of a page.
#[derive(Default)]
pub(super) struct Footnotes {
    /// Each definition in order: the label, and where the definition begins.
    defined: Vec<(String, Range<usize>)>,
    /// The labels that are used.
    referred: HashSet<String>,
}

impl Footnotes {
    pub(super) fn define(&mut self, label: &str, range: &Range<usize>) {
        self.defined.push((label.to_owned(), range.clone()));
    }

    pub(super) fn refer(&mut self, label: &str) {
        self.referred.insert(label.to_lowercase());
    }

    /// Reports footnotes that GitHub omits: the second with the same label, and those that are never used.
    pub(super) fn faults(&self, path: &SourcePath, text: &str) -> Vec<Diagnostic> {
        let mut first: HashMap<String, Range<usize>> = HashMap::new();
        let mut faults = Vec::new();
        for (label, range) in &self.defined {
            let folded = label.to_lowercase();
            let Some(start) = text[range.clone()].find("[^").map(|at| range.start + at) else { continue };
            let span = start..start + label.len() + 3;
            let written = &text[span.clone()];
            let fault = |code, message: &str| {
                Diagnostic::new(code, message.replace("LABEL", label)).in_source(path).at(span.clone()).subject(written)
            };
            if let Some(first) = first.get(&folded) {
                let help = "delete it, or give it a label of its own: GitHub shows the first one alone";
                let fault = fault(Code::DuplicateDefinition, "the footnote `[^LABEL]` is already defined").help(help);
                faults.push(fault.related(path, Some(first.clone()), "first defined here"));
                continue;
            }
            if !self.referred.contains(&folded) {
                let help = "refer to it, or delete it: GitHub leaves it out";
                faults.push(fault(Code::UnusedFootnote, "nothing refers to the footnote `[^LABEL]`").help(help));
            }
            first.insert(folded, span);
        }
        faults
    }

    fn defines(&self, label: &str) -> bool {
        self.defined.iter().any(|(defined, _)| defined.eq_ignore_ascii_case(label))
    }
}

/// The suspects without labels that a malformed definition was meant to define, and with the nearest label, if any.
pub(super) fn real(text: &str, suspects: Vec<Suspect>, body: &Body<'_>, footnotes: &Footnotes) -> Vec<Suspect> {
    if suspects.is_empty() {
        return suspects;
    }
    let meant: HashSet<String> = suspects
        .iter()
        .filter(|suspect| suspect.kind == SuspectKind::Definition)
        .filter_map(|suspect| Some(suspect.label.as_deref()?.to_lowercase()))
        .collect();
    let label_of = |whole: Range<usize>| Some(&text[whole.start + 1..whole.start + label_end(&text[whole.clone()])?]);
    let mut labels: Vec<&str> = body.definitions().filter_map(|(whole, _)| label_of(whole)).collect();
    labels.sort_unstable();
    labels.truncate(MOST_COMPARED);
    let notes: Vec<&str> = footnotes.defined.iter().map(|(label, _)| &**label).take(MOST_COMPARED).collect();
    let with_nearest = |mut suspect: Suspect| {
        let label = suspect.label.clone()?;
        match suspect.kind {
            SuspectKind::UndefinedLabel => {
                let is_likely = !labels.is_empty() || !meant.is_empty() || suspect.is_surely_a_label;
                if meant.contains(&label.to_lowercase()) || !is_likely {
                    return None;
                }
                if suspect.span.end + 1 == suspect.whole.end {
                    suspect.fix = suggest::nearest(&label, labels.iter().copied()).map(Box::from);
                    suspect.whole = suspect.span.clone();
                }
            }
            SuspectKind::UndefinedFootnote => {
                if footnotes.defines(&label) {
                    return None;
                }
                suspect.fix = suggest::nearest(&label, notes.iter().copied()).map(|near| format!("[^{near}]").into());
            }
            _ => {}
        }
        Some(suspect)
    };
    suspects
        .into_iter()
        .filter_map(|suspect| if suspect.label.is_some() { with_nearest(suspect) } else { Some(suspect) })
        .collect()
}
