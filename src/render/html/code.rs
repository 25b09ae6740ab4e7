//! Code blocks: a figure with the title or the language as its caption.

use std::borrow::Cow;

use pulldown_cmark::{CodeBlockKind, Event, TagEnd};

use crate::parse::formula::mathml;
use crate::parse::markdown::Fence;
use crate::render::escape::{push_attribute, push_text};
use crate::render::html::writer::Writer;
use crate::render::html::{console, lines, notation};

impl Writer<'_> {
    /// Writes the whole block, with its text from the next events.
    pub(super) fn code_block(&mut self, kind: &CodeBlockKind<'_>) {
        let code = self.take_code();
        let mut fence = match kind {
            CodeBlockKind::Fenced(info) => Fence::parse(info),
            CodeBlockKind::Indented => Fence::default(),
        };
        if fence.language == "math" {
            self.html.push_str("<p>");
            self.formula(&code, true);
            self.html.push_str("</p>\n");
            return;
        }
        if fence.language.eq_ignore_ascii_case("mermaid") && self.diagram(&fence, &code) {
            return;
        }
        let code = notation::take(&code, &mut fence);
        self.start_code(&fence, &code);
        if lines::are_wanted(&fence) {
            let (signs, stripped) = if fence.language == "diff" { lines::signs(&code) } else { (Vec::new(), String::new()) };
            let coloured = match fence.changed {
                Some(language) => self.coloured(language, &stripped),
                None => self.coloured(fence.language, &code),
            };
            lines::push(&mut self.html, &coloured, &fence, &signs);
        } else {
            let coloured = self.coloured(fence.language, &code);
            self.html.push_str(&coloured);
        }
        self.html.push_str("</code></pre></figure>\n");
    }

    /// Writes code as it is, without a caption.
    pub(super) fn plain_code(&mut self, fence: &Fence<'_>, code: &str) {
        self.html.push_str("<figure class=\"jb-code\">");
        self.start_pre(fence);
        let coloured = self.coloured(fence.language, code);
        self.html.push_str(&coloured);
        self.html.push_str("</code></pre></figure>");
    }

    fn coloured(&self, language: &str, code: &str) -> String {
        self.body.highlighter.highlight(language, code).unwrap_or_else(|| {
            let mut plain = String::with_capacity(code.len());
            push_text(&mut plain, code);
            plain
        })
    }

    /// A formula, or its source if it cannot be drawn.
    pub(super) fn formula(&mut self, source: &str, is_display: bool) {
        match mathml(source, is_display) {
            Ok(mathml) => self.html.push_str(&mathml),
            Err(_) => self.inline_code(source.trim()),
        }
    }

    fn start_code(&mut self, fence: &Fence<'_>, code: &str) {
        self.html.push_str("<figure class=\"jb-code");
        let is_diagram = fence.language.eq_ignore_ascii_case("mermaid");
        for (class, is_so) in [
            (" jb-mermaid", is_diagram),
            (" jb-diff", fence.language == "diff"),
            (" jb-numbered", fence.first_number.is_some()),
            (" jb-wraps", fence.wraps),
        ] {
            self.html.push_str(if is_so { class } else { "" });
        }
        self.html.push('"');
        if let Some(commands) = console::commands(fence.language, code) {
            self.attribute("data-jb-copy", &commands);
        }
        self.html.push('>');
        let caption = match fence.title {
            Some(title) => Some(title),
            None if is_diagram => Some(self.body.locale.text("mermaid")),
            None => Some(fence.language).filter(|language| !language.is_empty()),
        };
        if let Some(caption) = caption {
            self.html.push_str(if fence.title.is_some() { "<figcaption class=\"jb-code-title\">" } else { "<figcaption>" });
            let source = fence.source.and_then(|source| self.body.samples?.href(source));
            if let Some(href) = &source {
                self.html.push_str("<a class=\"jb-ext\" href=\"");
                push_attribute(&mut self.html, href);
                self.html.push_str("\">");
            }
            push_text(&mut self.html, caption);
            self.html.push_str(if source.is_some() { "</a></figcaption>" } else { "</figcaption>" });
        }
        self.start_pre(fence);
    }

    fn start_pre(&mut self, fence: &Fence<'_>) {
        self.html.push_str("<pre tabindex=\"0\"><code");
        if !fence.language.is_empty() {
            self.html.push_str(" class=\"language-");
            push_attribute(&mut self.html, fence.language);
            self.html.push('"');
        }
        self.html.push('>');
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

/// The text with line feeds as line ends, as HTML parsers produce them: pages that differ only in line ends give the same HTML.
pub(super) fn with_line_feeds(text: &str) -> Cow<'_, str> {
    if text.contains('\r') { Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n")) } else { Cow::Borrowed(text) }
}
