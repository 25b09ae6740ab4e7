//! Sidebars: nested lists of documents and categories.

use serde_json::Value;

use super::super::front::scalar;

/// A document that a sidebar lists.
pub(super) struct Entry {
    pub(super) id: String,
    pub(super) label: Option<String>,
}

/// The documents of all sidebars, in order.
pub(super) fn entries(sidebars: &Value) -> Vec<Entry> {
    let mut found = Vec::new();
    if let Value::Object(sidebars) = sidebars {
        sidebars.values().for_each(|sidebar| item(sidebar, &mut found));
    }
    found
}

fn item(value: &Value, found: &mut Vec<Entry>) {
    match value {
        Value::String(id) => found.push(Entry { id: id.clone(), label: None }),
        Value::Array(items) => items.iter().for_each(|value| item(value, found)),
        Value::Object(map) => match map.get("type").and_then(Value::as_str) {
            Some("doc" | "ref") => {
                if let Some(id) = map.get("id").and_then(scalar) {
                    found.push(Entry { id, label: map.get("label").and_then(scalar) });
                }
            }
            Some("category") => {
                if let Some(id) = map.get("link").and_then(|link| link.get("id")).and_then(scalar) {
                    found.push(Entry { id, label: map.get("label").and_then(scalar) });
                }
                if let Some(items) = map.get("items") {
                    item(items, found);
                }
            }
            Some(_) => {}
            // The short form: a category's label and its items.
            None => map.values().for_each(|items| item(items, found)),
        },
        _ => {}
    }
}
