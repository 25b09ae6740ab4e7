//! Who can own a page.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::config::Owner;
use crate::path::slug_of_name;

use super::codeowners::Codeowners;

/// The owners of `handbook.yaml`, in the order of their ids.
pub(super) fn listed(owners: &[Owner]) -> Vec<Owner> {
    let mut owners = owners.to_vec();
    owners.sort_by(|a, b| a.id.cmp(&b.id));
    owners
}

/// All owners in CODEOWNERS. An id is the handle in characters that an address can contain; equal ones are numbered.
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

/// The owner that a page names, by id or by a handle in CODEOWNERS.
pub(super) fn find<'a>(owners: &'a [Owner], name: &str) -> Option<&'a Owner> {
    owners.iter().find(|owner| *owner.id == *name || (name.contains('@') && *owner.title == *name))
}
