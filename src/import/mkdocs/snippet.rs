//! The marks of pymdownx's snippets, of markdown-include, and of mkdocs-include-markdown.

use super::super::text::include::{Mark, Part, Shown, Wanted};

/// `--8<-- "file:1:3"`, its block form, `{! file !}` and `{% include-markdown "file" %}`.
pub(super) fn marks(text: &str) -> Vec<Mark> {
    let mut marks = Vec::new();
    let mut at = 0;
    let mut block = false;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let content = line.trim_end_matches(['\n', '\r']);
        let indent = content.len() - content.trim_start().len();
        let bare = content.trim();
        let span = start + indent..start + content.len();
        match scissors(bare) {
            Some("") => {
                block = !block;
                marks.push(Mark { span, wanted: Wanted { name: String::new(), part: Part::Whole, shown: Shown::Text } });
                continue;
            }
            Some(rest) => {
                let named = rest.trim_matches(['"', '\'']);
                marks.push(Mark { span, wanted: wanted(named) });
                continue;
            }
            None => {}
        }
        if block && !bare.is_empty() {
            marks.push(Mark { span, wanted: wanted(bare) });
            continue;
        }
        for (open, close) in [("{!", "!}"), ("{%", "%}")] {
            let Some(from) = content.find(open) else { continue };
            let Some(length) = content[from..].find(close) else { continue };
            let inside = content[from + 2..from + length].trim();
            let named = if open == "{!" {
                Some(inside)
            } else {
                inside.strip_prefix("include-markdown").or_else(|| inside.strip_prefix("include "))
            };
            let Some(named) =
                named.map(|named| named.trim().split(['"', '\'']).find(|part| !part.trim().is_empty()).unwrap_or_default())
            else {
                continue;
            };
            let named = named.split_whitespace().next().unwrap_or_default();
            if named.contains('.') && content[..from].matches('`').count() % 2 == 0 {
                let span = start + from..start + from + length + 2;
                marks.push(Mark { span, wanted: Wanted { name: named.to_owned(), part: Part::Whole, shown: Shown::Text } });
            }
        }
    }
    marks
}

/// The text after `--8<--`; an escaped one begins with `;`.
fn scissors(line: &str) -> Option<&str> {
    let bare = line.trim_start_matches('-');
    let rest = bare.strip_prefix("8<")?;
    let behind = rest.trim_start_matches('-');
    (bare.len() < line.len() && behind.len() < rest.len() && !behind.starts_with(" [")).then(|| behind.trim())
}

fn wanted(named: &str) -> Wanted {
    let mut parts = named.splitn(2, ':');
    let file = parts.next().unwrap_or_default();
    let Some(part) = parts.next().filter(|_| !named.contains("://")) else {
        return Wanted { name: named.to_owned(), part: Part::Whole, shown: Shown::Text };
    };
    let number = |text: &str| text.trim().parse::<usize>().ok();
    let is_numbers = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b':' | b','));
    let part = if is_numbers {
        let runs = part.split(',').map(|run| {
            let (first, last) = run.split_once(':').unwrap_or((run, ""));
            (number(first).unwrap_or(1), number(last).unwrap_or(usize::MAX))
        });
        Part::Runs(runs.collect())
    } else {
        Part::Region(part.to_owned())
    };
    Wanted { name: file.to_owned(), part, shown: Shown::Text }
}
