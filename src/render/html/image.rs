//! Images, and other embedded files.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, TagEnd};

use crate::link::{Resolution, Target};
use crate::path::SourcePath;
use crate::render::escape::push_text;
use crate::render::html::link::{external, missing_words, wiki_words};
use crate::render::html::writer::Writer;

/// Extensions of files that browsers show in `img`.
const PICTURES: &[&str] = &["apng", "avif", "bmp", "gif", "ico", "jfif", "jpeg", "jpg", "pjp", "pjpeg", "png", "svg", "webp"];

/// The width of the column in CSS pixels, above which a picture loses detail.
const COLUMN: u32 = 720;

impl Writer<'_> {
    /// Writes the whole image, with its alternative text from the next events.
    pub(super) fn image(&mut self, kind: LinkType, destination: &str, title: &str, range: &Range<usize>) {
        let label = self.take_plain_text();
        let (alternative, wanted) = match kind {
            LinkType::WikiLink { has_pothole } => wiki_label(has_pothole, &label, destination),
            _ => with_size(label),
        };
        match self.link_at(range.start).map(|(_, resolution)| resolution) {
            Some(Resolution::Internal { href, target: Target::Asset(path), .. }) if is_picture(path) => {
                let own = self.body.image_sizes.get(path).copied();
                let is_wide = own.is_some_and(|(width, _)| width > COLUMN);
                self.picture(href, &alternative, scaled(own, wanted), title, is_wide);
            }
            Some(Resolution::Internal { href, title, target }) => {
                let is_named = alternative != stem(destination) && !alternative.trim().is_empty();
                let words = if is_named { alternative } else { wiki_words(title.as_deref(), destination, &alternative) };
                let words = words.as_str();
                match target {
                    Target::Page(page) if self.stands_alone(range) && self.embedded_part(*page, href, words) => {}
                    _ => self.embed(href, words),
                }
            }
            Some(Resolution::Repository { href } | Resolution::Beside { href }) => {
                self.picture(href, &alternative, scaled(None, wanted), title, false);
            }
            Some(Resolution::Missing) => {
                self.start_missing(destination);
                push_text(&mut self.html, if alternative.is_empty() { destination } else { &alternative });
                self.end_missing(missing_words(destination));
            }
            Some(Resolution::Removed) => push_text(&mut self.html, &alternative),
            Some(Resolution::External) | None => {
                self.picture(&external(kind, destination), &alternative, scaled(None, wanted), title, false);
            }
        }
    }

    /// A picture alone in its paragraph is a figure, with its title as the caption. One that is wider than the column links to
    /// itself, so that it can be seen in full without a script.
    fn picture(&mut self, source: &str, alternative: &str, size: Size, title: &str, is_wide: bool) {
        let ends = matches!(self.events.get(self.next), Some((Event::End(TagEnd::Paragraph), _)));
        if !(ends && self.opens_paragraph()) {
            self.image_element(source, alternative, size, title);
            return;
        }
        self.html.truncate(self.paragraph_start);
        self.html.push_str("<figure class=\"jb-figure\">");
        let leads_to_itself = is_wide && !alternative.trim().is_empty();
        if leads_to_itself {
            self.html.push_str("<a class=\"jb-zoom\"");
            self.attribute("href", source);
            self.html.push('>');
        }
        self.image_element(source, alternative, size, "");
        self.html.push_str(if leads_to_itself { "</a>" } else { "" });
        if !title.is_empty() {
            self.html.push_str("<figcaption>");
            self.line(title);
            self.html.push_str("</figcaption>");
        }
        self.html.push_str("</figure>\n");
        self.is_in_paragraph = false;
    }

    /// The first image is likely to be visible at once; the others are loaded when they are scrolled to.
    fn image_element(&mut self, source: &str, alternative: &str, size: Size, title: &str) {
        self.html.push_str("<img");
        self.attribute("src", source);
        self.attribute("alt", alternative);
        if let Some(width) = size.width {
            self.attribute("width", &width.to_string());
        }
        if let Some(height) = size.height {
            self.attribute("height", &height.to_string());
        }
        if self.images_seen > 0 {
            self.attribute("loading", "lazy");
        }
        self.attribute("decoding", "async");
        if !title.is_empty() {
            self.attribute("title", title);
        }
        self.html.push('>');
        self.images_seen += 1;
    }

    /// Files that are not pictures become links.
    pub(super) fn embed(&mut self, href: &str, words: &str) {
        if self.is_in_anchor() {
            push_text(&mut self.html, words);
        } else {
            self.start_anchor("jb-embed", href, "");
            push_text(&mut self.html, words);
            self.html.push_str("</a>");
        }
    }
}

/// Width and height in CSS pixels, as far as known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Size {
    width: Option<u32>,
    height: Option<u32>,
}

/// The displayed size: the author's width with the image's own proportions.
fn scaled(own: Option<(u32, u32)>, wanted: Option<Size>) -> Size {
    let Some(Size { width: Some(width), height }) = wanted else {
        return Size { width: own.map(|(width, _)| width), height: own.map(|(_, height)| height) };
    };
    let in_proportion = own.filter(|(own_width, _)| *own_width > 0).and_then(|(own_width, own_height)| {
        let twice = 2 * u64::from(width) * u64::from(own_height);
        let rounded = (twice + u64::from(own_width)) / (2 * u64::from(own_width));
        u32::try_from(rounded).ok().map(|height| height.max(1))
    });
    Size { width: Some(width), height: height.or(in_proportion) }
}

/// The part after the bar of `![[file|…]]`: a size (`300`, `300x200`), or the alternative text. Without one, the file's name is
/// used.
fn wiki_label(has_label: bool, label: &str, destination: &str) -> (String, Option<Size>) {
    if !has_label {
        return (stem(destination).to_owned(), None);
    }
    match size(label.trim()) {
        Some(size) => (stem(destination).to_owned(), Some(size)),
        None => with_size(label.to_owned()),
    }
}

/// An alternative text with a size after its bar: `A map|300`.
fn with_size(label: String) -> (String, Option<Size>) {
    let cut = label.rsplit_once('|').and_then(|(text, behind)| Some((text.trim().to_owned(), size(behind.trim())?)));
    cut.map_or((label, None), |(text, size)| (text, Some(size)))
}

fn size(label: &str) -> Option<Size> {
    let number = |digits: &str| digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok()).flatten();
    if label.is_empty() {
        return None;
    }
    match label.split_once('x') {
        Some((width, height)) => Some(Size { width: Some(number(width)?), height: Some(number(height)?) }),
        None => Some(Size { width: Some(number(label)?), height: None }),
    }
}

fn stem(destination: &str) -> &str {
    let path = destination.split('#').next().unwrap_or_default();
    let name = path.rsplit('/').next().unwrap_or_default();
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

fn is_picture(path: &SourcePath) -> bool {
    path.file_name()
        .rsplit_once('.')
        .is_some_and(|(_, extension)| PICTURES.iter().any(|picture| extension.eq_ignore_ascii_case(picture)))
}
