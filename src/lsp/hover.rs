//! Hover: what a link leads to, its owner and due date; what a key and its value mean.

use std::fmt::Write;

use ls_types::{Hover, HoverContents, HoverParams, MarkupContent, MarkupKind};

use crate::config::ConfigKey;
use crate::index::PageId;
use crate::link::{Resolution, Target};
use crate::parse::front_matter::FrontMatterKey;
use crate::yaml::{KeyFacts, KnownKey};

use super::address;
use super::completion::yaml_path;
use super::references::links_to;
use super::spot::{Spot, spot};
use super::view::{PageView, View, target_page};

/// The hover text for a position, in Markdown.
pub(super) fn hover(view: View<'_>, params: &HoverParams) -> Option<Hover> {
    let at = &params.text_document_position_params;
    let file = address::path(&at.text_document.uri)?;
    if file == view.config_file() {
        let text = view.text(&file)?;
        let offset = view.lines(&text).offset(at.position);
        let (facts, span) = yaml_path::key_at(&text, offset, ConfigKey::FACTS)?;
        return Some(shown(key(&facts), Some(view.lines(&text).range(&span))));
    }
    let page = view.page(&file)?;
    let lines = view.lines(&page.text);
    let (text, span) = match spot(&page, lines.offset(at.position))? {
        Spot::Link(position, span) => (link(view, &page, position)?, span),
        Spot::Definition(definition) => {
            let position = page.parsed.links.iter().position(|link| link.span == definition.link.span)?;
            (link(view, &page, position)?, definition.link.span)
        }
        Spot::Heading(heading) => {
            let to = links_to(view, page.id?, |anchor| anchor == Some(&heading.id));
            let count: usize = to.iter().map(|(_, links)| links.len()).sum();
            let counted = if count == 1 { "1 link leads".to_owned() } else { format!("{count} links lead") };
            (format!("`#{}`\n\n{counted} here.", heading.id), heading.span.clone())
        }
        Spot::Key { key: name, span, value } => {
            let facts = FrontMatterKey::FACTS.iter().find(|facts| facts.name == name)?;
            (value.and_then(|value| meaning(view, &name, &value)).unwrap_or_else(|| key(facts)), span)
        }
        Spot::Footnote(_) => return None,
    };
    Some(shown(text, Some(lines.range(&span))))
}

fn shown(value: String, range: Option<ls_types::Range>) -> Hover {
    Hover { contents: HoverContents::Markup(MarkupContent { kind: MarkupKind::Markdown, value }), range }
}

fn key(facts: &KeyFacts) -> String {
    format!("**{}**: {}\n\n{}", facts.name, facts.description, facts.value)
}

/// What a value of the front matter means.
fn meaning(view: View<'_>, key: &str, value: &str) -> Option<String> {
    let journey = &view.site().config.journey;
    match key {
        "stage" => journey.stage_of(value).map(|stage| journey.stage(stage)).map(|stage| titled(&stage.title, &stage.summary)),
        "needs" => journey.need_of(value).map(|need| journey.need(need)).map(|need| titled(&need.title, &need.summary)),
        _ => None,
    }
}

fn titled(title: &str, summary: &str) -> String {
    format!("**{title}**\n\n{summary}").trim_end().to_owned()
}

fn link(view: View<'_>, page: &PageView, position: usize) -> Option<String> {
    let site = view.site();
    let resolution = page.links.resolutions.get(position)?;
    if let Some((id, anchor)) = target_page(resolution) {
        let mut text = about(view, id);
        let heading = site.parsed(id).headings.iter().find(|heading| Some(&*heading.id) == anchor.as_deref());
        if let Some(heading) = heading {
            let _ = write!(text, "\n\n§ {}", heading.text);
        }
        if let Some(old) = old_address(view, page, position, id) {
            let _ = write!(text, "\n\n`{old}` is an old address, which leads to `{}` now.", site.index.page(id).path);
        }
        return Some(text);
    }
    match resolution {
        Resolution::Internal { target: Target::Asset(path), .. } => {
            let measured = site.surroundings.image_sizes.get(path);
            let told = measured.map(|(width, height)| format!("\n\n{width} × {height} pixels")).unwrap_or_default();
            Some(format!("`{path}`{told}"))
        }
        Resolution::Internal { target: Target::Generated(generated), .. } => {
            let address = generated.address(&site.config, &site.index);
            Some(format!("`/{address}`\n\nJourneybook makes this page."))
        }
        Resolution::Repository { href } => Some(format!("A file of the repository: <{href}>")),
        Resolution::Missing => Some("Nothing stands here yet.".to_owned()),
        Resolution::Internal { target: Target::Page(_), .. }
        | Resolution::Beside { .. }
        | Resolution::External
        | Resolution::Removed => None,
    }
}

/// The address that a link names, if it is an old one of the page.
fn old_address(view: View<'_>, page: &PageView, position: usize, id: PageId) -> Option<String> {
    let link = page.parsed.links.get(position)?;
    let written = link.destination.split(['#', '?']).next()?.trim_matches('/');
    let is_old = |alias: &str| alias.trim_matches('/') == written;
    let aliases = &view.site().index.page(id).redirects;
    aliases.iter().find(|alias| !written.is_empty() && is_old(&alias.value)).map(|alias| alias.value.to_string())
}

/// A page in a few lines: its title, description, place, owner and due date.
pub(super) fn about(view: View<'_>, id: PageId) -> String {
    let site = view.site();
    let (entry, parsed) = (site.index.page(id), site.parsed(id));
    let front_matter = &parsed.front_matter;
    let mut text = format!("**{}**", entry.title);
    if let Some(words) = front_matter.description.as_ref().or(parsed.summary.as_ref()) {
        let _ = write!(text, "\n\n{words}");
    }
    let mut facts = Vec::new();
    if let Some(stage) = entry.membership.home() {
        facts.push(format!("Stage: {}", site.config.journey.stage(stage).title));
    }
    let known = site.keeping.page(id);
    if !known.owners.is_empty() {
        let names: Vec<&str> = known.owners.iter().map(|owner| &*owner.name).collect();
        facts.push(format!("Owner: {}", names.join(", ")));
    }
    if let Some(reviewed) = known.reviewed {
        facts.push(format!("Reviewed: {reviewed}"));
    }
    if let Some(due) = known.due {
        facts.push(format!("Review due: {due}"));
    }
    if entry.is_draft {
        facts.push("Draft".to_owned());
    }
    if !facts.is_empty() {
        let _ = write!(text, "\n\n{}", facts.join(" · "));
    }
    let _ = write!(text, "\n\n`{}`", entry.path);
    text
}
