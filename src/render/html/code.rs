//! Code blocks: a figure with the language as its caption.

use std::borrow::Cow;

use pulldown_cmark::{CodeBlockKind, Event, TagEnd};

use crate::render::escape::{push_attribute, push_text};
use crate::render::html::writer::Writer;

impl Writer<'_> {
    /// Writes the whole block, whose text the next events are.
    pub(super) fn code_block(&mut self, kind: &CodeBlockKind<'_>) {
        let code = self.take_code();
        let language = match kind {
            CodeBlockKind::Fenced(info) => language(info),
            CodeBlockKind::Indented => "",
        };
        if language.is_empty() {
            self.html.push_str("<figure class=\"jb-code\"><pre tabindex=\"0\"><code>");
        } else {
            self.start_code_in(language);
        }
        match self.body.highlighter.highlight(language, &code) {
            Some(coloured) => self.html.push_str(&coloured),
            None => push_text(&mut self.html, &code),
        }
        self.html.push_str("</code></pre></figure>\n");
    }

    fn start_code_in(&mut self, language: &str) {
        if language.eq_ignore_ascii_case("mermaid") {
            self.html.push_str("<figure class=\"jb-code jb-mermaid\"><figcaption>");
            push_text(&mut self.html, self.body.locale.text("mermaid"));
        } else {
            self.html.push_str("<figure class=\"jb-code\"><figcaption>");
            push_text(&mut self.html, language);
        }
        self.html.push_str("</figcaption><pre tabindex=\"0\"><code class=\"language-");
        push_attribute(&mut self.html, language);
        self.html.push_str("\">");
    }

    fn take_code(&mut self) -> String {
        let mut code = String::new();
        while let Some((event, _)) = self.take() {
            match event {
                Event::Text(text) => code.push_str(&with_line_feeds(text)),
                Event::End(TagEnd::CodeBlock) => break,
                _ => {}
            }
        }
        code
    }
}

/// The language that an info string names: its first word, also where attributes follow or stand around it, as in
/// `rust,ignore`, `js {1,3}`, `{ .python }` and `python{1}`.
pub(super) fn language(info: &str) -> &str {
    let info = info.trim_matches(|c: char| c.is_whitespace() || matches!(c, '{' | '.'));
    let end = info.find(|c: char| c.is_whitespace() || matches!(c, ',' | '{' | '}' | ':' | ';')).unwrap_or(info.len());
    &info[..end]
}

/// The text with every line end a line feed, as HTML parsers would have it: pages that differ in line ends alone are to be
/// the same HTML.
pub(super) fn with_line_feeds(text: &str) -> Cow<'_, str> {
    if text.contains('\r') { Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n")) } else { Cow::Borrowed(text) }
}
