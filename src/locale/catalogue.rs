//! One file of texts: `locale/LANGUAGE.yaml` of a theme.

use std::collections::BTreeMap;

use serde::Serialize;

use super::plural::Plural;
use crate::yaml::{self, Content, Entry, Node, Problem};

/// The number of months.
const MONTHS: usize = 12;

/// The texts of one language, as in one file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Catalogue {
    /// The texts of pages, cards and `llms.txt`, by name.
    pub texts: BTreeMap<String, Text>,
    /// The texts of scripts, by the script's name without its extension, then by name.
    pub scripts: BTreeMap<String, BTreeMap<String, Text>>,
    /// The names of the months: none or twelve.
    pub months: Vec<String>,
    /// Date formats, by the format's name, `day` or `month`: texts with `{day}`, `{month}` and `{year}`.
    pub dates: BTreeMap<String, String>,
}

/// A text, whose `{placeholders}` are filled in when it is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Text {
    /// One text for every number.
    Plain(String),
    /// One text for each plural form, by CLDR's names; `other` is always present.
    Counted(BTreeMap<&'static str, String>),
}

impl Text {
    /// The text in a plural form, or in the form `other` if that is missing.
    #[must_use]
    pub fn form(&self, form: Plural) -> &str {
        match self {
            Self::Plain(text) => text,
            Self::Counted(forms) => {
                forms.get(form.name()).or_else(|| forms.get(Plural::Other.name())).map(String::as_str).unwrap_or_default()
            }
        }
    }

    /// All its forms.
    pub fn forms(&self) -> Vec<&str> {
        match self {
            Self::Plain(text) => vec![text],
            Self::Counted(forms) => forms.values().map(String::as_str).collect(),
        }
    }
}

impl Catalogue {
    /// Reads a catalogue. Invalid parts are reported and dropped.
    #[must_use]
    pub fn parse(text: &str) -> (Self, Vec<Problem>) {
        let document = yaml::read(text, 0..text.len());
        let mut problems = document.problems;
        let mut catalogue = Self::default();
        let top = document.root.as_ref().map(|root| root.entries("the catalogue"));
        for entry in kept(top.unwrap_or(Ok(&[])), &mut problems) {
            match &*entry.key {
                "texts" => catalogue.texts = texts(entry, &mut problems),
                "scripts" => {
                    for script in kept(entry.value.entries("scripts"), &mut problems) {
                        let read = texts(script, &mut problems);
                        catalogue.scripts.insert(script.key.clone(), read);
                    }
                }
                "months" => {
                    let months = entry.value.items().iter().map(|month| month.text("months").map(str::to_owned));
                    catalogue.months = months.filter_map(|month| kept(month.map(Some), &mut problems)).collect();
                    if catalogue.months.len() != MONTHS {
                        let message = format!("`months` names {} months", catalogue.months.len());
                        problems.push(Problem::new(entry.place(), message, "list the twelve months in their order"));
                        catalogue.months.clear();
                    }
                }
                "dates" => {
                    for form in kept(entry.value.entries("dates"), &mut problems) {
                        let text = kept(form.value.text(&form.key).map(Some), &mut problems);
                        catalogue.dates.extend(text.map(|text| (form.key.clone(), text.to_owned())));
                    }
                }
                key => {
                    let message = format!("a catalogue has no key `{key}`");
                    let help = "its keys are `texts`, `scripts`, `months` and `dates`";
                    problems.push(Problem::new(entry.key_span.clone(), message, help));
                }
            }
        }
        (catalogue, problems)
    }

    /// This catalogue, completed from another.
    #[must_use]
    pub fn over(mut self, other: Self) -> Self {
        self.fill_gaps(other);
        self
    }

    /// Adds missing texts from another catalogue.
    pub(super) fn fill_gaps(&mut self, other: Self) {
        let Self { texts, scripts, months, dates } = other;
        for (name, text) in texts {
            self.texts.entry(name).or_insert(text);
        }
        for (script, texts) in scripts {
            let own = self.scripts.entry(script).or_default();
            for (name, text) in texts {
                own.entry(name).or_insert(text);
            }
        }
        if self.months.is_empty() {
            self.months = months;
        }
        for (form, text) in dates {
            self.dates.entry(form).or_insert(text);
        }
    }
}

/// The value, or none with the problem reported.
fn kept<T: Default>(read: Result<T, Problem>, problems: &mut Vec<Problem>) -> T {
    read.unwrap_or_else(|problem| {
        problems.push(problem);
        T::default()
    })
}

fn texts(group: &Entry, problems: &mut Vec<Problem>) -> BTreeMap<String, Text> {
    let entries = kept(group.value.entries(&group.key), problems);
    entries.iter().filter_map(|entry| Some((entry.key.clone(), kept(text(entry).map(Some), problems)?))).collect()
}

fn text(entry: &Entry) -> Result<Text, Problem> {
    let Content::Mapping(forms) = &entry.value.content else { return plain(&entry.key, &entry.value).map(Text::Plain) };
    let mut counted = BTreeMap::new();
    for form in forms {
        let Some(known) = Plural::parse(&form.key) else {
            let message = format!("there is no plural form `{}`", form.key);
            return Err(Problem::new(
                form.key_span.clone(),
                message,
                "the forms are `zero`, `one`, `two`, `few`, `many` and `other`",
            ));
        };
        counted.insert(known.name(), plain(&form.key, &form.value)?);
    }
    if counted.contains_key(Plural::Other.name()) {
        Ok(Text::Counted(counted))
    } else {
        Err(Problem::new(
            entry.place(),
            format!("`{}` lacks the form `other`", entry.key),
            "add `other`, which every language has",
        ))
    }
}

fn plain(name: &str, node: &Node) -> Result<String, Problem> {
    node.text(name).map(str::to_owned)
}
