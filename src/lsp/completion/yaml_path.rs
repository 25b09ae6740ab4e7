//! A position in YAML, determined from lines and indentation alone, since incomplete YAML can rarely be parsed.

use std::ops::Range;

use crate::yaml::KeyFacts;

/// A place in YAML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::lsp) struct YamlPlace {
    /// The keys around it, outermost first. For a value the last is its own key.
    pub(in crate::lsp) path: Vec<String>,
    /// Whether it is in a value rather than a key.
    pub(in crate::lsp) is_value: bool,
    /// The bytes of the word at the position.
    pub(in crate::lsp) word: Range<usize>,
    /// Whether there is no space between the key's colon and the position.
    pub(in crate::lsp) touches_colon: bool,
    /// The column at which its sibling keys begin, in bytes.
    pub(in crate::lsp) column: usize,
}

/// A line, split into its parts.
struct Line<'t> {
    /// The column at which its key or item begins, after dashes.
    column: usize,
    /// The column of its first dash.
    dash: Option<usize>,
    /// Its key, if it has one.
    key: Option<&'t str>,
    /// The byte after the key's colon.
    behind_colon: usize,
}

fn line(text: &str) -> Line<'_> {
    let indent = text.len() - text.trim_start_matches(' ').len();
    let (mut column, mut dash) = (indent, None);
    while let Some(rest) = text[column..].strip_prefix('-').filter(|rest| rest.is_empty() || rest.starts_with(' ')) {
        dash = dash.or(Some(column));
        column = text.len() - rest.trim_start_matches(' ').len();
    }
    let content = &text[column..];
    let colon = content.find(':').filter(|at| content[at + 1..].is_empty() || content[at + 1..].starts_with([' ', '\t']));
    let key =
        colon.map(|at| content[..at].trim().trim_matches(['"', '\''])).filter(|key| !key.is_empty() && !key.starts_with('#'));
    Line { column, dash, key, behind_colon: key.map_or(0, |_| column + colon.unwrap_or_default() + 1) }
}

/// The place of byte `at` in the YAML that begins at byte `start` of `text`.
pub(in crate::lsp) fn place(text: &str, start: usize, at: usize) -> YamlPlace {
    let line_start = text[start..at].rfind('\n').map_or(start, |found| start + found + 1);
    let line_end = text[at..].find(['\n', '\r']).map_or(text.len(), |found| at + found);
    let whole = &text[line_start..line_end];
    let own = line(whole);
    let column = at - line_start;
    let is_value = own.key.is_some() && column >= own.behind_colon;
    let mut path = above(&text[start..line_start], own.column, own.dash);
    if let Some(key) = own.key.filter(|_| is_value) {
        path.push(key.to_owned());
    }
    // `{ a: b, c` and `[a, b` on one line: the part after the last mark counts.
    let value_start = if is_value { own.behind_colon } else { own.column.min(column) };
    let before = &whole[value_start..column];
    let mark = before.rfind(['[', ',', '{']).map_or(0, |found| found + 1);
    let typed = before[mark..].trim_start();
    let word_start = at - typed.len();
    let rest = &text[at..line_end];
    let word_end = at + rest.find([',', ']', '}', ' ', ':', '#']).unwrap_or(rest.len());
    let is_item = own.key.is_none() && own.dash.is_some();
    let is_scalar_item = is_item && !path.is_empty();
    YamlPlace {
        is_value: is_value || is_scalar_item,
        path,
        word: word_start..word_end.max(word_start),
        touches_colon: is_value && before.is_empty(),
        column: own.column,
    }
}

/// The parent keys, in the lines above, of a line at this column.
fn above(text: &str, column: usize, dash: Option<usize>) -> Vec<String> {
    let mut path = Vec::new();
    // A dash may be at the column of its list's key.
    let mut limit = dash.map_or(column, |dash| dash + 1);
    for written in text.lines().rev() {
        let content = written.trim_start();
        if content.is_empty() || content.starts_with('#') {
            continue;
        }
        let line = line(written.trim_end());
        if let Some(key) = line.key.filter(|_| line.column < limit) {
            path.push(key.to_owned());
            limit = line.dash.map_or(line.column, |dash| dash + 1);
        } else if let Some(dash) = line.dash.filter(|dash| *dash < limit) {
            limit = dash + 1;
        }
        if limit == 0 {
            break;
        }
    }
    path.reverse();
    path
}

/// The facts of the keys that are allowed below a path.
pub(in crate::lsp) fn keys_below<'f>(path: &[String], facts: &'f [KeyFacts]) -> &'f [KeyFacts] {
    path.iter().fold(facts, |facts, key| facts.iter().find(|known| known.name == key).map_or(&[], |known| known.value.keys()))
}

/// The key at byte `at`, or whose value contains it, with the key's or the word's bytes.
pub(in crate::lsp) fn key_at(text: &str, at: usize, facts: &[KeyFacts]) -> Option<(KeyFacts, Range<usize>)> {
    let mut place = place(text, 0, at);
    if !place.is_value {
        let line_start = text[..at].rfind('\n').map_or(0, |found| found + 1);
        let line_end = text[at..].find(['\n', '\r']).map_or(text.len(), |found| at + found);
        let own = line(&text[line_start..line_end]);
        place.path.push(own.key?.to_owned());
        place.word = line_start + own.column..line_start + own.behind_colon - 1;
    }
    let (name, parents) = place.path.split_last()?;
    let known = keys_below(parents, facts).iter().find(|known| known.name == name)?;
    Some((*known, place.word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(marked: &str) -> (String, bool, String) {
        let at = marked.find('|').expect("a cursor");
        let text = marked.replacen('|', "", 1);
        let place = place(&text, 0, at);
        (place.path.join("."), place.is_value, text[place.word].to_owned())
    }

    #[test]
    fn a_place_is_told_by_indentation() {
        for (marked, path, is_value, word) in [
            ("ti|", "", false, "ti"),
            ("title: A\n|", "", false, ""),
            ("stage: ad|", "stage", true, "ad"),
            ("stage: |", "stage", true, ""),
            ("stage: [adoption, ac|]", "stage", true, "ac"),
            ("stage:\n  - ad|", "stage", true, "ad"),
            ("stage:\n- ad|", "stage", true, "ad"),
            ("theme:\n  na|", "theme", false, "na"),
            ("theme:\n  name: x\n  acc|", "theme", false, "acc"),
            ("theme:\n  name: x\nta|", "", false, "ta"),
            ("journey:\n  stages:\n    - id: a\n      ti|", "journey.stages", false, "ti"),
            ("journey:\n  stages:\n    - id: a\n    - id|: b", "journey.stages", false, "id"),
            ("checks:\n  broken-link: wa|", "checks.broken-link", true, "wa"),
            ("a:\n  # b:\n\n  c|", "a", false, "c"),
        ] {
            assert_eq!(read(marked), (path.to_owned(), is_value, word.to_owned()), "{marked}");
        }
    }
}
