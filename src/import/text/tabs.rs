//! Tabs as a group of `<details>` that share a name: readable on every host, and tabs on the site.

use super::callout;
use super::place::Place;
use super::walk::{Group, Walk};

/// Writes one tab of the open group; one outside a group becomes a group of its own.
pub(super) fn write(walk: &mut Walk<'_>, place: &Place, title: &str) {
    let mut group = walk.group.take().unwrap_or_else(|| Group::new(walk));
    group.tabs += 1;
    let name = format!("tabs-{}", group.number);
    let is_first = group.tabs == 1;
    let label = group.labels.iter().find(|(value, _)| value == title).map_or(title, |(_, label)| label).to_owned();
    walk.changed("tabs became a group of `<details>`", place.open.start);
    callout::write_details(walk, place, &label, Some(&name), is_first);
    walk.group = Some(group);
}

/// `=== "Title"` of Python-Markdown's extensions, with all tabs that follow.
pub(super) fn indented(walk: &mut Walk<'_>, at: usize, until: usize) -> Option<usize> {
    title(walk.line(at))?;
    let outer = walk.group.take();
    let indent = walk.indent(at);
    let group = Group::new(walk);
    walk.group = Some(group);
    let mut line = at;
    while let Some(title) = title(walk.line(line)).map(str::to_owned) {
        let body = callout::indented_body(walk, line, until);
        let end = body.end;
        let place = Place::lines(walk, line, body, None, 4);
        let inner = walk.group.clone();
        write(walk, &place, &title);
        walk.group = walk.group.take().or(inner);
        let next = (end..until).find(|next| !walk.is_blank(*next));
        let goes_on = next.filter(|next| walk.indent(*next) == indent && self::title(walk.line(*next)).is_some());
        match goes_on {
            Some(next) if !walk.line(next).trim_start().starts_with("===!") => line = next,
            _ => {
                walk.group = outer;
                return Some(end);
            }
        }
    }
    walk.group = outer;
    Some(line + 1)
}

/// The title of a line that opens a tab.
fn title(line: &str) -> Option<&str> {
    let rest = line.trim().strip_prefix("===")?.trim_start_matches(['!', '+']);
    let rest = rest.strip_prefix(' ')?.trim();
    let quoted = rest.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    quoted.or_else(|| rest.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\'')))
}
