//! Footnotes: numbered in the order of their references, and written at the end of the page.

use std::collections::HashMap;
use std::fmt::Write;

use crate::locale::Locale;
use crate::render::escape::{push_attribute, push_text};
use crate::render::html::survey::fold;
use crate::render::html::writer::Writer;

/// The notes so far.
#[derive(Debug, Default)]
pub(super) struct Notes {
    /// Positions in `referred` by folded label.
    positions: HashMap<String, usize>,
    /// The notes with references, in the order of their numbers.
    referred: Vec<Note>,
    /// The HTML of each definition, by folded label, in order.
    defined: Vec<(String, String)>,
    /// The labels of the definitions that are being written.
    open: Vec<String>,
}

#[derive(Debug, Default)]
struct Note {
    references: usize,
    html: Option<String>,
}

impl Writer<'_> {
    pub(super) fn footnote_reference(&mut self, label: &str) {
        let folded = fold(label);
        if !self.survey.notes.contains(&folded) {
            push_text(&mut self.html, &format!("[^{label}]"));
            return;
        }
        let (number, reference) = self.notes.refer(folded);
        let prefix = self.body.shift.id_prefix;
        let id = reference_id(prefix, number, reference);
        let label = in_attribute(&self.body.locale.fill("footnote", &[("number", &number.to_string())]));
        let html = &mut self.html;
        if self.open_links.is_empty() {
            write!(
                html,
                "<sup class=\"jb-ref\"><a id=\"{id}\" href=\"#{prefix}jb-fn-{number}\" role=\"doc-noteref\" \
                 aria-label=\"{label}\">{number}</a></sup>"
            )
        } else {
            // A link must not contain another, but the backlink needs a target.
            write!(html, "<sup class=\"jb-ref\" id=\"{id}\">{number}</sup>")
        }
        .expect("a String takes all that is written to it");
    }

    pub(super) fn start_note(&mut self, label: &str) {
        self.notes.open.push(fold(label));
        self.put_aside();
    }

    pub(super) fn end_note(&mut self) {
        let html = self.take_aside();
        if let Some(label) = self.notes.open.pop() {
            self.notes.defined.push((label, html));
        }
    }
}

impl Notes {
    /// Counts a reference: returns the note's number and the number of this reference to it, both from 1.
    fn refer(&mut self, folded: String) -> (usize, usize) {
        let position = *self.positions.entry(folded).or_insert_with(|| {
            self.referred.push(Note::default());
            self.referred.len() - 1
        });
        self.referred[position].references += 1;
        (position + 1, self.referred[position].references)
    }

    /// Appends all notes. Those without references come last: nothing that an author wrote is lost.
    pub(super) fn write(self, html: &mut String, words: &Locale, prefix: &str) {
        let Self { positions, mut referred, defined, .. } = self;
        if defined.is_empty() {
            return;
        }
        for (label, text) in defined {
            match positions.get(&label).map(|position| &mut referred[*position]) {
                Some(note) if note.html.is_none() => note.html = Some(text),
                _ => referred.push(Note { references: 0, html: Some(text) }),
            }
        }
        // A document with several bodies has several lists of notes, and landmarks with the same name could not be distinguished.
        let is_landmark = prefix.is_empty();
        if is_landmark {
            html.push_str("<section class=\"jb-footnotes\" role=\"doc-endnotes\" aria-label=\"");
            push_attribute(html, words.text("footnotes"));
            html.push_str("\"><ol>\n");
        } else {
            html.push_str("<div class=\"jb-footnotes\"><ol>\n");
        }
        for (position, note) in referred.into_iter().enumerate() {
            note.write(position + 1, html, words, prefix);
        }
        html.push_str(if is_landmark { "</ol></section>\n" } else { "</ol></div>\n" });
    }
}

impl Note {
    /// The backlinks are in the note's last paragraph, or in a separate one if its last block is not a paragraph.
    fn write(self, number: usize, html: &mut String, words: &Locale, prefix: &str) {
        const PARAGRAPH_END: &str = "</p>\n";
        let mut text = self.html.unwrap_or_default();
        if self.references > 0 {
            if text.ends_with(PARAGRAPH_END) {
                text.truncate(text.len() - PARAGRAPH_END.len());
            } else {
                text.push_str("<p>");
            }
            for reference in 1..=self.references {
                text.push_str(&backlink(prefix, number, reference, words));
            }
            text.push_str(PARAGRAPH_END);
        }
        writeln!(html, "<li id=\"{prefix}jb-fn-{number}\">{text}</li>").expect("a String takes all that is written to it");
    }
}

fn backlink(prefix: &str, number: usize, reference: usize, words: &Locale) -> String {
    let id = reference_id(prefix, number, reference);
    let (name, mark) = match reference {
        1 => (number.to_string(), String::new()),
        _ => (format!("{number}-{reference}"), format!("<sup>{reference}</sup>")),
    };
    let label = in_attribute(&words.fill("footnote_back", &[("number", &name)]));
    format!(" <a class=\"jb-back\" href=\"#{id}\" role=\"doc-backlink\" aria-label=\"{label}\">↩{mark}</a>")
}

fn in_attribute(text: &str) -> String {
    let mut escaped = String::new();
    push_attribute(&mut escaped, text);
    escaped
}

fn reference_id(prefix: &str, number: usize, reference: usize) -> String {
    if reference == 1 { format!("{prefix}jb-ref-{number}") } else { format!("{prefix}jb-ref-{number}-{reference}") }
}
