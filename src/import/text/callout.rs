//! Turns boxes of every system into GitHub's alerts, and folded ones into `<details>`.

use std::fmt::Write as _;
use std::ops::Range;

use super::place::Place;
use super::walk::Walk;

/// The nearest of GitHub's five alerts to a kind of box.
pub(super) fn alert_of(kind: &str) -> Option<&'static str> {
    Some(match &*kind.to_ascii_lowercase() {
        "note" | "info" | "abstract" | "summary" | "tldr" | "question" | "help" | "faq" | "example" | "quote" | "cite"
        | "todo" | "seealso" | "admonition" | "topic" | "primary" | "secondary" | "pageinfo" | "notice" | "callout" | "blue"
        | "prerequisites" | "grey" => "NOTE",
        "tip" | "hint" | "success" | "check" | "done" | "green" | "new" => "TIP",
        "important" | "highlight" | "purple" => "IMPORTANT",
        "warning" | "attention" | "warn" | "yellow" | "orange" | "deprecated" => "WARNING",
        "caution" | "danger" | "error" | "failure" | "fail" | "missing" | "bug" | "red" => "CAUTION",
        _ => return None,
    })
}

/// Writes a box as an alert, with its own title, if any, in bold.
pub(super) fn write(walk: &mut Walk<'_>, place: &Place, kind: &str, title: Option<&str>) {
    let Place { open, body, close, indent, margin } = place;
    let body = trimmed(walk, body);
    let mark = format!("{margin}> ");
    let prefix = walk.prefix.clone();
    let mut head = format!("{mark}[!{kind}]");
    if let Some(title) = title.map(str::trim).filter(|title| !title.is_empty() && !title.eq_ignore_ascii_case(kind)) {
        let _ = write!(head, "\n{prefix}{mark}**{}**", title.replace("**", ""));
        // A blank line at the start of the body also separates the two.
        if body.start == place.body.start && (!body.is_empty() || has_text_behind(walk, open)) {
            let _ = write!(head, "\n{prefix}{}", mark.trim_end());
        }
    }
    if has_text_behind(walk, open) {
        let _ = write!(head, "\n{prefix}{mark}");
    }
    walk.edit(open.clone(), head);
    for line in place.body.clone() {
        walk.dedent(line, margin.len() + indent);
        if line < body.end {
            walk.put_before(line, &mark);
        }
    }
    walk.prefix.push_str(&mark);
    walk.blocks(body.clone());
    walk.prefix.truncate(prefix.len());
    match close {
        Some(close) => {
            let source = walk.source();
            // The line stays as the blank line that ends the quote, unless another follows.
            let goes =
                prefix.trim().is_empty() && source[..close.start].ends_with('\n') && source[close.end..].starts_with("\n\n");
            walk.edit(close.start..close.end + usize::from(goes), "");
        }
        // The next line would be read as a part of the quote.
        None => part(walk, place.body.end),
    }
}

/// Separates a construct from a line that follows directly.
fn part(walk: &mut Walk<'_>, next: usize) {
    if next > 0 && next < walk.lines.len() && !walk.is_blank(next - 1) && !walk.is_blank(next) {
        let end = walk.lines[next - 1].end;
        let prefix = walk.prefix.trim_end().to_owned();
        walk.edit(end..end, format!("\n{prefix}"));
    }
}

/// Writes something with a summary as `<details>`; a `name` joins it to others.
pub(super) fn write_details(walk: &mut Walk<'_>, place: &Place, summary: &str, name: Option<&str>, is_open: bool) {
    let Place { open, close, indent, margin, .. } = place;
    let body = trimmed(walk, &place.body);
    let prefix = format!("{}{margin}", walk.prefix);
    let name = name.map(|name| format!(" name=\"{name}\"")).unwrap_or_default();
    let open_mark = if is_open { " open" } else { "" };
    let mut head =
        format!("{margin}<details{name}{open_mark}>\n{prefix}<summary>{}</summary>\n{}", in_html(summary), prefix.trim_end());
    if has_text_behind(walk, open) {
        let _ = write!(head, "\n{prefix}");
    } else if body.is_empty() {
        head.truncate(head.trim_end().len());
    } else if body.start > place.body.start {
        // A blank line follows already.
        head.truncate(head.trim_end_matches(prefix.trim_end()).trim_end_matches('\n').len());
    }
    walk.edit(open.clone(), head);
    for line in place.body.clone() {
        walk.dedent(line, margin.len() + indent);
        if body.contains(&line) && !margin.is_empty() && !walk.is_blank(line) {
            walk.put_before(line, margin);
        }
    }
    let outer = walk.prefix.len();
    walk.prefix.push_str(margin);
    walk.blocks(body.clone());
    walk.prefix.truncate(outer);
    let is_parted = place.body.end > place.body.start && walk.is_blank(place.body.end - 1);
    if let Some(close) = close {
        let gap = if is_parted { String::new() } else { format!("\n{}\n{}", walk.prefix.trim_end(), walk.prefix) };
        let starts_line = walk.source()[..close.start].ends_with('\n') || walk.source()[..close.start].ends_with([' ', '\t']);
        let gap = if starts_line { gap.strip_prefix('\n').map_or(gap.clone(), str::to_owned) } else { gap };
        walk.edit(close.clone(), format!("{gap}{margin}</details>"));
    } else {
        let end = walk.lines[body.end.max(body.start + 1).min(walk.lines.len()) - 1].end;
        let end = if body.is_empty() { open.end } else { end };
        let (blank, prefix) = (walk.prefix.trim_end().to_owned(), walk.prefix.clone());
        let gap = if body.is_empty() { String::new() } else { format!("\n{blank}") };
        walk.edit(end..end, format!("{gap}\n{prefix}{margin}</details>"));
        if place.body.end < walk.lines.len() && place.body.end > 0 && !is_parted && !walk.is_blank(place.body.end) {
            walk.edit(end..end, format!("\n{blank}"));
        }
    }
}

/// Whether there is text after an opening mark on its line.
fn has_text_behind(walk: &Walk<'_>, open: &Range<usize>) -> bool {
    let rest = walk.source()[open.end..].split('\n').next().unwrap_or_default();
    !rest.trim().is_empty()
}

/// A body without the blank lines at its ends.
fn trimmed(walk: &Walk<'_>, body: &Range<usize>) -> Range<usize> {
    let start = body.clone().find(|line| !walk.is_blank(*line)).unwrap_or(body.end);
    let end = body.clone().rev().find(|line| !walk.is_blank(*line)).map_or(start, |line| line + 1);
    start..end.max(start)
}

/// A title as HTML: code stays code, other marks are dropped.
fn in_html(title: &str) -> String {
    let mut html = String::new();
    for (number, part) in title.trim().split('`').enumerate() {
        let part = part.replace('&', "&amp;").replace('<', "&lt;").replace("**", "");
        if number % 2 == 1 {
            let _ = write!(html, "<code>{part}</code>");
        } else {
            html.push_str(&part);
        }
    }
    html
}

/// The lines below `at` that are indented by four more columns, which are the body in Python-Markdown.
pub(super) fn indented_body(walk: &Walk<'_>, at: usize, until: usize) -> Range<usize> {
    let least = walk.indent(at) + 4;
    let is_inside = |line: usize| {
        let text = walk.line(line);
        let width: usize = text.chars().take_while(|c| c.is_whitespace()).map(|c| if c == '\t' { 4 } else { 1 }).sum();
        width >= least
    };
    let mut end = at + 1;
    let mut line = at + 1;
    while line < until && (walk.is_blank(line) || is_inside(line)) {
        if !walk.is_blank(line) {
            end = line + 1;
        }
        line += 1;
    }
    at + 1..end
}

/// `!!! note "Title"`, `??? note`, `???+ note` of Python-Markdown and its extensions.
pub(super) fn indented(walk: &mut Walk<'_>, at: usize, until: usize) -> Option<usize> {
    let line = walk.line(at).trim();
    let (mark, rest) = ["!!!", "???+", "???"].iter().find_map(|mark| Some((*mark, line.strip_prefix(mark)?)))?;
    let rest = rest.trim();
    let word_end = rest.find(|c: char| c.is_whitespace() || c == '"').unwrap_or(rest.len());
    let (kind, behind) = rest.split_at(word_end);
    if kind.is_empty() || !kind.starts_with(|c: char| c.is_alphabetic()) {
        return None;
    }
    let title = behind.find('"').and_then(|open| {
        let inside = &behind[open + 1..];
        Some(&inside[..inside.rfind('"')?])
    });
    let body = indented_body(walk, at, until);
    let end = body.end;
    let place = Place::lines(walk, at, body, None, 4);
    let byte = place.open.start;
    let known = alert_of(kind).unwrap_or("NOTE");
    let own = (!known.eq_ignore_ascii_case(kind)).then(|| crate::path::in_words(kind));
    if mark == "!!!" {
        let title = title.map(str::to_owned).or(own);
        write(walk, &place, known, title.as_deref());
        walk.changed("admonitions became callouts", byte);
    } else {
        let title = title.map_or_else(|| crate::path::in_words(kind), str::to_owned);
        write_details(walk, &place, &title, None, mark == "???+");
        walk.changed("folded admonitions became `<details>`", byte);
    }
    Some(end)
}

/// `/// note | Title` of pymdownx's blocks, closed by `///`.
pub(super) fn slashes(walk: &mut Walk<'_>, at: usize, until: usize) -> Option<usize> {
    let line = walk.line(at).trim();
    let slashes = line.bytes().take_while(|byte| *byte == b'/').count();
    let head = line[slashes..].trim();
    let (name, title) = head.split_once('|').map_or((head, None), |(name, title)| (name.trim(), Some(title.trim())));
    if slashes < 3 || name.is_empty() {
        return None;
    }
    let closes = |line: &str| line.trim().len() == slashes && line.trim().bytes().all(|byte| byte == b'/');
    let close = (at + 1..until).find(|line| closes(walk.line(*line)))?;
    let place = Place::lines(walk, at, at + 1..close, Some(close), 0);
    let byte = place.open.start;
    match name {
        "details" => {
            write_details(walk, &place, title.unwrap_or("Details"), None, false);
            walk.changed("folded admonitions became `<details>`", byte);
        }
        "tab" => return None,
        _ => {
            let kind = alert_of(name)?;
            write(walk, &place, kind, title);
            walk.changed("admonitions became callouts", byte);
        }
    }
    Some(close + 1)
}

/// Obsidian's callouts, and GitHub's with a title: those that are folded or of a kind that GitHub does not know.
pub(super) fn alert(walk: &mut Walk<'_>, at: usize, until: usize) -> Option<usize> {
    let line = walk.line(at);
    let inside = line.trim_start().strip_prefix('>')?.trim_start().strip_prefix("[!")?;
    let (kind, behind) = inside.split_once(']')?;
    let kind = kind.split('|').next().unwrap_or(kind).trim();
    let is_folded = behind.starts_with(['-', '+']);
    let title = behind.trim_start_matches(['-', '+']).trim();
    let known = alert_of(kind).unwrap_or("NOTE");
    if known == kind.to_ascii_uppercase() && !is_folded && title.is_empty() {
        return None;
    }
    let end = (at + 1..until).find(|line| !walk.line(*line).trim_start().starts_with('>')).unwrap_or(until);
    let byte = walk.lines[at].start;
    for line in at + 1..end {
        // One level of the quote is removed, and put back where it remains a quote.
        let text = walk.line(line);
        let blanks = text.len() - text.trim_start().len();
        let taken = blanks + 1 + usize::from(text[blanks + 1..].starts_with(' '));
        let start = walk.lines[line].start;
        walk.edit(start..start + taken, "");
        walk.lines[line].start += taken;
    }
    let place = Place::lines(walk, at, at + 1..end, None, 0);
    let own = (!known.eq_ignore_ascii_case(kind)).then(|| crate::path::in_words(kind));
    let title = if title.is_empty() { own } else { Some(title.to_owned()) };
    if is_folded {
        let title = title.unwrap_or_else(|| crate::path::in_words(kind));
        write_details(walk, &place, &title, None, behind.starts_with('+'));
        walk.changed("folded callouts became `<details>`", byte);
    } else {
        write(walk, &place, known, title.as_deref());
        walk.changed("callouts with a title or a kind of their own became GitHub's", byte);
    }
    Some(end)
}

/// Fences that are not code: ```` ```{note} ```` of MyST, ```` ```admonish tip ```` of mdbook-admonish; and information strings in
/// braces.
pub(super) fn fenced(walk: &mut Walk<'_>, at: usize, body: Range<usize>, close: Option<usize>, info: &str) -> Option<usize> {
    let end = close.map_or(body.end, |close| close + 1);
    let admonish = info.strip_prefix("admonish").map(|rest| rest.trim_start_matches('=').trim());
    let myst =
        info.strip_prefix('{').and_then(|rest| rest.split_once('}')).filter(|(name, _)| !name.starts_with(['.', '#', ' ']));
    let (kind, title) = match (admonish, myst) {
        (Some(rest), _) => {
            let attributes = super::attributes(rest);
            let kind = attributes.iter().find(|(key, _)| alert_of(key).is_some()).map_or("note", |(key, _)| key.as_str());
            let title = super::attribute(&attributes, &["title"]).or_else(|| super::attribute(&attributes, &[""]));
            (kind.to_owned(), title.map(str::to_owned))
        }
        (None, Some((name, title))) if alert_of(name).is_some() => (name.to_owned(), Some(title.trim().to_owned())),
        _ => return braces(walk, at, info),
    };
    let known = alert_of(&kind)?;
    let body = (body.clone())
        .find(|line| !walk.line(*line).trim_start().starts_with(':'))
        .map_or(body.end..body.end, |from| from..body.end);
    for line in at + 1..body.start {
        let span = walk.lines[line].start..walk.lines[line].next;
        walk.edit(span, "");
    }
    let place = Place::lines(walk, at, body, close, 0);
    let byte = place.open.start;
    write(walk, &place, known, title.as_deref());
    walk.changed("admonitions became callouts", byte);
    Some(end)
}

/// ```` ``` { .python title="x" } ```` becomes ```` ```python title="x" ````.
fn braces(walk: &mut Walk<'_>, at: usize, info: &str) -> Option<usize> {
    let inside = info.strip_prefix('{')?.strip_suffix('}')?.trim();
    let (class, rest) = inside.strip_prefix('.')?.split_once(' ').unwrap_or((inside.strip_prefix('.')?, ""));
    let rest: Vec<&str> = rest.split_whitespace().filter(|word| !word.starts_with('.')).collect();
    let Walk { lines, .. } = walk;
    let (start, end) = (lines[at].start, lines[at].end);
    let open = walk.source()[start..end].find('{')? + start;
    let before = walk.source()[start..open].trim_end().len() + start;
    let rest = if rest.is_empty() { String::new() } else { format!(" {}", rest.join(" ")) };
    walk.edit(before..end, format!("{class}{rest}"));
    walk.changed("information strings of code in braces became plain ones", start);
    None
}

/// The lines of Rust code that mdBook hides.
pub(super) fn hidden_lines(walk: &mut Walk<'_>, body: Range<usize>, info: &str) {
    if info.split([',', ' ']).next() != Some("rust") {
        return;
    }
    for line in body {
        let text = walk.line(line).trim();
        let span = walk.lines[line].start..walk.lines[line].next;
        if text == "#" || text.starts_with("# ") {
            walk.edit(span.clone(), "");
            walk.changed("hidden lines of Rust code were left out", span.start);
        } else if text.starts_with("##") {
            let at = span.start + walk.indent(line);
            walk.edit(at..at + 1, "");
        }
    }
}
