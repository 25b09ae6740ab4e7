//! The keys at the top of `handbook.yaml`, each read by the module that knows it.

use std::sync::Arc;

use crate::diagnostic::Checked;
use crate::emoji;
use crate::path::{MDX, PAGE_EXTENSIONS};
use crate::yaml::{self, Content, Entry, KnownKey, Node, Problem};

use super::fault::diagnostic;
use super::keys::ConfigKey;
use super::{Config, FILE_NAME, HistoryConfig};
use super::{
    address, announcement, assign, checks, external_links, folders, globs, journey, labels, owners, publish, reading_paths, size,
    synonyms, theme, words,
};
use crate::promises::Audience;
use crate::yaml::section::Refusals;

/// Reads `handbook.yaml` from its text; every problem in it is reported, with the code `config`.
///
/// The value has everything that is valid, with defaults for the rest: it serves to find more problems, not to build.
#[must_use]
pub fn read(text: &str) -> Checked<Config> {
    let document = yaml::read(text, 0..text.len());
    let mut refusals = Refusals { problems: document.problems };
    let mut config = Config::default();
    if let Some(root) = &document.root {
        fill(&mut config, root, &mut refusals);
    }
    let diagnostics = refusals.problems.into_iter().map(|problem| diagnostic(problem, FILE_NAME, text)).collect();
    Checked { value: config, diagnostics }
}

fn fill(config: &mut Config, root: &Node, refusals: &mut Refusals) {
    let top = refusals.section(root, FILE_NAME);
    // In the order of the keys, so that the value of one key is known when a later one refers to it, as `assign` does to the
    // journey.
    for key in ConfigKey::ALL.iter().copied() {
        if let Some(entry) = top.get(key) {
            fill_one(config, key, entry, refusals);
        }
    }
}

/// Reads the value of one key.
fn fill_one(config: &mut Config, key: ConfigKey, entry: &Entry, refusals: &mut Refusals) {
    let node = &entry.value;
    let place = || Some(node.span.clone());
    match key {
        ConfigKey::Title => config.title = text(node, key, refusals).map(emoji::named),
        ConfigKey::Description => config.description = text(node, key, refusals).map(emoji::named),
        ConfigKey::Url => {
            config.url = refusals.accept(address::site(node)).map(Arc::from);
            config.written_url.clone_from(&config.url);
        }
        ConfigKey::Language => set(&mut config.language, refusals.accept(address::language(node)).map(Arc::from)),
        ConfigKey::Content => {
            config.content = refusals.accept(folders::folder(node, key.name())).map(Arc::from);
            config.places.content = place();
        }
        ConfigKey::Pages => set(&mut config.pages, pages(entry, refusals)),
        ConfigKey::Output => {
            set(&mut config.output, refusals.accept(folders::output(node)).map(Arc::from));
            config.places.output = place();
        }
        ConfigKey::Theme => config.theme = theme::read(node, &mut config.places, refusals),
        ConfigKey::Repository => config.repository = address::repository(node, refusals),
        ConfigKey::Journey => {
            config.journey = Arc::new(journey::read(node, refusals));
            config.journey_is_configured = true;
        }
        ConfigKey::Assign => config.assign = assign::read(node, &config.journey, refusals),
        ConfigKey::Owners => config.owners = owners::read(node, refusals),
        ConfigKey::Audience => config.audience = refusals.accept(Audience::parse(node)),
        ConfigKey::PrivateLinks => config.private_links = refusals.list(Some(entry), owners::host),
        ConfigKey::Exclude => (config.exclude, config.exclude_globs) = globs::read(Some(entry), refusals),
        ConfigKey::External => config.external = refusals.list(Some(entry), address::external),
        ConfigKey::Beside => config.beside = refusals.list(Some(entry), address::beside),
        ConfigKey::ExternalLinks => config.external_links = external_links::read(node, refusals),
        ConfigKey::Checks => config.checks = checks::read(node, refusals),
        ConfigKey::Kinds => set(&mut config.kinds, kinds(entry, refusals)),
        ConfigKey::Statuses => config.labels.statuses = labels::statuses(node, refusals),
        ConfigKey::Tags => config.labels.facets.extend(labels::tags(node, refusals)),
        ConfigKey::Facets => config.labels.facets.extend(labels::facets(node, refusals)),
        ConfigKey::Paths => config.paths = reading_paths::read(node, refusals),
        ConfigKey::PageLimit => set(&mut config.page_limit, refusals.accept(size::bytes(node))),
        ConfigKey::History => set(&mut config.history, refusals.accept(publish::history(node))),
        ConfigKey::Changes => {
            config.changes = refusals.accept(node.truth(key.name())).unwrap_or_default();
            if config.changes && config.history == HistoryConfig::Nothing {
                let message = "`changes` is told from the history, and `history` is `none`";
                refusals.problems.push(Problem::new(node.span.clone(), message, "write `history: dates` or `history: all`"));
            }
        }
        ConfigKey::Links => set(&mut config.links, refusals.accept(publish::links(node))),
        ConfigKey::Cards => set(&mut config.cards, refusals.accept(publish::cards(node))),
        ConfigKey::Synonyms => config.synonyms.pairs = synonyms::read(node, refusals),
        ConfigKey::BuiltInSynonyms => set(&mut config.synonyms.has_built_in, refusals.accept(node.truth(key.name()))),
        ConfigKey::Words => config.words = words::read(node, refusals),
        ConfigKey::Print => set(&mut config.print, refusals.accept(publish::print(node))),
        ConfigKey::PagesJson => set(&mut config.pages_json, refusals.accept(node.truth(key.name()))),
        ConfigKey::Announcement => config.announcement = announcement::read(node, refusals),
        ConfigKey::Searches => config.searches = refusals.accept(folders::folder(node, key.name())).map(Arc::from),
        ConfigKey::Domain => config.domain = refusals.accept(publish::domain(node)),
    }
}

fn text(node: &Node, key: ConfigKey, refusals: &mut Refusals) -> Option<Arc<str>> {
    refusals.accept(node.text(key.name())).map(Arc::from)
}

/// Replaces the default by a value, unless that was refused.
fn set<T>(place: &mut T, value: Option<T>) {
    if let Some(value) = value {
        *place = value;
    }
}

/// The listed extensions of pages; nothing if any of them was refused.
fn pages(entry: &Entry, refusals: &mut Refusals) -> Option<Vec<Arc<str>>> {
    let extensions: Vec<Arc<str>> = refusals.list(Some(entry), |node| {
        let written = node.text("pages")?;
        let extension = written.trim_start_matches('.').to_ascii_lowercase();
        if PAGE_EXTENSIONS.contains(&&*extension) || extension == MDX {
            return Ok(Arc::from(extension));
        }
        let message = format!("files that end in `.{extension}` are not Markdown");
        Err(Problem::new(node.span.clone(), message, format!("name some of {}, {MDX}", PAGE_EXTENSIONS.join(", "))))
    });
    (!extensions.is_empty()).then_some(extensions)
}

/// The listed kinds; nothing if any of them was refused.
fn kinds(entry: &Entry, refusals: &mut Refusals) -> Option<Vec<Arc<str>>> {
    let kinds: Vec<Arc<str>> = refusals.list(Some(entry), |node| node.text("kinds").map(Arc::from));
    (matches!(entry.value.content, Content::Sequence(_)) || !kinds.is_empty()).then_some(kinds)
}
