//! Parses a query.

use super::super::fold::fold;
use super::super::names::Asides;
use super::super::narrowing::Aspects;
use super::super::tokens::{Compound, compounds, goes_on};
use super::{FEW, is_aside};

/// The longest query that is considered, in UTF-16 units.
const LONGEST: usize = 400;

/// A query: words, "phrases", and filters such as `stage:adoption`.
#[derive(Debug, Default)]
pub(super) struct Query {
    /// For each aspect the values that a page must have one of, by their places; `None` for one that there is not.
    pub(super) filters: Vec<Vec<Option<usize>>>,
    pub(super) phrases: Vec<Vec<Compound>>,
    pub(super) words: Vec<Compound>,
    /// Whether the last word may be incomplete.
    pub(super) is_open: bool,
}

impl Query {
    /// Reads a query. Without a journey no stage or need is known.
    pub(super) fn parse(text: &str, aspects: &Aspects<'_>) -> Self {
        let mut query = Self { filters: vec![Vec::new(); aspects.all.len()], ..Self::default() };
        let text = shortened(text);
        let mut rest = String::with_capacity(text.len());
        let mut unread = text;
        while let Some(next) = unread.chars().next() {
            let may_begin = rest.chars().next_back().is_none_or(char::is_whitespace);
            if may_begin && let Some((aspect, value, behind)) = filter(unread, aspects) {
                let value = value.replace('"', "");
                let wanted = fold(value.trim());
                if !wanted.is_empty() {
                    let known = &aspects.all[aspect].values;
                    let is_it = |(id, title): &(&str, &str)| *id == wanted || fold(title) == wanted;
                    let begins = |(id, title): &(&str, &str)| id.starts_with(&*wanted) || fold(title).starts_with(&*wanted);
                    query.filters[aspect].push(known.iter().position(is_it).or_else(|| known.iter().position(begins)));
                }
                unread = behind;
                // The rest after a filter is not the start of another: white space must come first.
                rest.push_str(if behind.starts_with(char::is_whitespace) || behind.is_empty() { "" } else { "\u{1}" });
                continue;
            }
            rest.push(next);
            unread = &unread[next.len_utf8()..];
        }
        let rest = query.take_phrases(&rest.replace('\u{1}', ""));
        query.is_open = rest.chars().next_back().is_some_and(goes_on);
        query.words = compounds(&rest, true);
        query
    }

    /// Removes the phrases from a text.
    fn take_phrases(&mut self, text: &str) -> String {
        let mut rest = String::with_capacity(text.len());
        let mut unread = text;
        while let Some(open) = unread.find(['"', '“', '„', '«']) {
            rest.push_str(&unread[..open]);
            let inside = &unread[open..];
            let inside = &inside[inside.chars().next().map_or(0, char::len_utf8)..];
            let end = inside.find(['"', '“', '”', '„', '«', '»']).unwrap_or(inside.len());
            let close = inside[end..].chars().next();
            if close.is_some_and(|close| matches!(close, '„' | '«')) {
                // An opening mark does not end a phrase: the first one is unpaired.
                rest.push_str(&unread[open..unread.len() - inside.len()]);
                unread = inside;
                continue;
            }
            let terms = compounds(&inside[..end], true);
            if !terms.is_empty() {
                self.phrases.push(terms);
            }
            rest.push(' ');
            unread = &inside[end + close.map_or(0, char::len_utf8)..];
        }
        rest.push_str(unread);
        rest
    }

    /// Whether it is more than a few words, stop words among them, as in a question.
    pub(super) fn is_question(&self, asides: &Asides) -> bool {
        self.phrases.is_empty() && self.words.len() > FEW && self.words.iter().any(|compound| is_aside(compound, asides))
    }

    pub(super) fn has_filters(&self) -> bool {
        self.filters.iter().any(|values| !values.is_empty())
    }
}

fn shortened(text: &str) -> &str {
    let mut units = 0;
    let end = text.char_indices().find(|(_, letter)| {
        units += letter.len_utf16();
        units > LONGEST
    });
    end.map_or(text, |(end, _)| &text[..end])
}

/// A filter that the text begins with: which aspect it is of, its value, and what stands behind.
fn filter<'t>(text: &'t str, aspects: &Aspects<'_>) -> Option<(usize, &'t str, &'t str)> {
    let value = |key: &str| {
        let start = text.get(..key.len()).filter(|start| start.eq_ignore_ascii_case(key))?;
        text[start.len()..].strip_prefix(':')
    };
    let (aspect, value) = aspects.all.iter().enumerate().find_map(|(place, aspect)| Some((place, value(aspect.key)?)))?;
    let end = match value.strip_prefix('"') {
        Some(quoted) => quoted.find('"').map_or(value.len(), |end| end + 2),
        None => value.find(char::is_whitespace).unwrap_or(value.len()),
    };
    let (value, behind) = value.split_at(end);
    Some((aspect, value, behind))
}
