//! What decks of slides say between one slide and the next: keys, slots and the speaker's notes.

use super::found::Found;

/// The keys by which remark says how a slide looks; of Slidev any keys count, since a second `---` stands below them.
const REMARK_KEYS: [&str; 7] = ["background-image", "class", "count", "exclude", "layout", "name", "template"];

/// What stands at byte `start`, which begins `line`, if it is a deck's.
pub(super) fn find(text: &str, start: usize, line: &str) -> Option<Found> {
    match line.trim_end() {
        "???" => notes(&text[start..], line),
        line if line.starts_with("::") => slot(line),
        _ => keys(text, start),
    }
}

/// `???` of remark, above what the speaker says.
fn notes(text: &str, line: &str) -> Option<Found> {
    let next = text[line.len()..].trim_start_matches(['\r']).strip_prefix('\n')?.split('\n').next()?;
    (!next.trim().is_empty()).then(|| {
        let help = "delete the mark and the notes, or put them into an HTML comment: readers see both";
        Found::new(3, "remark's mark above the speaker's notes", help)
    })
}

/// `::right::` of Slidev.
fn slot(line: &str) -> Option<Found> {
    let name = line.strip_prefix("::")?.strip_suffix("::")?;
    let is_name = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    is_name.then(|| Found::new(line.len(), "a slot of Slidev", "delete it; the parts of a page stand one below the other"))
}

/// `layout: center` directly below the `---` that parts two slides, or above all of them.
pub(super) fn keys(text: &str, start: usize) -> Option<Found> {
    // Remark's first slide has no `---` above it.
    let is_first = text[..start].trim().is_empty();
    if !is_first && line_above(text, start)?.trim_end() != "---" {
        return None;
    }
    let block: Vec<&str> = text[start..].lines().take_while(|line| !line.trim().is_empty()).collect();
    let end = block.iter().position(|line| line.trim_end() == "---");
    let written = &block[..end.unwrap_or(block.len())];
    let key = |line: &str| line.split_once(':').map(|(key, _)| key.trim().to_owned());
    let is_key = |line: &str| key(line).is_some_and(|key| !key.is_empty() && !key.contains(' ') && key.is_ascii());
    let may_go_on = |line: &str| line.starts_with([' ', '\t', '-', '#']) || is_key(line);
    let is_keys = is_key(written.first()?) && written.iter().all(|line| may_go_on(line));
    let is_remarks = || written.iter().all(|line| key(line).is_some_and(|key| REMARK_KEYS.contains(&&*key)));
    (is_keys && (end.is_some() && !is_first || is_remarks())).then(|| {
        let help = "delete the keys, which say how a slide looks; a `---` between two empty lines is a line across the page";
        Found::new(written[0].trim_end().len(), "a key of a slide", help)
    })
}

/// The line above the one that begins at byte `start`.
fn line_above(text: &str, start: usize) -> Option<&str> {
    text[..start].strip_suffix('\n').and_then(|above| above.rsplit('\n').next())
}
