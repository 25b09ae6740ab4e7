//! Parses the YAML block at the start of a page into a [`FrontMatter`]; with an invalid block the page is still a page.
//!
//! 1. `block` finds where the front matter and the body begin and end, and `misplaced` finds blocks that were only meant as front
//!    matter.
//! 2. `values` reads our keys, which `keys` lists, and keeps the others; `aliases` checks aliases.
//! 3. `foreign` knows what other generators' keys decide of publication and address.

use std::ops::Range;

use crate::diagnostic::{Checked, Code, Diagnostic};
use crate::path::SourcePath;
use crate::yaml::{self, Problem};

use crate::promises::Audience;

use super::{FrontMatter, Spanned};
use block::Opening;
use misplaced::{Because, Misplaced};

mod aliases;
mod block;
mod foreign;
mod keys;
mod lines;
mod misplaced;
mod values;

pub use keys::FrontMatterKey;

/// Where a page's front matter can be edited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// There is none.
    Absent,
    /// The bytes between its two fences.
    Yaml(Range<usize>),
    /// Something must be fixed first: the block is unclosed, not at the start, TOML or JSON.
    Faulty,
}

/// The place of the front matter in a decoded text.
#[must_use]
pub fn place(text: &str) -> Block {
    match block::find(text) {
        Opening::Absent => Block::Absent,
        Opening::Yaml { within, .. } => Block::Yaml(within),
        Opening::Unclosed { .. } | Opening::Toml { .. } | Opening::Misplaced(_) => Block::Faulty,
    }
}

/// Reads the front matter of the page at `path` from its decoded text; returns it with the byte at which the body begins.
///
/// Spans count from the start of `text`. Complete keys before a fault in the YAML are kept.
#[must_use]
pub fn read(path: &SourcePath, text: &str) -> Checked<(FrontMatter, usize)> {
    let mut problems = Vec::new();
    let (front_matter, body) = match block::find(text) {
        Opening::Absent => (FrontMatter::default(), 0),
        Opening::Yaml { within, body } => {
            let document = yaml::read(text, within);
            problems.extend(document.problems.into_iter().map(|problem| (Code::FrontMatter, problem)));
            (values::read(document.root.as_ref(), &mut problems), body)
        }
        Opening::Unclosed { opener, within, body } => {
            let help = "write `---` on a line of its own behind the last key; leave a line empty below a thematic break";
            problems.push((Code::FrontMatter, Problem::new(opener, "the front matter that opens here is never closed", help)));
            // The keys are read anyway, so that one missing line does not break every link to the page.
            (values::read(yaml::read(text, within).root.as_ref(), &mut problems), body)
        }
        Opening::Toml { opener, within, body } => {
            let (message, _) = Because::Toml.words();
            let help = "put the keys between two `---` lines and write `title: …` instead of `title = …`";
            problems.push((Code::FrontMatter, Problem::new(opener, message, help)));
            (FrontMatter { draft: foreign::is_withholding_in_toml(&text[within]), ..FrontMatter::default() }, body)
        }
        Opening::Misplaced(Misplaced { because, opener, within, body }) => {
            let (message, help) = because.words();
            problems.push((Code::FrontMatter, Problem::new(opener, message, help)));
            let read = if because == Because::Toml {
                FrontMatter { draft: foreign::is_withholding_in_toml(&text[within]), ..FrontMatter::default() }
            } else {
                values::read(yaml::read(text, within).root.as_ref(), &mut problems)
            };
            (read, body)
        }
    };
    let mut front_matter = front_matter;
    // What is lost with a fault must not publish a draft or an internal page, since the level of the fault can be lowered.
    if problems.iter().any(|(code, _)| *code == Code::FrontMatter) {
        let faulty = &text[..body.max(faulty_end(&problems))];
        front_matter.audience = front_matter.audience.or_else(|| audience_among_faults(faulty));
        front_matter.draft |= faulty.lines().any(foreign::is_withholding);
    }
    problems.extend(foreign::in_drafts_folder(path, &mut front_matter));
    let diagnostics = problems.into_iter().map(|(code, problem)| diagnostic(code, problem, path, text)).collect();
    Checked { value: (front_matter, body), diagnostics }
}

/// The byte at which the body of a decoded text begins, for callers that do not need the front matter.
#[must_use]
pub fn body(text: &str) -> usize {
    match block::find(text) {
        Opening::Absent => 0,
        Opening::Yaml { body, .. }
        | Opening::Unclosed { body, .. }
        | Opening::Toml { body, .. }
        | Opening::Misplaced(Misplaced { body, .. }) => body,
    }
}

/// The byte after the last fault.
fn faulty_end(problems: &[(Code, Problem)]) -> usize {
    problems.iter().map(|(_, problem)| problem.span.end).max().unwrap_or_default()
}

/// `internal`, if an invalid front matter has a line that seems to say so.
fn audience_among_faults(text: &str) -> Option<Spanned<Audience>> {
    let lower = text.to_ascii_lowercase();
    let at = lower.lines().find(|line| line.contains("audience") && line.contains("internal"))?;
    let start = at.as_ptr() as usize - lower.as_ptr() as usize;
    Some(Spanned { value: Audience::Internal, span: start..start + at.len() })
}

fn diagnostic(code: Code, problem: Problem, path: &SourcePath, text: &str) -> Diagnostic {
    let subject = &text[problem.span.clone()];
    let diagnostic = Diagnostic::new(code, problem.message).in_source(path).at(problem.span).subject(subject).help(problem.help);
    match problem.suggestion {
        Some(suggestion) => diagnostic.suggest(suggestion),
        None => diagnostic,
    }
}

#[cfg(test)]
mod foreign_tests;
#[cfg(test)]
mod tests;
