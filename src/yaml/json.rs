//! Converts YAML values to JSON, for keys that belong to the theme.

use serde_json::{Map, Value};

use super::{Content, Node, Scalar};

impl Node {
    /// The value as JSON. Numbers and booleans become such only if JSON writes them in the same way: `1.10` and `007` stay text, so
    /// that a version or a code is never shortened.
    #[must_use]
    pub fn to_json(&self) -> Value {
        match &self.content {
            Content::Scalar(scalar) => scalar.to_json(),
            Content::Sequence(items) => items.iter().map(Self::to_json).collect(),
            Content::Mapping(entries) => {
                let pairs: Map<String, Value> = entries.iter().map(|entry| (entry.key.clone(), entry.value.to_json())).collect();
                Value::Object(pairs)
            }
        }
    }
}

impl Scalar {
    fn to_json(&self) -> Value {
        let text = || Value::String(self.text.clone());
        if !self.is_plain {
            return text();
        }
        if self.is_null() {
            return Value::Null;
        }
        if let Some(truth) = self.truth() {
            return Value::Bool(truth);
        }
        if !self.text.starts_with(|first: char| first == '-' || first.is_ascii_digit()) {
            return text();
        }
        match serde_json::from_str(&self.text) {
            Ok(Value::Number(number)) if number.to_string() == *self.text => Value::Number(number),
            _ => text(),
        }
    }
}
