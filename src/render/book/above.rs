//! What a page says it is, above its text in a book: its status with what takes its place, the day of a decision, and what it takes to do
//! what it tells of.

use crate::index::PageId;
use crate::labels::WORK;
use crate::link::Target;
use crate::locale::Locale;
use crate::render::escape::{push_attribute, push_text};
use crate::render::view::{status_text, status_title};
use crate::render::within::Host;
use crate::resolve::Site;
use crate::resolve::standing::successors;

/// HTML that holds in every book; empty for a page that says none of it.
pub(super) fn above(site: &Site, words: &Locale, host: &impl Host, id: PageId) -> String {
    let mut html = String::new();
    let labels = site.labels.page(id);
    if let Some(status) = labels.status(&site.config) {
        html.push_str("<p><strong>");
        push_text(&mut html, &status_title(words, status));
        html.push_str("</strong>");
        let mut more = |text: &str| {
            html.push_str("<br>");
            push_text(&mut html, text);
        };
        if let Some(text) = status_text(words, status) {
            more(&text);
        }
        if let Some(day) = labels.date {
            more(&words.fill("decided", &[("date", &words.day(day))]));
        }
        for successor in successors(&site.parsed(id).links, site.links(id)) {
            push_successor(&mut html, site, words, host, successor);
        }
        html.push_str("</p>");
    } else if let Some(day) = labels.date {
        html.push_str("<p>");
        push_text(&mut html, &words.fill("decided", &[("date", &words.day(day))]));
        html.push_str("</p>");
    }
    let work = WORK.iter().filter_map(|key| Some((*key, site.parsed(id).front_matter.said_as_text(key)?)));
    let work: Vec<(&str, String)> = work.collect();
    if !work.is_empty() {
        html.push_str("<ul>");
        for (key, said) in work {
            html.push_str("<li><strong>");
            push_text(&mut html, words.text(key));
            html.push_str(":</strong> ");
            push_text(&mut html, &said);
            html.push_str("</li>");
        }
        html.push_str("</ul>");
    }
    html
}

/// The page that has taken the place of another, as a link.
fn push_successor(html: &mut String, site: &Site, words: &Locale, host: &impl Host, id: PageId) {
    let mut link = "<a href=\"".to_owned();
    push_attribute(&mut link, &host.place(id, None).unwrap_or_else(|| host.href(&Target::Page(id))));
    link.push_str("\">");
    push_text(&mut link, &site.index.page(id).title);
    link.push_str("</a>");
    let mut text = String::new();
    push_text(&mut text, words.text("replaced_by"));
    html.push_str("<br>");
    html.push_str(&text.replace("{title}", &link));
}
