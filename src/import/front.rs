//! Front matter of every system: reads YAML, TOML and JSON, writes YAML.

use std::fmt::Write as _;
use std::ops::Range;

use serde_json::{Map, Value};

use super::report::{Report, Section};
use crate::parse::front_matter::FrontMatterKey;
use crate::yaml::{self, KnownKey};

/// How front matter is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Format {
    /// There is none.
    #[default]
    Absent,
    Yaml,
    Toml,
    Json,
}

/// The front matter of a page of the old site.
#[derive(Debug, Clone, Default)]
pub(super) struct Front {
    pub(super) format: Format,
    /// Its values.
    pub(super) values: Map<String, Value>,
    /// Each top-level key's own lines, where it is YAML in block style.
    lines: Vec<(String, Range<usize>)>,
    /// Where the body begins.
    pub(super) body: usize,
    /// What is wrong with it.
    pub(super) fault: Option<String>,
}

impl Front {
    /// Reads the front matter at the start of a text.
    pub(super) fn parse(text: &str) -> Self {
        let first = text.lines().next().unwrap_or_default().trim_end();
        match first {
            "---" => yaml(text),
            "+++" => toml(text),
            "{" => json(text),
            _ => Self::default(),
        }
    }

    /// A value that is text, or a number as written.
    pub(super) fn text(&self, key: &str) -> Option<String> {
        scalar(self.values.get(key)?)
    }

    /// A whole number.
    pub(super) fn number(&self, key: &str) -> Option<i64> {
        let value = self.values.get(key)?;
        let whole = |text: &str| text.trim().split('.').next()?.parse().ok();
        value.as_i64().or_else(|| whole(&value.as_f64()?.to_string())).or_else(|| whole(value.as_str()?))
    }

    /// Whether a key says `true`.
    pub(super) fn is_true(&self, key: &str) -> bool {
        self.values.get(key).is_some_and(|value| value == &Value::Bool(true) || value.as_str() == Some("true"))
    }

    /// Whether a key says `false`.
    pub(super) fn is_false(&self, key: &str) -> bool {
        self.values.get(key).is_some_and(|value| value == &Value::Bool(false) || value.as_str() == Some("false"))
    }

    /// The texts of a list, or of one value.
    pub(super) fn list(&self, key: &str) -> Vec<String> {
        match self.values.get(key) {
            Some(Value::Array(items)) => items.iter().filter_map(scalar).collect(),
            Some(value) => scalar(value).into_iter().collect(),
            None => Vec::new(),
        }
    }
}

/// The text of a single value.
pub(super) fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(truth) => Some(truth.to_string()),
        _ => None,
    }
}

fn yaml(text: &str) -> Front {
    let start = text.find('\n').map_or(text.len(), |end| end + 1);
    let mut at = start;
    let mut close = None;
    for line in text[start..].split_inclusive('\n') {
        if matches!(line.trim_end(), "---" | "...") {
            close = Some((at, at + line.len()));
            break;
        }
        at += line.len();
    }
    let Some((end, body)) = close else { return Front::default() };
    let document = yaml::read(text, start..end);
    let root = document.root;
    let is_map = root.as_ref().is_some_and(|root| matches!(root.content, yaml::Content::Mapping(_)));
    if !is_map && !text[start..end].trim().is_empty() && document.problems.is_empty() {
        // A text between two thematic breaks.
        return Front::default();
    }
    let entries = root.as_ref().and_then(|root| root.entries("").ok()).unwrap_or_default();
    let line_start = |at: usize| text[..at].rfind('\n').map_or(0, |end| end + 1);
    let is_block = entries
        .iter()
        .all(|entry| line_start(entry.key_span.start) == entry.key_span.start - usize::from(quoted(text, entry.key_span.start)));
    let mut lines = Vec::new();
    if is_block {
        for (number, entry) in entries.iter().enumerate() {
            let from = if number == 0 { start } else { line_start(entry.key_span.start) };
            let to = entries.get(number + 1).map_or(end, |next| line_start(next.key_span.start));
            lines.push((entry.key.clone(), from..to));
        }
    }
    let values = entries.iter().map(|entry| (entry.key.clone(), entry.value.to_json())).collect();
    let fault = document.problems.into_iter().next().map(|problem| problem.message);
    Front { format: Format::Yaml, values, lines, body, fault }
}

fn quoted(text: &str, at: usize) -> bool {
    text[..at].ends_with(['"', '\''])
}

fn toml(text: &str) -> Front {
    let start = text.find('\n').map_or(text.len(), |end| end + 1);
    let Some(length) = text[start..].find("\n+++").map(|at| at + 1).or_else(|| text[start..].starts_with("+++").then_some(0))
    else {
        return Front::default();
    };
    let end = start + length;
    let body = text[end..].find('\n').map_or(text.len(), |next| end + next + 1);
    match text[start..end].parse::<toml::Table>() {
        Ok(table) => {
            let values = match toml_value(toml::Value::Table(table)) {
                Value::Object(values) => values,
                _ => Map::new(),
            };
            Front { format: Format::Toml, values, body, ..Front::default() }
        }
        Err(error) => Front { format: Format::Toml, body, fault: Some(error.message().to_owned()), ..Front::default() },
    }
}

/// A value of TOML as JSON; dates are text.
pub(super) fn toml_value(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => Value::String(text),
        toml::Value::Integer(number) => number.into(),
        toml::Value::Float(number) => serde_json::Number::from_f64(number).map_or(Value::Null, Value::Number),
        toml::Value::Boolean(truth) => truth.into(),
        toml::Value::Datetime(date) => Value::String(date.to_string()),
        toml::Value::Array(items) => items.into_iter().map(toml_value).collect(),
        toml::Value::Table(table) => Value::Object(table.into_iter().map(|(key, value)| (key, toml_value(value))).collect()),
    }
}

fn json(text: &str) -> Front {
    let mut stream = serde_json::Deserializer::from_str(text).into_iter::<Map<String, Value>>();
    let Some(Ok(values)) = stream.next() else { return Front::default() };
    let end = stream.byte_offset();
    let body = text[end..].find('\n').map_or(text.len(), |next| end + next + 1);
    Front { format: Format::Json, values, body, ..Front::default() }
}

/// What happens to a page's front matter.
#[derive(Debug, Clone, Default)]
pub(super) struct Rewriting {
    /// Keys that are removed, since their meaning is elsewhere now.
    pub(super) taken: Vec<String>,
    /// Our keys with their values, in this order.
    pub(super) set: Vec<(String, Value)>,
}

/// The front matter of the new page, with its fences; empty if there are no keys.
pub(super) fn write(front: &Front, text: &str, rewriting: &Rewriting, path: &str, report: &mut Report) -> String {
    let is_set = |key: &str| rewriting.set.iter().any(|(set, _)| set == key);
    let is_gone = |key: &str| is_set(key) || rewriting.taken.iter().any(|taken| taken == key);
    let mut lines = String::new();
    for (key, value) in &rewriting.set {
        let _ = writeln!(lines, "{}: {}", yaml::scalar(key), flow(value));
    }
    if front.format == Format::Yaml && !front.lines.is_empty() {
        for (key, span) in &front.lines {
            if is_gone(key) {
                continue;
            }
            match new_name(key, &front.values[key]) {
                None => lines.push_str(&text[span.clone()]),
                Some(name) => {
                    report.file(Section::Changed, format!("the key `{key}` means something else here and is `{name}` now"), path);
                    let _ = writeln!(lines, "{name}: {}", flow(&front.values[key]));
                }
            }
        }
    } else {
        for (key, value) in front.values.iter().filter(|(key, value)| !is_gone(key) && !value.is_null()) {
            let name = new_name(key, value).unwrap_or_else(|| key.clone());
            let _ = writeln!(lines, "{}: {}", yaml::scalar(&name), flow(value));
        }
        if matches!(front.format, Format::Toml | Format::Json) {
            report.file(Section::Changed, "front matter in TOML or JSON became YAML", path);
        }
    }
    for key in
        front.values.keys().filter(|key| !is_gone(key) && FrontMatterKey::named(key).is_none_or(FrontMatterKey::is_optional))
    {
        report.file(Section::Kept, format!("the key `{key}` is kept for the theme, as `page.extra.{key}`"), path);
    }
    if lines.trim().is_empty() { String::new() } else { format!("---\n{lines}---\n") }
}

/// The new name of a foreign key whose value would not be valid under the same key here.
fn new_name(key: &str, value: &Value) -> Option<String> {
    let is_text = matches!(value, Value::String(_) | Value::Number(_) | Value::Bool(_) | Value::Null);
    let is_texts = is_text || value.as_array().is_some_and(|items| items.iter().all(Value::is_string));
    let fits = match FrontMatterKey::named(key)? {
        FrontMatterKey::Title | FrontMatterKey::Description => is_text,
        FrontMatterKey::Order => value.is_i64() || value.is_null(),
        FrontMatterKey::Draft | FrontMatterKey::Search | FrontMatterKey::Unlisted => value.is_boolean() || value.is_null(),
        FrontMatterKey::Authors | FrontMatterKey::Owner => is_texts,
        FrontMatterKey::Stage
        | FrontMatterKey::Needs
        | FrontMatterKey::Kind
        | FrontMatterKey::Aliases
        | FrontMatterKey::Reviewed
        | FrontMatterKey::Audience
        | FrontMatterKey::ReviewEvery => false,
        FrontMatterKey::Status
        | FrontMatterKey::ReplacedBy
        | FrontMatterKey::Tags
        | FrontMatterKey::Date
        | FrontMatterKey::Effort
        | FrontMatterKey::Cadence
        | FrontMatterKey::Role
        | FrontMatterKey::Outcome => true,
    };
    (!fits).then(|| format!("imported_{key}"))
}

/// A value in YAML's flow style, on one line.
pub(super) fn flow(value: &Value) -> String {
    match value {
        Value::String(text) => yaml::scalar(text),
        Value::Array(items) => format!("[{}]", items.iter().map(flow).collect::<Vec<_>>().join(", ")),
        Value::Object(entries) if entries.is_empty() => "{}".to_owned(),
        Value::Object(entries) => {
            let entries: Vec<String> =
                entries.iter().map(|(key, value)| format!("{}: {}", yaml::scalar(key), flow(value))).collect();
            format!("{{ {} }}", entries.join(", "))
        }
        other => other.to_string(),
    }
}
