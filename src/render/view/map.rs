//! The table of needs by stage, counted from the pages' own data.
//!
//! Landing pages and policies do not count: a landing page covers every need, a policy none. A gap invites people to fill it only
//! in stages that already have plays, since forced coverage breeds filler.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::generated::landing_address;
use crate::index::PageId;
use crate::journey::{NeedIndex, StageIndex};
use crate::render::context::{GapInvite, MapCell, MapColumn, MapContext, MapRow, MapState, OfferContext};

use super::keeping::overdue_words;
use super::{Here, repository};

/// The most owners named in a cell.
const MOST_OWNERS: usize = 3;
/// The kind of page that makes a stage ready for invitations.
const PLAY: &str = "play";
/// The kind of page that does not count.
const POLICY: &str = "policy";

/// The whole table.
pub(in crate::render) fn map(here: Here<'_>) -> MapContext {
    let table = Table::new(here);
    let journey = &here.site.config.journey;
    let needs = (0..journey.needs.len()).map(NeedIndex);
    let mut rows: Vec<MapRow> = needs.map(|need| table.row(Some(need))).collect();
    if table.pages.iter().any(|page| page.needs.is_empty() && !page.stages.is_empty()) {
        rows.push(table.row(None));
    }
    let gap_count = rows.iter().flat_map(|row| &row.cells).filter(|cell| cell.state == MapState::Gap).count();
    let columns: Vec<MapColumn> = table.columns.iter().map(|column| table.column(*column)).collect();
    let offered = journey.needs.iter().filter(|need| !need.offers.is_empty());
    let offers = offered.map(|need| OfferContext { need: need.title.to_string(), text: need.offers.join(", ") }).collect();
    let page_count = table.pages.iter().filter(|page| !page.is_draft).count();
    let overdue = overdue_words(here, table.pages.iter().map(|page| page.id));
    MapContext { columns, rows, offers, page_count, gap_count, overdue }
}

/// A page counted in the table.
struct Counted {
    id: PageId,
    stages: Vec<StageIndex>,
    needs: Vec<NeedIndex>,
    is_draft: bool,
    is_play: bool,
}

struct Table<'a> {
    here: Here<'a>,
    pages: Vec<Counted>,
    /// The stages, then `None` if pages across the journey have needs.
    columns: Vec<Option<StageIndex>>,
}

impl<'a> Table<'a> {
    fn new(here: Here<'a>) -> Self {
        let site = here.site;
        let counted = site.index.listed_ids().filter(|id| site.index.landing_of(*id).is_none());
        let pages: Vec<Counted> = counted
            .filter_map(|id| {
                let front_matter = &site.parsed(id).front_matter;
                let kind = front_matter.kind.as_ref().map(|kind| &*kind.value);
                let membership = &site.index.page(id).membership;
                let counts = kind != Some(POLICY) && !(membership.stages.is_empty() && membership.needs.is_empty());
                counts.then(|| Counted {
                    id,
                    stages: membership.stages.clone(),
                    needs: membership.needs.clone(),
                    is_draft: front_matter.draft,
                    is_play: kind == Some(PLAY),
                })
            })
            .collect();
        let mut columns: Vec<Option<StageIndex>> =
            (0..site.config.journey.stages.len()).map(|position| Some(StageIndex(position))).collect();
        if pages.iter().any(|page| page.stages.is_empty()) {
            columns.push(None);
        }
        Self { here, pages, columns }
    }

    fn in_column(&self, column: Option<StageIndex>) -> impl Iterator<Item = &Counted> {
        self.pages.iter().filter(move |page| match column {
            Some(stage) => page.stages.contains(&stage),
            None => page.stages.is_empty(),
        })
    }

    fn column(&self, column: Option<StageIndex>) -> MapColumn {
        MapColumn {
            stage: column.map(|stage| self.here.stage(stage)),
            label: self.column_label(column),
            count: self.in_column(column).filter(|page| !page.is_draft).count(),
        }
    }

    fn column_label(&self, column: Option<StageIndex>) -> String {
        let across = || self.here.locale.text("across_journey").to_owned();
        column.map_or_else(across, |stage| self.here.site.config.journey.stage(stage).title.to_string())
    }

    fn row(&self, need: Option<NeedIndex>) -> MapRow {
        let known = need.map(|need| self.here.site.config.journey.need(need));
        MapRow {
            id: known.map_or("none".to_owned(), |need| need.id.to_string()),
            label: known.map_or_else(|| self.here.locale.text("no_need_named").to_owned(), |need| need.title.to_string()),
            summary: known.map(|need| need.summary.to_string()).filter(|summary| !summary.is_empty()),
            cells: self.columns.iter().map(|column| self.cell(need, *column)).collect(),
        }
    }

    fn cell(&self, need: Option<NeedIndex>, column: Option<StageIndex>) -> MapCell {
        let here: Vec<&Counted> = self
            .in_column(column)
            .filter(|page| need.map_or_else(|| page.needs.is_empty(), |need| page.needs.contains(&need)))
            .collect();
        let drafts = here.iter().filter(|page| page.is_draft).count();
        let count = here.len() - drafts;
        let reason = self.not_applicable(need, column);
        let state = match reason {
            _ if !here.is_empty() => MapState::Pages,
            Some(_) => MapState::NotApplicable,
            None => MapState::Gap,
        };
        let owners = self.owners(&here);
        MapCell {
            name: self.cell_name(need, column, state, (count, drafts)),
            href: (state == MapState::Pages).then(|| self.cell_href(need, column)),
            state,
            count,
            drafts,
            owners_unlisted: owners.len().saturating_sub(MOST_OWNERS),
            owners: owners.into_iter().take(MOST_OWNERS).collect(),
            oldest_review: self.oldest_review(&here).map(|day| self.here.locale.month(day)),
            reason: reason.filter(|_| state == MapState::NotApplicable),
            invite: if state == MapState::Gap { self.invite(need, column) } else { None },
        }
    }

    fn not_applicable(&self, need: Option<NeedIndex>, column: Option<StageIndex>) -> Option<String> {
        let entries = &self.here.site.config.journey.not_applicable;
        let entry = entries.iter().find(|entry| Some(entry.need) == need && Some(entry.stage) == column)?;
        Some(entry.reason.to_string())
    }

    /// The whole cell in words: `Adoption, tutoring: 3 pages, 1 draft`.
    fn cell_name(&self, need: Option<NeedIndex>, column: Option<StageIndex>, state: MapState, counts: (usize, usize)) -> String {
        let (count, drafts) = counts;
        let place = self.place_name(need, column);
        let words = self.here.locale;
        let state = match state {
            MapState::Pages => {
                let parts = [(count, "pages"), (drafts, "drafts")].into_iter().filter(|(number, _)| *number > 0);
                parts.map(|(number, text)| words.count(text, number)).collect::<Vec<_>>().join(", ")
            }
            MapState::Gap => words.text("gap").to_owned(),
            MapState::NotApplicable => words.text("not_applicable").to_owned(),
        };
        words.fill("map_cell", &[("place", &place), ("state", &state)])
    }

    fn place_name(&self, need: Option<NeedIndex>, column: Option<StageIndex>) -> String {
        let unnamed = || self.here.locale.text("no_need_named").to_lowercase();
        let need = need.map_or_else(unnamed, |need| self.here.site.config.journey.need(need).title.to_lowercase());
        self.here.locale.fill("map_place", &[("stage", &self.column_label(column)), ("need", &need)])
    }

    /// The group on the stage's landing page; for pages across the journey, the home page, which lists them.
    fn cell_href(&self, need: Option<NeedIndex>, column: Option<StageIndex>) -> String {
        let here = self.here;
        let Some(stage) = column else {
            return format!("{}#jb-across", here.href(&crate::path::UrlPath::home()));
        };
        let group = need.map_or("none".to_owned(), |need| here.site.config.journey.need(need).id.to_string());
        let is_listed = self.in_column(column).any(|page| {
            page.stages.first() == Some(&stage) && need.map_or_else(|| page.needs.is_empty(), |need| page.needs.contains(&need))
        });
        let fragment =
            if is_listed { format!("jb-need-{}", crate::path::encode_fragment(&group)) } else { "jb-shared".to_owned() };
        format!("{}#{fragment}", here.href(&landing_address(&here.site.config, stage)))
    }

    fn owners(&self, pages: &[&Counted]) -> BTreeSet<String> {
        let owners = pages.iter().flat_map(|page| &self.here.site.keeping.page(page.id).owners);
        owners.map(|owner| owner.name.to_string()).collect()
    }

    fn oldest_review(&self, pages: &[&Counted]) -> Option<Date> {
        pages.iter().filter_map(|page| self.here.site.keeping.page(page.id).reviewed).min()
    }

    fn invite(&self, need: Option<NeedIndex>, column: Option<StageIndex>) -> Option<GapInvite> {
        let (need, stage) = (need?, column?);
        self.in_column(column).find(|page| page.is_play && !page.is_draft)?;
        let journey = &self.here.site.config.journey;
        let (stage_id, need_id) = (&journey.stage(stage).id, &journey.need(need).id);
        let text = format!("---\nstage: {stage_id}\nneeds: [{need_id}]\nkind: play\n---\n# \n");
        let href = repository::new_file_href(self.here.site, stage_id, &format!("{need_id}.md"), &text)?;
        Some(GapInvite {
            href,
            name: self.here.locale.fill("start_page_for", &[("place", &self.place_name(Some(need), column))]),
        })
    }
}
