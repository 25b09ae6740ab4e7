//! Tags that enclose text: containers (`:::note`), Liquid (`{% hint %}`), shortcodes (`{{< alert >}}`) and components (`<Aside>`).

use std::ops::Range;

use super::super::constructs::Syntax;
use super::callout::{self, alert_of};
use super::place::{Place, unwrap};
use super::tag::{Kind, Meaning, Tag, meaning, parse};
use super::walk::{Group, Walk, fence};
use super::{container, inline, tabs};

/// Converts the tag at the start of a line, together with its body; returns the line after it.
pub(super) fn tag(walk: &mut Walk<'_>, syntax: Syntax, at: usize, until: usize) -> Option<usize> {
    if syntax == Syntax::Container {
        return container::unfold(walk, at, until);
    }
    let start = walk.lines[at].start;
    let first = start + walk.indent(at);
    let region_end = walk.lines[until - 1].end;
    let tag = parse(syntax, &walk.source()[first..region_end])?;
    if tag.kind != Kind::Open {
        return None;
    }
    let meaning = meaning(&tag.name)?;
    let behind = first + tag.length;
    let close = find_close(walk, syntax, &tag.name, behind, at, until)?;
    let (open_line, close_line) = (walk.line_of(behind - 1, at), walk.line_of(close.start, at));
    let margin = walk.line(at)[..walk.indent(at)].to_owned();
    let stands_alone = walk.source()[walk.lines[close_line].start.min(close.start)..close.start].trim().is_empty();
    let body = open_line + 1..if stands_alone || close_line == open_line { close_line } else { close_line + 1 };
    let body = body.start..body.end.max(body.start);
    let mut close = close;
    if stands_alone && close_line > open_line {
        close.start = walk.lines[close_line].start;
    } else {
        walk.lines[close_line].end = close.start;
    }
    let indent = if syntax == Syntax::Component {
        let least = body.clone().filter(|line| !walk.is_blank(*line)).map(|line| walk.indent(line)).min().unwrap_or(0);
        least.saturating_sub(margin.len())
    } else {
        0
    };
    let place = Place { open: start..behind, body, close: Some(close.clone()), indent, margin };
    let rest = behind..walk.lines[open_line].end.max(behind);
    unfold(walk, &place, &tag, meaning, syntax);
    if !rest.is_empty() {
        inline::rewrite(walk, rest);
    }
    Some(close_line + 1)
}

fn unfold(walk: &mut Walk<'_>, place: &Place, tag: &Tag, meaning: Meaning, syntax: Syntax) {
    let byte = place.open.start;
    match meaning {
        Meaning::Callout => {
            let given = tag.get(&["type", "style", "color", "kind", "intent", "variant"]);
            let named =
                alert_of(&tag.name).filter(|_| !matches!(&*tag.name.to_ascii_lowercase(), "hint" | "callout" | "admonition"));
            let kind = given.and_then(alert_of).or(named).or_else(|| tag.positional(0).and_then(alert_of)).unwrap_or("NOTE");
            callout::write(walk, place, kind, tag.title());
            walk.changed("admonitions became callouts", byte);
        }
        Meaning::Details => {
            let title = tag.title().or_else(|| tag.positional(0)).unwrap_or("Details").to_owned();
            callout::write_details(walk, place, &title, None, false);
            walk.changed("folded parts became `<details>`", byte);
        }
        Meaning::Tabs => {
            let outer = walk.group.take();
            let mut group = Group::new(walk);
            group.labels = labels(tag);
            let holds_text = tag.get(&["text"]).is_some_and(|value| value == "true") || syntax != Syntax::Shortcode;
            let is_docsy = tag.name == "tabpane" && !holds_text;
            group.code = is_docsy.then(|| tag.get(&["lang", "langEqualsHeader"]).unwrap_or_default().to_owned());
            walk.group = Some(group);
            unwrap(walk, place, None);
            walk.group = outer;
        }
        Meaning::Tab => {
            let title = tag.title().or_else(|| tag.get(&["value"])).or_else(|| tag.positional(0)).unwrap_or("Tab").to_owned();
            let code = walk.group.as_ref().and_then(|group| group.code.clone());
            match code.filter(|_| tag.get(&["text"]).is_none() && syntax == Syntax::Shortcode) {
                Some(outer) => {
                    let language = tag.get(&["lang"]).unwrap_or(&outer).to_owned();
                    code_in(walk, place, &language);
                    let place = Place { body: place.body.start..place.body.start, ..place.clone() };
                    let close_gap = Place { close: place.close.clone(), ..place };
                    tabs::write(walk, &close_gap, &title);
                }
                None => tabs::write(walk, place, &title),
            }
        }
        Meaning::Unwrap => {
            unwrap(walk, place, None);
            walk.changed(format!("`{}` was taken from around its text", tag.name), byte);
        }
        Meaning::Titled => {
            let title = tag.title().map(|title| format!("**{}**", title.replace("**", "")));
            unwrap(walk, place, title);
            walk.changed(format!("`{}` became its title in bold and its text", tag.name), byte);
        }
        Meaning::Code => {
            let language = tag.get(&["lang", "language"]).or_else(|| tag.positional(0)).unwrap_or_default().to_owned();
            let (margin, mark) = (&place.margin, fence_around(walk, place));
            walk.edit(place.open.clone(), format!("{margin}{mark}{language}"));
            if let Some(close) = &place.close {
                walk.edit(close.clone(), format!("{margin}{mark}"));
            }
            walk.changed("blocks of highlighted code became fences", byte);
        }
        Meaning::Nothing => {
            let end = place.close.as_ref().map_or(place.open.end, |close| close.end);
            walk.edit(byte..end, "");
            walk.changed("comments of the template language were left out", byte);
        }
    }
}

/// A fence longer than any in the body.
fn fence_around(walk: &Walk<'_>, place: &Place) -> &'static str {
    if place.body.clone().any(|line| walk.line(line).contains("```")) { "````" } else { "```" }
}

/// Puts a fence around the body of a tab that contains only code.
fn code_in(walk: &mut Walk<'_>, place: &Place, language: &str) {
    let Some(last) = place.body.clone().next_back() else { return };
    let (start, end) = (walk.lines[place.body.start].start, walk.lines[last].end);
    let mark = fence_around(walk, place);
    walk.edit(start..start, format!("\n{mark}{language}\n"));
    walk.edit(end..end, format!("\n{mark}\n"));
}

/// The labels of tabs by their values, from Docusaurus's `values={[{label: 'x', value: 'y'}]}`.
fn labels(tag: &Tag) -> Vec<(String, String)> {
    let Some(values) = tag.get(&["values", "items"]) else { return Vec::new() };
    let parsed = super::super::js::value(values.trim_start_matches('{').trim_end_matches('}'));
    let text = |value: &serde_json::Value, key: &str| value.get(key).and_then(|value| value.as_str()).map(str::to_owned);
    let items = parsed.as_array().cloned().unwrap_or_default();
    items.iter().filter_map(|item| Some((text(item, "value")?, text(item, "label")?))).collect()
}

/// The place of the closing tag of `name`, from the byte `from` on; tags of the same name nest, and code is skipped.
fn find_close(walk: &Walk<'_>, syntax: Syntax, name: &str, from: usize, at: usize, until: usize) -> Option<Range<usize>> {
    let mark = match syntax {
        Syntax::Liquid => "{%",
        Syntax::Shortcode => "{{",
        _ => "<",
    };
    let mut depth = 0_usize;
    let mut line = walk.line_of(from.saturating_sub(1), at);
    let mut code: Option<&str> = None;
    while line < until {
        let Range { start, end } = walk.lines[line].start.max(from)..walk.lines[line].end.max(from);
        let text = &walk.source()[start..end.max(start)];
        if let Some(mark) = code {
            let trimmed = text.trim();
            if trimmed.starts_with(mark) && trimmed.trim_start_matches(&mark[..1]).is_empty() {
                code = None;
            }
            line += 1;
            continue;
        }
        if let Some((mark, _)) = fence(text) {
            code = Some(mark);
            line += 1;
            continue;
        }
        for (found, _) in text.match_indices(mark) {
            if text[..found].matches('`').count() % 2 == 1 {
                continue;
            }
            let last = walk.lines[until - 1].end;
            let Some(tag) = parse(syntax, &walk.source()[start + found..last.max(start + found)]) else { continue };
            if tag.name != name {
                continue;
            }
            match tag.kind {
                Kind::Open => depth += 1,
                Kind::Close if depth == 0 => return Some(start + found..start + found + tag.length),
                Kind::Close => depth -= 1,
                Kind::Alone => {}
            }
        }
        line += 1;
    }
    None
}
