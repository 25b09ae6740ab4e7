//! Reads the keys of the front matter: ours as their types, the others kept for the theme.

use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::Code;
use crate::emoji;
use crate::parse::{FrontMatter, Said, Spanned};
use crate::promises::{self, Audience};
use crate::yaml::{Content, Entry, KnownKey, Node, Problem, Scalar};

use super::aliases;
use super::foreign::{self, Problems};
use super::keys::{FrontMatterKey, known_key};

/// Reads the map at the top of the front matter, without invalid values.
pub(super) fn read(root: Option<&Node>, problems: &mut Problems) -> FrontMatter {
    let mut front_matter = FrontMatter::default();
    let entries = match root.map(|root| (root, &root.content)) {
        None => &[][..],
        Some((_, Content::Mapping(entries))) => entries,
        Some((root, _)) if root.is_null() => &[],
        Some((root, _)) => {
            let message = format!("front matter is a map of keys, not {}", root.kind());
            problems.push((Code::FrontMatter, Problem::new(root.span.clone(), message, "write `key: value` lines")));
            &[]
        }
    };
    let mut asking = Vec::new();
    for entry in entries {
        if let Some(key) = FrontMatterKey::named(&entry.key).filter(|key| !key.is_optional()) {
            // A key without a value has no meaning, as in a template that was not filled in.
            if !entry.value.says_nothing() {
                let mut reader = Reader { entry, problems: &mut *problems };
                reader.read(key, &mut front_matter);
            }
            continue;
        }
        let value = entry.value.to_json();
        let asks = foreign::read(entry, &value, &mut front_matter);
        asking.extend(asks.map(|asks| (asks, entry)));
        front_matter.said.extend(said(entry));
        let is_known = FrontMatterKey::named(&entry.key).is_some();
        if let Some(near) = known_key(&entry.key).filter(|_| asks.is_none() && !is_known) {
            let problem = Problem::new(
                entry.key_span.clone(),
                format!("the key `{}` is not one that Journeybook knows", entry.key),
                format!("a key with a similar name exists: `{near}`; as it stands, only the theme sees the value"),
            );
            problems.push((Code::UnknownKey, problem.suggest(near)));
        }
        front_matter.extra.insert(entry.key.clone(), value);
    }
    foreign::obey(&asking, &mut front_matter, problems);
    front_matter
}

/// What a key says that may have a meaning, when that is a text or a list of texts.
fn said(entry: &Entry) -> Option<Said> {
    let items = entry.value.items().iter().filter(|item| !item.says_nothing());
    let value = |item: &Node| Some(Spanned { value: Arc::from(item.scalar()?.text.trim()), span: item.span.clone() });
    let values: Vec<Spanned<Arc<str>>> = items.map(value).collect::<Option<_>>()?;
    (!values.is_empty()).then(|| Said { key: Arc::from(&*entry.key), key_span: entry.key_span.clone(), values })
}

/// Reads one key's value.
struct Reader<'e, 'p> {
    entry: &'e Entry,
    problems: &'p mut Problems,
}

impl Reader<'_, '_> {
    fn read(&mut self, key: FrontMatterKey, front_matter: &mut FrontMatter) {
        let value = &self.entry.value;
        match key {
            FrontMatterKey::Title => front_matter.title = self.line().map(emoji::named),
            FrontMatterKey::Description => front_matter.description = self.line().map(emoji::named),
            FrontMatterKey::Stage => front_matter.stage = self.ids(),
            FrontMatterKey::Needs => front_matter.needs = self.ids(),
            FrontMatterKey::Kind => front_matter.kind = self.text().map(|text| Spanned { value: text, span: value.span.clone() }),
            FrontMatterKey::Order => front_matter.order = self.checked(order),
            FrontMatterKey::Draft => front_matter.draft |= self.checked(|node| node.truth("draft")).unwrap_or_default(),
            FrontMatterKey::Aliases => {
                let mut aliases = self.aliases();
                aliases.retain(|alias| match aliases::check(alias) {
                    Ok(()) => true,
                    Err(problem) => {
                        self.report(problem);
                        false
                    }
                });
                front_matter.aliases = aliases;
            }
            FrontMatterKey::Owner => front_matter.owner = self.people(front_matter),
            FrontMatterKey::Authors => {
                front_matter.authors = self.people(front_matter).into_iter().map(|person| person.value).collect();
            }
            FrontMatterKey::Reviewed => {
                let span = value.span.clone();
                front_matter.reviewed = self.checked(promises::date).map(|value| Spanned { value, span });
            }
            FrontMatterKey::ReviewEvery => front_matter.review_every = self.checked(promises::period),
            FrontMatterKey::Audience => {
                let span = value.span.clone();
                // An invalid value counts as internal, since the error may be lowered.
                let value = self.checked(Audience::parse).unwrap_or(Audience::Internal);
                front_matter.audience = Some(Spanned { value, span });
            }
            FrontMatterKey::Unlisted => {
                front_matter.is_unlisted = self.checked(|node| node.truth("unlisted")).unwrap_or_default();
            }
            FrontMatterKey::Search => self.search(front_matter),
            FrontMatterKey::Status
            | FrontMatterKey::ReplacedBy
            | FrontMatterKey::Tags
            | FrontMatterKey::Date
            | FrontMatterKey::Effort
            | FrontMatterKey::Cadence
            | FrontMatterKey::Role
            | FrontMatterKey::Outcome => {}
        }
    }

    fn report(&mut self, problem: Problem) {
        self.problems.push((Code::FrontMatter, problem));
    }

    fn checked<T>(&mut self, read: impl FnOnce(&Node) -> Result<T, Problem>) -> Option<T> {
        read(&self.entry.value).map_err(|problem| self.report(problem)).ok()
    }

    fn text(&mut self) -> Option<Arc<str>> {
        let key = &*self.entry.key;
        self.checked(|node| node.text(key).map(Arc::<str>::from))
    }

    /// A text on one line: line breaks and runs of spaces become one space.
    fn line(&mut self) -> Option<Arc<str>> {
        self.text().map(|text| text.split_ascii_whitespace().collect::<Vec<_>>().join(" ").into())
    }

    /// The texts of a list, or a single text; empty ones are reported.
    fn list(&mut self) -> Vec<Spanned<Arc<str>>> {
        let entry = self.entry;
        let mut list = Vec::new();
        for item in entry.value.items() {
            if let Some(text) = self.item(item) {
                list.push(Spanned { value: text, span: item.span.clone() });
            }
        }
        list
    }

    /// The aliases. An empty one, as left by a template, is not a fault in the front matter.
    fn aliases(&mut self) -> Vec<Spanned<Arc<str>>> {
        let entry = self.entry;
        let mut list = Vec::new();
        for item in entry.value.items() {
            if item.scalar().is_some() && item.says_nothing() {
                let span = if item.span.is_empty() { entry.key_span.clone() } else { item.span.clone() };
                let problem =
                    Problem::new(span, "an item of `aliases` says nothing", "write an old address or a name, or delete the item");
                self.problems.push((Code::EmptyAlias, problem));
            } else if let Some(text) = self.item(item) {
                list.push(Spanned { value: text, span: item.span.clone() });
            }
        }
        list
    }

    fn item(&mut self, item: &Node) -> Option<Arc<str>> {
        let key = &self.entry.key;
        let refused = match item.scalar() {
            Some(scalar) if !item.says_nothing() => return Some(scalar.text.trim().into()),
            Some(_) => "an item that says nothing",
            None => item.kind(),
        };
        let span = if item.span.is_empty() { self.entry.key_span.clone() } else { item.span.clone() };
        let message = format!("`{key}` is a text or a list of texts, and this is {refused}");
        self.report(Problem::new(span, message, "write a text, or delete the item"));
        None
    }

    /// Ids of stages or needs. A list of them in one text is refused here, since no such id can exist.
    fn ids(&mut self) -> Option<Vec<Spanned<Arc<str>>>> {
        let value = &self.entry.value;
        if let Some(scalar) = value.scalar().filter(|scalar| scalar.text.contains(',')) {
            let ids: Vec<&str> = scalar.text.split(',').map(str::trim).filter(|id| !id.is_empty()).collect();
            let message = format!("`{}` holds several ids in one text", self.entry.key);
            let problem = Problem::new(value.span.clone(), message, "write them as a list in brackets");
            self.report(problem.suggest(format!("[{}]", ids.join(", "))));
            return None;
        }
        let ids = self.list();
        // If every item was refused, the page is still not removed from every stage, as `[]` would do.
        if ids.is_empty() && !value.items().is_empty() { None } else { Some(ids) }
    }

    /// Names of people. From another generator's map with a `name`, the name is used, and the map is kept for the theme.
    fn people(&mut self, front_matter: &mut FrontMatter) -> Vec<Spanned<Arc<str>>> {
        let entry = self.entry;
        let mut names = Vec::new();
        for person in entry.value.items() {
            let name = person.get("name").filter(|name| name.scalar().is_some() && !name.says_nothing());
            if name.is_some() {
                front_matter.extra.insert(entry.key.clone(), entry.value.to_json());
            }
            let node = name.unwrap_or(person);
            names.extend(self.item(node).map(|value| Spanned { value, span: node.span.clone() }));
        }
        names
    }

    /// `search: false`, or another generator's map with `exclude: true`.
    fn search(&mut self, front_matter: &mut FrontMatter) {
        let value = &self.entry.value;
        if let Content::Mapping(_) = value.content {
            front_matter.hidden_from_search =
                value.get("exclude").and_then(Node::scalar).and_then(Scalar::truth).unwrap_or_default();
            front_matter.extra.insert(self.entry.key.clone(), value.to_json());
            return;
        }
        front_matter.hidden_from_search = self.checked(|node| node.truth("search")) == Some(false);
    }
}

fn order(node: &Node) -> Result<i64, Problem> {
    let written = node.scalar().map_or_else(|| node.kind().to_owned(), |scalar| format!("`{}`", scalar.text));
    node.scalar().and_then(|scalar| scalar.text.trim().parse().ok()).ok_or_else(|| {
        let span: Range<usize> = node.span.clone();
        Problem::new(
            span,
            format!("`order` must be a whole number, not {written}"),
            "pages with a smaller number come first: write `order: 10`",
        )
    })
}
