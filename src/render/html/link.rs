//! Links, with the targets that the link phase found.

use std::ops::Range;
use std::sync::Arc;

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use pulldown_cmark::LinkType;

use crate::link::Resolution;
use crate::path::is_page_name;
use crate::render::escape::{push_attribute, push_text};
use crate::render::html::writer::Writer;
use crate::scheme;

/// What must follow a link's text.
pub(super) enum OpenLink {
    /// The end of an anchor.
    Anchor,
    /// The end of a link to a site that requires a login, with a text for screen readers.
    Private,
    /// The mark of a missing page, with a text for screen readers.
    Missing(&'static str),
    /// Nothing: only the text stays.
    Words,
}

/// What `CommonMark`'s reference renderer encodes in destinations, so that an address as written becomes valid.
const DESTINATION: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

impl Writer<'_> {
    pub(super) fn start_link(&mut self, kind: LinkType, destination: &str, title: &str, range: &Range<usize>) {
        let resolution = self.link_at(range.start).map(|(_, resolution)| resolution);
        let open = if self.is_in_anchor() {
            OpenLink::Words
        } else {
            match resolution {
                Some(Resolution::Internal { href, .. } | Resolution::Beside { href }) => self.start_anchor("", href, title),
                Some(Resolution::Repository { href }) => self.start_anchor("jb-ext", href, title),
                Some(Resolution::Missing) => self.start_missing(destination),
                Some(Resolution::Removed) => OpenLink::Words,
                Some(Resolution::External) | None => {
                    let address = external(kind, destination);
                    if is_private(&address, self.body.private_hosts) {
                        self.start_anchor("jb-ext jb-private", &address, title);
                        OpenLink::Private
                    } else {
                        self.start_anchor(class_of(&address), &address, title)
                    }
                }
            }
        };
        self.open_links.push(open);
        self.curling.is_in_address = matches!(kind, LinkType::Autolink | LinkType::Email);
        if let LinkType::WikiLink { has_pothole: false } = kind {
            let written = self.take_plain_text();
            let page = match resolution {
                Some(Resolution::Internal { title, .. }) => title.as_deref(),
                _ => None,
            };
            push_text(&mut self.html, &wiki_words(page, destination, &written));
            self.end_link();
        }
    }

    pub(super) fn end_link(&mut self) {
        self.curling.is_in_address = false;
        match self.open_links.pop() {
            Some(OpenLink::Anchor) => self.html.push_str("</a>"),
            Some(OpenLink::Private) => {
                self.html.push_str("<span class=\"jb-vh\"> (");
                push_text(&mut self.html, self.body.locale.text("needs_login"));
                self.html.push_str(")</span></a>");
            }
            Some(OpenLink::Missing(what)) => self.end_missing(what),
            Some(OpenLink::Words) | None => {}
        }
    }

    /// Whether the present position is in a link, which must not contain another.
    pub(super) fn is_in_anchor(&self) -> bool {
        self.open_links.iter().any(|open| matches!(open, OpenLink::Anchor))
    }

    /// `href` is percent-encoded, but not yet escaped for HTML.
    pub(super) fn start_anchor(&mut self, class: &str, href: &str, title: &str) -> OpenLink {
        self.html.push_str("<a");
        if !class.is_empty() {
            self.attribute("class", class);
        }
        self.attribute("href", href);
        if !title.is_empty() {
            self.attribute("title", title);
        }
        self.html.push('>');
        OpenLink::Anchor
    }

    pub(super) fn start_missing(&mut self, destination: &str) -> OpenLink {
        self.html.push_str("<span class=\"jb-missing\">");
        OpenLink::Missing(missing_words(destination))
    }

    pub(super) fn end_missing(&mut self, what: &str) {
        self.html.push_str("<span class=\"jb-vh\"> (");
        push_text(&mut self.html, self.body.locale.text(what));
        self.html.push_str(")</span></span>");
    }

    pub(super) fn attribute(&mut self, name: &str, value: &str) {
        self.html.push(' ');
        self.html.push_str(name);
        self.html.push_str("=\"");
        push_attribute(&mut self.html, value);
        self.html.push('"');
    }
}

/// The address of another site as written, made valid.
pub(super) fn external(kind: LinkType, destination: &str) -> String {
    let scheme = if kind == LinkType::Email && !destination.starts_with("mailto:") { "mailto:" } else { "" };
    format!("{scheme}{}", utf8_percent_encode(destination, DESTINATION))
}

/// Whether an address has one of these hosts, which are in lower case.
fn is_private(address: &str, hosts: &[Arc<str>]) -> bool {
    !hosts.is_empty() && scheme::host(address).is_some_and(|host| hosts.iter().any(|known| **known == *host))
}

/// The class that distinguishes links to other sites from `mailto:` links and prefixes that other sites answer.
fn class_of(address: &str) -> &'static str {
    let starts_with = |prefix: &str| address.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix));
    if starts_with("http:") || starts_with("https:") || starts_with("//") { "jb-ext" } else { "" }
}

/// The text that says what is missing: a page, or another file, judged by its extension.
pub(super) fn missing_words(destination: &str) -> &'static str {
    let path = destination.split(['#', '?']).next().unwrap_or_default();
    let name = path.rsplit('/').next().unwrap_or_default();
    match name.rsplit_once('.') {
        Some((_, extension))
            if !extension.is_empty()
                && extension.len() <= 5
                && extension.bytes().all(|byte| byte.is_ascii_alphanumeric())
                && !is_page_name(name)
                && !["html", "htm"].iter().any(|page| extension.eq_ignore_ascii_case(page)) =>
        {
            "file_missing"
        }
        _ => "page_missing",
    }
}

/// The text of a wikilink without one: the page's title rather than its file's name, followed by the heading.
pub(super) fn wiki_words(page: Option<&str>, destination: &str, written: &str) -> String {
    let heading = destination.split_once('#').map(|(_, heading)| heading.trim()).filter(|heading| !heading.is_empty());
    match (page, heading) {
        (_, Some(heading)) if destination.trim_start().starts_with('#') => heading.to_owned(),
        (Some(page), Some(heading)) => format!("{page} > {heading}"),
        (Some(page), None) => page.to_owned(),
        (None, _) if written.is_empty() => destination.to_owned(),
        (None, _) => written.to_owned(),
    }
}
