//! What was imported, what was changed, and what needs a person: grouped by kind, with a count and every place.

use std::collections::BTreeMap;
use std::fmt::Write;

/// What a line of the report is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Section {
    /// It was imported, and means the same.
    Kept,
    /// It was imported in another form.
    Changed,
    /// It was left unchanged or not imported, and a person has to decide.
    Person,
}

/// Where something was found: a file of the old site, and a line if known.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The file, relative to the old site.
    pub file: String,
    /// The line, counted from 1.
    pub line: Option<usize>,
}

/// The report as it grows.
#[derive(Debug, Clone, Default)]
pub struct Report {
    entries: BTreeMap<(Section, String), Vec<Option<Place>>>,
}

/// How many places the short form names for each entry.
const SHORT: usize = 3;

impl Report {
    /// Records one occurrence of `what` at a line of a file.
    pub(super) fn at(&mut self, section: Section, what: impl Into<String>, file: &str, line: usize) {
        self.push(section, what, Some(Place { file: file.to_owned(), line: Some(line) }));
    }

    /// Records one occurrence of `what` in a file.
    pub(super) fn file(&mut self, section: Section, what: impl Into<String>, file: &str) {
        self.push(section, what, Some(Place { file: file.to_owned(), line: None }));
    }

    /// Records something without a place.
    pub(super) fn note(&mut self, section: Section, what: impl Into<String>) {
        self.push(section, what, None);
    }

    fn push(&mut self, section: Section, what: impl Into<String>, place: Option<Place>) {
        self.entries.entry((section, what.into())).or_default().push(place);
    }

    /// How many occurrences a section has.
    #[must_use]
    pub fn count(&self, section: Section) -> usize {
        self.entries.iter().filter(|((of, _), _)| *of == section).map(|(_, places)| places.len()).sum()
    }

    /// The whole report as Markdown, with every place.
    #[must_use]
    pub fn markdown(&self, heading: &str) -> String {
        let mut text = format!("# {heading}\n");
        self.write(&mut text, "## ", "- ", usize::MAX);
        text
    }

    /// The report for a terminal: each entry with its first places.
    #[must_use]
    pub fn short(&self) -> String {
        let mut text = String::new();
        self.write(&mut text, "", "  ", SHORT);
        text
    }

    fn write(&self, text: &mut String, heading: &str, bullet: &str, most: usize) {
        for (section, title) in
            [(Section::Kept, "What came over"), (Section::Changed, "What was changed"), (Section::Person, "What needs a person")]
        {
            let entries: Vec<_> = self.entries.iter().filter(|((of, _), _)| *of == section).collect();
            if entries.is_empty() {
                continue;
            }
            let _ = writeln!(text, "\n{heading}{title}\n");
            for ((_, what), places) in entries {
                let _ = writeln!(text, "{bullet}{what}{}", shown(places, most));
            }
        }
    }
}

/// The count and the places of an entry, with the lines of one file together.
fn shown(places: &[Option<Place>], most: usize) -> String {
    let mut files: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for place in places.iter().flatten() {
        files.entry(&place.file).or_default().extend(place.line);
    }
    if files.is_empty() {
        return String::new();
    }
    let mut named: Vec<String> = Vec::new();
    for (file, lines) in &mut files {
        lines.sort_unstable();
        if lines.is_empty() {
            named.push(format!("`{file}`"));
        }
        named.extend(lines.iter().map(|line| format!("`{file}:{line}`")));
    }
    let left_out = named.len().saturating_sub(most);
    named.truncate(most);
    let more = if left_out > 0 { format!(" and {left_out} more") } else { String::new() };
    let count = if places.len() > 1 { format!(" ({} times)", places.len()) } else { String::new() };
    format!("{count}: {}{more}", named.join(", "))
}
