//! Gollum's links: `[[Page]]`, and `[[text|Page]]` with the link text first.

/// The pages that a sidebar names, in order.
pub(super) fn named_in(text: &str) -> Vec<String> {
    let mut found: Vec<(usize, String)> = Vec::new();
    for (at, _) in text.match_indices("[[") {
        let Some(end) = text[at..].find("]]") else { continue };
        let inside = &text[at + 2..at + end];
        found.push((at, inside.rsplit('|').next().unwrap_or(inside).to_owned()));
    }
    for (at, _) in text.match_indices("](") {
        let Some(end) = text[at..].find(')') else { continue };
        let target = text[at + 2..at + end].split('#').next().unwrap_or_default();
        let page = target.rsplit('/').next().unwrap_or(target);
        found.push((at, percent_encoding::percent_decode_str(page).decode_utf8_lossy().into_owned()));
    }
    found.sort();
    found.into_iter().map(|(_, page)| page.trim_end_matches(".md").to_owned()).collect()
}
