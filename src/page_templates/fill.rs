//! A template with its placeholders filled in, and where each byte of that came from.

use std::ops::Range;

use crate::parse::front_matter::{self, Block};
use crate::yaml;

/// What can be filled in, with what it stands for.
pub const PLACEHOLDERS: [(&str, &str); 4] = [
    ("title", "the page's title"),
    ("date", "the day on which the page is made"),
    ("owner", "who keeps it"),
    ("number", "the next number of the pages beside it"),
];

/// What is filled in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Values {
    /// `{{ title }}`
    pub title: String,
    /// `{{ date }}`, as `2026-11-22`.
    pub date: String,
    /// `{{ owner }}`; several stand behind one another.
    pub owners: Vec<String>,
    /// `{{ number }}`
    pub number: String,
}

impl Values {
    fn of(&self, name: &str) -> Option<String> {
        match name {
            "title" => Some(self.title.clone()),
            "date" => Some(self.date.clone()),
            "owner" => Some(self.owners.join(", ")),
            "number" => Some(self.number.clone()),
            _ => None,
        }
    }
}

/// A text that was filled in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filled {
    /// The text.
    pub text: String,
    /// What was put in, by its bytes in the text, and the bytes of the template that it took the place of.
    pieces: Vec<(Range<usize>, Range<usize>)>,
    /// The placeholders that nothing can be filled in for: their names and bytes in the template.
    pub unknown: Vec<(String, Range<usize>)>,
}

impl Filled {
    /// The bytes of the template that stand for some bytes of the text.
    #[must_use]
    pub fn back(&self, span: Range<usize>) -> Range<usize> {
        let start = self.back_at(span.start, true);
        start..self.back_at(span.end, false).max(start)
    }

    /// What lies within something that was put in is the whole of what that took the place of.
    fn back_at(&self, at: usize, is_start: bool) -> usize {
        let before = self.pieces.iter().take_while(|(put, _)| put.start < at || (is_start && put.start == at && !put.is_empty()));
        match before.last() {
            Some((put, from)) if at < put.end || (!is_start && at == put.end) => {
                if is_start {
                    from.start
                } else {
                    from.end
                }
            }
            Some((put, from)) => from.end + (at - put.end),
            None => at,
        }
    }

    fn put(&mut self, text: &str, from: Range<usize>) {
        let start = self.text.len();
        self.text.push_str(text);
        self.pieces.push((start..self.text.len(), from));
    }
}

/// Fills a template in. In the front matter a value is written as YAML wants it, and a key whose whole value is empty is left out.
#[must_use]
pub fn fill(template: &str, values: &Values) -> Filled {
    let mut filled = Filled::default();
    let within = match front_matter::place(template) {
        Block::Yaml(within) => within,
        Block::Absent | Block::Faulty => 0..0,
    };
    prose(&template[..within.start], 0, values, &mut filled);
    let mut at = within.start;
    for line in template[within.clone()].split_inclusive('\n') {
        key_line(line, at, values, &mut filled);
        at += line.len();
    }
    prose(&template[within.end..], within.end, values, &mut filled);
    filled
}

/// Placeholders in running text; `start` is where it begins in the template.
fn prose(text: &str, start: usize, values: &Values, filled: &mut Filled) {
    let mut at = 0;
    for (place, name) in placeholders(text) {
        filled.text.push_str(&text[at..place.start]);
        let from = start + place.start..start + place.end;
        if let Some(value) = values.of(name) {
            filled.put(&value, from);
        } else {
            filled.unknown.push((name.to_owned(), from));
            filled.text.push_str(&text[place.clone()]);
        }
        at = place.end;
    }
    filled.text.push_str(&text[at..]);
}

/// A line of the front matter. Where a value is one scalar, it is written anew as a whole, so that no title breaks the YAML.
fn key_line(line: &str, start: usize, values: &Values, filled: &mut Filled) {
    let ending = line.len() - line.trim_end_matches(['\n', '\r']).len();
    let content = &line[..line.len() - ending];
    let value_start =
        content.find(": ").map_or_else(|| content.len() - content.trim_start().trim_start_matches("- ").len(), |found| found + 2);
    let value = &content[value_start..];
    let quote = value.trim().chars().next().filter(|mark| matches!(mark, '"' | '\''));
    let inner = match quote {
        Some(quote) => value.trim().strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote)).unwrap_or(value.trim()),
        None => value.trim(),
    };
    let is_scalar =
        !inner.starts_with('[') && (!inner.starts_with('{') || inner.starts_with("{{")) && !content.trim_start().starts_with('#');
    let found: Vec<_> = placeholders(inner).collect();
    if found.is_empty() || !is_scalar || found.iter().any(|(_, name)| values.of(name).is_none()) {
        return prose(line, start, values, filled);
    }
    let is_whole = matches!(&found[..], [(place, _)] if *place == (0..inner.len()));
    let written = match &found[..] {
        [(_, "owner")] if is_whole && values.owners.len() > 1 => {
            format!("[{}]", values.owners.iter().map(|owner| yaml::scalar(owner)).collect::<Vec<_>>().join(", "))
        }
        [(_, name)] if is_whole => match values.of(name).unwrap_or_default() {
            empty if empty.is_empty() => return filled.put("", start..start + line.len()),
            // A date is one without quotes.
            date if *name == "date" => date,
            value => yaml::scalar(&value),
        },
        _ => {
            let mut whole = Filled::default();
            prose(inner, 0, values, &mut whole);
            yaml::scalar(&whole.text)
        }
    };
    filled.text.push_str(&content[..value_start]);
    filled.put(&written, start + value_start..start + content.len());
    filled.text.push_str(&line[content.len()..]);
}

/// The placeholders of a text, `{{ name }}`, with their bytes.
fn placeholders(text: &str) -> impl Iterator<Item = (Range<usize>, &str)> {
    text.match_indices("{{").filter_map(|(open, _)| {
        let inside = &text[open + 2..];
        let close = inside.find("}}").filter(|close| !inside[..*close].contains(['\n', '{']))?;
        let name = inside[..close].trim();
        let is_name = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        is_name.then_some((open..open + 2 + close + 2, name))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values() -> Values {
        Values {
            title: "Why: \"now\"?".into(),
            date: "2026-05-30".into(),
            owners: vec!["ada".into(), "bo".into()],
            number: "0007".into(),
        }
    }

    #[test]
    fn a_template_is_filled_in_as_yaml_and_markdown_want_it() {
        let template = "---\ntitle: \"{{ title }}\"\nowner: {{ owner }}\ndate: {{date}}\nalias: 'ADR {{ number }}: {{ title }}'\ntags: [{{ owner }}]\n---\n# {{ number }}. {{ title }}\n\n{{ what }}\n";
        let filled = fill(template, &values());
        assert_eq!(
            filled.text,
            "---\ntitle: \"Why: \\\"now\\\"?\"\nowner: [ada, bo]\ndate: 2026-05-30\nalias: \"ADR 0007: Why: \\\"now\\\"?\"\ntags: [ada, bo]\n---\n# 0007. Why: \"now\"?\n\n{{ what }}\n"
        );
        let what = template.find("{{ what }}").expect("it is there");
        assert_eq!(filled.unknown, [("what".to_owned(), what..what + 10)]);
        let in_text = filled.text.find("{{ what").expect("it stays");
        assert_eq!(filled.back(in_text..in_text + 10), what..what + 10);
        let title = filled.text.find("Why").expect("the title");
        assert_eq!(&template[filled.back(title..title + 3)], "\"{{ title }}\"");
    }

    #[test]
    fn nobody_keeps_it_and_the_key_is_gone() {
        let filled = fill("---\nowner: \"{{ owner }}\"\nkind: play\n---\nA.\n", &Values::default());
        assert_eq!(filled.text, "---\nkind: play\n---\nA.\n");
        let kind = filled.text.find("play").expect("it is there");
        assert_eq!(filled.back(kind..kind + 4), 31..35);
    }
}
