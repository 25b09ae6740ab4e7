//! What was meant as a wikilink and is not one.

use super::block::Block;
use crate::parse::page::{Suspect, SuspectKind};

impl Block<'_> {
    /// `[[page]` without its second bracket.
    fn half_closed(&self, at: usize) -> Option<Suspect> {
        let rest = self.rest(at).strip_prefix("[[")?;
        let inside = &rest[..rest.find(']')?];
        let whole = at..at + inside.len() + 3;
        let is_name =
            !inside.is_empty() && inside.trim() == inside && !inside.contains(['[', '(', '`', '<', '"', '\'', '=', '{', ',']);
        let is_text = self.byte(whole.end - 1) == b']' && !matches!(self.byte(whole.end), b'(' | b'[' | b':');
        (is_name && is_text).then(|| {
            let name = inside.split('|').next().unwrap_or(inside);
            self.suspect(SuspectKind::HalfClosed, whole.clone(), whole, Some(name), Some(format!("[[{inside}]]")))
        })
    }

    /// `[[ padded ]]`, and `[[page|words]]` that a table's row was cut at.
    pub(super) fn wikilink(&self, at: usize, is_cell: bool) -> Option<Suspect> {
        let rest = self.rest(at).strip_prefix("[[")?;
        let Some(end) = rest.find("]]") else { return self.half_closed(at) };
        let inside = &rest[..end];
        let whole = at..at + inside.len() + 4;
        let is_name = |name: &str| {
            let begins = name.chars().next().is_some_and(|c| c.is_alphanumeric() || matches!(c, '.' | '/' | '_' | '#'));
            begins && !name.contains(['[', ']', '<', '>', '=', '$', '"', '`', '{'])
        };
        let suspect =
            |kind, name: &str, fix: Option<String>| self.suspect(kind, whole.clone(), whole.clone(), Some(name.trim()), fix);
        if is_cell && self.byte(at + 2 + inside.len()) == 0 {
            let (name, words) = inside.split_once('|')?;
            let is_bar = is_name(name) && !name.ends_with('\\') && !words.contains('|');
            return is_bar.then(|| suspect(SuspectKind::Bar, name, Some(format!("[[{name}\\|{words}]]"))));
        }
        if inside.starts_with("#[") {
            return Some(suspect(SuspectKind::LinkInWikilink, inside, None));
        }
        let name = inside.trim();
        (name.len() < inside.len() && is_name(name)).then(|| {
            let target = name.split('|').next().unwrap_or(name);
            suspect(SuspectKind::Padded, target, Some(format!("[[{name}]]")))
        })
    }
}
