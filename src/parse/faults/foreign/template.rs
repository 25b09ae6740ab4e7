//! Template syntax in text: shortcodes of Hugo, tags and variables of Liquid, Jinja, Handlebars and Vue.

use super::found::Found;

/// The greatest distance between an opening and its closing mark, in bytes.
const LONGEST: usize = 2000;

/// The places of the next closing marks, kept so that many openings without one cost only one search.
#[derive(Default)]
pub(super) struct Closers {
    /// For each of [`KINDS`]: where the last search began, and what it found.
    next: [Option<(usize, Option<usize>)>; KINDS.len()],
}

/// Opening and closing marks, longer openings first.
const KINDS: [(&str, &str); 4] = [("{{<", ">}}"), ("{{%", "%}}"), ("{%", "%}"), ("{{", "}}")];

impl Closers {
    /// Where the first closing mark of a kind at or after `from` begins. Calls must be in order of `from`.
    fn find(&mut self, text: &str, kind: usize, from: usize) -> Option<usize> {
        match self.next[kind] {
            Some((begun, found)) if begun <= from && found.is_none_or(|found| found >= from) => found,
            _ => {
                let found = text[from..].find(KINDS[kind].1).map(|found| from + found);
                self.next[kind] = Some((from, found));
                found
            }
        }
    }
}

/// The template syntax that opens at byte `open` of `text`, if it is closed.
pub(super) fn find(text: &str, open: usize, closers: &mut Closers) -> Option<Found> {
    let kind = KINDS.iter().position(|(opening, _)| text[open..].starts_with(opening))?;
    let (opening, closing) = KINDS[kind];
    let inside = open + opening.len();
    let close = closers.find(text, kind, inside).filter(|close| close - inside <= LONGEST)?;
    let expression = text[inside..close].trim_matches(|c: char| c.is_whitespace() || c == '-');
    let is_variable = opening == "{{";
    // `${{ … }}` quotes a workflow; a variable is on one line, and an escaped brace is text.
    let before = text[..open].chars().next_back();
    let is_meant = matches!(before, Some('$' | '\\')) || (is_variable && (expression.contains('\n') || expression.len() > 200));
    if is_meant || expression.is_empty() {
        return None;
    }
    let (what, help) = match opening {
        "{{" if expression.starts_with('#') => {
            ("a directive of mdBook or Handlebars", "write the text itself, or link to the file".to_owned())
        }
        "{{" => ("a template variable", "write the value itself".to_owned()),
        "{%" => ("a Liquid or Jinja tag", tag_help(expression)),
        _ => ("a Hugo shortcode", shortcode_help(expression)),
    };
    let is_closing = expression.starts_with('/') || (opening == "{%" && expression.starts_with("end"));
    let help = format!("{help}; to show it as text, put it in backticks");
    Some(Found { is_closing, ..Found::new(close + closing.len() - open, what, help) })
}

fn tag_help(expression: &str) -> String {
    match expression.split_whitespace().next() {
        Some("include" | "include_relative" | "render" | "include-markdown") => "write the text itself, or link to its page",
        Some("link" | "post_url") => "write the path of the file, relative to this page",
        Some("highlight") => "write a fenced code block",
        Some("hint") => "write `> [!NOTE]` on a line of its own, and `> ` before each line of the text",
        _ => "write the Markdown that it stands for",
    }
    .to_owned()
}

fn shortcode_help(expression: &str) -> String {
    match expression.split_whitespace().next() {
        Some("ref" | "relref") => "write the path of the file, relative to this page",
        Some("figure" | "img" | "image") => "write an image, as in `![what it shows](picture.png)`",
        Some("highlight") => "write a fenced code block",
        Some("youtube" | "vimeo" | "tweet" | "gist") => "write a link to it",
        Some("alert" | "note" | "warning" | "tip" | "caution" | "admonition" | "callout" | "hint") => {
            "write `> [!NOTE]` on a line of its own, and `> ` before each line of the text"
        }
        _ => "write the Markdown that it stands for",
    }
    .to_owned()
}
