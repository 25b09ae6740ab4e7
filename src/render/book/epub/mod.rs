//! A book for reading systems, as EPUB 3.3: each chapter is an XHTML file, with a cover, contents and pictures.
//!
//! 1. `xhtml` turns a chapter's HTML into XHTML without scripts that loads nothing from elsewhere.
//! 2. `package` writes the files that describe the book.
//! 3. [`epub`] combines everything; the caller adds the pictures, which are content files, and packs it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;
use std::sync::PoisonError;

use crate::generated::handbook_title;
use crate::index::PageId;
use crate::journey::StageIndex;
use crate::link::Target;
use crate::path::{SourcePath, encode_fragment};
use crate::render::Renderer;
use crate::render::within::{Guest, Headings, Host, Part as BodyPart};
use crate::resolve::Site;

use super::above::above;
use super::chapters::Chapters;
use super::figures;

mod foreign;
mod package;
#[cfg(test)]
mod tests;
mod xhtml;

use package::{Chapter, Description, Entry};

/// The beginning of an href with a target that a reader of the book cannot open.
const NOWHERE: &str = "jb-nowhere:";

/// The types of pictures that every reading system supports (EPUB 3.3, core media types).
const PICTURES: [(&str, &str); 6] = [
    ("gif", "image/gif"),
    ("jpeg", "image/jpeg"),
    ("jpg", "image/jpeg"),
    ("png", "image/png"),
    ("svg", "image/svg+xml"),
    ("webp", "image/webp"),
];

/// A file of a book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BookFile {
    /// Its path in the book.
    pub path: String,
    /// Its contents.
    pub content: BookContent,
}

/// The contents of a file of a book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BookContent {
    /// These bytes.
    Bytes(Vec<u8>),
    /// A copy of a content file.
    Asset(SourcePath),
}

/// A book with the number of its chapters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Book {
    /// The book's title.
    pub title: String,
    /// The number of chapters.
    pub chapters: usize,
    /// Its files in packing order; the first identifies it as a book, and must not be compressed.
    pub files: Vec<BookFile>,
}

/// The book as the host of bodies.
struct Home<'a> {
    site: &'a Site,
    chapters: Chapters,
    /// The pictures that chapters show, with their paths in the book.
    pictures: Mutex<BTreeMap<SourcePath, String>>,
}

impl Host for Home<'_> {
    fn place(&self, page: PageId, anchor: Option<&str>) -> Option<String> {
        let file = chapter_file(self.chapters.number(page)?);
        Some(anchor.map_or_else(|| file.clone(), |anchor| format!("{file}#{}", encode_fragment(anchor))))
    }

    fn href(&self, target: &Target) -> String {
        if let Target::Asset(path) = target
            && media_type(path).is_some()
        {
            let mut pictures = self.pictures.lock().unwrap_or_else(PoisonError::into_inner);
            let next = pictures.len() + 1;
            let extension = extension(path);
            return pictures.entry(path.clone()).or_insert_with(|| format!("pictures/{next}.{extension}")).clone();
        }
        format!("{}{}", self.root(), self.site.target_address(target).encoded())
    }

    fn root(&self) -> String {
        self.site.config.url.as_deref().unwrap_or(NOWHERE).to_owned()
    }
}

fn extension(path: &SourcePath) -> String {
    path.as_str().rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase()).unwrap_or_default()
}

fn media_type(path: &SourcePath) -> Option<&'static str> {
    let extension = extension(path);
    PICTURES.iter().find(|(known, _)| *known == extension).map(|(_, kind)| *kind)
}

fn chapter_file(number: usize) -> String {
    format!("chapter-{number}.xhtml")
}

/// The handbook or one stage as a book.
#[must_use]
pub fn epub(renderer: &Renderer<'_>, stage: Option<StageIndex>) -> Book {
    let site = renderer.site;
    let words = renderer.theme.locale();
    let home = Home { site, chapters: Chapters::new(site, words, stage), pictures: Mutex::default() };
    let handbook = handbook_title(&site.config, &site.index, words).to_string();
    let title = stage.map_or_else(|| handbook.clone(), |stage| site.config.journey.stage(stage).title.to_string());
    let mut figures = 0;
    let mut chapters = Vec::new();
    let mut entries = Vec::new();
    for part in &home.chapters.parts {
        if stage.is_none() {
            let target = part.pages.first().and_then(|id| home.place(*id, None)).unwrap_or_default();
            entries.push(Entry { level: 1, title: part.heading.clone(), href: target });
        }
        for id in &part.pages {
            let Some(number) = home.chapters.number(*id) else { continue };
            let title = site.index.page(*id).title.to_string();
            entries.push(Entry { level: if stage.is_none() { 2 } else { 1 }, title: title.clone(), href: chapter_file(number) });
            chapters.push(chapter(renderer, &home, *id, &title, &mut figures));
        }
    }
    let anchors: BTreeSet<String> = chapters
        .iter()
        .flat_map(|chapter: &Chapter| chapter.body.ids.iter().map(|id| format!("{}#{}", chapter.file, encode_fragment(id))))
        .collect();
    for chapter in &mut chapters {
        chapter.body.html = xhtml::with_known_anchors(&chapter.body.html, &chapter.file, &anchors);
    }
    let pages = home.chapters.parts.iter().flat_map(|part| &part.pages);
    let changed = pages.filter_map(|id| site.surroundings.history.page(&site.index.page(*id).path)).map(|past| past.changed.day);
    let description = Description {
        title: title.clone(),
        handbook: stage.is_some().then_some(handbook),
        summary: match stage {
            Some(stage) => site.config.journey.stage(stage).summary.to_string(),
            None => site.config.description.as_deref().unwrap_or_default().to_owned(),
        },
        language: site.config.language.to_string(),
        is_right_to_left: crate::locale::is_right_to_left(&site.config.language),
        address: site.config.url.as_deref().map(str::to_owned),
        changed: changed.max(),
        contents: words.text("contents").to_owned(),
        generator: concat!("Journeybook ", env!("CARGO_PKG_VERSION")),
    };
    let pictures = home.pictures.into_inner().unwrap_or_else(PoisonError::into_inner);
    let pictures: Vec<(String, &'static str, SourcePath)> =
        pictures.into_iter().filter_map(|(source, path)| Some((path, media_type(&source)?, source))).collect();
    Book { title, chapters: chapters.len(), files: package::files(&description, &chapters, &entries, &pictures) }
}

fn chapter(renderer: &Renderer<'_>, home: &Home<'_>, id: PageId, title: &str, figures: &mut usize) -> Chapter {
    let number = home.chapters.number(id).unwrap_or_default();
    let guest = Guest { page: id, part: BodyPart::Whole, id_prefix: "", headings: Headings::AsWritten };
    let body = renderer.body_within(&guest, home).unwrap_or_default();
    let mut html = body.heading_html.unwrap_or_else(|| {
        let mut heading = "<h1>".to_owned();
        crate::render::escape::push_text(&mut heading, title);
        heading + "</h1>"
    });
    html.push_str(&above(home.site, renderer.theme.locale(), home, id));
    html.push_str(&figures::number(&body.html, figures, renderer.theme.locale()));
    Chapter { file: chapter_file(number), title: title.to_owned(), body: xhtml::from_html(&html) }
}
