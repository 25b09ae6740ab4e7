//! Find references: what links to a page, a heading or a definition.

use std::ops::Range;

use ls_types::{Location, ReferenceParams};

use crate::index::PageId;
use crate::parse::{LinkForm, ParsedPage};

use super::address;
use super::definition::heading_of_link;
use super::spot::{Spot, footnotes, spot};
use super::view::{PageView, View, target_page};

/// All references to the thing at a position: on a link, to its target; on a heading, to that heading; on the first heading and in
/// plain text, to the page.
pub(super) fn references(view: View<'_>, params: &ReferenceParams) -> Option<Vec<Location>> {
    let at = &params.text_document_position;
    let file = address::path(&at.text_document.uri)?;
    let page = view.page(&file)?;
    let offset = view.lines(&page.text).offset(at.position);
    let with_declaration = params.context.include_declaration;
    let here = |spans: Vec<Range<usize>>| -> Option<Vec<Location>> {
        let (lines, uri) = (view.lines(&page.text), view.uri(&file)?);
        Some(spans.iter().map(|span| Location { uri: uri.clone(), range: lines.range(span) }).collect())
    };
    let found = match spot(&page, offset) {
        Some(Spot::Definition(definition)) => {
            let uses = uses_of(&page, &definition.link.span);
            return here(with_declaration.then_some(definition.label).into_iter().chain(uses).collect());
        }
        Some(Spot::Footnote(label)) => {
            let all = footnotes(&page).into_iter().filter(|(other, _)| *other == label);
            let is_wanted = |span: &Range<usize>| with_declaration || !page.text[span.end..].starts_with("]:");
            return here(all.map(|(_, span)| span).filter(is_wanted).collect());
        }
        Some(Spot::Heading(heading)) if !is_title(&page.parsed, &heading.id) => {
            let declaration = with_declaration.then(|| heading.span.clone());
            to_page(view, page.id?, Some(&heading.id), declaration)
        }
        Some(Spot::Link(position, _)) => {
            if let Some((id, heading)) = heading_of_link(&page, position, view) {
                to_page(view, id, Some(&heading.id), with_declaration.then_some(heading.span))
            } else {
                let (id, _) = target_page(page.links.resolutions.get(position)?)?;
                to_page(view, id, None, with_declaration.then_some(0..0))
            }
        }
        _ => to_page(view, page.id?, None, with_declaration.then_some(0..0)),
    };
    Some(found)
}

/// Whether an anchor belongs to the heading that is the page's title.
pub(super) fn is_title(parsed: &ParsedPage, anchor: &str) -> bool {
    parsed.opens_with_title && parsed.headings.first().is_some_and(|heading| &*heading.id == anchor)
}

/// The bytes of the references to a definition whose destination has this span.
pub(super) fn uses_of(page: &PageView, destination: &Range<usize>) -> Vec<Range<usize>> {
    let links = page.parsed.links.iter();
    let uses =
        links.filter(|link| matches!(link.form, LinkForm::Reference | LinkForm::ReferenceImage) && link.span == *destination);
    uses.map(|link| link.at..super::spot::construct_end(&page.text, link)).collect()
}

/// The links to a page, or to one anchor of it, in the order of pages.
fn to_page(view: View<'_>, id: PageId, anchor: Option<&str>, declaration: Option<Range<usize>>) -> Vec<Location> {
    let declared = declaration.and_then(|span| view.location(id, span));
    let mut found: Vec<Location> = declared.into_iter().collect();
    for (from, positions) in links_to(view, id, |other| anchor.is_none_or(|anchor| other == Some(anchor))) {
        let (Some(uri), text) = (view.page_uri(from), view.page_text(from)) else { continue };
        let lines = view.lines(&text);
        for position in positions {
            if let Some(link) = view.site().parsed(from).links.get(position) {
                let span = link.at..super::spot::construct_end(&text, link).max(link.at);
                found.push(Location { uri: uri.clone(), range: lines.range(&span) });
            }
        }
    }
    found
}

/// The links to a page with a wanted anchor: for each page that has some, their positions.
pub(super) fn links_to(view: View<'_>, id: PageId, is_wanted: impl Fn(Option<&str>) -> bool) -> Vec<(PageId, Vec<usize>)> {
    let site = view.site();
    let linking = site.backlinks.to(id).iter().map(|backlink| backlink.from).chain([id]);
    let mut pages: Vec<(PageId, Vec<usize>)> = linking
        .map(|from| {
            let resolutions = site.links(from).resolutions.iter().enumerate();
            let positions = resolutions.filter(|(_, resolution)| {
                target_page(resolution).is_some_and(|(to, anchor)| to == id && is_wanted(anchor.as_deref()))
            });
            (from, positions.map(|(position, _)| position).collect())
        })
        .filter(|(_, positions): &(PageId, Vec<usize>)| !positions.is_empty())
        .collect();
    pages.sort_by_key(|(from, _)| *from);
    pages
}
