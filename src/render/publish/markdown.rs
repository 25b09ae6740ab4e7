//! A page as Markdown that works wherever it is copied to: its own text, with links that lead where they lead on the site.

use std::collections::HashMap;
use std::fmt::Write;
use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag};

use crate::generated::{Generated, Publication};
use crate::index::PageId;
use crate::labels::WORK;
use crate::link::{Resolution, Target, file_href};
use crate::parse::{Link, LinkForm, markdown};
use crate::path::UrlPath;
use crate::render::escape::push_attribute;
use crate::render::view;
use crate::render::within::{self, Host};
use crate::resolve::Site;
use crate::resolve::standing::successors;

use super::pages::label_ids;

/// Bytes of the text and their replacement.
type Edit = (Range<usize>, String);

/// The Markdown of a page in the file at `from`: the page's own, or one with many pages.
///
/// Links are absolute if the site's address is known; otherwise they are relative to `from` and lead to the Markdown of other
/// pages. The front matter has what the text does not: title, description, address, dates, owner and review.
pub(super) fn markdown(site: &Site, id: PageId, from: &UrlPath) -> String {
    let parsed = site.parsed(id);
    let text = crate::parse::lossy_text(site.bytes(id));
    let mut edits: Vec<Edit> = markdown::comments(&text, parsed.body).into_iter().map(|range| (range, String::new())).collect();
    edits.extend(links(id, &text, &File { site, url: from, is_taken_away: false }));
    edits.sort_by_key(|(range, _)| range.start);
    let mut whole = front_matter(site, id, from);
    if !parsed.opens_with_title && !parsed.says_title_below {
        let _ = write!(whole, "# {}\n\n", site.index.page(id).title);
    }
    let body = edited(&text, parsed.body, &edits);
    // NUL is not text in the Unicode standard, and programs stop reading at one.
    let body = body.trim_start_matches(['\r', '\n']);
    if body.contains('\r') || body.contains('\0') {
        whole.push_str(body.replace("\r\n", "\n").replace('\0', "\u{fffd}").trim_end());
    } else {
        whole.push_str(body.trim_end());
    }
    whole.push('\n');
    whole
}

fn front_matter(site: &Site, id: PageId, from: &UrlPath) -> String {
    let page = site.index.page(id);
    let past = site.surroundings.history.page(&page.path);
    // Every JSON string is valid YAML 1.2.
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    let mut block = format!("---\ntitle: {}\n", quoted(&page.title));
    if let Some(description) = view::description(site.parsed(id)) {
        let _ = writeln!(block, "description: {}", quoted(&description));
    }
    let _ = writeln!(block, "url: {}", quoted(&address(site, from, &page.url)));
    if let Some(past) = past {
        let _ = writeln!(block, "updated: {}", past.changed.day);
    }
    push_promises(&mut block, site, id, from);
    block + "---\n\n"
}

/// The page's place, owner and review, as far as known, as front matter keys; `due` is the date of the next review.
fn push_promises(block: &mut String, site: &Site, id: PageId, from: &UrlPath) {
    let membership = &site.index.page(id).membership;
    let journey = &site.config.journey;
    let keeping = site.keeping.page(id);
    let lists = [
        ("stage", membership.stages.iter().map(|stage| &*journey.stage(*stage).id).collect::<Vec<&str>>()),
        ("needs", membership.needs.iter().map(|need| &*journey.need(*need).id).collect()),
        ("kind", site.parsed(id).front_matter.kind.iter().map(|kind| &*kind.value).collect()),
        ("owner", keeping.owners.iter().map(|keeper| &*keeper.name).collect()),
    ];
    for (key, values) in lists {
        let _ = match values[..] {
            [] => Ok(()),
            [value] => writeln!(block, "{key}: {}", serde_json::json!(value)),
            _ => writeln!(block, "{key}: {}", serde_json::json!(values)),
        };
    }
    push_labels(block, site, id, from);
    for (key, day) in [("reviewed", keeping.reviewed), ("due", keeping.due)] {
        if let Some(day) = day {
            let _ = writeln!(block, "{key}: {day}");
        }
    }
}

/// What the page says it is, as front matter keys: its status and what takes its place, the day of a decision, its tags and facets, and what it
/// takes to do what it tells of.
fn push_labels(block: &mut String, site: &Site, id: PageId, from: &UrlPath) {
    let labels = site.labels.page(id);
    if let Some(status) = labels.status(&site.config) {
        let _ = writeln!(block, "status: {}", serde_json::json!(&*status.id));
    }
    for successor in successors(&site.parsed(id).links, site.links(id)) {
        let _ = writeln!(block, "replaced_by: {}", serde_json::json!(markdown_address(site, from, successor)));
    }
    if let Some(day) = labels.date {
        let _ = writeln!(block, "date: {day}");
    }
    for (key, values) in label_ids(site, id) {
        let _ = writeln!(block, "{key}: {}", serde_json::json!(values));
    }
    for key in WORK {
        if let Some(said) = site.parsed(id).front_matter.said_as_text(key) {
            let _ = writeln!(block, "{key}: {}", serde_json::json!(said));
        }
    }
}

/// An address of the site, relative to the file at `from`.
pub(super) fn address(site: &Site, from: &UrlPath, to: &UrlPath) -> String {
    match site.config.url.as_deref() {
        Some(base) => format!("{base}{}", to.encoded()),
        None => from.href_to(&site.config.links.written(to)),
    }
}

/// The address of a page's Markdown, relative to the file at `from`. A draft has only its page.
pub(super) fn markdown_address(site: &Site, from: &UrlPath, id: PageId) -> String {
    let own = site.address(&Generated::Publication(Publication::Markdown(id)));
    address(site, from, own.unwrap_or(&site.index.page(id).url))
}

/// The links of a page, as they are right in `file`.
pub(super) fn links(id: PageId, text: &str, file: &File<'_>) -> Vec<Edit> {
    let parsed = file.site.parsed(id);
    let resolved = parsed.links.iter().zip(&file.site.links(id).resolutions);
    let has_wiki = parsed.links.iter().any(|link| link.form.is_wiki());
    let wiki = if has_wiki { wiki_ranges(text, parsed.body) } else { HashMap::new() };
    let edit = |(link, resolution): (&Link, &Resolution)| {
        if link.form == LinkForm::Successor {
            return None;
        }
        let destination = destination(id, resolution, file)?;
        if link.form.is_wiki() {
            let range = wiki.get(&link.at)?.clone();
            let written = inline(text.get(range.clone())?, link, resolution, &destination);
            return Some((range, written));
        }
        let written = match link.form {
            LinkForm::HtmlHref | LinkForm::HtmlSource => {
                let mut escaped = String::new();
                push_attribute(&mut escaped, &destination);
                escaped.replace('\'', "&#39;")
            }
            // A closing parenthesis would end the destination.
            _ if destination.contains(['(', ')']) => destination.replace('(', "%28").replace(')', "%29"),
            _ => destination,
        };
        Some((link.span.clone(), written))
    };
    resolved.filter_map(edit).collect()
}

/// Where a link of `page` leads from a Markdown file; `None` if it stays as the author wrote it.
fn destination(page: PageId, link: &Resolution, file: &File<'_>) -> Option<String> {
    match within::rebased(file.site, page, link, file) {
        Resolution::Internal { href, .. } | Resolution::Repository { href } | Resolution::Beside { href } => {
            Some(href.to_string())
        }
        Resolution::Removed => Some("#".to_owned()),
        Resolution::External | Resolution::Missing => None,
    }
}

/// A Markdown file, which contains pages but no link targets: links lead where they lead on the site.
pub(super) struct File<'a> {
    pub(super) site: &'a Site,
    /// Its own address.
    pub(super) url: &'a UrlPath,
    /// Whether the text is for another place than the site. Where the site's address is unknown, links lead into the repository then.
    pub(super) is_taken_away: bool,
}

impl File<'_> {
    /// The address of a page or file of the handbook in the repository.
    fn in_repository(&self, target: &Target) -> Option<String> {
        let address = self.site.surroundings.repository.as_ref().filter(|_| self.is_taken_away)?;
        let path = match target {
            Target::Page(id) => &self.site.index.page(*id).path,
            Target::Asset(path) => path,
            Target::Generated(_) => return None,
        };
        Some(file_href(address, &self.site.index.roots.repository_path(path), None).to_string())
    }
}

impl Host for File<'_> {
    fn place(&self, _: PageId, _: Option<&str>) -> Option<String> {
        None
    }

    fn href(&self, target: &Target) -> String {
        if let Some(href) = self.in_repository(target).filter(|_| self.site.config.url.is_none()) {
            return href;
        }
        match target {
            Target::Page(id) if self.site.config.url.is_none() => markdown_address(self.site, self.url, *id),
            target => address(self.site, self.url, &self.site.target_address(target)),
        }
    }

    fn root(&self) -> String {
        self.site.config.url.as_deref().map_or_else(|| self.url.href_to(&UrlPath::home()), str::to_owned)
    }
}

/// The place of each wikilink, from its first bracket to its last.
fn wiki_ranges(text: &str, body: usize) -> HashMap<usize, Range<usize>> {
    let events = markdown::events(text, body);
    let found = events.into_iter().filter_map(|(event, range)| match event {
        Event::Start(
            Tag::Link { link_type: LinkType::WikiLink { .. }, .. } | Tag::Image { link_type: LinkType::WikiLink { .. }, .. },
        ) => Some((range.start, range)),
        _ => None,
    });
    found.collect()
}

/// A wikilink as an ordinary Markdown link: `[words](destination)`.
fn inline(written: &str, link: &Link, resolution: &Resolution, destination: &str) -> String {
    let inside = written.trim_start_matches('!').trim_start_matches('[').trim_end_matches(']');
    let label = inside.split_once('|').map(|(_, label)| label.trim()).filter(|label| !label.is_empty());
    let is_picture = link.form == LinkForm::Embed && matches!(resolution, Resolution::Internal { target: Target::Asset(_), .. });
    // After the bar of a picture there may be its width, which is not text.
    let label = label.filter(|label| !(is_picture && label.bytes().all(|byte| byte.is_ascii_digit() || byte == b'x')));
    let title = match resolution {
        Resolution::Internal { title, .. } => title.as_deref(),
        _ => None,
    };
    let words = label.or(title).unwrap_or(&link.destination).replace(['[', ']'], "");
    let destination = destination.replace('(', "%28").replace(')', "%29");
    format!("{}[{words}]({destination})", if is_picture { "!" } else { "" })
}

/// The text from `start` on with its edits applied. Edits that overlap an earlier one are included in that.
pub(super) fn edited(text: &str, start: usize, edits: &[Edit]) -> String {
    let mut result = String::with_capacity(text.len());
    let mut copied = start;
    for (range, instead) in edits {
        if range.start < copied {
            continue;
        }
        result.push_str(text.get(copied..range.start).unwrap_or_default());
        result.push_str(instead);
        copied = range.end;
    }
    result.push_str(text.get(copied..).unwrap_or_default());
    result
}
