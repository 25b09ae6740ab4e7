//! Symbols and links: the headings of a page, the pages and headings of all handbooks, and where the links of a page lead.

use ls_types::{
    DocumentLink, DocumentLinkParams, DocumentSymbol, DocumentSymbolParams, DocumentSymbolResponse, Location, SymbolInformation,
    SymbolKind, WorkspaceSymbolParams,
};

use crate::index::PageId;
use crate::link::{Resolution, Target};
use crate::parse::{Heading, LinkForm};

use super::address;
use super::completion::matching::Pattern;
use super::view::{PageView, View, target_page};

/// The most symbols that a search returns.
const MOST: usize = 128;

/// The headings of a page, each with those below it.
pub(super) fn in_document(view: View<'_>, params: &DocumentSymbolParams) -> Option<DocumentSymbolResponse> {
    let file = address::path(&params.text_document.uri)?;
    let page = view.page(&file)?;
    let own: Vec<&Heading> = page.parsed.headings.iter().filter(|heading| !heading.is_quoted).collect();
    if !view.client.nests_symbols {
        let (lines, uri) = (view.lines(&page.text), view.uri(&file)?);
        let flat = own.iter().map(|heading| {
            let location = Location { uri: uri.clone(), range: lines.range(&heading.span) };
            symbol(named(heading), SymbolKind::STRING, location, None)
        });
        return Some(DocumentSymbolResponse::Flat(flat.collect()));
    }
    Some(DocumentSymbolResponse::Nested(nested(view, &page, &own)))
}

/// A section extends to the next heading of its level or above. No recursion is needed for six levels.
fn nested(view: View<'_>, page: &PageView, headings: &[&Heading]) -> Vec<DocumentSymbol> {
    let lines = view.lines(&page.text);
    let mut open: Vec<(u8, DocumentSymbol)> = Vec::new();
    let mut roots = Vec::new();
    let close = |open: &mut Vec<(u8, DocumentSymbol)>, roots: &mut Vec<DocumentSymbol>| {
        if let Some((_, done)) = open.pop() {
            match open.last_mut() {
                Some((_, parent)) => parent.children.get_or_insert_default().push(done),
                None => roots.push(done),
            }
        }
    };
    for (position, heading) in headings.iter().enumerate() {
        while open.last().is_some_and(|(level, _)| *level >= heading.level) {
            close(&mut open, &mut roots);
        }
        let end = headings[position + 1..]
            .iter()
            .find(|next| next.level <= heading.level)
            .map_or(page.text.len(), |next| next.span.start);
        #[allow(deprecated, reason = "the type has the field, which nobody reads any more")]
        let symbol = DocumentSymbol {
            name: named(heading),
            detail: Some(format!("#{}", heading.id)),
            kind: SymbolKind::STRING,
            tags: None,
            deprecated: None,
            range: lines.range(&(heading.span.start..end.max(heading.span.end))),
            selection_range: lines.range(&heading.span),
            children: None,
        };
        open.push((heading.level, symbol));
    }
    while !open.is_empty() {
        close(&mut open, &mut roots);
    }
    roots
}

/// A symbol must have a name.
fn named(heading: &Heading) -> String {
    if heading.text.trim().is_empty() { format!("#{}", heading.id) } else { heading.text.to_string() }
}

#[allow(deprecated, reason = "the type has the field, which nobody reads any more")]
fn symbol(name: String, kind: SymbolKind, location: Location, container: Option<String>) -> SymbolInformation {
    SymbolInformation { name, kind, tags: None, deprecated: None, location, container_name: container }
}

/// The pages and headings whose text matches a query; if there are few, also results of the handbook's search.
pub(super) fn in_handbooks(views: &[View<'_>], params: &WorkspaceSymbolParams) -> Vec<SymbolInformation> {
    let pattern = Pattern::new(&params.query);
    let mut found: Vec<(u32, usize, PageId, Option<usize>)> = Vec::new();
    for (number, view) in views.iter().enumerate() {
        let index = &view.site().index;
        for id in index.ids() {
            let entry = index.page(id);
            let by_title = pattern.score(&entry.title).into_iter().chain(pattern.score(entry.path.without_extension())).max();
            found.extend(by_title.map(|score| (score + 2, number, id, None)));
            // Nobody looks through every heading of a large handbook.
            if !params.query.is_empty() {
                let headings = view.site().parsed(id).headings.iter().enumerate();
                let headings = headings.filter(|(position, heading)| *position > 0 || heading.text != entry.title);
                found.extend(
                    headings.filter_map(|(position, heading)| Some((pattern.score(&heading.text)?, number, id, Some(position)))),
                );
            }
        }
    }
    found.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| (a.1, a.2, a.3).cmp(&(b.1, b.2, b.3))));
    found.truncate(MOST);
    let mut places: Vec<(usize, PageId, Option<usize>)> =
        found.into_iter().map(|(_, number, id, heading)| (number, id, heading)).collect();
    if places.len() < FEW && params.query.chars().count() > 2 {
        add_searched(views, &params.query, &mut places);
    }
    places.into_iter().filter_map(|(number, id, heading)| at(views[number], id, heading)).collect()
}

/// With fewer matches than this, results of the search are added.
const FEW: usize = 10;

/// Adds results of the search, which tolerates typing errors and covers the pages' text.
fn add_searched(views: &[View<'_>], query: &str, places: &mut Vec<(usize, PageId, Option<usize>)>) {
    for (number, view) in views.iter().enumerate() {
        let site = view.site();
        for hit in site.search.find(query, &site.config, &site.index).take(FEW) {
            let Some(id) = site.index.ids().find(|id| site.index.page(*id).url == hit.url) else { continue };
            let heading = site.parsed(id).headings.iter().position(|heading| *heading.id == *hit.anchor);
            let place = (number, id, heading.filter(|_| !hit.anchor.is_empty()));
            if !places.contains(&place) {
                places.push(place);
            }
        }
    }
}

fn at(view: View<'_>, id: PageId, heading: Option<usize>) -> Option<SymbolInformation> {
    let site = view.site();
    let title = site.index.page(id).title.to_string();
    match heading {
        None => Some(symbol(title, SymbolKind::FILE, view.location(id, 0..0)?, Some(site.index.page(id).path.to_string()))),
        Some(position) => {
            let heading = site.parsed(id).headings.get(position)?;
            Some(symbol(named(heading), SymbolKind::STRING, view.location(id, heading.span.clone())?, Some(title)))
        }
    }
}

/// The links of a page that lead to a file or another site.
pub(super) fn links(view: View<'_>, params: &DocumentLinkParams) -> Option<Vec<DocumentLink>> {
    let page = view.page(&address::path(&params.text_document.uri)?)?;
    let lines = view.lines(&page.text);
    let found = page.parsed.links.iter().zip(&page.links.resolutions).enumerate().filter_map(|(position, (link, resolution))| {
        let target = match resolution {
            Resolution::External if link.form == LinkForm::Successor => return None,
            Resolution::External => link.destination.parse().ok()?,
            Resolution::Internal { target: Target::Page(_) | Target::Asset(_), .. } | Resolution::Repository { .. } => {
                let location = super::definition::link_target(view, &page, position)?;
                let line = target_page(resolution).and_then(|(_, anchor)| anchor).map(|_| location.range.start.line + 1);
                let fragment = line.map(|line| format!("#L{line}")).unwrap_or_default();
                format!("{}{fragment}", location.uri.as_str()).parse().ok()?
            }
            _ => return None,
        };
        let span = if matches!(link.form, LinkForm::Reference | LinkForm::ReferenceImage) {
            link.at..super::spot::construct_end(&page.text, link)
        } else {
            link.span.clone()
        };
        Some(DocumentLink { range: lines.range(&span), target: Some(target), tooltip: None, data: None })
    });
    Some(found.collect())
}
