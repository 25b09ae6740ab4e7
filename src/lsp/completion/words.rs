//! Completions from small lists: labels and footnotes of the page, callouts, languages of code, emoji.

use std::collections::BTreeSet;

use ls_types::CompletionItemKind;

use crate::lsp::spot;
use crate::lsp::view::{PageView, View};
use crate::parse::definitions;

use super::items::Offer;
use super::matching::Pattern;

/// The kinds of GitHub's callouts.
const CALLOUTS: [(&str, &str); 5] = [
    ("NOTE", "worth knowing"),
    ("TIP", "makes it easier"),
    ("IMPORTANT", "needed to get there"),
    ("WARNING", "can go wrong"),
    ("CAUTION", "has bad consequences"),
];

/// Languages that are common in handbooks, if the open pages have few.
const LANGUAGES: [&str; 24] = [
    "bash",
    "c",
    "cpp",
    "csharp",
    "css",
    "diff",
    "dockerfile",
    "go",
    "graphql",
    "html",
    "http",
    "java",
    "javascript",
    "json",
    "kotlin",
    "markdown",
    "php",
    "python",
    "ruby",
    "rust",
    "sql",
    "swift",
    "toml",
    "yaml",
];

fn fitting(typed: &str, offers: impl Iterator<Item = Offer>) -> Vec<Offer> {
    let pattern = Pattern::new(typed);
    let score = |offer: &Offer| {
        let by_detail = offer.detail.as_deref().and_then(|detail| pattern.score(detail)).map(|score| score / 2);
        pattern.score(&offer.label).into_iter().chain(by_detail).max()
    };
    let mut found: Vec<(u32, Offer)> = offers.filter_map(|offer| Some((score(&offer)?, offer))).collect();
    found.sort_by_key(|(fit, _)| std::cmp::Reverse(*fit));
    found.into_iter().map(|(_, offer)| offer).collect()
}

/// The labels that the page defines, with where they lead.
pub(super) fn labels(page: &PageView, typed: &str) -> Vec<Offer> {
    let defined = definitions(&page.text, page.parsed.body);
    let offers = defined.iter().map(|definition| {
        let label = &page.text[definition.label.clone()];
        Offer::new(label, definition.link.destination.to_string(), CompletionItemKind::REFERENCE)
    });
    fitting(typed, offers)
}

/// The footnotes of the page.
pub(super) fn footnotes(page: &PageView, typed: &str) -> Vec<Offer> {
    let labels: BTreeSet<String> = spot::footnotes(page).into_iter().map(|(label, _)| label).collect();
    fitting(typed, labels.into_iter().map(|label| Offer::new(label, None, CompletionItemKind::REFERENCE)))
}

/// The kinds of callouts.
pub(super) fn callouts(typed: &str) -> Vec<Offer> {
    let offers = CALLOUTS.iter().map(|(kind, words)| Offer::new(*kind, (*words).to_owned(), CompletionItemKind::ENUM_MEMBER));
    fitting(typed, offers)
}

/// The languages of fences, those of the open pages first.
pub(super) fn languages(view: View<'_>, typed: &str) -> Vec<Offer> {
    let mut used = BTreeSet::new();
    for (_, document) in view.documents.iter() {
        let openers = document.text.lines().filter_map(|line| line.trim_start_matches([' ', '>']).strip_prefix("```"));
        let languages = openers.map(|info| info.split([' ', '{', ',']).next().unwrap_or_default());
        used.extend(languages.filter(|language| !language.is_empty() && *language != typed).map(str::to_owned));
    }
    let others = LANGUAGES.iter().filter(|language| !used.contains(**language)).map(ToString::to_string).collect::<Vec<_>>();
    fitting(typed, used.into_iter().chain(others).map(|language| Offer::new(language, None, CompletionItemKind::KEYWORD)))
}

/// Emoji by GitHub's names, as characters.
pub(super) fn emoji(typed: &str) -> Vec<Offer> {
    let name = typed.trim_start_matches(':');
    let offers = emojis::iter().flat_map(|emoji| {
        emoji.shortcodes().map(move |name| Offer {
            label: name.to_owned(),
            text: emoji.as_str().to_owned(),
            detail: Some(emoji.as_str().to_owned()),
            kind: CompletionItemKind::TEXT,
        })
    });
    let mut found = fitting(name, offers);
    for offer in &mut found {
        offer.label = format!("{} :{}:", offer.text, offer.label);
    }
    found
}
