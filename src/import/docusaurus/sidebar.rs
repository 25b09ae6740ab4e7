//! Sidebars: nested lists of documents and categories.

use serde_json::Value;

use super::super::front::scalar;

/// A document that a sidebar lists.
pub(super) struct Entry {
    pub(super) id: String,
    pub(super) label: Option<String>,
    /// Its categories, outermost first.
    pub(super) categories: Vec<String>,
}

/// The documents of all sidebars, in order.
pub(super) fn entries(sidebars: &Value) -> Vec<Entry> {
    let mut found = Vec::new();
    if let Value::Object(sidebars) = sidebars {
        sidebars.values().for_each(|sidebar| item(sidebar, &mut Vec::new(), &mut found));
    }
    found
}

fn item(value: &Value, categories: &mut Vec<String>, found: &mut Vec<Entry>) {
    let entry = |id: String, label: Option<String>, categories: &[String]| Entry { id, label, categories: categories.to_vec() };
    match value {
        Value::String(id) => found.push(entry(id.clone(), None, categories)),
        Value::Array(items) => items.iter().for_each(|value| item(value, categories, found)),
        Value::Object(map) => match map.get("type").and_then(Value::as_str) {
            Some("doc" | "ref") => {
                if let Some(id) = map.get("id").and_then(scalar) {
                    found.push(entry(id, map.get("label").and_then(scalar), categories));
                }
            }
            Some("category") => {
                let label = map.get("label").and_then(scalar);
                categories.extend(label.clone());
                if let Some(id) = map.get("link").and_then(|link| link.get("id")).and_then(scalar) {
                    found.push(entry(id, label.clone(), categories));
                }
                if let Some(items) = map.get("items") {
                    item(items, categories, found);
                }
                categories.truncate(categories.len() - usize::from(label.is_some()));
            }
            Some(_) => {}
            // The short form: a category's label and its items.
            None => {
                for (label, items) in map {
                    categories.push(label.clone());
                    item(items, categories, found);
                    categories.pop();
                }
            }
        },
        _ => {}
    }
}
