//! Whether a page of another site has the ids that links lead to.
//!
//! The text is searched rather than parsed: it may be anything, and an id inside a script counts as much as one in the markup.

use std::collections::BTreeSet;
use std::sync::Arc;

/// Those of `fragments` that are neither an id nor a name in `html`. GitHub's prefix of ids is ignored.
pub(super) fn missing(html: &str, fragments: &BTreeSet<Arc<str>>) -> BTreeSet<Arc<str>> {
    let is_there = |fragment: &str| [fragment.to_owned(), format!("user-content-{fragment}")].iter().any(|id| has(html, id));
    fragments.iter().filter(|fragment| !is_there(fragment)).cloned().collect()
}

/// Whether an attribute `id` or `name` has this value.
fn has(html: &str, id: &str) -> bool {
    let escaped = id.replace('&', "&amp;");
    html.match_indices(&escaped).any(|(at, _)| {
        let before = html[..at].trim_end_matches(['"', '\'']).trim_end();
        let name = before.strip_suffix('=').map(str::trim_end).unwrap_or_default();
        let is_name = ["id", "name"].iter().any(|known| {
            let start = name.len().checked_sub(known.len()).and_then(|start| name.get(start..));
            start.is_some_and(|end| end.eq_ignore_ascii_case(known))
        });
        let after = html[at + escaped.len()..].chars().next();
        is_name && after.is_none_or(|next| next.is_whitespace() || matches!(next, '"' | '\'' | '>' | '/'))
    })
}

/// The fragment of an address, decoded; `None` for those that do not name an id: empty ones, routes of scripts (`#/route`,
/// `#!route`) and text fragments (`#:~:text=`).
pub(super) fn of(destination: &str) -> Option<Arc<str>> {
    let (_, fragment) = destination.split_once('#')?;
    let decoded = percent_encoding::percent_decode_str(fragment).decode_utf8().ok()?;
    let id = decoded.split(":~:").next().unwrap_or_default();
    let is_id = !id.is_empty() && id != "top" && !id.starts_with(['/', '!']);
    is_id.then(|| Arc::from(id))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_found_however_they_are_written() {
        let html = "<h2 id=\"set-up\">x</h2><a name='old'> <p ID = plain> <p data-x=\"no\"> <h3 id=\"user-content-git\"> <i id=a&amp;b>é";
        let asked = ["set-up", "set", "old", "plain", "no", "git", "a&b", "é"].map(Arc::from);
        let missing: Vec<Arc<str>> = missing(html, &asked.into()).into_iter().collect();
        assert_eq!(missing, ["no", "set", "é"].map(Arc::from));
    }

    #[test]
    fn some_fragments_mean_no_id() {
        for (address, expected) in [
            ("https://a.example/x#set%2Dup", Some("set-up")),
            ("https://a.example/x", None),
            ("https://a.example/#", None),
            ("https://a.example/#/route", None),
            ("https://a.example/#!route", None),
            ("https://a.example/#:~:text=word", None),
            ("https://a.example/#part:~:text=word", Some("part")),
        ] {
            assert_eq!(of(address).as_deref(), expected, "{address}");
        }
    }
}
