//! One page's facts, divided by the phase that reads them.

use crate::fingerprint::Fingerprint;
use crate::parse::{FrontMatter, Link, ParsedPage};

/// The fingerprints of one page's facts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PageInputs {
    /// The whole file: everything that the page itself shows.
    pub text: Fingerprint,
    /// What the index reads: the page's names, membership and position.
    pub indexed: Fingerprint,
    /// What the survey looks up outside the content.
    pub destinations: Fingerprint,
    /// What linking reads, with the places of its problems.
    pub linked: Fingerprint,
    /// What other pages show of it besides the index: in lists and in the table of needs by stage.
    pub shown: Fingerprint,
    /// Its authors, which feeds name.
    pub authors: Fingerprint,
}

impl PageInputs {
    /// Divides the facts of a file with these bytes.
    #[must_use]
    pub fn new(parsed: &ParsedPage, bytes: &[u8]) -> Self {
        let ParsedPage {
            front_matter,
            body,
            heading_title,
            opens_with_title,
            says_title_below,
            summary,
            headings,
            html_ids,
            links,
            suspects,
            words,
            samples,
            has_diagrams,
            named_lists,
        } = parsed;
        let FrontMatter {
            title,
            description,
            stage,
            needs,
            kind,
            order,
            draft,
            aliases,
            owner,
            reviewed,
            review_every,
            audience,
            is_unlisted,
            authors,
            hidden_from_search,
            foreign,
            said,
            extra,
        } = front_matter;
        // Only the page itself reads these, and `text` covers them. Anchors are compared separately. The journey defined by a list
        // is in the configuration.
        let _ = named_lists;
        let _ = (body, opens_with_title, says_title_below, headings, html_ids, words, extra);
        let destination =
            |Link { form, at: _, destination, is_escaped: _, span: _, sentence: _ }: &Link| (*form, destination.clone());
        let link = |Link { form, at, destination, is_escaped, span, sentence: _ }: &Link| {
            (*form, *at, destination.clone(), *is_escaped, span.clone())
        };
        let said: Vec<_> =
            said.iter().map(|said| (&said.key, said.values.iter().map(|text| &text.value).collect::<Vec<_>>())).collect();
        let owners: Vec<_> = owner.iter().map(|owner| &owner.value).collect();
        let day = reviewed.as_ref().map(|day| day.value);
        Self {
            text: Fingerprint::from_bytes(bytes),
            indexed: Fingerprint::new(&(
                (title, heading_title, order, draft, hidden_from_search, is_unlisted, audience, has_diagrams),
                (stage, needs, kind, aliases, foreign),
            )),
            destinations: Fingerprint::new(&(
                links.iter().map(destination).collect::<Vec<_>>(),
                samples.iter().map(|sample| &sample.source).collect::<Vec<_>>(),
                parsed.asks_for_the_day(),
            )),
            linked: Fingerprint::new(&(links.iter().map(link).collect::<Vec<_>>(), suspects)),
            shown: Fingerprint::new(&(
                description,
                summary,
                kind.as_ref().map(|kind| &kind.value),
                owners,
                day,
                review_every,
                said,
            )),
            authors: Fingerprint::new(authors),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::parse;

    fn of(text: &str) -> PageInputs {
        PageInputs::new(&parse(&"a.md".into(), text.as_bytes()).value, text.as_bytes())
    }

    #[test]
    fn an_edit_changes_what_its_readers_are_made_from_alone() {
        let before = "---\ntitle: A\nowner: Ada\n---\nWords.\n\nMore words, [and a link](b.md).\n";
        for (old, new, indexed, destinations, linked, shown) in [
            ("More words", "Old words!", false, false, false, false),
            ("More words", "Fewer words", false, false, true, false),
            ("Words.", "Words!", false, false, false, true),
            ("title: A", "title: B", true, false, false, false),
            ("owner: Ada", "owner: Bob", false, false, false, true),
            ("owner: Ada", "slug: adam", true, false, false, true),
            ("owner: Ada", "expiryDate: 2031-01-02", true, true, true, true),
            ("b.md", "c.md", false, true, true, false),
            ("and a link", "and o link", false, false, false, false),
        ] {
            let (was, is) = (of(before), of(&before.replace(old, new)));
            let changed =
                (was.indexed != is.indexed, was.destinations != is.destinations, was.linked != is.linked, was.shown != is.shown);
            assert_eq!(changed, (indexed, destinations, linked, shown), "{old} became {new}");
            assert_ne!(was.text, is.text);
        }
    }
}
