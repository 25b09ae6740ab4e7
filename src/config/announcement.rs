//! `announcement:`, a line above every page.

use std::sync::Arc;

use jiff::civil::Date;

use super::Announcement;
use super::keys::AnnouncementKey;
use super::theme::link_url;
use crate::yaml::section::Refusals;
use crate::yaml::{Node, Problem};

/// Reads the text alone, or the map.
pub(super) fn read(node: &Node, refusals: &mut Refusals) -> Option<Announcement> {
    if node.scalar().is_some() {
        let text = refusals.accept(node.text("announcement"))?;
        return Some(Announcement { text: text.into(), link: None, until: None });
    }
    let section = refusals.section(node, "announcement");
    section.require(AnnouncementKey::Text, "this announcement", refusals);
    let text = section.text(AnnouncementKey::Text, refusals);
    let link = section.read(AnnouncementKey::Url, refusals, |node| link_url(node).map(|url| (Arc::from(url), node.span.clone())));
    let until = section.read(AnnouncementKey::Until, refusals, day);
    Some(Announcement { text: text?.into(), link, until })
}

/// A day as `2026-05-30`.
fn day(node: &Node) -> Result<Date, Problem> {
    let written = node.text("until")?;
    written.trim().parse().map_err(|_| {
        let message = format!("`{written}` is not a day");
        Problem::new(node.span.clone(), message, "write the last day of the announcement as `2026-05-30`")
    })
}
