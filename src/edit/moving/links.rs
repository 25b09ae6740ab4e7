//! Rewrites the links that would no longer lead where they led, in every form.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::edit::replace::{Edit, Edits};
use crate::index::PageId;
use crate::link::moved::{Move, Passage, moved};
use crate::link::{Tree, in_place};
use crate::parse::{Definition, Link, definitions, lossy_text};
use crate::path::SourcePath;
use crate::resolve::Site;

use super::twin;

/// The edits of all pages. A page that is not valid UTF-8 is left unchanged, and its links are reported as broken afterwards.
pub(super) fn edits(site: &Site, shift: &Move, before: Tree<'_>, after: Tree<'_>) -> Edits {
    let mut edits: BTreeMap<SourcePath, Vec<Edit>> = BTreeMap::new();
    for id in site.index.ids() {
        let Some(new_id) = twin(site, shift, after.index, id) else { continue };
        if std::str::from_utf8(site.bytes(id)).is_err() {
            continue;
        }
        let passage = Passage { shift, before: (before, id), after: (after, new_id) };
        let of_page = of_page(site, id, &passage);
        if !of_page.is_empty() {
            edits.insert(site.index.page(id).path.clone(), of_page.into_iter().collect());
        }
    }
    edits
}

fn of_page(site: &Site, id: PageId, passage: &Passage<'_>) -> BTreeSet<Edit> {
    let parsed = site.parsed(id);
    let text = lossy_text(site.bytes(id));
    // A definition that nothing refers to is not a link of the page, but its author intends to use it.
    let definitions = if text.contains("]:") { definitions(&text, parsed.body) } else { Vec::new() };
    let mut edits = BTreeSet::new();
    let mut rewrite = |link: &Link| -> Option<String> {
        let destination = moved(passage, link)?;
        let written = in_place(link, &destination);
        edits.insert(Edit::new(link.span.clone(), &*written));
        Some(destination)
    };
    // A wikilink may also be defined for other Markdown tools, as Foam does at the end of a note: the label must stay equal to the
    // wikilink's text.
    let labels: HashMap<&str, &Definition> =
        definitions.iter().filter_map(|definition| Some((text.get(definition.label.clone())?, definition))).collect();
    let mut renamed = Vec::new();
    for link in &parsed.links {
        if let Some(new) = rewrite(link).filter(|_| link.form.is_wiki()) {
            let label = text.get(link.span.clone()).and_then(|written| labels.get(written));
            renamed.extend(label.map(|definition| (definition.label.clone(), new)));
        }
    }
    for definition in &definitions {
        rewrite(&definition.link);
    }
    edits.extend(renamed.into_iter().map(|(label, new)| Edit::new(label, new)));
    edits
}
