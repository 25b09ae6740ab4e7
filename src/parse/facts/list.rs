//! Lists whose items each name and describe something: `* Attraction - telling people …`.

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::parse::markdown::SpannedEvent;
use crate::parse::page::{NamedItem, NamedList};

/// The most items that such a list has, and the longest name and text of one in bytes.
const MOST_ITEMS: usize = 50;
const LONGEST_NAME: usize = 60;
const LONGEST_TEXT: usize = 600;

/// The separators between a name and its text.
const SEPARATORS: [&str; 4] = [" - ", " – ", " — ", ": "];

/// The lists of a body that are not in another list or a quote, and whose items all have names.
pub(super) fn named(events: &[SpannedEvent<'_>]) -> Vec<NamedList> {
    let mut found = Vec::new();
    // The texts of the open list's items; `None` before an item and after its first paragraph.
    let (mut items, mut open): (Vec<String>, Option<String>) = (Vec::new(), None);
    let mut depth = 0_usize;
    for (event, _) in events {
        match event {
            Event::Start(Tag::List(_)) => {
                depth += 1;
                if depth == 1 {
                    items.clear();
                } else {
                    items.extend(open.take());
                }
            }
            Event::Start(Tag::BlockQuote(_)) => depth += 1,
            Event::End(TagEnd::BlockQuote(_)) => depth = depth.saturating_sub(1),
            Event::Start(Tag::Item) if depth == 1 => open = Some(String::new()),
            Event::End(TagEnd::Item | TagEnd::Paragraph) if depth == 1 => items.extend(open.take()),
            Event::End(TagEnd::List(_)) => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    found.extend(named_list(&items));
                    items.clear();
                }
            }
            Event::Text(text) | Event::Code(text) => {
                if let Some(open) = open.as_mut().filter(|open| open.len() < LONGEST_TEXT) {
                    open.push_str(text);
                }
            }
            Event::SoftBreak | Event::HardBreak => {
                if let Some(open) = &mut open {
                    open.push(' ');
                }
            }
            _ => {}
        }
    }
    found
}

fn named_list(items: &[String]) -> Option<NamedList> {
    if items.len() < 2 || items.len() > MOST_ITEMS {
        return None;
    }
    items.iter().map(|item| named_item(item)).collect()
}

fn named_item(text: &str) -> Option<NamedItem> {
    let text = text.trim();
    let first = SEPARATORS.iter().filter_map(|separator| Some((text.find(separator)?, separator.len()))).min();
    let (name, words) = match first {
        Some((at, length)) => (&text[..at], text[at + length..].trim()),
        None => (text.trim_end_matches([':', ' ']), ""),
    };
    (!name.is_empty() && name.len() <= LONGEST_NAME).then(|| NamedItem { name: name.trim().into(), words: words.into() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::markdown::events;

    fn lists(text: &str) -> Vec<String> {
        let lists = named(&events(text, 0));
        let shown =
            |list: &NamedList| list.iter().map(|item| format!("{}|{}", item.name, item.words)).collect::<Vec<_>>().join("; ");
        lists.iter().map(shown).collect()
    }

    #[test]
    fn a_list_is_named_when_each_item_is() {
        for (text, expected) in [
            ("* __A__ - one\n* B – two\n", &["A|one; B|two"][..]),
            ("1. A: one - more\n\n   Further.\n\n2. B\n", &["A|one - more; B|"]),
            ("- A - one\n  - nested - x\n- B - two\n  over two lines\n", &["A|one; B|two over two lines"]),
            ("> - A - one\n> - B - two\n", &[]),
            ("- A - one\n", &[]),
            ("- A - one\n- a sentence that goes on and on, long behind the length of any name there is\n", &[]),
            ("- A - one\n- B - two\n\nText.\n\n* C - three\n* `D` - four\n", &["A|one; B|two", "C|three; D|four"]),
        ] {
            assert_eq!(lists(text), expected, "{text}");
        }
    }
}
