//! `statuses:`, `tags:` and `facets:`: the words by which pages say what they are, and by which readers narrow lists.

use std::ops::Range;
use std::sync::Arc;

use crate::path::{in_words, slug_of_name};
use crate::yaml::ValueType::{Choice, Labels, Text};
use crate::yaml::section::Refusals;
use crate::yaml::{Content, KnownKey, Node, Problem, known_keys};

/// The word that switches on the four statuses that are built in.
const DEFAULT: &str = "default";

/// The front matter key of tags, which is also that of `handbook.yaml`.
const TAGS: &str = "tags";

/// How many facets a handbook may have: more would not be told apart.
const MOST_FACETS: usize = 3;

/// The names that a facet cannot have, since front matter or the search gives them another meaning.
pub const TAKEN: [&str; 26] = [
    "title",
    "description",
    "stage",
    "needs",
    "need",
    "kind",
    "order",
    "draft",
    "aliases",
    "owner",
    "reviewed",
    "review_every",
    "audience",
    "unlisted",
    "authors",
    "search",
    "status",
    "replaced_by",
    "tags",
    "tag",
    "date",
    "effort",
    "cadence",
    "role",
    "outcome",
    "terms",
];

/// What a status means for readers, for the search and for links.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// Not yet in force.
    Proposed,
    /// In force.
    Accepted,
    /// Still in force, and no longer right.
    Outdated,
    /// No longer in force.
    Retired,
}

impl Standing {
    /// All of them, in the order in which a page goes through them.
    pub const ALL: [Self; 4] = [Self::Proposed, Self::Accepted, Self::Outdated, Self::Retired];
    /// The ids of the statuses that are built in.
    pub const IDS: [&str; 4] = ["proposed", "accepted", "outdated", "retired"];

    /// The id of the status that is built in.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::Accepted => "accepted",
            Self::Outdated => "outdated",
            Self::Retired => "retired",
        }
    }

    fn named(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|standing| standing.id() == id)
    }
}

known_keys! {
    /// The keys of a status.
    pub enum StatusKey {
        Title = "title", Text, "its name";
        Text = "text", Text, "what the banner says of a page that has it";
        Like = "like", Choice(&Standing::IDS), "the status of the four built in that it is treated as; `accepted` when absent";
    }
}

known_keys! {
    /// The keys of a tag, and of a value of a facet.
    pub enum LabelKey {
        Title = "title", Text, "its name";
        Summary = "summary", Text, "one sentence on it";
    }
}

known_keys! {
    /// The keys of a facet.
    pub enum FacetKey {
        Title = "title", Text, "its name";
        Values = "values", Labels(LabelKey::FACTS), "the values that a page can have";
    }
}

/// What pages can say of themselves.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct LabelsConfig {
    /// The statuses; empty when the handbook has none.
    pub statuses: Vec<Status>,
    /// The tags, where there are some, then the facets in the order of the file.
    pub facets: Vec<Facet>,
}

/// One of `statuses:`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Status {
    /// What `status:` says.
    pub id: Arc<str>,
    /// Its name; `None` for one that is built in, whose name the theme knows.
    pub title: Option<Arc<str>>,
    /// What the banner says.
    pub text: Option<Arc<str>>,
    /// What it means.
    pub standing: Standing,
}

/// Tags, or one of `facets:`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Facet {
    /// The key in the front matter, and a part of addresses.
    pub key: Arc<str>,
    /// Its name; `None` for tags, whose name the theme knows.
    pub title: Option<Arc<str>>,
    /// The values, in the order of the file.
    pub values: Vec<Label>,
}

/// A tag, or a value of a facet.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Label {
    /// What front matter says, and a part of addresses.
    pub id: Arc<str>,
    /// The name that readers see.
    pub title: Arc<str>,
    /// One sentence on it.
    pub summary: Option<Arc<str>>,
}

impl Facet {
    /// Whether this is the handbook's tags.
    #[must_use]
    pub fn is_tags(&self) -> bool {
        *self.key == *TAGS
    }

    /// What stands in front of the colon of a filter of the search: `tag` or the facet's key.
    #[must_use]
    pub fn filter(&self) -> &str {
        if self.is_tags() { "tag" } else { &self.key }
    }
}

/// `statuses:`, the word `default`, a list of ids, or a map from ids to names or maps.
pub(super) fn statuses(node: &Node, refusals: &mut Refusals) -> Vec<Status> {
    let built_in = |standing: Standing| Status { id: standing.id().into(), title: None, text: None, standing };
    if node.scalar().is_some_and(|scalar| scalar.text.trim() == DEFAULT) {
        return Standing::ALL.map(built_in).into();
    }
    if let Some(problem) = node.scalar().and_then(|scalar| {
        let near = crate::suggest::nearest(&scalar.text, [DEFAULT])?;
        Some(
            Problem::new(node.span.clone(), format!("`{}` is not a list of statuses", scalar.text), "write `statuses: default`")
                .suggest(near),
        )
    }) {
        refusals.add(problem);
        return Vec::new();
    }
    let named = named(node, "statuses", refusals);
    let status = |Named { id, title, more }: Named<'_>| {
        let section = more.map(|node| refusals.section::<StatusKey>(node, "statuses"));
        let text = |key| section.as_ref().and_then(|section| section.value(key));
        let own = text(StatusKey::Title).and_then(|node| refusals.accept(node.text("title"))).map(Arc::from);
        let says = text(StatusKey::Text).and_then(|node| refusals.accept(node.text("text"))).map(Arc::from);
        let like = text(StatusKey::Like).and_then(|node| refusals.accept(standing(node)));
        let known = Standing::named(&id);
        let title = title.or(own).or_else(|| known.is_none().then(|| in_words(&id).into()));
        Status { standing: like.or(known).unwrap_or(Standing::Accepted), title, text: says, id }
    };
    named.into_iter().map(status).collect()
}

fn standing(node: &Node) -> Result<Standing, Problem> {
    let written = node.text(StatusKey::Like.name())?;
    Standing::named(written).ok_or_else(|| {
        let message = format!("`like` is one of the statuses built in, not `{written}`");
        let problem = Problem::new(node.span.clone(), message, "write `proposed`, `accepted`, `outdated` or `retired`");
        match crate::suggest::nearest(written, Standing::IDS) {
            Some(near) => problem.suggest(near),
            None => problem,
        }
    })
}

/// `tags:`, a list of ids, or a map from ids to names or maps.
pub(super) fn tags(node: &Node, refusals: &mut Refusals) -> Option<Facet> {
    let values = labels(node, TAGS, refusals);
    (!values.is_empty()).then(|| Facet { key: TAGS.into(), title: None, values })
}

/// `facets:`, a map from front matter keys to what they may say.
pub(super) fn facets(node: &Node, refusals: &mut Refusals) -> Vec<Facet> {
    let entries = refusals.accept(node.entries("facets")).unwrap_or_default();
    if let Some(entry) = entries.get(MOST_FACETS) {
        let message = format!("a handbook has at most {MOST_FACETS} facets");
        refusals.add(Problem::new(entry.key_span.clone(), message, "make tags of it, or delete another one"));
    }
    let mut facets = Vec::new();
    for entry in entries.iter().take(MOST_FACETS) {
        let Some(key) = refusals.accept(id_of("facet", &entry.key, &entry.key_span)) else { continue };
        if TAKEN.contains(&&*key) {
            let message = format!("a facet cannot be called `{key}`, which means something else");
            refusals.add(Problem::new(entry.key_span.clone(), message, "give it another name; `title` is what readers see"));
            continue;
        }
        let is_map = matches!(entry.value.content, Content::Mapping(_));
        let section = is_map.then(|| refusals.section::<FacetKey>(&entry.value, "facets"));
        let values = section.as_ref().and_then(|section| section.value(FacetKey::Values));
        let values = if is_map { values } else { Some(&entry.value) };
        let title = section.as_ref().and_then(|section| section.text(FacetKey::Title, refusals)).map(Arc::from);
        let values = values.map(|node| labels(node, "values", refusals)).unwrap_or_default();
        if values.is_empty() {
            let message = format!("the facet `{key}` has no values");
            refusals.add(Problem::new(entry.key_span.clone(), message, "add `values: [one, another]`"));
            continue;
        }
        let title = title.unwrap_or_else(|| in_words(&key).into());
        facets.push(Facet { title: Some(title), values, key });
    }
    facets
}

fn labels(node: &Node, what: &'static str, refusals: &mut Refusals) -> Vec<Label> {
    let named = named(node, what, refusals);
    let label = |Named { id, title, more }: Named<'_>| {
        let section = more.map(|node| refusals.section::<LabelKey>(node, what));
        let own = section.as_ref().and_then(|section| section.text(LabelKey::Title, refusals)).map(Arc::from);
        let summary = section.as_ref().and_then(|section| section.text(LabelKey::Summary, refusals)).map(Arc::from);
        Label { title: title.or(own).unwrap_or_else(|| in_words(&id).into()), summary, id }
    };
    named.into_iter().map(label).collect()
}

/// An id with the name beside it, or the map with more of it.
struct Named<'n> {
    id: Arc<str>,
    title: Option<Arc<str>>,
    more: Option<&'n Node>,
}

/// The ids of a list, or of a map from ids to names or maps; each once.
fn named<'n>(node: &'n Node, what: &'static str, refusals: &mut Refusals) -> Vec<Named<'n>> {
    let mut all: Vec<Named<'n>> = Vec::new();
    if let Content::Mapping(entries) = &node.content {
        for entry in entries {
            let Some(id) = refusals.accept(id_of(what, &entry.key, &entry.key_span)) else { continue };
            let value = &entry.value;
            let named = match &value.content {
                Content::Mapping(_) => Named { id, title: None, more: Some(value) },
                _ if value.says_nothing() => Named { id, title: None, more: None },
                _ => Named { id, title: refusals.accept(value.text(&entry.key)).map(Arc::from), more: None },
            };
            all.push(named);
        }
        return all;
    }
    for item in node.items() {
        let Some(id) = refusals.accept(item.text(what).and_then(|id| id_of(what, id, &item.span))) else { continue };
        if all.iter().any(|known| known.id == id) {
            refusals.add(Problem::new(item.span.clone(), format!("`{what}` names `{id}` twice"), "delete one of them"));
            continue;
        }
        all.push(Named { id, title: None, more: None });
    }
    all
}

/// An id that can stand in an address and behind the colon of a filter.
pub(super) fn id_of(what: &str, id: &str, span: &Range<usize>) -> Result<Arc<str>, Problem> {
    let is_good = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if !id.is_empty() && id.chars().all(is_good) && !id.starts_with('-') && !id.ends_with('-') {
        return Ok(id.into());
    }
    let message = format!("the id `{id}` of `{what}` cannot stand in an address");
    let problem = Problem::new(span.clone(), message, "write small letters, digits and hyphens; `title` is what readers see");
    let better = slug_of_name(id);
    Err(if better.is_empty() { problem } else { problem.suggest(better) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config;

    fn read(text: &str) -> (LabelsConfig, Vec<String>) {
        let read = config::read(text);
        (read.value.labels, read.diagnostics.into_iter().map(|problem| problem.message).collect())
    }

    #[test]
    fn labels_are_listed_or_named() {
        let (labels, problems) = read(
            "statuses: { trial: { title: On trial, like: proposed }, retired: Gone }\ntags: [talks, how-to]\nfacets: { product: { title: Products, values: { sdk: SDK, cli: { title: Command line, summary: For terminals } } }, region: [emea] }\n",
        );
        assert_eq!(problems, [""; 0]);
        let statuses: Vec<_> =
            labels.statuses.iter().map(|status| (&*status.id, status.title.as_deref(), status.standing)).collect();
        assert_eq!(statuses, [("trial", Some("On trial"), Standing::Proposed), ("retired", Some("Gone"), Standing::Retired)]);
        let facets: Vec<(String, String)> = labels
            .facets
            .iter()
            .map(|facet| {
                let values: Vec<String> = facet.values.iter().map(|value| format!("{}={}", value.id, value.title)).collect();
                (format!("{} {}", facet.filter(), facet.title.as_deref().unwrap_or_default()), values.join(" "))
            })
            .collect();
        let expected = [
            ("tag ", "talks=Talks how-to=How to"),
            ("product Products", "sdk=SDK cli=Command line"),
            ("region Region", "emea=Emea"),
        ];
        assert_eq!(facets, expected.map(|(facet, values)| (facet.to_owned(), values.to_owned())));
        assert_eq!(read("statuses: default\n").0.statuses.iter().map(|status| &*status.id).collect::<Vec<_>>(), Standing::IDS);
    }

    #[test]
    fn what_cannot_be_a_label_is_refused() {
        for (written, expected) in [
            ("statuses: defalt", "`defalt` is not a list of statuses"),
            ("statuses: { trial: { like: acepted } }", "`like` is one of the statuses built in, not `acepted`"),
            ("tags: [a, a]", "`tags` names `a` twice"),
            ("tags: [How To]", "the id `How To` of `tags` cannot stand in an address"),
            ("facets: { stage: [a] }", "a facet cannot be called `stage`, which means something else"),
            ("facets: { a: [x], b: [x], c: [x], d: [x] }", "a handbook has at most 3 facets"),
            ("facets: { product: { title: P } }", "the facet `product` has no values"),
            ("facets: { product: { vales: [x] } }", "`facets` has no key `vales`"),
        ] {
            let (_, problems) = read(&format!("{written}\n"));
            assert!(problems.iter().any(|message| message == expected), "{written}: {problems:?}");
        }
    }
}
