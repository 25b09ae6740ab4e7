//! `pages.json`: what is known about every page, for the team's own programs.

use std::collections::BTreeMap;

use pulldown_cmark::{Event, Tag, TagEnd};
use serde::Serialize;

use crate::index::PageId;
use crate::link::{Resolution, Target};
use crate::parse::{lossy_text, markdown};
use crate::render::view;
use crate::resolve::Site;
use crate::resolve::standing::successors;

/// The version of the format. It increases if a field changes its meaning or is removed; new fields do not change it.
const PAGES_VERSION: u32 = 1;

/// What is known about one page. Dates are written as `2026-11-22`, addresses percent-encoded and relative to the site's root.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PageFacts {
    /// The file, relative to the content folder.
    pub file: String,
    /// The address.
    pub address: String,
    /// The title.
    pub title: String,
    /// The page's description, otherwise its first sentences.
    pub description: Option<String>,
    /// The ids of its stages, home first.
    pub stages: Vec<String>,
    /// The ids of its needs.
    pub needs: Vec<String>,
    /// The kind.
    pub kind: Option<String>,
    /// The status, where the handbook has statuses.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// The addresses of the pages that have taken its place.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub replaced_by: Vec<String>,
    /// The day of a decision.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decided: Option<String>,
    /// The ids of its tags and of its values of each facet, by the keys of front matter, as far as it has any.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub labels: BTreeMap<String, Vec<String>>,
    /// Its owners.
    pub owners: Vec<OwnerFacts>,
    /// Its audience: `public` or `internal`.
    pub audience: &'static str,
    /// Whether it is a draft.
    pub draft: bool,
    /// The day of its first commit.
    pub created: Option<String>,
    /// The day on which its text last changed.
    pub updated: Option<String>,
    /// The day of its last review.
    pub reviewed: Option<String>,
    /// The date of its next review.
    pub due: Option<String>,
    /// The number of words of prose, without code.
    pub words: usize,
    /// The addresses of the pages that it links to, in their order in the text, each once.
    pub links_to: Vec<String>,
    /// The addresses of the pages that link to it.
    pub linked_from: Vec<String>,
}

/// The owner of a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OwnerFacts {
    /// The id, if owners are configured.
    pub id: Option<String>,
    /// The name that readers see.
    pub name: String,
}

/// The whole file, with one page per line, so that two versions compare well.
pub(in crate::render) fn pages(site: &Site) -> Vec<u8> {
    let line = |id| serde_json::to_string(&page_facts(site, id)).unwrap_or_default();
    let lines: Vec<String> = site.index.listed_ids().map(line).collect();
    format!("{{\"version\": {PAGES_VERSION}, \"pages\": [\n{}\n]}}\n", lines.join(",\n")).into_bytes()
}

/// Collects what is known about one page. Only pages that lists may show are named as neighbours.
#[must_use]
pub fn page_facts(site: &Site, id: PageId) -> PageFacts {
    let page = site.index.page(id);
    let parsed = site.parsed(id);
    let keeping = site.keeping.page(id);
    let labels = site.labels.page(id);
    let past = site.surroundings.history.page(&page.path);
    let journey = &site.config.journey;
    let address = |id: PageId| site.index.page(id).url.encoded();
    let mut links_to = Vec::new();
    for resolution in &site.links(id).resolutions {
        let Resolution::Internal { target: Target::Page(to), .. } = resolution else { continue };
        let entry = site.index.page(*to);
        if *to != id && !entry.is_hidden && !entry.is_unlisted && !links_to.contains(to) {
            links_to.push(*to);
        }
    }
    let owner = |keeper: &crate::keeping::Keeper| OwnerFacts {
        id: keeper.id.as_deref().map(str::to_owned),
        name: keeper.name.to_string(),
    };
    PageFacts {
        file: page.path.to_string(),
        address: address(id),
        title: page.title.to_string(),
        description: view::description(parsed),
        stages: page.membership.stages.iter().map(|stage| journey.stage(*stage).id.to_string()).collect(),
        needs: page.membership.needs.iter().map(|need| journey.need(*need).id.to_string()).collect(),
        kind: parsed.front_matter.kind.as_ref().map(|kind| kind.value.to_string()),
        status: labels.status(&site.config).map(|status| status.id.to_string()),
        replaced_by: successors(&parsed.links, site.links(id)).map(address).collect(),
        decided: labels.date.map(|day| day.to_string()),
        labels: label_ids(site, id),
        owners: keeping.owners.iter().map(owner).collect(),
        audience: page.audience.name(),
        draft: page.is_draft,
        created: past.map(|past| past.created.day.to_string()),
        updated: past.map(|past| past.changed.day.to_string()),
        reviewed: keeping.reviewed.map(|day| day.to_string()),
        due: keeping.due.map(|day| day.to_string()),
        words: words(site, id),
        links_to: links_to.into_iter().map(address).collect(),
        linked_from: site.backlinks.to(id).iter().map(|backlink| address(backlink.from)).collect(),
    }
}

/// The ids of a page's labels, by the keys of front matter.
pub(super) fn label_ids(site: &Site, id: PageId) -> BTreeMap<String, Vec<String>> {
    let labels = site.labels.page(id);
    let facets = site.config.labels.facets.iter().enumerate();
    let named = facets.map(|(place, facet)| {
        let values = labels.of(place).iter().filter_map(|value| Some(facet.values.get(*value)?.id.to_string()));
        (facet.key.to_string(), values.collect::<Vec<_>>())
    });
    named.filter(|(_, values)| !values.is_empty()).collect()
}

/// The number of words of a page's prose: runs between white space that contain a letter or a digit.
fn words(site: &Site, id: PageId) -> usize {
    let text = lossy_text(site.bytes(id));
    let mut is_code = false;
    let mut prose = String::new();
    for (event, _) in markdown::events(&text, site.parsed(id).body) {
        match event {
            Event::Start(Tag::CodeBlock(_)) => is_code = true,
            Event::End(TagEnd::CodeBlock) => is_code = false,
            Event::Text(text) | Event::Code(text) if !is_code => prose.push_str(&text),
            // Emphasis and links can be within words; everything else separates them.
            Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. })
            | Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link) => {}
            _ => prose.push(' '),
        }
    }
    prose.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count()
}

#[cfg(test)]
mod tests {
    use crate::fixture::WholeSite;

    #[test]
    fn pages_json_tells_what_is_known_and_names_no_page_that_lists_leave_out() {
        let book = "//- handbook.yaml
pages_json: true
audience: public
owners: { docs: { title: Docs team } }
journey: { stages: [one], needs: [ease] }
//- content/one/a.md
---
needs: ease
kind: play
owner: docs
reviewed: 2026-01-31
review_every: 1 month
---
# A *b*c

Two **wor**ds, [B](../b.md), [B again](../b.md) and [quiet](../quiet.md) — that is all.

```
none of these words
```
//- content/b.md
# B

Back to [A](one/a.md).
//- content/quiet.md
---
unlisted: true
---
# Quiet

To [A](one/a.md).
//- content/ours.md
---
audience: internal
---
# Ours

To [A](one/a.md).
";
        let whole = WholeSite::clean(book);
        let text = whole.render("pages.json");
        let pages: serde_json::Value = serde_json::from_str(&text).expect("it is JSON");
        assert_eq!(pages["pages"].as_array().map(Vec::len), Some(2), "{text}");
        let a =
            pages["pages"].as_array().and_then(|pages| pages.iter().find(|page| page["file"] == "one/a.md")).expect("the page");
        let expected = serde_json::json!({
            "file": "one/a.md", "address": "one/a/", "title": "A bc", "description": a["description"],
            "stages": ["one"], "needs": ["ease"], "kind": "play", "owners": [{ "id": "docs", "name": "Docs team" }],
            "audience": "public", "draft": false, "created": null, "updated": null, "reviewed": "2026-01-31",
            "due": "2026-02-28", "words": 12, "links_to": ["b/"], "linked_from": ["b/"],
        });
        assert_eq!(*a, expected);
        assert!(crate::schema::tests::is_valid(&crate::schema::schema(crate::schema::Subject::Pages, None), &pages));
        let plain = WholeSite::clean(&book.replace("pages_json: true", "title: A"));
        assert!(plain.outputs().iter().all(|path| path != "pages.json"), "only who asks for it gets it");
    }
}
