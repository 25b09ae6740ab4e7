//! The project's own templates of pages, `templates/KIND.md`: filled in for a new page, and checked like pages.
//!
//! 1. `fill` fills a template in and knows where each byte came from.
//! 2. [`check`] reads what comes out as a page of its own, and tells what is wrong with it at its place in the template.
//! 3. `page` makes a new page of it: keys that somebody asked for are written, and its links lead from where the page is.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use crate::config::PageTemplate;
use crate::diagnostic::{Checked, Code, Diagnostic};
use crate::index::{Anchors, Page, index};
use crate::keeping::keeping;
use crate::labels::labels;
use crate::link::link_beside;
use crate::parse::parse;
use crate::path::{ProjectPath, SourcePath};
use crate::resolve::Site;
use crate::source::{Source, Sources};
use crate::suggest::nearest;
use crate::wording::Wording;

mod fill;
mod page;

pub use fill::{PLACEHOLDERS, Values};
pub use page::{NewPage, new_page, numbered};

/// The problems of all templates, each at its place in its file.
#[must_use]
pub fn check(site: &Site, templates: &[PageTemplate]) -> Vec<Diagnostic> {
    templates.iter().flat_map(|template| check_one(site, template)).collect()
}

fn check_one(site: &Site, template: &PageTemplate) -> Vec<Diagnostic> {
    let text = match &template.text {
        Ok(text) => text,
        Err(reason) => {
            let message = format!("the template `{}` cannot be read: {reason}", template.path);
            let help = "make it a readable file, or remove it";
            return vec![Diagnostic::new(Code::Io, message).in_project(template.path.clone()).help(help)];
        }
    };
    // Whoever keeps the new page is asked for when it is made; the first owner stands for them.
    let owner = site.keeping.owners.first().map_or_else(|| "Owner".to_owned(), |owner| owner.id.to_string());
    let values = Values { title: "Title".to_owned(), date: "2026-01-31".to_owned(), owners: vec![owner], number: "1".to_owned() };
    let filled = fill::fill(text, &values);
    let path = path_from_content(site, &template.path);
    let mut found = Vec::new();
    let parsed = parse(&path, filled.text.as_bytes()).take(&mut found);
    let body = parsed.body;
    let links = link_beside(&path, &parsed, site.tree()).diagnostics.into_iter();
    // What is near is named as it is seen from the content, where the template does not lie.
    found.extend(links.map(|problem| {
        Diagnostic { fix: None, ..problem }.help("correct the path, which counts from the template, or take the link out")
    }));
    if let Some(wording) = Wording::new(&site.config.words) {
        found.extend(wording.faults(&path, &filled.text, body));
    }
    found.extend(as_a_page(site, parsed, &filled.text));
    for problem in &mut found {
        problem.span = problem.span.take().map(|span| filled.back(span));
    }
    // An unknown placeholder is told as such.
    let is_placeholder = |span: &Range<usize>| filled.unknown.iter().any(|(_, place)| place.contains(&span.start));
    found.retain(|problem| !problem.span.as_ref().is_some_and(is_placeholder));
    found.extend(filled.unknown.iter().map(|(name, place)| unknown(name, place.clone())));
    let mut told: Vec<Diagnostic> = found.into_iter().map(|problem| problem.in_project(template.path.clone())).collect();
    told.sort_by_key(|problem| problem.span.clone().map(|span| (span.start, span.end)));
    told
}

/// What the handbook says of the page as one of its own: its stages, needs, kind, labels and owners.
fn as_a_page(site: &Site, parsed: crate::parse::ParsedPage, text: &str) -> Vec<Diagnostic> {
    let path = SourcePath::from("new.md");
    let parsed = Arc::new(parsed);
    let page = Page { path: path.clone(), anchors: Arc::new(Anchors::new(&parsed)), parsed };
    let files = BTreeMap::from([(path, Source::Page(text.as_bytes().into()))]);
    let sources = Sources { roots: site.sources.roots.clone(), files };
    let pages = [page];
    let Checked { value: index, mut diagnostics } = index(&site.config, &sources, &pages);
    diagnostics.extend(labels(&site.config, &index, &pages).diagnostics);
    diagnostics.extend(keeping(&site.config, &index, &pages, &site.surroundings).diagnostics);
    let is_its_own = |code: Code| {
        matches!(
            code,
            Code::UnknownStage
                | Code::UnknownNeed
                | Code::TooManyStages
                | Code::FrontMatter
                | Code::UnknownKey
                | Code::UnknownValue
                | Code::UnknownOwner
        )
    };
    diagnostics.retain(|problem| is_its_own(problem.code) && problem.span.is_some());
    diagnostics
}

fn unknown(name: &str, place: Range<usize>) -> Diagnostic {
    let known = PLACEHOLDERS.iter().map(|(name, _)| *name);
    let message = format!("nothing can be filled in for `{name}`");
    let diagnostic = Diagnostic::new(Code::UnknownValue, message).at(place).subject(format!("{{{{ {name} }}}}"));
    if let Some(near) = nearest(name, known.clone()) {
        let help = format!("a placeholder with a similar name exists: `{near}`");
        return diagnostic.help(help).suggest(format!("{{{{ {near} }}}}"));
    }
    let all: Vec<String> = known.map(|name| format!("`{{{{ {name} }}}}`")).collect();
    diagnostic.help(format!("the placeholders are {}", all.join(", ")))
}

/// A file of the project as it is seen from the content root.
fn path_from_content(site: &Site, path: &ProjectPath) -> SourcePath {
    let depth = site.sources.roots.content.split('/').filter(|name| !name.is_empty()).count();
    SourcePath::from(format!("{}{path}", "../".repeat(depth)))
}

#[cfg(test)]
mod tests;
