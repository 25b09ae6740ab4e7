//! The schema of a value, by its type.

use serde_json::{Map, Value, json};

use crate::diagnostic::Level;
use crate::yaml::ValueType;

use super::{Words, codes, keys_of};

/// The schema of a value.
pub(super) fn of(value: ValueType, words: Option<&Words>) -> Value {
    match value {
        ValueType::Text => text(),
        ValueType::Texts => one_or_more(&text()),
        ValueType::Flag => json!({ "type": "boolean" }),
        ValueType::Integer => json!({ "type": "integer" }),
        ValueType::Date => json!({ "type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" }),
        ValueType::Period => json!({ "type": "string", "pattern": "^ *[0-9]+ *(days?|weeks?|months?|years?) *$" }),
        ValueType::Duration | ValueType::Size => json!({ "type": ["string", "integer"] }),
        ValueType::Choice(choices) => json!({ "enum": choices }),
        ValueType::Stages => one_or_more(&ids(words.map(|words| &*words.stages))),
        ValueType::Needs => one_or_more(&ids(words.map(|words| &*words.needs))),
        ValueType::Levels => levels(),
        ValueType::Options => json!({ "type": "object" }),
        ValueType::Synonyms => json!({ "type": "array", "items": { "type": ["array", "object"] } }),
        ValueType::Map(_) => keys_of(value),
        ValueType::TextOrMap(_) => json!({ "anyOf": [text(), keys_of(value)] }),
        ValueType::TextOrMapOf(_) => {
            let each = json!({ "type": "object", "additionalProperties": { "anyOf": [keys_of(value), { "type": "null" }] } });
            json!({ "anyOf": [text(), each] })
        }
        ValueType::MapOf(_) => {
            json!({ "type": "object", "additionalProperties": { "anyOf": [keys_of(value), one_or_more(&text())] } })
        }
        ValueType::Labels(_) => {
            let each =
                json!({ "type": "object", "additionalProperties": { "anyOf": [keys_of(value), text(), { "type": "null" }] } });
            json!({ "anyOf": [one_or_more(&text()), each] })
        }
        ValueType::Maps(_) => json!({ "type": "array", "items": keys_of(value) }),
        ValueType::TextsOrMaps(_) => one_or_more(&json!({ "anyOf": [text(), keys_of(value)] })),
        ValueType::IdsOrMaps(_) => json!({ "type": "array", "items": { "anyOf": [text(), keys_of(value)] } }),
    }
}

/// Journeybook reads a plain number or a truth value as the text that is written.
pub(super) fn text() -> Value {
    json!({ "type": ["string", "number", "boolean"] })
}

/// One value or a list of them.
pub(super) fn one_or_more(value: &Value) -> Value {
    json!({ "anyOf": [value, { "type": "array", "items": value }] })
}

/// The ids of a handbook, each with its title; any text if the handbook is unknown.
pub(super) fn ids(known: Option<&[(String, String)]>) -> Value {
    let Some(known) = known.filter(|known| !known.is_empty()) else { return text() };
    let id = |(id, title): &(String, String)| json!({ "const": id, "title": title });
    json!({ "oneOf": known.iter().map(id).collect::<Vec<_>>() })
}

fn levels() -> Value {
    let level = json!({ "enum": Level::NAMES });
    let properties: Map<String, Value> = codes().into_iter().map(|code| (code.to_owned(), level.clone())).collect();
    json!({ "type": "object", "properties": properties, "additionalProperties": false })
}

/// Examples.
pub(super) fn examples(value: ValueType) -> Vec<Value> {
    match value {
        ValueType::Date => vec!["2026-05-30".into()],
        ValueType::Period => vec!["6 months".into(), "1 year".into()],
        ValueType::Duration => vec!["10s".into()],
        ValueType::Size => vec!["64MB".into()],
        ValueType::Stages => vec!["adoption".into(), json!(["adoption", "activation"])],
        ValueType::Needs => vec![json!(["capability", "autonomy"])],
        ValueType::Levels => vec![json!({ "broken-anchor": "warn" })],
        ValueType::Flag => vec![true.into()],
        _ => Vec::new(),
    }
}
