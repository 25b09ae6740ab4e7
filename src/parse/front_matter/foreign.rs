//! Keys of other generators that decide whether a page is published, where, and which lists name it.
//!
//! A key that keeps a page out of the site is obeyed, with a note: nothing is published because two systems call a draft by different
//! names. Every other such key has no effect here, which is a warning.

use jiff::civil::Date;
use serde_json::Value;

use crate::diagnostic::Code;
use crate::parse::{ForeignKey, ForeignMeaning, FrontMatter};
use crate::path::SourcePath;
use crate::promises::Audience;
use crate::yaml::{Entry, Node, Problem};

/// What is wrong with the front matter, each with its code.
pub(super) type Problems = Vec<(Code, Problem)>;

/// The folder in which Jekyll keeps what is not published yet.
const DRAFTS_FOLDER: &str = "_drafts";

/// What a key of another generator asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asks {
    /// That the page is not published.
    Withheld,
    /// That only some readers see it.
    Private,
    /// That no list names it.
    Hidden,
    /// That no search finds it.
    Unsearched,
    /// Something of this kind, for the pages below.
    Below,
}

/// What a key asks for by its value; `None` for keys that decide nothing of the kind.
pub(super) fn asks(key: &str, value: &Value) -> Option<Asks> {
    let (yes, no) = (truth(value) == Some(true), truth(value) == Some(false));
    let is_one_of = |words: &[&str]| value.as_str().is_some_and(|text| words.contains(&&*text.trim().to_ascii_lowercase()));
    let field = |name: &str| value.get(name).unwrap_or(&Value::Null);
    let is_never = |value: &Value| truth(value) == Some(false) || matches!(value.as_str(), Some("never" | "link"));
    match &*normalised(key) {
        "published" | "publish" | "public" | "dgpublish" | "render" | "routable" | "permalink" if no => Some(Asks::Withheld),
        "draft" | "isdraft" | "headless" | "unpublished" if yes => Some(Asks::Withheld),
        "build" if is_never(field("render")) => Some(Asks::Withheld),
        "private" if yes => Some(Asks::Private),
        "password" if value.as_str().is_some_and(|text| !text.trim().is_empty()) => Some(Asks::Private),
        "visibility" | "access" if is_one_of(&["private", "internal", "hidden", "restricted", "members"]) => Some(Asks::Private),
        "build" if is_never(field("list")) => Some(Asks::Hidden),
        "sidebar" if truth(field("hidden")) == Some(true) => Some(Asks::Hidden),
        "robots" if value.as_str().is_some_and(|text| text.to_ascii_lowercase().contains("noindex")) => Some(Asks::Hidden),
        "hidden"
        | "hide"
        | "navexclude"
        | "tochide"
        | "bookhidden"
        | "notinnav"
        | "noindex"
        | "eleventyexcludefromcollections"
            if yes =>
        {
            Some(Asks::Hidden)
        }
        "visible" | "navigation" if no => Some(Asks::Hidden),
        "searchexclude" | "excludesearch" | "excludefromsearch" | "booksearchexclude" | "searchhidden" | "nosearch" if yes => {
            Some(Asks::Unsearched)
        }
        "pagefind" | "insearchindex" | "searchable" if no => Some(Asks::Unsearched),
        "cascade" if cascades(value) => Some(Asks::Below),
        _ => None,
    }
}

/// Whether one of the maps of Hugo's `cascade:` keeps pages from readers.
fn cascades(value: &Value) -> bool {
    let maps = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
    let is_kept = |(key, value): (&String, &Value)| matches!(asks(key, value), Some(Asks::Withheld | Asks::Private));
    maps.iter().filter_map(Value::as_object).any(|map| map.iter().any(is_kept))
}

/// The truth of a value, also as YAML 1.1 spells it, which Ruby's readers speak.
fn truth(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(truth) => Some(*truth),
        Value::String(text) => match &*text.trim().to_ascii_lowercase() {
            "true" | "yes" | "on" => Some(true),
            "false" | "no" | "off" => Some(false),
            _ => None,
        },
        _ => None,
    }
}

/// A key without the differences between `navExclude`, `nav_exclude` and `nav-exclude`.
fn normalised(key: &str) -> String {
    key.chars().filter(char::is_ascii_alphanumeric).map(|character| character.to_ascii_lowercase()).collect()
}

/// Reads a key that is not ours, and says what it asks for; what it says of addresses and days is kept for the phases that know these.
pub(super) fn read(entry: &Entry, value: &Value, front_matter: &mut FrontMatter) -> Option<Asks> {
    let asks = asks(&entry.key, value);
    if asks.is_none()
        && let Some(meaning) = meaning(&entry.key, &entry.value)
    {
        front_matter.foreign.push(ForeignKey { key: entry.key.as_str().into(), span: entry.key_span.clone(), meaning });
    }
    asks
}

/// Obeys what keeps a page out of the site, and tells of keys whose meaning no key of ours says as well.
pub(super) fn obey(asking: &[(Asks, &Entry)], front_matter: &mut FrontMatter, problems: &mut Problems) {
    let is_draft = front_matter.draft;
    front_matter.draft |= asking.iter().any(|(asks, _)| *asks == Asks::Withheld);
    let is_internal = front_matter.audience.as_ref().is_some_and(|audience| audience.value == Audience::Internal);
    for (asks, entry) in asking {
        let is_said = match asks {
            Asks::Withheld => is_draft,
            Asks::Private => front_matter.draft || is_internal,
            Asks::Hidden => front_matter.draft || front_matter.is_unlisted,
            Asks::Unsearched => front_matter.draft || front_matter.is_unlisted || front_matter.hidden_from_search,
            Asks::Below => false,
        };
        if !is_said {
            problems.push(problem(*asks, entry));
        }
    }
}

fn problem(asks: Asks, entry: &Entry) -> (Code, Problem) {
    let key = &entry.key;
    let shown = match entry.value.scalar() {
        Some(scalar) if normalised(key) != "password" => format!("{key}: {}", scalar.text.trim()),
        _ => key.clone(),
    };
    let (code, message, help) = match asks {
        Asks::Withheld => (
            Code::ForeignDraft,
            format!("`{shown}` keeps this page out of the site, as `draft: true` does"),
            "write `draft: true` instead, or delete the key to publish the page",
        ),
        Asks::Private => (
            Code::ForeignKey,
            format!("`{shown}` keeps nobody from this page here: it is published"),
            "write `audience: internal` to keep it out of public sites, `draft: true` to keep it out of all, or delete the key",
        ),
        Asks::Hidden => (
            Code::ForeignKey,
            format!("`{shown}` has no effect: lists, the search and the sitemap name this page"),
            "write `unlisted: true` to take it out of them, `draft: true` to leave it out of the site, or delete the key",
        ),
        Asks::Unsearched => (
            Code::ForeignKey,
            format!("`{shown}` has no effect: the search finds this page"),
            "write `search: false` to keep it out of the search, or delete the key",
        ),
        Asks::Below => (
            Code::ForeignKey,
            format!("`{shown}` has no effect: the pages below are published"),
            "write `draft: true` or `audience: internal` on each of them, or leave them out with `exclude:` in `handbook.yaml`",
        ),
    };
    (code, Problem::new(entry.key_span.clone(), message, help))
}

/// What a key says of the page's address, or of the days between which it is published.
fn meaning(key: &str, value: &Node) -> Option<ForeignMeaning> {
    let texts = || -> Vec<Box<str>> {
        let scalars = value.items().iter().filter_map(Node::scalar).map(|scalar| scalar.text.trim());
        scalars.filter(|text| !text.is_empty()).map(Box::from).collect()
    };
    let text = || value.scalar().filter(|_| !value.says_nothing()).map(|scalar| Box::<str>::from(scalar.text.trim()));
    let path = || text().filter(|text| text.starts_with('/') && !text.starts_with("//"));
    match &*normalised(key) {
        "permalink" => text().map(ForeignMeaning::Address),
        "url" | "path" => path().map(ForeignMeaning::Address),
        "slug" => text().map(ForeignMeaning::Slug),
        "redirectfrom" => Some(texts()).filter(|texts| !texts.is_empty()).map(|texts| ForeignMeaning::OldAddresses(texts.into())),
        "redirectto" => texts().into_iter().next().map(ForeignMeaning::LeadsTo),
        "publishdate" | "pubdate" | "published" => day(value).map(ForeignMeaning::From),
        "expirydate" | "unpublishdate" => day(value).map(ForeignMeaning::Until),
        _ => None,
    }
}

/// The day that a moment begins with, such as `2031-02-03T08:00:00Z`.
fn day(value: &Node) -> Option<Date> {
    value.scalar().and_then(|scalar| scalar.text.trim().get(..10)).and_then(|day| day.parse().ok())
}

/// The problem of a page that a folder keeps out of the site.
pub(super) fn in_drafts_folder(path: &SourcePath, front_matter: &mut FrontMatter) -> Option<(Code, Problem)> {
    let (folder, _) = path.as_str().rsplit_once('/')?;
    let is_draft = folder.split('/').any(|name| name == DRAFTS_FOLDER) && !front_matter.draft;
    is_draft.then(|| {
        front_matter.draft = true;
        let message = format!("the folder `{DRAFTS_FOLDER}` keeps this page out of the site, as `draft: true` does");
        let help = "move it to another folder to publish it; `--drafts` builds it where it lies";
        (Code::ForeignDraft, Problem::new(0..0, message, help))
    })
}

/// Whether a line of a block that cannot be read, `key: value` or `key = value`, says that the page is not published.
pub(super) fn is_withholding(line: &str) -> bool {
    let line = line.split(" #").next().unwrap_or_default();
    let pair = line.split_once(':').or_else(|| line.split_once('='));
    let bare = |text: &str| text.trim_matches([' ', '\t', '"', '\'', '{', '}', ',']).to_owned();
    pair.is_some_and(|(key, value)| asks(&bare(key), &Value::String(bare(value))) == Some(Asks::Withheld))
}

/// Whether TOML says that the page is not published.
pub(super) fn is_withholding_in_toml(text: &str) -> bool {
    match text.parse::<toml::Table>() {
        Ok(table) => table
            .into_iter()
            .any(|(key, value)| serde_json::to_value(value).is_ok_and(|value| asks(&key, &value) == Some(Asks::Withheld))),
        Err(_) => text.lines().any(is_withholding),
    }
}
