//! Completions in front matter and in `handbook.yaml`: keys, and their possible values.

use std::collections::BTreeMap;

use ls_types::CompletionItemKind;

use crate::config::OwnersConfig;
use crate::diagnostic::{Code, Level};
use crate::lsp::view::View;
use crate::parse::front_matter::FrontMatterKey;
use crate::theme;
use crate::yaml::{self, KeyFacts, KnownKey, ValueType};

use super::items::{Gap, Offer};
use super::matching::Pattern;
use super::yaml_path::{YamlPlace, keys_below, place};

/// What may be written at byte `at` of the YAML that begins at byte `start`, and where it goes.
pub(super) fn offers(view: View<'_>, text: &str, start: usize, at: usize, facts: &[KeyFacts]) -> (Gap, Vec<Offer>) {
    let place = place(text, start, at);
    let gap = Gap { typed: place.word.start..at, end: place.word.end };
    let pattern = Pattern::new(text[gap.typed.clone()].trim_matches(['"', '\'']));
    let all = if place.is_value { values(view, &place, facts) } else { keys(text, start, at, &place, facts) };
    let mut fitting: Vec<(u32, Offer)> =
        all.into_iter().filter_map(|offer| Some((pattern.score(&offer.label)?, offer))).collect();
    fitting.sort_by_key(|(fit, _)| std::cmp::Reverse(*fit));
    (gap, fitting.into_iter().map(|(_, offer)| offer).collect())
}

/// The keys that are allowed here and not yet present.
fn keys(text: &str, start: usize, at: usize, place: &YamlPlace, facts: &[KeyFacts]) -> Vec<Offer> {
    let line_end = text[at..].find(['\n', '\r']).map_or(text.len(), |found| at + found);
    let has_colon = text[at..line_end].contains(':');
    if place.path.last().is_some_and(|key| key == "checks") {
        let codes = Code::ALL.iter().filter(|code| !code.is_fixed());
        let write = |name: &str| if has_colon { name.to_owned() } else { format!("{name}: ") };
        let offer = |code: &Code| Offer {
            label: code.name().to_owned(),
            text: write(code.name()),
            detail: None,
            kind: CompletionItemKind::PROPERTY,
        };
        return codes.map(offer).collect();
    }
    let is_top = place.path.is_empty();
    let written: Vec<&str> = if is_top {
        text[start..]
            .lines()
            .take_while(|line| line.trim_end() != "---")
            .filter_map(|line| line.split_once(':'))
            .map(|(key, _)| key)
            .collect()
    } else {
        Vec::new()
    };
    let free = keys_below(&place.path, facts).iter().filter(|known| !written.contains(&known.name));
    let indent = " ".repeat(place.column + 2);
    let offer = |known: &KeyFacts| Offer {
        label: known.name.to_owned(),
        text: match known.value {
            _ if has_colon => known.name.to_owned(),
            ValueType::Map(_) | ValueType::TextOrMapOf(_) | ValueType::MapOf(_) | ValueType::Levels | ValueType::Options => {
                format!("{}:\n{indent}", known.name)
            }
            ValueType::Maps(_) | ValueType::IdsOrMaps(_) => format!("{}:\n{indent}- ", known.name),
            _ => format!("{}: ", known.name),
        },
        detail: Some(known.description.to_owned()),
        kind: CompletionItemKind::PROPERTY,
    };
    free.map(offer).collect()
}

/// The possible values of a key.
fn values(view: View<'_>, place: &YamlPlace, facts: &[KeyFacts]) -> Vec<Offer> {
    let Some((key, parents)) = place.path.split_last() else { return Vec::new() };
    let space = if place.touches_colon { " " } else { "" };
    let offer = |value: &str, detail: Option<String>| Offer {
        label: value.to_owned(),
        text: format!("{space}{}", yaml::scalar(value)),
        detail,
        kind: CompletionItemKind::VALUE,
    };
    let plain = |values: &[&str]| -> Vec<Offer> {
        let bare = |value: &&str| Offer { text: format!("{space}{value}"), ..offer(value, None) };
        values.iter().map(bare).collect()
    };
    let site = view.site();
    let journey = &site.config.journey;
    if parents.last().is_some_and(|parent| parent == "checks") {
        return plain(&Level::NAMES);
    }
    let labels = &site.config.labels;
    let is_front_matter = parents.is_empty() && facts == FrontMatterKey::FACTS;
    if let Some(facet) = labels.facets.iter().find(|facet| is_front_matter && *facet.key == **key) {
        return facet.values.iter().map(|value| offer(&value.id, Some(value.title.to_string()))).collect();
    }
    if is_front_matter && key == "status" && !labels.statuses.is_empty() {
        return labels.statuses.iter().map(|status| offer(&status.id, status.title.as_deref().map(str::to_owned))).collect();
    }
    let known = keys_below(parents, facts).iter().find(|known| known.name == key);
    let is_own_key = known.is_none() || FrontMatterKey::named(key).is_some_and(FrontMatterKey::is_optional);
    if is_front_matter && is_own_key {
        return in_use(view, key).iter().map(|value| offer(value, None)).collect();
    }
    let Some(known) = known else { return Vec::new() };
    match (known.name, known.value) {
        (_, ValueType::Stages) => journey.stages.iter().map(|stage| offer(&stage.id, Some(stage.title.to_string()))).collect(),
        (_, ValueType::Needs) => journey.needs.iter().map(|need| offer(&need.id, Some(need.title.to_string()))).collect(),
        (_, ValueType::Flag) => plain(&["true", "false"]),
        (_, ValueType::Choice(words)) => plain(words),
        (_, ValueType::Date) => plain(&[&jiff::Zoned::now().date().to_string()]),
        (_, ValueType::Period) => plain(&["1 month", "3 months", "6 months", "1 year"]),
        ("kind", _) => site.config.kinds.iter().map(|kind| offer(kind, None)).collect(),
        ("owner", _) => {
            let listed = owners(view);
            let is_unlisted = |name: &&String| !listed.iter().any(|(id, _)| id == *name);
            let named = people(view);
            let unlisted = named.iter().filter(is_unlisted).map(|name| offer(name, None));
            listed.iter().map(|(id, title)| offer(id, Some(title.clone()))).chain(unlisted).collect()
        }
        ("authors", _) => people(view).iter().map(|name| offer(name, None)).collect(),
        ("theme" | "name", ValueType::Text | ValueType::TextOrMap(_))
            if known.name == "theme" || parents.last().is_some_and(|parent| parent == "theme") =>
        {
            theme::built_in_names().iter().map(|name| offer(name, None)).collect()
        }
        ("journey", _) => plain(&["default"]),
        _ => Vec::new(),
    }
}

/// The owners that `handbook.yaml` lists, with their titles.
fn owners(view: View<'_>) -> Vec<(String, String)> {
    match &view.site().config.owners {
        OwnersConfig::Listed(owners) => owners.iter().map(|owner| (owner.id.to_string(), owner.title.to_string())).collect(),
        OwnersConfig::Anybody | OwnersConfig::Codeowners => Vec::new(),
    }
}

/// The texts that pages give to a key of the handbook's own, such as `status`, those first that are used most.
fn in_use(view: View<'_>, key: &str) -> Vec<String> {
    let values = view.site().pages.iter().filter_map(|page| page.parsed.front_matter.extra.get(key)?.as_str());
    most_first(values)
}

/// All people named in front matter, the most frequent first.
fn people(view: View<'_>) -> Vec<String> {
    most_first(view.site().pages.iter().flat_map(|page| {
        let front_matter = &page.parsed.front_matter;
        front_matter.owner.iter().map(|owner| &*owner.value).chain(front_matter.authors.iter().map(|name| &**name))
    }))
}

/// Each text once, those first that come most often.
fn most_first<'t>(texts: impl Iterator<Item = &'t str>) -> Vec<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for text in texts {
        *counts.entry(text).or_default() += 1;
    }
    let mut texts: Vec<(&str, usize)> = counts.into_iter().collect();
    texts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    texts.into_iter().map(|(text, _)| text.to_owned()).collect()
}
