//! What a site says about its history, and how it is addressed: `history:`, `links:`, `cards:`, `print:`, `domain:`.

use std::sync::Arc;

use crate::path::UrlPath;
use crate::suggest;
use crate::yaml::{Node, Problem};

/// The words of `history:`.
pub(super) const HISTORY: [&str; 3] = ["all", "dates", "none"];

/// The words of `links:`.
pub(super) const LINKS: [&str; 2] = ["folders", "explicit"];

/// The words of `cards:`.
pub(super) const CARDS: [&str; 3] = ["stages", "pages", "none"];

/// The words of `print:`.
pub(super) const PRINT: [&str; 3] = ["none", "stages", "all"];

/// `print:`, what is published as one document for printing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Hash)]
pub enum PrintConfig {
    /// `none`: nothing.
    #[default]
    Nothing,
    /// `stages`: each stage.
    Stages,
    /// `all`: each stage, and the whole handbook.
    All,
}

/// `history:`, how much of the pages' history is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum HistoryConfig {
    /// `all`: when pages were created and changed, and by whom.
    #[default]
    All,
    /// `dates`: when, without names.
    Dates,
    /// `none`: nothing, and Git is not run.
    Nothing,
}

/// `links:`, how the address of a folder is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum LinkStyle {
    /// `folders`: `../labs/`, for web servers.
    #[default]
    Folders,
    /// `explicit`: `../labs/index.html`, so that the site works from a disk and from object storage.
    Explicit,
}

impl LinkStyle {
    /// The form of `url` that links use.
    #[must_use]
    pub fn written(self, url: &UrlPath) -> UrlPath {
        match self {
            Self::Explicit => UrlPath::from(url.output().as_str()),
            Self::Folders => url.clone(),
        }
    }
}

/// `cards:`, which pages have their own picture for previews on other sites.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum CardConfig {
    /// `stages`: the handbook and each stage; pages show their stage's.
    #[default]
    Stages,
    /// `pages`: also every page.
    Pages,
    /// `none`: none.
    Nothing,
}

/// One of a few words.
pub(super) fn choice<T: Copy>(node: &Node, key: &'static str, words: &[&'static str], values: &[T]) -> Result<T, Problem> {
    let written = node.text(key)?;
    if let Some((_, value)) = words.iter().zip(values).find(|(word, _)| **word == written) {
        return Ok(*value);
    }
    let names = words.iter().copied();
    let all: Vec<String> = names.clone().map(|name| format!("`{name}`")).collect();
    let message = format!("`{key}` is {}, not `{written}`", all.join(" or "));
    let problem = Problem::new(node.span.clone(), message, "write one of these words");
    Err(match suggest::nearest(written, names) {
        Some(near) => problem.suggest(near),
        None => problem,
    })
}

pub(super) fn history(node: &Node) -> Result<HistoryConfig, Problem> {
    use HistoryConfig::{All, Dates, Nothing};
    choice(node, "history", &HISTORY, &[All, Dates, Nothing])
}

pub(super) fn links(node: &Node) -> Result<LinkStyle, Problem> {
    choice(node, "links", &LINKS, &[LinkStyle::Folders, LinkStyle::Explicit])
}

pub(super) fn cards(node: &Node) -> Result<CardConfig, Problem> {
    use CardConfig::{Nothing, Pages, Stages};
    choice(node, "cards", &CARDS, &[Stages, Pages, Nothing])
}

pub(super) fn print(node: &Node) -> Result<PrintConfig, Problem> {
    use PrintConfig::{All, Nothing, Stages};
    choice(node, "print", &PRINT, &[Nothing, Stages, All])
}

/// `domain:`, a bare host name by RFC 1123.
pub(super) fn domain(node: &Node) -> Result<Arc<str>, Problem> {
    let written = node.text("domain")?;
    if is_host(written) {
        return Ok(written.to_ascii_lowercase().into());
    }
    let message = format!("`{written}` is not a domain");
    Err(Problem::new(node.span.clone(), message, "write the name alone, such as `handbook.acme.example`"))
}

/// Whether a text is exactly a host name with a dot in it.
#[must_use]
pub fn is_host(text: &str) -> bool {
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    text.len() <= 253 && text.contains('.') && text.split('.').all(is_label)
}
