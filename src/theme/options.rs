//! A project's settings for a theme's options, checked against the manifest.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::{suggest, yaml};

use super::manifest::{Manifest, ThemeOption};

/// Why a configured option is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OptionFault {
    /// Whether the option's name is wrong; otherwise its value is.
    pub is_in_name: bool,
    /// What is wrong: lower case, names in backticks, no final full stop.
    pub message: String,
    /// What to do about it.
    pub help: String,
    /// The YAML that fixes it when it replaces the name or the value.
    pub suggestion: Option<String>,
}

/// Every option that the manifest declares, with the configured value if there is one of the right type, otherwise its default.
pub(super) fn settled(manifest: &Manifest, configured: &BTreeMap<String, Value>) -> serde_json::Map<String, Value> {
    let settle = |(name, option): (&String, &ThemeOption)| {
        let given = configured.get(name).filter(|value| value_fault(name, option, value).is_none());
        (name.clone(), given.unwrap_or(&option.default).clone())
    };
    manifest.options.iter().map(settle).collect()
}

/// What is wrong with one configured option; `None` if it is valid.
pub(super) fn fault(manifest: &Manifest, name: &str, value: &Value) -> Option<OptionFault> {
    match manifest.options.get(name) {
        Some(option) => value_fault(name, option, value),
        None => Some(unknown(manifest, name)),
    }
}

fn unknown(manifest: &Manifest, name: &str) -> OptionFault {
    let known = manifest.options.keys().map(String::as_str);
    let near = suggest::nearest(name, known.clone());
    let help = match near {
        Some(near) => format!("an option with a similar name exists: `{near}`"),
        None if manifest.options.is_empty() => "delete the line: this theme takes no options".to_owned(),
        None => format!("the theme's options are {}", listed(known)),
    };
    let message = format!("the theme has no option `{name}`");
    OptionFault { is_in_name: true, message, help, suggestion: near.map(yaml::scalar) }
}

/// An option has the type of its default; if the manifest lists values, it must be one of them.
fn value_fault(name: &str, option: &ThemeOption, value: &Value) -> Option<OptionFault> {
    if !option.values.is_empty() {
        return if option.values.contains(value) { None } else { Some(no_choice(name, option, value)) };
    }
    let (is_right, expected) = match &option.default {
        Value::Null => (true, ""),
        Value::Bool(_) => (value.is_boolean(), "`true` or `false`"),
        Value::Number(_) => (value.is_number(), "a number"),
        Value::String(_) => (value.is_string(), "text"),
        Value::Array(_) => (value.is_array(), "a list"),
        Value::Object(_) => (value.is_object(), "a map of keys"),
    };
    if is_right {
        return None;
    }
    Some(OptionFault {
        is_in_name: false,
        message: format!("the option `{name}` must be {expected}, not {}", in_words(value)),
        help: what_it_is(option, &format!("write {expected}")),
        suggestion: meant(&option.default, value),
    })
}

fn no_choice(name: &str, option: &ThemeOption, value: &Value) -> OptionFault {
    let choices: Vec<String> = option.values.iter().map(plain).collect();
    let near = suggest::nearest(&plain(value), choices.iter().map(String::as_str));
    let found = near.and_then(|near| choices.iter().position(|choice| choice == near)).map(|position| &option.values[position]);
    OptionFault {
        is_in_name: false,
        message: format!("the option `{name}` cannot be {}", in_words(value)),
        help: what_it_is(option, &format!("choose one of {}", listed(choices.iter().map(String::as_str)))),
        suggestion: found.map(written),
    }
}

/// The way out, with the manifest's description of the option.
fn what_it_is(option: &ThemeOption, way_out: &str) -> String {
    let description = option.description.trim().trim_end_matches('.');
    if description.is_empty() { way_out.to_owned() } else { format!("{way_out} ({description})") }
}

/// The value that was meant, if only its spelling has the wrong type.
fn meant(default: &Value, value: &Value) -> Option<String> {
    let text = plain(value);
    match default {
        Value::Bool(_) => match &*text.to_ascii_lowercase() {
            "true" | "yes" | "on" | "1" => Some("true".to_owned()),
            "false" | "no" | "off" | "0" => Some("false".to_owned()),
            _ => None,
        },
        Value::Number(_) => text.trim().parse::<serde_json::Number>().is_ok().then(|| text.trim().to_owned()),
        Value::String(_) if value.is_number() || value.is_boolean() => Some(yaml::scalar(&text)),
        Value::Array(_) if !value.is_object() => Some(format!("[{}]", written(value))),
        _ => None,
    }
}

fn in_words(value: &Value) -> String {
    match value {
        Value::Array(_) => "a list".to_owned(),
        Value::Object(_) => "a map".to_owned(),
        Value::Null => "nothing".to_owned(),
        Value::String(text) => format!("the text `{text}`"),
        Value::Bool(_) | Value::Number(_) => format!("`{value}`"),
    }
}

/// A value for comparison and lists: texts without quotes.
fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// A value as in `handbook.yaml`. It is written as JSON, except for texts, which look better without unnecessary quotes.
fn written(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), yaml::scalar)
}

fn listed<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names.map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}
