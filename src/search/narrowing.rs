//! By what readers narrow the search, and which pages come after others for what they are.

use crate::config::{Config, Standing};
use crate::index::{Index as Pages, PageId};
use crate::labels::Labels;

/// Pages that are worth less than this do not come first because their name is the query.
pub(super) const WORTH_A_TITLE: f64 = 0.75;

/// Something that pages are told apart by: stages, needs, tags, a facet.
#[derive(Debug)]
pub(super) struct Aspect<'a> {
    /// What stands in front of the colon of a filter.
    pub(super) key: &'a str,
    /// Its name, where the handbook gives one.
    pub(super) title: Option<&'a str>,
    /// Its values: ids and names.
    pub(super) values: Vec<(&'a str, &'a str)>,
}

/// All that pages are told apart by: stages and needs, which have no values without a journey, then tags and facets.
#[derive(Debug)]
pub(super) struct Aspects<'a> {
    pub(super) all: Vec<Aspect<'a>>,
    config: &'a Config,
    pages: &'a Pages,
    labels: &'a Labels,
}

impl<'a> Aspects<'a> {
    pub(super) fn new(config: &'a Config, pages: &'a Pages, labels: &'a Labels) -> Self {
        let shows = pages.shows_journey;
        let stages = config.journey.stages.iter().filter(|_| shows).map(|stage| (&*stage.id, &*stage.title)).collect();
        let needs = config.journey.needs.iter().filter(|_| shows).map(|need| (&*need.id, &*need.title)).collect();
        let mut all =
            vec![Aspect { key: "stage", title: None, values: stages }, Aspect { key: "need", title: None, values: needs }];
        all.extend(config.labels.facets.iter().map(|facet| Aspect {
            key: facet.filter(),
            title: facet.title.as_deref(),
            values: facet.values.iter().map(|value| (&*value.id, &*value.title)).collect(),
        }));
        Self { all, config, pages, labels }
    }

    /// The values that a page has, aspect by aspect, as places among the aspect's.
    pub(super) fn of(&self, id: PageId) -> Vec<Vec<usize>> {
        (0..self.all.len()).map(|aspect| self.values(id, aspect)).collect()
    }

    fn values(&self, id: PageId, aspect: usize) -> Vec<usize> {
        let membership = &self.pages.page(id).membership;
        let shows = self.pages.shows_journey;
        match aspect {
            0 => membership.stages.iter().filter(|_| shows).map(|stage| stage.0).collect(),
            1 => membership.needs.iter().filter(|_| shows).map(|need| need.0).collect(),
            facet => self.labels.page(id).of(facet - 2).to_vec(),
        }
    }

    /// Whether a page has, of each aspect, one of the values that are asked for. `None` is a value that there is not.
    pub(super) fn admit(&self, id: PageId, wanted: &[Vec<Option<usize>>]) -> bool {
        let has = |(aspect, wanted): (usize, &Vec<Option<usize>>)| {
            wanted.is_empty() || self.values(id, aspect).iter().any(|value| wanted.contains(&Some(*value)))
        };
        wanted.iter().enumerate().all(has)
    }

    /// What a page's score is worth: 1, and less for what is not in force or no longer right.
    pub(super) fn worth(&self, id: PageId) -> f64 {
        match self.labels.page(id).standing(self.config) {
            None | Some(Standing::Accepted) => 1.0,
            Some(Standing::Proposed) => 0.8,
            Some(Standing::Outdated) => 0.4,
            Some(Standing::Retired) => 0.1,
        }
    }
}
