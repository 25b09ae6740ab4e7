//! Containers that begin with a row of colons, as in Docusaurus, VitePress, Starlight and MyST.

use std::ops::Range;

use super::callout::{self, alert_of};
use super::place::{Place, unwrap};
use super::tabs;
use super::tag::{Meaning, meaning};
use super::walk::{Group, Walk, fence};

/// `:::note Title`, `:::note[Title]`, `::: details`, `::::tabs`: a longer row of colons encloses shorter ones.
pub(super) fn unfold(walk: &mut Walk<'_>, at: usize, until: usize) -> Option<usize> {
    let (colons, head) = colons(walk.line(at))?;
    if head.is_empty() {
        return None;
    }
    let head = head.trim_start_matches(['{', '.']);
    let end = head.find(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | '_')).unwrap_or(head.len());
    let (name, behind) = head.split_at(end);
    let behind = behind.trim_start_matches('}').trim();
    let title = match behind.strip_prefix('[') {
        Some(inside) => inside.rsplit_once(']').map_or(inside, |(title, _)| title),
        None => behind.split('{').next().unwrap_or(behind).trim(),
    };
    let title = title.trim_matches('"').to_owned();
    let close = container_end(walk, colons, at, until);
    let body = at + 1..close.unwrap_or(until);
    let after = close.map_or(until, |close| close + 1);
    let place = Place::lines(walk, at, body.clone(), close, 0);
    let byte = place.open.start;
    let meant = if name == "code-group" { Meaning::Tabs } else { meaning(name)? };
    match meant {
        Meaning::Callout => {
            let kind = alert_of(name).unwrap_or("NOTE");
            let own = (!kind.eq_ignore_ascii_case(name) && matches!(name, "info" | "danger")).then_some("");
            callout::write(walk, &place, kind, Some(title.as_str()).filter(|title| !title.is_empty()).or(own));
            walk.changed("admonitions became callouts", byte);
        }
        Meaning::Details => {
            let title = if title.is_empty() { "Details" } else { &title };
            callout::write_details(walk, &place, title, None, false);
            walk.changed("folded parts became `<details>`", byte);
        }
        Meaning::Tabs if name == "code-group" => code_group(walk, &place, body),
        Meaning::Tabs => {
            let outer = walk.group.take();
            let group = Group::new(walk);
            walk.group = Some(group);
            unwrap(walk, &place, None);
            walk.group = outer;
        }
        Meaning::Tab => tabs::write(walk, &place, if title.is_empty() { "Tab" } else { &title }),
        _ => {
            unwrap(walk, &place, (!title.is_empty() && meant == Meaning::Titled).then(|| format!("**{title}**")));
            walk.changed(format!("`:::{name}` was taken from around its text"), byte);
        }
    }
    Some(after)
}

/// VitePress's group of fences, each with its title in brackets.
fn code_group(walk: &mut Walk<'_>, place: &Place, body: Range<usize>) {
    let outer = walk.group.take();
    let group = Group::new(walk);
    walk.group = Some(group);
    let mut line = body.start;
    while line < body.end {
        let Some((mark, info)) = fence(walk.line(line)) else {
            line += 1;
            continue;
        };
        let close = (line + 1..body.end).find(|next| walk.line(*next).trim() == mark).unwrap_or(body.end - 1);
        let title = info.split_once('[').and_then(|(_, rest)| rest.split_once(']')).map(|(title, _)| title.to_owned());
        let language = info.split([' ', '[', '{']).next().unwrap_or_default().to_owned();
        let start = walk.lines[line].start;
        if let (Some(open), Some(title)) = (walk.line(line).find('['), &title) {
            let until = start + open + title.len() + 2;
            let blank = walk.source()[..start + open].ends_with(' ');
            walk.edit(start + open - usize::from(blank)..until, "");
        }
        let title = title.unwrap_or(language);
        let end = walk.lines[close].end;
        let place = Place { open: start..start, body: line..line, close: None, indent: 0, margin: place.margin.clone() };
        let group = walk.group.clone();
        // The fence is the body and stays unchanged.
        tabs::write(walk, &Place { close: Some(end..end), ..place }, &title);
        walk.group = walk.group.take().or(group);
        line = close + 1;
    }
    walk.edit(place.open.clone(), "");
    if let Some(close) = &place.close {
        walk.edit(close.clone(), "");
    }
    walk.group = outer;
}

/// The number of colons at the start of a line, at least three, and the rest of the line.
fn colons(line: &str) -> Option<(usize, &str)> {
    let line = line.trim();
    let count = line.bytes().take_while(|byte| *byte == b':').count();
    (count >= 3).then(|| (count, line[count..].trim()))
}

fn container_end(walk: &Walk<'_>, count: usize, at: usize, until: usize) -> Option<usize> {
    let mut depth = 0_usize;
    let mut code: Option<(usize, char)> = None;
    for line in at + 1..until {
        let text = walk.line(line).trim();
        if let Some((mark, _)) = fence(text) {
            let this = (mark.len(), mark.chars().next().unwrap_or('`'));
            match code {
                None => code = Some(this),
                Some((length, c)) if this.1 == c && this.0 >= length && text.chars().all(|d| d == c) => code = None,
                Some(_) => {}
            }
            continue;
        }
        if code.is_some() {
            continue;
        }
        match colons(text) {
            Some((colons, "")) if colons == count && depth == 0 => return Some(line),
            Some((colons, "")) if colons == count => depth -= 1,
            Some((colons, _)) if colons == count => depth += 1,
            _ => {}
        }
    }
    None
}
