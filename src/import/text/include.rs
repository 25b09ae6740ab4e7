//! Files and parts of files that a page includes: their text replaces the mark, as the old system would have done.

use super::{Edit, Text};

/// How deeply included texts may include others.
const DEEPEST: usize = 8;

/// A file to include, and the part of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::import) struct Wanted {
    /// How the file is named.
    pub(in crate::import) name: String,
    /// The part of it.
    pub(in crate::import) part: Part,
    /// How it is shown.
    pub(in crate::import) shown: Shown,
}

/// How an included text is shown.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(in crate::import) enum Shown {
    /// Unchanged.
    #[default]
    Text,
    /// As code, with an optional title.
    Code(Option<String>),
}

/// Returns the text of a file that a page names, and the file's own path.
type Read<'a> = &'a dyn Fn(&str, &str) -> Option<(String, String)>;

/// A part of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::import) enum Part {
    /// All of it.
    Whole,
    /// Lines from the first to the last, counted from 1, both included.
    Lines(usize, usize),
    /// The text between two marks with that name.
    Region(String),
    /// Several runs of lines.
    Runs(Vec<(usize, usize)>),
}

/// A mark that includes a file, at bytes of the text.
#[derive(Debug, Clone)]
pub(in crate::import) struct Mark {
    pub(in crate::import) span: std::ops::Range<usize>,
    pub(in crate::import) wanted: Wanted,
}

/// Replaces the marks that `marks` finds by the texts of files. `read` returns a file's text for a name on a page, and its own
/// path; marks of files that it does not find stay unchanged.
pub(in crate::import) fn expand(
    text: &Text,
    path: &str,
    marks: &dyn Fn(&str) -> Vec<Mark>,
    read: Read<'_>,
    told: &mut dyn FnMut(usize, bool),
) -> Text {
    let edits = marks(&text.text)
        .into_iter()
        .filter_map(|mark| {
            let line = text.line(mark.span.start);
            let found = resolve(&mark, path, marks, read, DEEPEST);
            told(line, found.is_some());
            // An included text keeps the indentation of its mark.
            let start = text.text[..mark.span.start].rfind('\n').map_or(0, |end| end + 1);
            let margin = &text.text[start..mark.span.start];
            let found = found?;
            let found =
                if !margin.is_empty() && margin.trim().is_empty() { found.replace('\n', &format!("\n{margin}")) } else { found };
            Some(Edit::new(mark.span, found))
        })
        .collect();
    text.edited(edits)
}

fn resolve(mark: &Mark, path: &str, marks: &dyn Fn(&str) -> Vec<Mark>, read: Read<'_>, deepest: usize) -> Option<String> {
    if mark.wanted.name.is_empty() {
        // A mark around others that includes nothing itself.
        return Some(String::new());
    }
    let (file, text) = read(path, &mark.wanted.name)?;
    let text = part(&text, &mark.wanted.part)?;
    if let Shown::Code(title) = &mark.wanted.shown {
        let language = super::super::tree::name(&file).rsplit_once('.').map_or("", |(_, extension)| extension);
        let title = title.as_deref().map(|title| format!(" [{title}]")).unwrap_or_default();
        let mark = if text.contains("```") { "````" } else { "```" };
        return Some(format!("{mark}{language}{title}\n{text}\n{mark}"));
    }
    // The front matter of an included page is not part of the text.
    let text =
        if super::super::tree::is_page(&file) { text[super::super::front::Front::parse(&text).body..].to_owned() } else { text };
    if deepest == 0 || !super::super::tree::is_page(&file) {
        return Some(text);
    }
    let inner: Vec<Edit> = marks(&text)
        .iter()
        .filter_map(|mark| Some(Edit::new(mark.span.clone(), resolve(mark, &file, marks, read, deepest - 1)?)))
        .collect();
    Some(Text::new(&text, 1).edited(inner).text)
}

/// The part of a text, without the marks of regions and without a final line end.
pub(in crate::import) fn part(text: &str, part: &Part) -> Option<String> {
    let lines: Vec<&str> = text.lines().collect();
    let chosen: Vec<&str> = match part {
        Part::Whole => lines.into_iter().filter(|line| !is_marker(line)).collect(),
        Part::Lines(first, last) => {
            let last = (*last).min(lines.len());
            lines.get(first.saturating_sub(1)..last)?.to_vec()
        }
        Part::Runs(runs) => runs
            .iter()
            .filter_map(|(first, last)| lines.get(first.saturating_sub(1)..(*last).min(lines.len())))
            .flatten()
            .copied()
            .collect(),
        Part::Region(name) => {
            let opens =
                |line: &str| ["ANCHOR:", "--8<-- [start:", "#region ", "[START "].iter().any(|mark| names(line, mark, name));
            let closes = |line: &str| {
                ["ANCHOR_END:", "--8<-- [end:", "#endregion", "[END "]
                    .iter()
                    .any(|mark| names(line, mark, name) || (*mark == "#endregion" && line.trim_end().ends_with(mark)))
            };
            let first = lines.iter().position(|line| opens(line))? + 1;
            let last = first + lines[first..].iter().position(|line| closes(line)).unwrap_or(lines.len() - first);
            let region: Vec<&str> = lines[first..last].iter().copied().filter(|line| !is_marker(line)).collect();
            let indent =
                region.iter().filter(|line| !line.trim().is_empty()).map(|line| line.len() - line.trim_start().len()).min();
            return Some(
                region.iter().map(|line| line.get(indent.unwrap_or(0)..).unwrap_or_default()).collect::<Vec<_>>().join("\n"),
            );
        }
    };
    Some(chosen.join("\n"))
}

fn names(line: &str, mark: &str, name: &str) -> bool {
    line.split_once(mark).is_some_and(|(_, rest)| {
        let rest = rest.trim_start();
        rest.strip_prefix(name).is_some_and(|behind| !behind.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '-')))
    })
}

fn is_marker(line: &str) -> bool {
    ["ANCHOR:", "ANCHOR_END:", "--8<-- [start:", "--8<-- [end:"].iter().any(|mark| line.contains(mark))
}
