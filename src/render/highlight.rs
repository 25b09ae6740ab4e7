//! Highlights code at build time: `TextMate` scopes become one of thirteen short classes, which every theme styles.

mod class;

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use syntaxmate::{HighlighterOptions, TokenizedDocument};

use crate::render::escape::push_text;
use crate::render::slowest::{Slowest, Work, timed};
use class::Class;

/// Code above this many bytes stays plain, so that a pasted log costs no more than copying it.
const LARGEST: usize = 128 * 1024;

/// How many languages stay prepared at a time; preparing one again takes milliseconds.
const PREPARED_LANGUAGES: usize = 48;

/// How many threads get a tokenizer with a warm cache.
const IDLE_TOKENIZERS: usize = 16;

/// Names that people use on fences and that the grammars do not know.
const ALIASES: &[(&str, &str)] = &[
    ("curl", "shellscript"),
    ("golang", "go"),
    ("gradle", "groovy"),
    ("node", "javascript"),
    ("nodejs", "javascript"),
    ("python3", "python"),
];

/// The grammars and their prepared forms. Create one and share it: it is cheap to clone and thread-safe.
#[derive(Clone)]
pub struct Highlighter {
    engine: syntaxmate::Highlighter,
    catalog: syntaxmate::Catalog,
    slowest: Option<Arc<Slowest>>,
}

impl fmt::Debug for Highlighter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Highlighter").finish_non_exhaustive()
    }
}

impl Default for Highlighter {
    fn default() -> Self {
        Self::new()
    }
}

impl Highlighter {
    /// A highlighter for all bundled grammars; they are unpacked when first used.
    #[must_use]
    pub fn new() -> Self {
        let catalog = syntaxmate::Catalog::bundled();
        let options = HighlighterOptions {
            prepared_languages: PREPARED_LANGUAGES,
            idle_tokenizers_per_language: IDLE_TOKENIZERS,
            ..HighlighterOptions::default()
        };
        Self { engine: syntaxmate::Highlighter::with_catalog_options(&catalog, options), catalog, slowest: None }
    }

    /// The same, which records how long blocks of code take, and what else is rendered with it.
    #[must_use]
    pub fn recording(self, slowest: Option<Arc<Slowest>>) -> Self {
        Self { slowest, ..self }
    }

    /// Where times are recorded, if anybody asks.
    pub(super) fn slowest(&self) -> Option<&Slowest> {
        self.slowest.as_deref()
    }

    /// `code` as escaped HTML with `<i class="k">` and the like around its tokens; the text is unchanged except for U+0000, which
    /// becomes U+FFFD.
    ///
    /// `None` if the language is unknown or the code is above 128 KiB: then it is best shown plain. The result depends only on the
    /// two arguments.
    #[must_use]
    pub fn highlight(&self, language: &str, code: &str) -> Option<String> {
        if code.len() > LARGEST {
            return None;
        }
        let known = self.catalog.canonical_language(canonical(language))?;
        let name = || format!("{known}: {}", code.lines().find(|line| !line.trim().is_empty()).unwrap_or_default());
        timed(self.slowest(), Work::Code, name, || {
            let document = self.engine.tokenize(known, code).ok()?;
            Some(write(&document, code))
        })
    }
}

fn canonical(language: &str) -> &str {
    ALIASES.iter().find(|(alias, _)| alias.eq_ignore_ascii_case(language)).map_or(language, |(_, known)| known)
}

/// Neighbours of one class share one element, even across line ends and spaces: half the elements, the same look.
fn write(document: &TokenizedDocument, code: &str) -> String {
    let mut html = String::with_capacity(code.len() * 2);
    let mut classes = HashMap::new();
    let mut run = Run { class: None, start: 0, end: 0 };
    let mut line_start = 0;
    for (line, text) in document.lines().iter().zip(code.split('\n')) {
        for token in line.tokens() {
            let Some(written) = text.get(token.range()) else { continue };
            if written.trim_ascii().is_empty() {
                continue;
            }
            let class = match token.scope_stack() {
                Some(stack) => *classes.entry(stack).or_insert_with(|| class::of(token.scopes())),
                None => class::of(token.scopes()),
            };
            let class = class.map(|class| class.of_text(written));
            run.take(class, line_start + token.range().start, line_start + token.range().end, code, &mut html);
        }
        line_start += text.len() + 1;
    }
    run.close(code, &mut html);
    push_text(&mut html, code.get(run.end..).unwrap_or_default());
    html
}

/// A run of code of one class. Everything before its start has been written, the rest not yet.
struct Run {
    class: Option<Class>,
    start: usize,
    end: usize,
}

impl Run {
    fn take(&mut self, class: Option<Class>, start: usize, end: usize, code: &str, html: &mut String) {
        if class != self.class {
            self.close(code, html);
            push_text(html, code.get(self.end..start).unwrap_or_default());
            *self = Self { class, start, end };
        }
        self.end = end;
    }

    fn close(&self, code: &str, html: &mut String) {
        let text = code.get(self.start..self.end).unwrap_or_default();
        match self.class {
            Some(class) => {
                html.push_str("<i class=\"");
                html.push(class.letter());
                html.push_str("\">");
                push_text(html, text);
                html.push_str("</i>");
            }
            None => push_text(html, text),
        }
    }
}

#[cfg(test)]
mod tests;
