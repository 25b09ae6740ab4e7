//! Callouts: boxes with a label, which can be folded if the author says so.

use pulldown_cmark::BlockQuoteKind;

use crate::parse::markdown::Marker;
use crate::render::escape::push_text;
use crate::render::html::writer::Writer;

/// The open callouts, and the state of the innermost one's label.
#[derive(Debug, Default)]
pub(super) struct Callouts {
    /// The element that ends each.
    open: Vec<&'static str>,
    title: Title,
}

/// The state of a title.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Title {
    #[default]
    None,
    /// The next paragraph is a title.
    Next,
    /// This paragraph is a title.
    Open,
}

impl Callouts {
    /// Whether the paragraph that now begins is a title.
    pub(super) fn is_at_title(&self) -> bool {
        self.title == Title::Next
    }

    /// Whether the paragraph that now ends is a title.
    pub(super) fn ends_title(&self) -> bool {
        self.title == Title::Open
    }

    fn is_folded(&self) -> bool {
        self.open.last() == Some(&"</details>\n")
    }
}

impl Writer<'_> {
    pub(super) fn start_quote(&mut self, kind: Option<BlockQuoteKind>, at: usize) {
        let Some(kind) = kind else {
            self.html.push_str("<blockquote");
            self.turnable.push(self.html.len());
            self.html.push_str(">\n");
            return;
        };
        let (class, word) = match kind {
            BlockQuoteKind::Note => ("jb-note", "callout_note"),
            BlockQuoteKind::Tip => ("jb-tip", "callout_tip"),
            BlockQuoteKind::Important => ("jb-important", "callout_important"),
            BlockQuoteKind::Warning => ("jb-warning", "callout_warning"),
            BlockQuoteKind::Caution => ("jb-caution", "callout_caution"),
        };
        let marker = Marker::new(self.body.text, at);
        let fold = marker.as_ref().and_then(|marker| marker.fold);
        let (start, end) = match fold {
            Some(true) => ("<details open class=\"jb-callout ", "</details>\n"),
            Some(false) => ("<details class=\"jb-callout ", "</details>\n"),
            None => ("<div class=\"jb-callout ", "</div>\n"),
        };
        let behind = if fold.is_some() { "\"><summary class=\"jb-label\">" } else { "\" role=\"note\"><p class=\"jb-label\">" };
        self.html.extend([start, class, behind]);
        self.callouts.open.push(end);
        // Other kinds keep their own name as the label.
        let own =
            marker.as_ref().map(|marker| marker.word).filter(|own| !own.eq_ignore_ascii_case(class.trim_start_matches("jb-")));
        let label = own.map_or_else(|| self.body.locale.text(word).to_owned(), in_words);
        if marker.is_some_and(|marker| marker.has_title) {
            // The title says what it is about; screen readers also get the kind.
            self.html.push_str("<span class=\"jb-vh\">");
            push_text(&mut self.html, &label);
            self.html.push_str(": </span>");
            self.callouts.title = Title::Next;
        } else {
            push_text(&mut self.html, &label);
            self.end_label();
        }
    }

    pub(super) fn end_quote(&mut self, is_callout: bool) {
        let end = if is_callout { self.callouts.open.pop() } else { None };
        if !is_callout {
            self.turn_container();
        }
        self.html.push_str(end.unwrap_or("</blockquote>\n"));
    }

    /// A title replaces the label, whose element is open.
    pub(super) fn start_title(&mut self) {
        self.callouts.title = Title::Open;
    }

    pub(super) fn end_title(&mut self) {
        self.callouts.title = Title::None;
        self.end_label();
    }

    fn end_label(&mut self) {
        self.html.push_str(if self.callouts.is_folded() { "</summary>\n" } else { "</p>\n" });
    }
}

/// A kind as a label: `my-kind` becomes `My kind`.
fn in_words(kind: &str) -> String {
    let lower = if kind.chars().all(|c| !c.is_lowercase()) { kind.to_lowercase() } else { kind.to_owned() };
    crate::path::in_words(&lower)
}
