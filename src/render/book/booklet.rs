//! A booklet: one HTML document whose links stay inside wherever possible.

use crate::index::PageId;
use crate::journey::StageIndex;
use crate::link::Target;
use crate::path::encode_fragment;
use crate::render::Renderer;
use crate::render::context::{BookletContext, ChapterContext, PartContext};
use crate::render::reading_order::Part;
use crate::render::view::{self, Here};
use crate::render::within::{Guest, Headings, Host, Part as BodyPart};

use super::above::above;
use super::chapters::Chapters;
use super::figures;

/// The document as the host of bodies.
struct Booklet<'a> {
    here: Here<'a>,
    chapters: Chapters,
}

impl Host for Booklet<'_> {
    fn place(&self, page: PageId, anchor: Option<&str>) -> Option<String> {
        let number = self.chapters.number(page)?;
        Some(match anchor {
            Some(anchor) => format!("#{}{}", prefix(number), encode_fragment(anchor)),
            None => format!("#{}", chapter_id(number)),
        })
    }

    fn href(&self, target: &Target) -> String {
        self.here.href(&self.here.site.target_address(target))
    }

    fn root(&self) -> String {
        self.here.root()
    }
}

/// The id of a chapter.
fn chapter_id(number: usize) -> String {
    format!("jb-p{number}")
}

/// The prefix of every id within a chapter.
fn prefix(number: usize) -> String {
    format!("p{number}-")
}

/// The handbook, or one stage.
pub(in crate::render) fn booklet(renderer: &Renderer<'_>, here: Here<'_>, stage: Option<StageIndex>) -> BookletContext {
    let site = here.site;
    let booklet = Booklet { here, chapters: Chapters::new(site, here.locale, stage) };
    let mut figures = 0;
    // The cover has level 1, a part level 2.
    let level = if stage.is_some() { 2 } else { 3 };
    let parts = booklet.chapters.parts.iter().zip(1..).map(|(part, number)| {
        let chapters = part.pages.iter().filter_map(|id| chapter(renderer, &booklet, *id, level, &mut figures));
        opened(here, stage, part, number, chapters.collect())
    });
    let parts = parts.collect();
    let pages = booklet.chapters.parts.iter().flat_map(|part| &part.pages);
    let changes = pages.filter_map(|id| site.surroundings.history.page(&site.index.page(*id).path)).map(|past| past.changed.day);
    let summary = match stage {
        Some(stage) => site.config.journey.stage(stage).summary.to_string(),
        None => site.config.description.as_deref().unwrap_or_default().to_owned(),
    };
    BookletContext {
        summary: Some(summary).filter(|summary| !summary.is_empty()),
        updated: changes.max().map(|day| view::date(day, here.locale)),
        count: booklet.chapters.count(),
        parts,
    }
}

/// A part with its chapters.
fn opened(here: Here<'_>, of: Option<StageIndex>, part: &Part, number: usize, chapters: Vec<ChapterContext>) -> PartContext {
    let summary = part.stage.map(|stage| here.site.config.journey.stage(stage).summary.to_string());
    PartContext {
        title: of.is_none().then(|| part.heading.clone()),
        id: format!("jb-part{number}"),
        stage: part.stage.map(|stage| here.stage(stage)),
        summary: summary.filter(|summary| !summary.is_empty()),
        chapters,
    }
}

fn chapter(renderer: &Renderer<'_>, booklet: &Booklet<'_>, id: PageId, level: u8, figures: &mut usize) -> Option<ChapterContext> {
    let site = booklet.here.site;
    let number = booklet.chapters.number(id)?;
    let prefix = prefix(number);
    let guest = |level| Guest { page: id, part: BodyPart::Whole, id_prefix: &prefix, headings: Headings::From(level) };
    let mut body = renderer.body_within(&guest(level), booklet)?;
    // If the page has no heading for its title, its highest headings are one level below the printed title.
    if body.heading_html.is_none() {
        body = renderer.body_within(&guest(level + 1), booklet)?;
    }
    Some(ChapterContext {
        id: chapter_id(number),
        title: site.index.page(id).title.to_string(),
        heading_html: body.heading_html,
        lead: site.parsed(id).front_matter.description.as_deref().map(str::to_owned),
        content: above(site, booklet.here.locale, booklet, id) + &figures::number(&body.html, figures, booklet.here.locale),
    })
}
