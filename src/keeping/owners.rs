//! Who can keep a page.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::config::OwnerConfig;
use crate::path::slug_of_name;

use super::codeowners::Codeowners;

/// A person or a team that keeps pages.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Owner {
    /// What pages name, and a part of the address of the owner's own page.
    pub id: Arc<str>,
    /// The name that readers see.
    pub title: Arc<str>,
    /// How the owner is reached: a mail address, an address of the web, or a handle such as `@acme/docs`.
    pub contact: Option<Arc<str>>,
    /// The people behind it.
    pub members: Vec<Arc<str>>,
}

/// The owners of `handbook.yaml`, in the order of their ids.
pub(super) fn listed(owners: &[OwnerConfig]) -> Vec<Owner> {
    let mut owners: Vec<Owner> = owners
        .iter()
        .map(|OwnerConfig { id, title, contact, members }| Owner {
            id: Arc::clone(id),
            title: Arc::clone(title),
            contact: contact.clone(),
            members: members.clone(),
        })
        .collect();
    owners.sort_by(|a, b| a.id.cmp(&b.id));
    owners
}

/// Everybody whom CODEOWNERS names. An id is the handle in letters that an address can hold; those that would be the same are numbered.
pub(super) fn of_codeowners(codeowners: Option<&Codeowners>) -> Vec<Owner> {
    let mut owners: BTreeMap<String, Owner> = BTreeMap::new();
    for handle in codeowners.iter().flat_map(|codeowners| codeowners.handles()) {
        let slug = slug_of_name(handle);
        let slug = if slug.is_empty() { "owner".to_owned() } else { slug };
        let numbered = (2..).map(|number| format!("{slug}-{number}"));
        let Some(id) = std::iter::once(slug.clone()).chain(numbered).find(|id| !owners.contains_key(id)) else { continue };
        let owner =
            Owner { id: id.as_str().into(), title: Arc::clone(handle), contact: Some(Arc::clone(handle)), members: Vec::new() };
        owners.insert(id, owner);
    }
    owners.into_values().collect()
}

/// The owner that a page means: by id, or by a handle of CODEOWNERS.
pub(super) fn find<'a>(owners: &'a [Owner], name: &str) -> Option<&'a Owner> {
    owners.iter().find(|owner| *owner.id == *name || (name.contains('@') && *owner.title == *name))
}
