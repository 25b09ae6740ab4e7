//! `owners:`, who can own a page, and `private_links:`, which sites require a login.

use std::ops::Range;
use std::sync::Arc;

use crate::yaml::section::Refusals;
use crate::yaml::{Content, Entry, KnownKey, Node, Problem, ValueType, known_keys};

/// The word that takes owners from the CODEOWNERS file.
const CODEOWNERS: &str = "codeowners";

/// `owners:`
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub enum OwnersConfig {
    /// There is no such key: pages may name anybody as their owner.
    #[default]
    Anybody,
    /// Only these.
    Listed(Vec<Owner>),
    /// Those in the repository's CODEOWNERS.
    Codeowners,
}

/// A person or a team that owns pages: one entry of `owners:`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Owner {
    /// The value of `owner:`, and a part of the address of the owner's page.
    pub id: Arc<str>,
    /// The name that readers see.
    pub title: Arc<str>,
    /// How to reach the owner: an email address, a web address, or a handle such as `@acme/docs`.
    pub contact: Option<Arc<str>>,
    /// Its members.
    pub members: Vec<Arc<str>>,
}

known_keys! {
    /// The keys of an owner.
    pub enum OwnerKey {
        Title = "title", ValueType::Text, "the name that readers see; the id in words when absent";
        Contact = "contact", ValueType::Text, "a mail address, an address of the web, or a handle such as `@acme/docs`";
        Members = "members", ValueType::Texts, "the people behind it, by name or handle";
    }
}

/// `owners:`, the word `codeowners` or a map from ids to owners.
pub(super) fn read(node: &Node, refusals: &mut Refusals) -> OwnersConfig {
    if let Some(scalar) = node.scalar() {
        if scalar.text.trim() == CODEOWNERS {
            return OwnersConfig::Codeowners;
        }
        let message = format!("`owners` is a map of owners or `{CODEOWNERS}`, not `{}`", scalar.text.trim());
        let problem = Problem::new(node.span.clone(), message, "write `owners: { docs-team: { title: Docs team } }`");
        refusals.add(match crate::suggest::nearest(&scalar.text, [CODEOWNERS]) {
            Some(near) => problem.suggest(near),
            None => problem,
        });
        return OwnersConfig::Anybody;
    }
    let entries = refusals.accept(node.entries("owners")).unwrap_or_default();
    OwnersConfig::Listed(entries.iter().filter_map(|entry| owner(entry, refusals)).collect())
}

fn owner(entry: &Entry, refusals: &mut Refusals) -> Option<Owner> {
    let id = refusals.accept(owner_id(&entry.key, &entry.key_span))?;
    let plain = Owner { title: crate::path::in_words(&id).into(), id, contact: None, members: Vec::new() };
    if entry.value.says_nothing() {
        return Some(plain);
    }
    let Content::Mapping(_) = entry.value.content else {
        let message = format!("an owner is a map, not {}", entry.value.kind());
        refusals.add(Problem::new(entry.value.span.clone(), message, "write `{ title: Docs team, contact: docs@acme.example }`"));
        return Some(plain);
    };
    let section = refusals.section::<OwnerKey>(&entry.value, "owners");
    let title = section.text(OwnerKey::Title, refusals).map(Arc::from);
    let contact = section.text(OwnerKey::Contact, refusals).map(Arc::from);
    let members = refusals.list(section.get(OwnerKey::Members), |node| node.text(OwnerKey::Members.name()).map(Arc::from));
    Some(Owner { title: title.unwrap_or(plain.title), contact, members, id: plain.id })
}

/// An id that can be part of an address.
fn owner_id(id: &str, span: &Range<usize>) -> Result<Arc<str>, Problem> {
    let is_good = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if !id.is_empty() && id.chars().all(is_good) && !id.starts_with('-') && !id.ends_with('-') {
        return Ok(id.into());
    }
    let message = format!("the owner's id `{id}` cannot stand in an address");
    let problem = Problem::new(span.clone(), message, "write small letters, digits and hyphens; `title` is what readers see");
    let better = crate::path::slug_of_name(id);
    Err(if better.is_empty() { problem } else { problem.suggest(better) })
}

/// A host of `private_links:`, in lower case.
pub(super) fn host(node: &Node) -> Result<Arc<str>, Problem> {
    let written = node.text("private_links")?;
    let host = written.to_ascii_lowercase();
    let is_good = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-');
    if !host.is_empty() && host.chars().all(is_good) {
        return Ok(host.into());
    }
    let inside = host.split_once("://").map_or(&*host, |(_, rest)| rest).split(['/', ':', '?', '#']).next().unwrap_or_default();
    let problem = Problem::new(
        node.span.clone(),
        format!("`{written}` is not a host"),
        "write the host alone, such as `wiki.acme.example`",
    );
    Err(if !inside.is_empty() && inside.chars().all(is_good) { problem.suggest(inside) } else { problem })
}
