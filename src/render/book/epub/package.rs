//! The files that describe a book (EPUB 3.3, sections 4 to 7), and its cover and contents.

use std::fmt::Write;

use jiff::civil::Date;

use crate::path::SourcePath;
use crate::render::escape::push_text;

use super::xhtml::Xhtml;
use super::{BookContent, BookFile};

/// The metadata of a book.
pub(super) struct Description {
    pub(super) title: String,
    /// The handbook, if the book is one of its stages.
    pub(super) handbook: Option<String>,
    pub(super) summary: String,
    /// BCP 47.
    pub(super) language: String,
    pub(super) is_right_to_left: bool,
    /// Where the handbook is published.
    pub(super) address: Option<String>,
    /// When one of its pages last changed.
    pub(super) changed: Option<Date>,
    /// The heading of the contents.
    pub(super) contents: String,
    pub(super) generator: &'static str,
}

/// A chapter's file.
pub(super) struct Chapter {
    pub(super) file: String,
    pub(super) title: String,
    pub(super) body: Xhtml,
}

/// A line of the contents; those of level 2 are below the last of level 1.
pub(super) struct Entry {
    pub(super) level: u8,
    pub(super) title: String,
    pub(super) href: String,
}

const CONTAINER: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"#;

/// Every file, in packing order: the media type must be first.
pub(super) fn files(
    book: &Description,
    chapters: &[Chapter],
    entries: &[Entry],
    pictures: &[(String, &'static str, SourcePath)],
) -> Vec<BookFile> {
    let text = |path: &str, text: String| BookFile { path: path.to_owned(), content: BookContent::Bytes(text.into_bytes()) };
    let mut files = vec![
        text("mimetype", "application/epub+zip".to_owned()),
        text("META-INF/container.xml", CONTAINER.to_owned()),
        text("EPUB/package.opf", package(book, chapters, pictures)),
        text("EPUB/cover.xhtml", page(book, &book.title, &cover(book), "cover")),
        text("EPUB/contents.xhtml", page(book, &book.contents, &contents(book, entries), "")),
        text("EPUB/book.css", include_str!("book.css").to_owned()),
    ];
    for chapter in chapters {
        files.push(text(&format!("EPUB/{}", chapter.file), page(book, &chapter.title, &chapter.body.html, "bodymatter")));
    }
    for (path, _, source) in pictures {
        files.push(BookFile { path: format!("EPUB/{path}"), content: BookContent::Asset(source.clone()) });
    }
    files
}

/// Text as XML.
fn escaped(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    push_text(&mut written, &text.chars().filter(|c| !c.is_control()).collect::<String>());
    written.replace('"', "&quot;")
}

fn page(book: &Description, title: &str, body: &str, kind: &str) -> String {
    let language = escaped(&book.language);
    let direction = if book.is_right_to_left { " dir=\"rtl\"" } else { "" };
    let kind = if kind.is_empty() { String::new() } else { format!(" epub:type=\"{kind}\"") };
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" \
         xmlns:epub=\"http://www.idpf.org/2007/ops\" lang=\"{language}\" xml:lang=\"{language}\"{direction}>\n<head><meta \
         charset=\"UTF-8\"/><title>{}</title><link rel=\"stylesheet\" type=\"text/css\" href=\"book.css\"/></head>\n<body{kind}>\n{body}\n</body>\n</html>\n",
        escaped(title)
    )
}

fn cover(book: &Description) -> String {
    let mut html = "<section class=\"cover\">".to_owned();
    if let Some(handbook) = &book.handbook {
        let _ = write!(html, "<p class=\"of\">{}</p>", escaped(handbook));
    }
    let _ = write!(html, "<h1>{}</h1>", escaped(&book.title));
    if !book.summary.is_empty() {
        let _ = write!(html, "<p>{}</p>", escaped(&book.summary));
    }
    html + "</section>"
}

fn contents(book: &Description, entries: &[Entry]) -> String {
    let mut html = format!("<nav epub:type=\"toc\" role=\"doc-toc\" id=\"toc\"><h1>{}</h1><ol>", escaped(&book.contents));
    let mut is_inside = false;
    let mut is_open = false;
    for Entry { level, title, href } in entries {
        match (level, is_inside, is_open) {
            (2, false, _) => html.push_str("<ol>"),
            (1, true, _) => html.push_str("</li></ol></li>"),
            (_, _, true) => html.push_str("</li>"),
            _ => {}
        }
        is_inside = *level == 2;
        is_open = true;
        let _ = write!(html, "<li><a href=\"{href}\">{}</a>", escaped(title));
    }
    if is_open {
        html.push_str(if is_inside { "</li></ol></li>" } else { "</li>" });
    } else {
        html.push_str("<li><a href=\"cover.xhtml\">");
        html.push_str(&escaped(&book.title));
        html.push_str("</a></li>");
    }
    html + "</ol></nav>"
}

/// The book's unique identifier: a UUID from its identifying data (RFC 9562, version 8).
fn identifier(book: &Description) -> String {
    let told = format!(
        "{}\n{}\n{}",
        book.address.as_deref().unwrap_or_default(),
        book.handbook.as_deref().unwrap_or_default(),
        book.title
    );
    let hex = blake3::hash(told.as_bytes()).to_hex();
    format!("urn:uuid:{}-{}-8{}-8{}-{}", &hex[..8], &hex[8..12], &hex[13..16], &hex[17..20], &hex[20..32])
}

fn package(book: &Description, chapters: &[Chapter], pictures: &[(String, &'static str, SourcePath)]) -> String {
    let changed = book.changed.map_or_else(|| "2000-01-01".to_owned(), |day| day.to_string());
    let mut opf = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\" \
         unique-identifier=\"id\" xml:lang=\"{language}\">\n<metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n<dc:identifier \
         id=\"id\">{identifier}</dc:identifier>\n<dc:title>{title}</dc:title>\n<dc:language>{language}</dc:language>\n",
        language = escaped(&book.language),
        identifier = identifier(book),
        title = escaped(&match &book.handbook {
            Some(handbook) => format!("{handbook}: {}", book.title),
            None => book.title.clone(),
        }),
    );
    if !book.summary.is_empty() {
        let _ = writeln!(opf, "<dc:description>{}</dc:description>", escaped(&book.summary));
    }
    if let Some(address) = &book.address {
        let _ = writeln!(opf, "<dc:source>{}</dc:source>", escaped(address));
    }
    let _ = write!(
        opf,
        "<meta property=\"dcterms:modified\">{changed}T00:00:00Z</meta>\n<meta name=\"generator\" content=\"{}\"/>\n</metadata>\n<manifest>\n\
         <item id=\"contents\" href=\"contents.xhtml\" media-type=\"application/xhtml+xml\" properties=\"nav\"/>\n\
         <item id=\"cover\" href=\"cover.xhtml\" media-type=\"application/xhtml+xml\"/>\n\
         <item id=\"css\" href=\"book.css\" media-type=\"text/css\"/>\n",
        book.generator
    );
    for (number, chapter) in (1..).zip(chapters) {
        let _ = write!(opf, "<item id=\"c{number}\" href=\"{}\" media-type=\"application/xhtml+xml\"", chapter.file);
        if !chapter.body.properties.is_empty() {
            let properties: Vec<&str> = chapter.body.properties.iter().copied().collect();
            let _ = write!(opf, " properties=\"{}\"", properties.join(" "));
        }
        opf.push_str("/>\n");
    }
    for (number, (path, kind, _)) in (1..).zip(pictures) {
        let _ = writeln!(opf, "<item id=\"p{number}\" href=\"{path}\" media-type=\"{kind}\"/>");
    }
    let direction = if book.is_right_to_left { " page-progression-direction=\"rtl\"" } else { "" };
    let _ = write!(opf, "</manifest>\n<spine{direction}>\n<itemref idref=\"cover\"/>\n<itemref idref=\"contents\"/>\n");
    for number in 1..=chapters.len() {
        let _ = writeln!(opf, "<itemref idref=\"c{number}\"/>");
    }
    opf + "</spine>\n</package>\n"
}
