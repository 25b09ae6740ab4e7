//! What is listed.

use jiff::civil::Date;
use serde_json::{Value, json};

use super::filter::Filter;
use super::table::Table;
use super::today;
use crate::index::PageId;
use crate::keeping::changes::{ChangedPage, Gathered, by_month};
use crate::keeping::samples::state;
use crate::link::{Resolution, Target};
use crate::parse::LinkForm;
use crate::render::{PageFacts, change_owners, change_stages, compare_href, page_facts};
use crate::resolve::Site;

/// Pages with a review due, the earliest first.
pub(super) fn due(site: &Site, filter: &Filter<'_>) -> Table {
    let mut table = Table::new(&["due", "state", "title", "owners", "address", "file", "stages", "reviewed"], 5);
    let mut due: Vec<(Date, PageId)> = filter.pages().filter_map(|id| Some((site.keeping.page(id).due?, id))).collect();
    due.retain(|(day, _)| filter.wants_due(*day));
    due.sort();
    for (day, id) in due {
        let keeping = site.keeping.page(id);
        let state = if today(site).is_some_and(|today| keeping.is_overdue(today)) { "overdue" } else { "ahead" };
        let reviewed = keeping.reviewed.map(|day| day.to_string());
        table.add(vec![
            json!(day.to_string()),
            json!(state),
            title(site, id),
            owner_names(site, id),
            address(site, id),
            file(site, id),
            stages(site, id),
            json!(reviewed),
        ]);
    }
    table
}

/// Every owner: those in the configuration, otherwise those that pages name.
pub(super) fn owners(site: &Site, filter: &Filter<'_>) -> Table {
    let mut table = Table::new(&["id", "name", "contact", "pages", "overdue", "members"], 5);
    let wanted: Vec<PageId> = filter.pages().collect();
    let mut add = |id: Option<&str>, name: &str, contact: Option<&str>, members: &[std::sync::Arc<str>]| {
        if !filter.wants_owner(id.unwrap_or(name), name, members) {
            return;
        }
        let kept = wanted.iter().filter(|page| site.keeping.page(**page).is_kept_by(id.unwrap_or(name)));
        let kept: Vec<&PageId> = kept.collect();
        let overdue = |page: &&&PageId| today(site).is_some_and(|today| site.keeping.page(***page).is_overdue(today));
        let overdue = kept.iter().filter(overdue).count();
        table.add(vec![json!(id), json!(name), json!(contact), json!(kept.len()), json!(overdue), json!(members)]);
    };
    for owner in &site.keeping.owners {
        add(Some(&owner.id), &owner.title, owner.contact.as_deref(), &owner.members);
    }
    let all = site.index.built_ids().flat_map(|id| &site.keeping.page(id).owners).filter(|keeper| keeper.id.is_none());
    let free: std::collections::BTreeSet<&str> = all.map(|keeper| &*keeper.name).collect();
    for name in free {
        add(None, name, None, &[]);
    }
    table
}

/// Pages that are new, whose text changed or that are gone, the latest first, each once a month.
pub(super) fn changes(site: &Site, filter: &Filter<'_>) -> Table {
    const COLUMNS: [&str; 12] =
        ["day", "change", "title", "subject", "owners", "address", "file", "stages", "went_to", "earlier", "commit", "compare"];
    let mut table = Table::new(&COLUMNS, 6);
    let wanted = site.keeping.changes.iter().filter(|change| filter.wants_change(change));
    for change in by_month(wanted).iter().flat_map(|month| &month.changes) {
        let Gathered { kind, latest, first, count } = *change;
        let commit = latest.commit.as_ref();
        let owners = change_owners(site, latest).iter().map(|keeper| &keeper.name);
        let named = change_stages(site, latest).iter().map(|stage| &site.config.journey.stage(*stage).id);
        let (title, address, file, successor) = match &latest.page {
            ChangedPage::There(id) => (title(site, *id), address(site, *id), file(site, *id), None),
            ChangedPage::Gone(gone) => (json!(gone.title), json!(format!("/{}", gone.address)), json!(gone.path), gone.successor),
        };
        table.add(vec![
            json!(latest.moment.day.to_string()),
            json!(kind.name()),
            title,
            json!(commit.and_then(|commit| commit.subject.as_deref())),
            json!(owners.collect::<Vec<_>>()),
            address,
            file,
            json!(named.collect::<Vec<_>>()),
            successor.map(|id| self::address(site, id)).unwrap_or_default(),
            json!(count - 1),
            json!(commit.map(|commit| &commit.hash)),
            json!(first.commit.as_ref().zip(commit).and_then(|(first, last)| compare_href(site, first, last))),
        ]);
    }
    table
}

/// Every page, with its data in `pages.json`.
pub(super) fn pages(site: &Site, filter: &Filter<'_>) -> Table {
    const COLUMNS: [&str; 17] = [
        "title",
        "stages",
        "owners",
        "due",
        "words",
        "address",
        "file",
        "description",
        "needs",
        "kind",
        "audience",
        "draft",
        "created",
        "updated",
        "reviewed",
        "links_to",
        "linked_from",
    ];
    // What the handbook does not use has no column.
    let has_statuses = !site.config.labels.statuses.is_empty();
    let own = [("status", has_statuses), ("replaced_by", has_statuses), ("labels", !site.config.labels.facets.is_empty())];
    let own = own.into_iter().filter(|(_, is_used)| *is_used).map(|(column, _)| column);
    let columns: Vec<&'static str> = COLUMNS.into_iter().chain(own).collect();
    let mut table = Table::new(&columns, 6);
    for facts in filter.pages().map(|id| page_facts(site, id)) {
        table.add(row(&facts, &columns));
    }
    table
}

fn row(facts: &PageFacts, columns: &[&str]) -> Vec<Value> {
    let mut facts = serde_json::to_value(facts).unwrap_or_default();
    columns.iter().map(|column| facts.get_mut(*column).map(Value::take).unwrap_or_default()).collect()
}

/// Every link of the pages, with what it leads to.
pub(super) fn links(site: &Site, filter: &Filter<'_>) -> Table {
    let mut table = Table::new(&["file", "line", "to", "destination", "title", "target"], 4);
    for id in filter.pages() {
        let text = crate::parse::lossy_text(site.bytes(id));
        let (mut line, mut counted) = (1, 0);
        let mut links: Vec<_> = site.parsed(id).links.iter().zip(&site.links(id).resolutions).collect();
        links.retain(|(link, _)| link.form != LinkForm::Successor || !site.config.labels.statuses.is_empty());
        links.sort_by_key(|(link, _)| link.at);
        for (link, resolution) in links {
            line += text.get(counted..link.at).unwrap_or_default().matches('\n').count();
            counted = link.at;
            let (to, target) = leads_to(site, resolution);
            table.add(vec![file(site, id), json!(line), json!(to), json!(link.destination), title(site, id), json!(target)]);
        }
    }
    table
}

/// Every block of code that names the file it is from, or what is to be run.
pub(super) fn samples(site: &Site, filter: &Filter<'_>) -> Table {
    let mut table = Table::new(&["file", "line", "source", "state", "run", "title", "language", "code"], 5);
    for id in filter.pages() {
        let text = crate::parse::lossy_text(site.bytes(id));
        for sample in &site.parsed(id).samples {
            let line = 1 + text.get(..sample.info.start).unwrap_or_default().matches('\n').count();
            table.add(vec![
                file(site, id),
                json!(line),
                json!(sample.source),
                json!(state(sample, &site.surroundings.samples).name()),
                json!(sample.run),
                title(site, id),
                json!(sample.language),
                json!(sample.code),
            ]);
        }
    }
    table
}

/// What kind of place a link leads to, and its address where the site has it.
fn leads_to(site: &Site, resolution: &Resolution) -> (&'static str, Option<String>) {
    match resolution {
        Resolution::Internal { target, .. } => {
            let kind = match target {
                Target::Page(_) => "page",
                Target::Asset(_) => "asset",
                Target::Generated(_) => "generated",
            };
            (kind, Some(site.target_address(target).encoded()))
        }
        Resolution::Repository { href } => ("repository", Some(href.to_string())),
        Resolution::Beside { .. } => ("beside", None),
        Resolution::External => ("external", None),
        Resolution::Missing => ("missing", None),
        Resolution::Removed => ("removed", None),
    }
}

fn title(site: &Site, id: PageId) -> Value {
    json!(site.index.page(id).title)
}

fn file(site: &Site, id: PageId) -> Value {
    json!(site.index.page(id).path.as_str())
}

fn address(site: &Site, id: PageId) -> Value {
    json!(format!("/{}", site.index.page(id).url.encoded()))
}

fn stages(site: &Site, id: PageId) -> Value {
    let stages = &site.index.page(id).membership.stages;
    json!(stages.iter().map(|stage| &*site.config.journey.stage(*stage).id).collect::<Vec<_>>())
}

fn owner_names(site: &Site, id: PageId) -> Value {
    json!(site.keeping.page(id).owners.iter().map(|keeper| &*keeper.name).collect::<Vec<_>>())
}
