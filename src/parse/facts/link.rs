//! Links, images and embeds of the body, from their opening event to their closing one.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{CowStr, LinkType};

use crate::diagnostic::{Code, Diagnostic};
use crate::parse::html::{HtmlAttribute, HtmlAttributeKind};
use crate::parse::markdown::Body;
use crate::parse::page::{Link, LinkForm};
use crate::path::SourcePath;
use crate::scheme::is_external;

use super::destination;
use super::sentence;

/// Collects the page's links.
pub(super) struct Links<'t> {
    text: &'t str,
    path: &'t SourcePath,
    pub(super) found: Vec<Link>,
    open: Vec<OpenLink>,
    /// How many of the open ones are images.
    open_images: usize,
    /// The starts of the definitions that are used.
    pub(super) used: HashSet<usize>,
    /// The place of the destination in each definition seen so far, by the start of the definition.
    destinations: HashMap<usize, Range<usize>>,
    /// The links of the open block that need their sentence, with the place of their text in its plain text.
    waiting: Vec<(usize, Range<usize>)>,
}

/// A link whose text is being read.
struct OpenLink {
    range: Range<usize>,
    is_image: bool,
    form: LinkForm,
    /// Its position among the links, unless it has no destination.
    position: Option<usize>,
    /// Whether its destination follows its text, so that it is known only at its end.
    is_inline: bool,
    /// Where its text ends, as far as it has been read.
    words_end: usize,
    has_words: bool,
    plain_start: usize,
}

impl<'t> Links<'t> {
    pub(super) fn new(text: &'t str, path: &'t SourcePath) -> Self {
        Self {
            text,
            path,
            found: Vec::new(),
            open: Vec::new(),
            open_images: 0,
            used: HashSet::new(),
            destinations: HashMap::new(),
            waiting: Vec::new(),
        }
    }

    /// Opens a link or image. `plain_start` is the present length of the block's plain text.
    pub(super) fn open(&mut self, body: &Body<'_>, written: &Written<'_, '_>, range: &Range<usize>, plain_start: usize) {
        let Written { link_type, destination: meant, label, is_image } = *written;
        let range = range.clone();
        let form = form(link_type, is_image);
        let span = match link_type {
            LinkType::WikiLink { .. } => {
                let start = range.start + if is_image { 3 } else { 2 };
                start..(start + meant.len()).min(range.end)
            }
            LinkType::Autolink | LinkType::Email if self.text[range.clone()].starts_with('<') => range.start + 1..range.end - 1,
            _ if form == LinkForm::Reference || form == LinkForm::ReferenceImage => self.definition(body, label, meant),
            _ => range.clone(),
        };
        let position = (!meant.is_empty()).then_some(self.found.len());
        if position.is_some() {
            let destination = match link_type {
                LinkType::Email => Arc::from(format!("mailto:{meant}")),
                _ if meant.contains('\0') => Arc::from(meant.replace('\0', "\u{fffd}")),
                _ => Arc::from(&**meant),
            };
            let is_escaped = self.is_escaped(&span, &destination);
            self.found.push(Link { form, at: range.start, destination, span, is_escaped, sentence: None });
        }
        let words_end = range.start + if is_image { 2 } else { 1 };
        let is_inline = link_type == LinkType::Inline;
        self.open_images += usize::from(is_image);
        self.open.push(OpenLink { range, is_image, form, position, is_inline, words_end, has_words: false, plain_start });
    }

    /// Closes the innermost link. `plain_length` is the present length of the block's plain text.
    pub(super) fn close(&mut self, range: &Range<usize>, plain_length: usize, diagnostics: &mut Vec<Diagnostic>) {
        // One that opened where it is invisible, such as in a script, was never recorded.
        let Some(link) = self.open.pop_if(|link| link.range == *range) else { return };
        self.open_images -= usize::from(link.is_image);
        if let Some(outer) = self.open.last_mut() {
            outer.words_end = outer.words_end.max(link.range.end);
            outer.has_words |= link.has_words || link.form == LinkForm::Embed;
        }
        if let Some(found) = link.position.and_then(|position| self.found.get_mut(position)) {
            if link.is_inline {
                found.span = destination::inline(self.text, &link.range, link.words_end, &found.destination);
                found.is_escaped = self.text.get(found.span.clone()) != Some(&*found.destination);
            }
            if wants_sentence(found) {
                let place = link.plain_start..plain_length.max(link.plain_start);
                self.waiting.extend(link.position.map(|position| (position, place)));
            }
        }
        diagnostics.extend(self.fault(&link));
    }

    /// Records an attribute of raw HTML that is a link.
    pub(super) fn push_attribute(&mut self, attribute: &HtmlAttribute, plain_length: usize) {
        let form = match attribute.kind {
            HtmlAttributeKind::Href => LinkForm::HtmlHref,
            HtmlAttributeKind::Source => LinkForm::HtmlSource,
            HtmlAttributeKind::Anchor | HtmlAttributeKind::Reference => return,
        };
        if attribute.value.is_empty() {
            return;
        }
        let (at, span) = (attribute.span.start, attribute.span.clone());
        let is_escaped = self.is_escaped(&span, &attribute.value);
        let link = Link { form, at, destination: Arc::from(&*attribute.value), span, is_escaped, sentence: None };
        if wants_sentence(&link) {
            self.waiting.push((self.found.len(), plain_length..plain_length));
        }
        self.found.push(link);
    }

    fn is_escaped(&self, span: &Range<usize>, destination: &str) -> bool {
        self.text.get(span.clone()) != Some(destination)
    }

    /// Records the text between an open link's brackets.
    pub(super) fn note_words(&mut self, range: &Range<usize>, has_words: bool) {
        if let Some(link) = self.open.last_mut() {
            link.words_end = link.words_end.max(range.end);
            link.has_words |= has_words;
        }
    }

    /// Whether an image's alternative text is being read, which is not part of the plain text.
    pub(super) const fn is_in_image(&self) -> bool {
        self.open_images > 0
    }

    /// Whether a link or image is open.
    pub(super) const fn is_open(&self) -> bool {
        !self.open.is_empty()
    }

    /// Sets the sentences of the block's links, now that its plain text is complete.
    pub(super) fn end_block(&mut self, plain: &str) {
        let mut last: Option<(Arc<str>, Range<usize>)> = None;
        for (position, place) in self.waiting.drain(..) {
            let place = place.start.min(plain.len())..place.end.min(plain.len());
            // Links in the same sentence share it, unless it was cut.
            let sentence = match &last {
                Some((sentence, covered)) if covered.start <= place.start && place.end <= covered.end => {
                    Some(Arc::clone(sentence))
                }
                _ => {
                    let found = sentence::around(plain, &place);
                    last = found.map(|found| (Arc::from(found.text), found.covers));
                    last.as_ref().map(|(sentence, _)| Arc::clone(sentence))
                }
            };
            if let Some(link) = self.found.get_mut(position) {
                link.sentence = sentence;
            }
        }
    }

    /// Records that a label is used, if the page defines it.
    pub(super) fn use_definition(&mut self, body: &Body<'_>, label: &str) {
        self.used.extend(body.definition(label).map(|definition| definition.start));
    }

    /// The place of the destination in a label's definition.
    fn definition(&mut self, body: &Body<'_>, label: &str, meant: &str) -> Range<usize> {
        let Some(definition) = body.definition(label) else { return 0..0 };
        let text = self.text;
        self.used.insert(definition.start);
        self.destinations.entry(definition.start).or_insert_with(|| destination::definition(text, &definition, meant)).clone()
    }

    fn fault(&self, link: &OpenLink) -> Option<Diagnostic> {
        let written = &self.text[link.range.clone()];
        let (code, message, help) = if link.is_image && !link.has_words && link.form != LinkForm::Embed {
            let help = "say in the brackets what the image shows, as in `![a map of the stages](map.png)`";
            (Code::MissingAlt, "the image has no alternative text", help)
        } else if link.position.is_none() {
            (Code::EmptyLink, "the link leads nowhere", "write where it leads in the parentheses, or take the brackets away")
        } else if !link.is_image && !link.has_words {
            (Code::EmptyLink, "the link has no words, so nobody can see or follow it", "write its words in the brackets")
        } else {
            return None;
        };
        Some(Diagnostic::new(code, message).in_source(self.path).at(link.range.clone()).subject(written).help(help))
    }
}

/// A link as described by its opening event.
pub(super) struct Written<'e, 't> {
    pub(super) link_type: LinkType,
    pub(super) destination: &'e CowStr<'t>,
    pub(super) label: &'e CowStr<'t>,
    pub(super) is_image: bool,
}

const fn form(link_type: LinkType, is_image: bool) -> LinkForm {
    match (link_type, is_image) {
        (LinkType::WikiLink { .. }, false) => LinkForm::Wiki,
        (LinkType::WikiLink { .. }, true) => LinkForm::Embed,
        (LinkType::Autolink | LinkType::Email, _) => LinkForm::Autolink,
        (LinkType::Inline, false) => LinkForm::Inline,
        (LinkType::Inline, true) => LinkForm::Image,
        (_, false) => LinkForm::Reference,
        (_, true) => LinkForm::ReferenceImage,
    }
}

/// Whether the page that this link leads to shows its sentence.
fn wants_sentence(link: &Link) -> bool {
    !link.form.is_shown() && (link.form.is_wiki() || !is_external(&link.destination)) && !link.destination.starts_with('#')
}
