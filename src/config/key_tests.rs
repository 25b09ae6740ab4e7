//! Every listed key is read, down to the smallest map: a value that no key accepts is refused at its place.

use super::{ConfigKey, read};
use crate::yaml::{KeyFacts, KnownKey, ValueType};

/// A list in a list in a list: no key accepts it.
const ILL: &str = "[[[ill]]]";

/// The keys that must be beside a key under test, so that its map is read at all.
fn example(key: &KeyFacts) -> &'static str {
    match (key.name, key.value) {
        ("url", _) => "https://acme.example/book",
        ("text" | "title" | "reason", _) => "Words",
        ("from" | "id" | "stage", _) => "adoption",
        ("to", _) => "advocacy",
        ("need", _) => "autonomy",
        ("paths", _) => "[a/**]",
        ("stages", ValueType::Stages) => "[adoption]",
        _ => "",
    }
}

/// Texts with an invalid value at each of the keys, with the path to it. `written` puts a map in the place of its parent.
fn ill_texts(path: &str, keys: &'static [KeyFacts], written: &dyn Fn(String) -> String, found: &mut Vec<(String, String)>) {
    for key in keys {
        let path = format!("{path}{}", key.name);
        let map = |value: &str| {
            let others = keys.iter().filter(|other| other.name != key.name && path.contains('.'));
            let beside: String = others
                .filter(|other| !example(other).is_empty())
                .map(|other| format!("{}: {}, ", other.name, example(other)))
                .collect();
            written(format!("{{ {beside}{}: {value} }}", key.name))
        };
        found.push((path.clone(), map(ILL)));
        let nested: &dyn Fn(String) -> String = match key.value {
            ValueType::Maps(_) | ValueType::IdsOrMaps(_) | ValueType::TextsOrMaps(_) => &|inner| map(&format!("[{inner}]")),
            ValueType::TextOrMapOf(_) | ValueType::MapOf(_) | ValueType::Labels(_) => {
                &|inner| map(&format!("{{ one: {inner} }}"))
            }
            _ => &|inner| map(&inner),
        };
        ill_texts(&format!("{path}."), key.value.keys(), nested, found);
    }
}

#[test]
fn no_key_is_listed_and_forgotten() {
    let mut texts = Vec::new();
    ill_texts("", ConfigKey::FACTS, &|map| map, &mut texts);
    assert!(texts.len() > 50, "the keys are gone: {texts:?}");
    let is_refused = |text: &str| {
        let place = text.find(ILL).expect("the ill value");
        let ill = place..place + ILL.len();
        read(text)
            .diagnostics
            .iter()
            .any(|problem| problem.span.as_ref().is_some_and(|span| span.start >= ill.start && span.end <= ill.end))
    };
    // Only the theme knows its options; it refuses what it does not accept.
    let taken: Vec<&(String, String)> =
        texts.iter().filter(|(path, text)| path != "theme.options" && !is_refused(text)).collect();
    assert_eq!(taken, Vec::<&(String, String)>::new());
}
