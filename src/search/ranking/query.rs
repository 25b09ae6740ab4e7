//! What a query asks for.

use crate::index::Membership;
use crate::journey::Journey;

use super::super::fold::fold;
use super::super::names::Asides;
use super::super::tokens::{Compound, compounds, goes_on};
use super::{FEW, is_aside};

/// The longest query that is looked at, in UTF-16 units.
const LONGEST: usize = 400;

/// A query: words, "phrases", and filters such as `stage:adoption`.
#[derive(Debug, Default)]
pub(super) struct Query {
    /// The stages and needs that a page must have one of, by their places in the journey; `None` for one that the journey lacks.
    stages: Vec<Option<usize>>,
    needs: Vec<Option<usize>>,
    pub(super) phrases: Vec<Vec<Compound>>,
    pub(super) words: Vec<Compound>,
    /// Whether the last word may go on.
    pub(super) is_open: bool,
}

impl Query {
    /// Reads a query. Without a journey no stage or need is known.
    pub(super) fn parse(text: &str, journey: &Journey, shows_journey: bool) -> Self {
        let mut query = Self::default();
        let stages: Vec<(&str, &str)> =
            journey.stages.iter().filter(|_| shows_journey).map(|stage| (&*stage.id, &*stage.title)).collect();
        let needs: Vec<(&str, &str)> =
            journey.needs.iter().filter(|_| shows_journey).map(|need| (&*need.id, &*need.title)).collect();
        let text = shortened(text);
        let mut rest = String::with_capacity(text.len());
        let mut unread = text;
        while let Some(next) = unread.chars().next() {
            let may_begin = rest.chars().next_back().is_none_or(char::is_whitespace);
            if may_begin && let Some((is_stage, value, behind)) = filter(unread) {
                let value = value.replace('"', "");
                let wanted = fold(value.trim());
                if !wanted.is_empty() {
                    let (kind, known) = if is_stage { (&mut query.stages, &stages) } else { (&mut query.needs, &needs) };
                    let is_it = |(id, title): &(&str, &str)| *id == wanted || fold(title) == wanted;
                    let begins = |(id, title): &(&str, &str)| id.starts_with(&*wanted) || fold(title).starts_with(&*wanted);
                    kind.push(known.iter().position(is_it).or_else(|| known.iter().position(begins)));
                }
                unread = behind;
                // What a filter leaves is not a beginning of another: white space comes first.
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

    /// Takes the phrases out of a text.
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
                // A mark that opens ends no phrase: the first one stands alone.
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
        !self.stages.is_empty() || !self.needs.is_empty()
    }

    /// Whether a page has one of the stages and one of the needs that are asked for.
    pub(super) fn admits(&self, membership: &Membership, shows_journey: bool) -> bool {
        let has_stage = |wanted: &Option<usize>| membership.stages.iter().any(|stage| Some(stage.0) == *wanted);
        let has_need = |wanted: &Option<usize>| membership.needs.iter().any(|need| Some(need.0) == *wanted);
        (self.stages.is_empty() || (shows_journey && self.stages.iter().any(has_stage)))
            && (self.needs.is_empty() || (shows_journey && self.needs.iter().any(has_need)))
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

/// A filter that the text begins with: whether it is of stages, its value, and what stands behind.
fn filter(text: &str) -> Option<(bool, &str, &str)> {
    let has = |kind: &str| text.get(..kind.len()).is_some_and(|start| start.eq_ignore_ascii_case(kind));
    let is_stage = has("stage:");
    if !is_stage && !has("need:") {
        return None;
    }
    let value = &text[if is_stage { 6 } else { 5 }..];
    let end = match value.strip_prefix('"') {
        Some(quoted) => quoted.find('"').map_or(value.len(), |end| end + 2),
        None => value.find(char::is_whitespace).unwrap_or(value.len()),
    };
    let (value, behind) = value.split_at(end);
    Some((is_stage, value, behind))
}
