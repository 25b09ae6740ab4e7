//! Go to definition: from a link to the page and heading that it leads to, from a reference to its definition, from a stage to its page.

use std::ops::Range;
use std::path::Path;

use ls_types::{GotoDefinitionParams, GotoDefinitionResponse, Location, LocationLink};

use crate::generated::Generated;
use crate::link::{Resolution, Target};
use crate::parse::LinkForm;
use crate::path::join;
use crate::yaml::{self, Content, Node};

use super::spot::{Spot, footnotes, reference_parts, spot};
use super::view::{PageView, View, target_page};
use super::{address, view};

/// Where the thing at the position is defined.
pub(super) fn definition(view: View<'_>, params: &GotoDefinitionParams) -> Option<GotoDefinitionResponse> {
    let at = &params.text_document_position_params;
    let file = address::path(&at.text_document.uri)?;
    let page = view.page(&file)?;
    let lines = view.lines(&page.text);
    let (location, from) = found(view, &file, &page, lines.offset(at.position))?;
    if !view.client.links_definitions {
        return Some(GotoDefinitionResponse::Scalar(location));
    }
    Some(GotoDefinitionResponse::Link(vec![LocationLink {
        origin_selection_range: Some(lines.range(&from)),
        target_uri: location.uri,
        target_range: location.range,
        target_selection_range: location.range,
    }]))
}

fn found(view: View<'_>, file: &Path, page: &PageView, at: usize) -> Option<(Location, Range<usize>)> {
    let here = |span: &Range<usize>| Some(Location { uri: view.uri(file)?, range: view.lines(&page.text).range(span) });
    match spot(page, at)? {
        Spot::Link(position, whole) => {
            let link = page.parsed.links.get(position)?;
            let is_reference = matches!(link.form, LinkForm::Reference | LinkForm::ReferenceImage);
            // The link's text leads to the page, its label to the definition.
            let label = reference_parts(&page.text, link.at).filter(|_| is_reference).and_then(|parts| parts.label);
            if label.is_some_and(|label| label.start <= at && at <= label.end) {
                return Some((here(&link.span)?, whole));
            }
            Some((link_target(view, page, position)?, whole))
        }
        Spot::Definition(definition) => {
            let position = page.parsed.links.iter().position(|link| link.span == definition.link.span)?;
            Some((link_target(view, page, position)?, definition.link.span))
        }
        Spot::Heading(heading) => Some((here(&heading.span)?, heading.span.clone())),
        Spot::Footnote(label) => {
            let defined = footnotes(page)
                .into_iter()
                .rev()
                .find(|(other, span)| *other == label && page.text[span.end..].starts_with("]:"))?;
            Some((here(&defined.1)?, defined.1))
        }
        Spot::Key { key, span, value: Some(value) } => Some((setting(view, &key, &value)?, span)),
        Spot::Key { .. } => None,
    }
}

/// Where a link of a page leads, as a place in a file.
pub(super) fn link_target(view: View<'_>, page: &PageView, position: usize) -> Option<Location> {
    let resolution = page.links.resolutions.get(position)?;
    if let Some((id, anchor)) = target_page(resolution) {
        return view.location(id, first_line(view, id, view.anchor_span(id, anchor.as_deref())));
    }
    let file = match resolution {
        Resolution::Internal { target: Target::Asset(path), .. } => view.state.file(path),
        Resolution::Internal { target: Target::Generated(Generated::Landing(stage)), .. } => {
            return setting(view, "stage", &view.site().config.journey.stage(*stage).id);
        }
        Resolution::Repository { .. } => {
            let destination = &page.parsed.links.get(position)?.destination;
            let written = destination.split(['#', '?']).next().unwrap_or_default();
            let decoded = percent_encoding::percent_decode_str(written).decode_utf8_lossy().into_owned();
            let roots = &view.site().sources.roots;
            let folder = format!("{}/{}", roots.content_in_repository, page.path.folder());
            let path = join(folder.trim_matches('/'), decoded.trim_start_matches('/')).ok()?;
            view.state.project.repository_root.join(path)
        }
        _ => return None,
    };
    Some(Location { uri: view.uri(&file)?, range: ls_types::Range::default() })
}

/// The bytes of a heading's first line.
fn first_line(view: View<'_>, id: crate::index::PageId, span: Range<usize>) -> Range<usize> {
    let text = view.page_text(id);
    let whole = text.get(span.clone()).unwrap_or_default();
    span.start..span.start + whole.split(['\n', '\r']).next().unwrap_or_default().len()
}

/// Where `handbook.yaml`, or a landing page, defines a value of the front matter.
fn setting(view: View<'_>, key: &str, value: &str) -> Option<Location> {
    let site = view.site();
    if key == "stage"
        && let Some(stage) = site.config.journey.stage_of(value)
        && let Some(Some(id)) = site.index.landings.get(stage.0)
    {
        return view.location(*id, 0..0);
    }
    let text = view.text(&view.config_file()).or_else(|| view.state.project.config_text.clone())?;
    let root = yaml::read(&text, 0..text.len()).root?;
    let list = match key {
        "stage" => root.get("journey")?.get("stages"),
        "needs" => root.get("journey")?.get("needs"),
        "kind" => root.get("kinds"),
        "owner" => root.get("owners"),
        _ => None,
    }?;
    let span = named_in(list, value)?;
    Some(Location { uri: view.uri(&view.config_file())?, range: view.lines(&text).range(&span) })
}

/// Where a list of ids, a list of maps with an `id:`, or a map names `value`.
fn named_in(node: &Node, value: &str) -> Option<Range<usize>> {
    if let Content::Mapping(entries) = &node.content {
        return entries.iter().find(|entry| entry.key == value).map(|entry| entry.key_span.clone());
    }
    let id = |item: &Node| item.scalar().map(|scalar| (scalar.text.trim().to_owned(), item.span.clone()));
    let ids = node.items().iter().filter_map(|item| id(item).or_else(|| id(item.get("id")?)));
    ids.into_iter().find(|(id, _)| id == value).map(|(_, span)| span)
}

/// The heading that a link's fragment names, with its page.
pub(super) fn heading_of_link(
    page: &PageView,
    position: usize,
    view: View<'_>,
) -> Option<(crate::index::PageId, crate::parse::Heading)> {
    let (id, anchor) = view::target_page(page.links.resolutions.get(position)?)?;
    let heading = view.site().parsed(id).headings.iter().find(|heading| Some(&*heading.id) == anchor.as_deref())?;
    Some((id, heading.clone()))
}
