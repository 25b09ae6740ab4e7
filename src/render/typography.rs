//! Titles, descriptions and other prose outside pages' bodies: their quotes curl where those of the bodies do.
//!
//! Every template reads them from its values, so that they are set there, by their names, and no template has to.

use serde_json::Value;

use super::html::Quotes;

/// The names of values that are prose.
const PROSE: [&str; 11] =
    ["title", "description", "lead", "summary", "label", "need", "reason", "role", "cadence", "effort", "outcome"];

/// Curls the quotes of all prose in what a template reads.
pub(super) fn curl(values: &mut Value, quotes: &Quotes) {
    let mut open = vec![values];
    while let Some(value) = open.pop() {
        match value {
            Value::Array(items) => open.extend(items),
            Value::Object(fields) => {
                for (name, value) in fields {
                    match value {
                        Value::String(text) if PROSE.contains(&&**name) => *text = quotes.curl(text).into_owned(),
                        other => open.push(other),
                    }
                }
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn prose_curls_and_addresses_stay() {
        let mut values = json!({"page": {"title": "Anna's \"kit\"", "href": "it's/", "toc": [{"title": "It's", "id": "it's"}], "work": {"outcome": "it's done"}}});
        curl(&mut values, &Quotes::new("en").expect("English has quotes"));
        assert_eq!(
            values,
            json!({"page": {"title": "Anna’s “kit”", "href": "it's/", "toc": [{"title": "It’s", "id": "it's"}], "work": {"outcome": "it’s done"}}})
        );
    }
}
