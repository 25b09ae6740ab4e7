//! The keys at the top of `handbook.yaml`, each by the module that knows it.

use std::sync::Arc;

use crate::diagnostic::{Checked, Code, Diagnostic};
use crate::yaml::{self, Content, Node, Problem};

use super::section::{Refusals, Section};
use super::{Config, FILE_NAME, KINDS, PAGE_LIMIT};
use super::{address, assign, checks, external_links, folders, globs, journey, publish, size, theme};

/// The keys at the top of `handbook.yaml`.
pub const KEYS: &[&str] = &[
    "title",
    "description",
    "url",
    "language",
    "content",
    "output",
    "theme",
    "repository",
    "journey",
    "assign",
    "exclude",
    "external",
    "external_links",
    "checks",
    "kinds",
    "page_limit",
    "history",
    "links",
    "cards",
    "domain",
];

/// Reads `handbook.yaml` from its text; every problem in it is reported, with the code `config`.
///
/// The value holds whatever is right, with defaults for the rest: it is good for naming more problems, not for a build.
#[must_use]
pub fn read(text: &str) -> Checked<Config> {
    let document = yaml::read(text, 0..text.len());
    let mut refusals = Refusals { problems: document.problems };
    let mut config = Config::default();
    if let Some(root) = &document.root {
        fill(&mut config, root, &mut refusals);
    }
    let diagnostics = refusals.problems.into_iter().map(|problem| diagnostic(problem, text)).collect();
    Checked { value: config, diagnostics }
}

fn diagnostic(problem: Problem, text: &str) -> Diagnostic {
    let subject = &text[problem.span.clone()];
    let diagnostic = Diagnostic::new(Code::Config, problem.message).in_project(FILE_NAME).at(problem.span).subject(subject);
    let diagnostic = diagnostic.help(problem.help);
    match problem.suggestion {
        Some(suggestion) => diagnostic.suggest(suggestion),
        None => diagnostic,
    }
}

fn fill(config: &mut Config, root: &Node, refusals: &mut Refusals) {
    let top = refusals.section(root, FILE_NAME, KEYS);
    let owned = |text: Option<&str>| text.map(Arc::<str>::from);
    config.title = owned(top.text("title", refusals));
    config.description = owned(top.text("description", refusals));
    config.url = top.read("url", refusals, address::site).map(Arc::from);
    if let Some(language) = top.read("language", refusals, address::language) {
        config.language = language.into();
    }
    config.content = top.read("content", refusals, |node| folders::folder(node, "content")).map(Arc::from);
    if let Some(output) = top.read("output", refusals, folders::output) {
        config.output = output.into();
    }
    let place = |key| top.value(key).map(|node: &Node| node.span.clone());
    (config.places.content, config.places.output) = (place("content"), place("output"));
    if let Some(node) = top.value("theme") {
        config.theme = theme::read(node, &mut config.places, refusals);
    }
    config.repository = top.value("repository").and_then(|node| address::repository(node, refusals));
    if let Some(node) = top.value("journey") {
        config.journey = Arc::new(journey::read(node, refusals));
        config.journey_is_configured = true;
    }
    config.assign = assign::read(top.get("assign"), &config.journey, refusals);
    (config.exclude, config.exclude_globs) = globs::read(top.get("exclude"), refusals);
    config.external = refusals.list(top.get("external"), address::external);
    if let Some(node) = top.value("external_links") {
        config.external_links = external_links::read(node, refusals);
    }
    if let Some(node) = top.value("checks") {
        config.checks = checks::read(node, refusals);
    }
    config.kinds = kinds(&top, refusals);
    config.page_limit = top.read("page_limit", refusals, size::bytes).unwrap_or(PAGE_LIMIT);
    config.history = top.read("history", refusals, publish::history).unwrap_or_default();
    config.links = top.read("links", refusals, publish::links).unwrap_or_default();
    config.cards = top.read("cards", refusals, publish::cards).unwrap_or_default();
    config.domain = top.read("domain", refusals, publish::domain);
}

fn kinds(top: &Section<'_>, refusals: &mut Refusals) -> Vec<Arc<str>> {
    let entry = top.get("kinds");
    let kinds: Vec<Arc<str>> = refusals.list(entry, |node| node.text("kinds").map(Arc::from));
    match entry.map(|entry| &entry.value.content) {
        Some(Content::Sequence(_)) => kinds,
        _ if kinds.is_empty() => KINDS.map(Arc::from).into(),
        _ => kinds,
    }
}
