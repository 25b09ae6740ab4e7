//! JSON Schemas (draft-07) for what people write and what Journeybook prints, made from the keys that the parsers know.
//!
//! Draft-07 is the version that editors support best for YAML.

use serde_json::{Map, Value, json};

use crate::config::{self, Config, ConfigKey};
use crate::diagnostic::Code;
use crate::parse::front_matter::FrontMatterKey;
use crate::theme::{ManifestKey, OptionKey};
use crate::yaml::{KeyFacts, KnownKey, ValueType};

mod pages;
mod problems;
mod values;

/// The subjects that have a schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// The front matter of a page.
    FrontMatter,
    /// `handbook.yaml`.
    Handbook,
    /// `theme.yaml`.
    Theme,
    /// One line of `--format json`.
    Diagnostics,
    /// `pages.json`.
    Pages,
}

/// The ids of one handbook that its schemas may list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words {
    /// The ids of its stages with their titles.
    pub stages: Vec<(String, String)>,
    /// The ids of its needs with their titles.
    pub needs: Vec<(String, String)>,
    /// The kinds of pages.
    pub kinds: Vec<String>,
    /// The owners of pages, by their names in front matter.
    pub owners: Vec<String>,
    /// The ids of its statuses with their titles.
    pub statuses: Vec<(String, String)>,
    /// Its tags and facets by their keys, with the ids and titles of their values.
    pub facets: Vec<(String, Vec<(String, String)>)>,
}

impl Words {
    /// The ids in a configuration, with the owners that pages name.
    #[must_use]
    pub fn new(config: &Config, owners: Vec<String>) -> Self {
        let stages = config.journey.stages.iter().map(|stage| (stage.id.to_string(), stage.title.to_string()));
        let needs = config.journey.needs.iter().map(|need| (need.id.to_string(), need.title.to_string()));
        let named = |id: &str, title: Option<&str>| (id.to_owned(), title.unwrap_or(id).to_owned());
        Self {
            stages: stages.collect(),
            needs: needs.collect(),
            kinds: config.kinds.iter().map(ToString::to_string).collect(),
            owners,
            statuses: config.labels.statuses.iter().map(|status| named(&status.id, status.title.as_deref())).collect(),
            facets: config
                .labels
                .facets
                .iter()
                .map(|facet| {
                    (facet.key.to_string(), facet.values.iter().map(|value| named(&value.id, Some(&value.title))).collect())
                })
                .collect(),
        }
    }
}

/// The schema of `subject`; with the ids of a handbook, only those are valid in front matter.
#[must_use]
pub fn schema(subject: Subject, words: Option<&Words>) -> Value {
    let (title, described) = match subject {
        Subject::FrontMatter => {
            // Keys that are not ours are the theme's.
            ("The front matter of a page", with_facets(object(FrontMatterKey::FACTS, words, true), words))
        }
        Subject::Handbook => (config::FILE_NAME, object(ConfigKey::FACTS, None, false)),
        Subject::Theme => ("theme.yaml", theme()),
        Subject::Diagnostics => ("A problem, as one line of `--format json`", problems::schema()),
        Subject::Pages => ("pages.json", pages::schema()),
    };
    let mut schema = json!({ "$schema": "http://json-schema.org/draft-07/schema#", "title": title });
    if let (Some(schema), Value::Object(described)) = (schema.as_object_mut(), described) {
        schema.extend(described);
    }
    schema
}

/// A map with known keys.
fn object(facts: &[KeyFacts], words: Option<&Words>, is_open: bool) -> Value {
    let properties: Map<String, Value> = facts.iter().map(|key| (key.name.to_owned(), property(key, words))).collect();
    json!({ "type": "object", "properties": properties, "additionalProperties": is_open })
}

/// The schema of front matter with the tags and facets of a handbook.
fn with_facets(mut schema: Value, words: Option<&Words>) -> Value {
    for (key, known) in words.iter().flat_map(|words| &words.facets) {
        let mut values = values::one_or_more(&values::ids(Some(known)));
        values["description"] = format!("Some of what `handbook.yaml` lists for `{key}`.").into();
        schema["properties"][key] = values;
    }
    schema
}

fn property(key: &KeyFacts, words: Option<&Words>) -> Value {
    let mut described = match (key.name, words) {
        ("kind", Some(words)) => json!({ "enum": words.kinds }),
        ("status", Some(words)) if !words.statuses.is_empty() => values::ids(Some(&words.statuses)),
        // A new owner must be added first.
        ("owner", Some(words)) if !words.owners.is_empty() => values::one_or_more(&json!({
            "anyOf": [{ "enum": words.owners }, values::text()]
        })),
        _ => values::of(key.value, words),
    };
    if let Some(described) = described.as_object_mut() {
        described.insert("description".to_owned(), sentence(key.description).into());
        let examples = values::examples(key.value);
        if !examples.is_empty() {
            described.insert("examples".to_owned(), examples.into());
        }
    }
    described
}

fn sentence(description: &str) -> String {
    let mut letters = description.chars();
    letters.next().map_or_else(String::new, |first| format!("{}{}.", first.to_uppercase(), letters.as_str()))
}

/// The options of a theme are separate maps.
fn theme() -> Value {
    let mut theme = object(ManifestKey::FACTS, None, false);
    let mut option = object(OptionKey::FACTS, None, false);
    // A default and the values can be of any type.
    let any = json!({ "description": "What applies when the project says nothing; its type is the option's type." });
    option["properties"]["default"] = any;
    option["properties"]["values"]["type"] = "array".into();
    if let Some(values) = option["properties"]["values"].as_object_mut() {
        values.remove("anyOf");
        values.remove("examples");
    }
    theme["properties"]["options"]["additionalProperties"] = option;
    theme
}

/// The codes whose level can be set.
fn codes() -> Vec<&'static str> {
    Code::ALL.iter().filter(|code| !code.is_fixed()).map(|code| code.name()).collect()
}

/// The description of a value, from its type.
fn keys_of(value: ValueType) -> Value {
    object(value.keys(), None, false)
}

#[cfg(test)]
pub(crate) mod tests;
