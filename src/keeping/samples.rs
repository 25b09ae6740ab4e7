//! Blocks of code that name the file they are from: what the file says there, and whether the page still says the same.

use std::collections::BTreeMap;

use crate::diagnostic::{Applicability, Code, Diagnostic};
use crate::index::{Index, Page, SampleFile};
use crate::parse::Sample;
use crate::path::{RepositoryPath, join};

/// A place in a file of the repository.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place<'a> {
    /// The file.
    pub path: RepositoryPath,
    /// Which part of it.
    pub part: Part<'a>,
}

/// A part of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part<'a> {
    /// All of it.
    Whole,
    /// From one line to another, counted from 1, both included.
    Lines(usize, usize),
    /// What stands between two marks of this name.
    Region(&'a str),
}

/// What became of a block of code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// It names no file, or one that was not looked for.
    Unknown,
    /// It says what the file says.
    Fresh,
    /// The file says this instead.
    Stale(String),
    /// It cannot be compared, for this reason, as a sentence without its end.
    Incomparable(String),
}

impl State {
    /// The word for it, for programs.
    #[must_use]
    pub const fn name(&self) -> Option<&'static str> {
        match self {
            Self::Unknown => None,
            Self::Fresh => Some("fresh"),
            Self::Stale(_) => Some("stale"),
            Self::Incomparable(_) => Some("incomparable"),
        }
    }
}

impl<'a> Place<'a> {
    /// Reads `examples/start.py`, `examples/start.py#L3-20` or `examples/start.py#connect`. The path counts from the repository's root;
    /// `None` when it leaves the repository or leads into its `.git`.
    #[must_use]
    pub fn parse(written: &'a str) -> Option<Self> {
        let (path, fragment) = written.split_once('#').unwrap_or((written, ""));
        let path = join("", path.trim_start_matches('/')).ok()?;
        let is_hidden = path.split('/').any(|segment| segment.eq_ignore_ascii_case(".git"));
        let part = match fragment {
            "" => Part::Whole,
            lines => lines_of(lines).unwrap_or(Part::Region(lines)),
        };
        (!path.is_empty() && !is_hidden).then(|| Self { path: RepositoryPath::from(path), part })
    }

    /// What the address of the file on a code host ends with.
    #[must_use]
    pub fn fragment(&self, is_gitlab: bool) -> Option<String> {
        match self.part {
            Part::Lines(first, last) if first == last => Some(format!("L{first}")),
            Part::Lines(first, last) if is_gitlab => Some(format!("L{first}-{last}")),
            Part::Lines(first, last) => Some(format!("L{first}-L{last}")),
            Part::Whole | Part::Region(_) => None,
        }
    }
}

/// `L3`, `L3-20` and `L3-L20`.
fn lines_of(fragment: &str) -> Option<Part<'_>> {
    let lines = fragment.strip_prefix('L')?;
    let (first, last) = lines.split_once('-').unwrap_or((lines, lines));
    let (first, last) = (first.parse().ok()?, last.trim_start_matches('L').parse().ok()?);
    Some(Part::Lines(first, last))
}

/// Compares one block with the file that it names.
#[must_use]
pub fn state(sample: &Sample, files: &BTreeMap<RepositoryPath, SampleFile>) -> State {
    let Some(source) = sample.source.as_deref() else { return State::Unknown };
    let Some(place) = Place::parse(source) else {
        return State::Incomparable(format!("`{source}` is not a file of the repository"));
    };
    let text = match files.get(&place.path) {
        None => return State::Unknown,
        // Other systems take `file=` for a title, and such a title may be the name of no file.
        Some(SampleFile::Missing) if place.part == Part::Whole => return State::Unknown,
        Some(SampleFile::Missing) => return State::Incomparable(format!("the repository has no file `{}`", place.path)),
        Some(SampleFile::Unreadable(why)) => {
            return State::Incomparable(format!("`{}` cannot be compared: {why}", place.path));
        }
        Some(SampleFile::Text(text)) => text,
    };
    match part_of(text, &place) {
        Ok(expected) if same(&expected, &sample.code) => State::Fresh,
        Ok(expected) => State::Stale(expected),
        Err(why) => State::Incomparable(why),
    }
}

/// The problems of all pages that are built.
pub(super) fn check(index: &Index, pages: &[Page], files: &BTreeMap<RepositoryPath, SampleFile>) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for id in index.built_ids() {
        let page = &pages[id.position()];
        for sample in &page.parsed.samples {
            let problem = match state(sample, files) {
                State::Unknown | State::Fresh => continue,
                State::Incomparable(why) => Diagnostic::new(Code::StaleSample, why)
                    .help("correct what stands behind `file=`: a path from the repository's root, and lines such as `#L3-20` or the name of a region"),
                State::Stale(expected) => stale(sample, &expected),
            };
            let subject = sample.source.as_deref().unwrap_or_default();
            diagnostics.push(problem.in_source(&page.path).at(sample.info.clone()).subject(subject));
        }
    }
    diagnostics
}

fn stale(sample: &Sample, expected: &str) -> Diagnostic {
    let (here, there): (Vec<&str>, Vec<&str>) = (sample.code.trim_end().lines().collect(), expected.lines().collect());
    let source = sample.source.as_deref().unwrap_or_default();
    let number = here.iter().zip(&there).take_while(|(here, there)| here == there).count();
    let said = |line: Option<&&str>| line.map_or_else(|| "nothing".to_owned(), |line| format!("`{}`", line.trim()));
    let differing = here.iter().zip(&there).filter(|(here, there)| here != there).count() + here.len().abs_diff(there.len());
    let lines = format!("{differing} line{}", if differing == 1 { "" } else { "s" });
    let message = format!(
        "this code differs from `{source}` in {lines}: line {} is {} here and {} there",
        number + 1,
        said(here.get(number)),
        said(there.get(number))
    );
    let diagnostic = Diagnostic::new(Code::StaleSample, message);
    match replacement(sample, expected) {
        Some(text) => diagnostic
            .fix_at(sample.content.clone(), text, Applicability::Safe)
            .help("`journeybook fix` takes the text of the file; where the page is right, change the file"),
        None => diagnostic.help("make the fence longer than those in the file, and then take the text of the file"),
    }
}

/// The file's text for the place of the code, with what stands before each line of it on the page; `None` when it would end the block.
fn replacement(sample: &Sample, expected: &str) -> Option<String> {
    let Sample { prefix, fence, code, .. } = sample;
    let ends = |line: &str| line.trim_start().starts_with(&**fence);
    if fence.is_empty() || expected.lines().any(ends) {
        return None;
    }
    let lines = expected.lines().map(|line| format!("{line}\n"));
    let whole = lines.collect::<Vec<_>>().join(prefix);
    // A block that the page's end closes has no line end.
    let is_ended = code.is_empty() || code.ends_with('\n');
    Some(if is_ended { whole } else { whole.trim_end().to_owned() })
}

fn same(expected: &str, code: &str) -> bool {
    let lines = |text: &str| text.trim_end().lines().map(str::trim_end).map(str::to_owned).collect::<Vec<_>>();
    lines(expected) == lines(code)
}

/// A part of a file's text, without the indentation that all of its lines share and without empty lines around it.
fn part_of(text: &str, place: &Place<'_>) -> Result<String, String> {
    let lines: Vec<&str> = text.lines().collect();
    let chosen = match place.part {
        Part::Whole => lines,
        Part::Lines(first, last) => {
            let count = lines.len();
            let range = (first >= 1 && first <= last && last <= count).then(|| first - 1..last);
            let why = || format!("`{}` has {count} lines, so there are no lines {first} to {last}", place.path);
            lines[range.ok_or_else(why)?].to_vec()
        }
        Part::Region(name) => {
            let start = lines.iter().position(|line| is_mark(line, &STARTS, name));
            let why = || format!("`{}` has no region `{name}`", place.path);
            let below = &lines[start.ok_or_else(why)? + 1..];
            let end = below.iter().position(|line| is_mark(line, &ENDS, name));
            let why = || format!("the region `{name}` of `{}` has no end", place.path);
            below[..end.ok_or_else(why)?].to_vec()
        }
    };
    let is_region = matches!(place.part, Part::Region(_));
    let shown: Vec<&str> = chosen.into_iter().filter(|line| !(is_region && is_any_mark(line))).collect();
    let indent = |line: &&str| line.len() - line.trim_start().len();
    let common = shown.iter().filter(|line| !line.trim().is_empty()).map(indent).min().unwrap_or(0);
    let cut: Vec<&str> = shown.iter().map(|line| line.get(common..).unwrap_or_default().trim_end()).collect();
    Ok(cut.join("\n").trim_matches('\n').to_owned())
}

/// What opens a region, with its name behind it.
const STARTS: [&str; 3] = ["[START ", "#region ", "ANCHOR: "];
/// What closes one.
const ENDS: [&str; 3] = ["[END ", "#endregion ", "ANCHOR_END: "];

fn is_mark(line: &str, marks: &[&str], name: &str) -> bool {
    marks.iter().any(|mark| {
        let named = line.split_once(mark).map(|(_, behind)| behind.trim_start());
        named
            .and_then(|named| named.strip_prefix(name))
            .is_some_and(|rest| rest.chars().next().is_none_or(|next| !(next.is_alphanumeric() || matches!(next, '-' | '_'))))
    })
}

/// Marks of regions within a region are not shown.
fn is_any_mark(line: &str) -> bool {
    STARTS.iter().chain(&ENDS).any(|mark| line.contains(mark))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_stay_in_the_repository() {
        for (written, path, part) in [
            ("a/b.py", Some("a/b.py"), Part::Whole),
            ("/a.py#L3", Some("a.py"), Part::Lines(3, 3)),
            ("./a.py#L3-20", Some("a.py"), Part::Lines(3, 20)),
            ("a.py#L3-L20", Some("a.py"), Part::Lines(3, 20)),
            ("a.py#Load", Some("a.py"), Part::Region("Load")),
            ("../a.py", None, Part::Whole),
            (".git/config", None, Part::Whole),
            ("lib/.GIT/config#L1", None, Part::Whole),
            ("#L3", None, Part::Whole),
        ] {
            let place = Place::parse(written);
            assert_eq!(place.as_ref().map(|place| place.path.as_str()), path, "{written}");
            assert!(place.is_none_or(|place| place.part == part), "{written}");
        }
    }

    #[test]
    fn parts_are_cut_out_and_lose_their_indentation() {
        let text = "one\n# [START keys]\n  two\n    three\n# [END keys]\n//#region keys-more\nfour\n// #endregion keys-more\n";
        for (source, expected) in [
            ("a#L1", Ok("one")),
            ("a#L3-4", Ok("two\n  three")),
            ("a#keys", Ok("two\n  three")),
            ("a#keys-more", Ok("four")),
            ("a#L4-99", Err("`a` has 8 lines, so there are no lines 4 to 99")),
            ("a#L0", Err("`a` has 8 lines, so there are no lines 0 to 0")),
            ("a#key", Err("`a` has no region `key`")),
        ] {
            let place = Place::parse(source).expect("a place");
            assert_eq!(part_of(text, &place), expected.map(str::to_owned).map_err(str::to_owned), "{source}");
        }
    }
}
