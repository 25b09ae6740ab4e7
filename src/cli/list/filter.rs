//! Which pages are wanted.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::cli::options::ListFilter;
use crate::index::{Moment, PageId};
use crate::journey::StageIndex;
use crate::keeping::Keeper;
use crate::keeping::changes::{Change, ChangedPage};
use crate::render::{change_owners, change_stages};
use crate::resolve::Site;
use crate::scaffold::Refusal;
use crate::suggest::nearest;

/// The start of the period.
#[derive(Debug, Clone, Copy)]
pub(super) enum Beginning {
    /// From this day on, in the time zone of each change.
    Day(Date),
    /// After this moment.
    After(Timestamp),
}

impl Beginning {
    fn admits(self, moment: Moment) -> bool {
        match self {
            Self::Day(day) => moment.day >= day,
            Self::After(instant) => moment.instant > instant,
        }
    }
}

/// The flags, resolved against the handbook.
pub(super) struct Filter<'a> {
    site: &'a Site,
    owner: Option<&'a str>,
    stage: Option<StageIndex>,
    kind: Option<&'a str>,
    status: Option<usize>,
    /// Facets and values, by their places in the configuration.
    labels: Vec<(usize, usize)>,
    leaver: Option<&'a str>,
    since: Option<Beginning>,
    until: Option<Date>,
}

impl<'a> Filter<'a> {
    /// Resolves the owner and the stage that `asked` names.
    pub(super) fn new(site: &'a Site, asked: &'a ListFilter, since: Option<Beginning>) -> Result<Self, Refusal> {
        let stage = asked.stage.as_deref().map(|id| stage(site, id)).transpose()?;
        let owner = asked.owner.as_deref().map(|name| owner(site, name)).transpose()?;
        let kind = asked.kind.as_deref().map(|kind| known_kind(site, kind)).transpose()?;
        let status = asked.status.as_deref().map(|id| status(site, id)).transpose()?;
        let labels = asked.labels.iter().map(|(key, value)| label(site, key, value)).collect::<Result<_, _>>()?;
        let until = asked.within.and_then(|period| super::today(site).and_then(|today| period.after(today)));
        Ok(Self { site, owner, stage, kind, status, labels, leaver: asked.leaver.as_deref(), since, until })
    }

    /// The pages that are wanted, in the order of their paths. Unlisted pages are included: they need reviews like any other.
    pub(super) fn pages(&self) -> impl Iterator<Item = PageId> + '_ {
        self.site.index.built_ids().filter(|id| self.wants(*id))
    }

    /// Whether a change is wanted.
    pub(super) fn wants_change(&self, change: &Change) -> bool {
        let (owners, stages) = (change_owners(self.site, change), change_stages(self.site, change));
        self.since.is_none_or(|since| since.admits(change.moment))
            && self.owner.is_none_or(|owner| owners.iter().any(|keeper| is_owner(keeper, owner)))
            && self.stage.is_none_or(|stage| stages.contains(&stage))
            && self.leaver.is_none_or(|leaver| match &change.page {
                ChangedPage::There(id) => self.is_left_by(*id, leaver),
                ChangedPage::Gone(_) => false,
            })
    }

    /// Whether a review that is due on this day is wanted.
    pub(super) fn wants_due(&self, due: Date) -> bool {
        self.until.is_none_or(|until| due <= until)
    }

    /// Whether this owner is wanted: the one asked for, or the leaver, or a group that the leaver is a member of.
    pub(super) fn wants_owner(&self, id: &str, title: &str, members: &[std::sync::Arc<str>]) -> bool {
        self.owner.is_none_or(|owner| owner == id || owner == title)
            && self.leaver.is_none_or(|leaver| {
                is_person(leaver, id) || is_person(leaver, title) || members.iter().any(|member| is_person(leaver, member))
            })
    }

    fn wants(&self, id: PageId) -> bool {
        let page = self.site.index.page(id);
        let keeping = self.site.keeping.page(id);
        self.owner.is_none_or(|owner| keeping.owners.iter().any(|keeper| is_owner(keeper, owner)))
            && self.stage.is_none_or(|stage| page.membership.stages.contains(&stage))
            && self.kind.is_none_or(|kind| self.site.parsed(id).front_matter.kind.as_ref().is_some_and(|own| *own.value == *kind))
            && self.status.is_none_or(|status| self.site.labels.page(id).status == Some(status))
            && self.labels.iter().all(|(facet, value)| self.site.labels.page(id).of(*facet).contains(value))
            && self.since.is_none_or(|since| self.changed(id).is_some_and(|moment| since.admits(moment)))
            && self.leaver.is_none_or(|leaver| self.is_left_by(id, leaver))
    }

    fn changed(&self, id: PageId) -> Option<Moment> {
        self.site.surroundings.history.page(&self.site.index.page(id).path).map(|past| past.changed)
    }

    /// Whether a page is owned by a person, or by a group that they are a member of, or was written mostly by them.
    fn is_left_by(&self, id: PageId, leaver: &str) -> bool {
        let keeps = self.site.keeping.page(id).owners.iter().any(|keeper| {
            let owner = keeper.id.as_deref().and_then(|id| self.site.keeping.owner(id));
            let members = owner.into_iter().flat_map(|owner| &owner.members);
            is_person(leaver, &keeper.name)
                || keeper.id.as_deref().is_some_and(|id| is_person(leaver, id))
                || members.into_iter().any(|member| is_person(leaver, member))
        });
        let past = self.site.surroundings.history.page(&self.site.index.page(id).path);
        keeps || past.and_then(|past| past.contributors.first()).is_some_and(|first| is_person(leaver, first))
    }
}

/// Whether somebody who keeps a page is meant by this id or name.
fn is_owner(keeper: &Keeper, owner: &str) -> bool {
    keeper.id.as_deref() == Some(owner) || *keeper.name == *owner
}

/// Whether two names are one person's: a handle may or may not have its `@`.
fn is_person(asked: &str, name: &str) -> bool {
    asked.trim_start_matches('@').eq_ignore_ascii_case(name.trim_start_matches('@'))
}

fn stage(site: &Site, id: &str) -> Result<StageIndex, Refusal> {
    let stages = &site.config.journey.stages;
    let found = stages.iter().position(|stage| *stage.id == *id);
    found.map(StageIndex).ok_or_else(|| unknown("stage", id, stages.iter().map(|stage| &*stage.id)))
}

fn known_kind<'a>(site: &Site, kind: &'a str) -> Result<&'a str, Refusal> {
    let kinds = &site.config.kinds;
    if kinds.iter().any(|known| **known == *kind) {
        Ok(kind)
    } else {
        Err(unknown("kind", kind, kinds.iter().map(|kind| &**kind)))
    }
}

fn status(site: &Site, id: &str) -> Result<usize, Refusal> {
    let statuses = &site.config.labels.statuses;
    let found = statuses.iter().position(|status| *status.id == *id);
    found.ok_or_else(|| unknown("status", id, statuses.iter().map(|status| &*status.id)))
}

fn label(site: &Site, key: &str, value: &str) -> Result<(usize, usize), Refusal> {
    let facets = &site.config.labels.facets;
    let place = facets.iter().position(|facet| *facet.key == *key);
    let place = place.ok_or_else(|| match key {
        "tags" => unknown("tag", value, []),
        _ => unknown("facet", key, facets.iter().filter(|facet| !facet.is_tags()).map(|facet| &*facet.key)),
    })?;
    let facet = &facets[place];
    let found = facet.values.iter().position(|known| *known.id == *value);
    let found = found.ok_or_else(|| unknown(facet.filter(), value, facet.values.iter().map(|value| &*value.id)))?;
    Ok((place, found))
}

/// The owner's id, or the name if owners are free text.
fn owner<'a>(site: &'a Site, name: &'a str) -> Result<&'a str, Refusal> {
    let owners = &site.keeping.owners;
    if let Some(owner) = owners.iter().find(|owner| *owner.id == *name || *owner.title == *name) {
        return Ok(&owner.id);
    }
    let free = site.index.built_ids().flat_map(|id| &site.keeping.page(id).owners).map(|keeper| &*keeper.name);
    let free: Vec<&str> = free.collect();
    if free.contains(&name) { Ok(name) } else { Err(unknown("owner", name, owners.iter().map(|owner| &*owner.id).chain(free))) }
}

fn unknown<'a>(what: &str, name: &str, known: impl IntoIterator<Item = &'a str>) -> Refusal {
    let known: Vec<&str> = known.into_iter().collect();
    let help = match (nearest(name, known.iter().copied()), &known[..]) {
        (Some(near), _) => format!("did you mean `{near}`?"),
        (None, []) => format!("no page names {} {what}", if what == "owner" { "an" } else { "a" }),
        (None, _) => format!("`journeybook list {}` shows what there is", if what == "owner" { "owners" } else { "pages" }),
    };
    Refusal { message: format!("the handbook has no {what} `{name}`"), help }
}
