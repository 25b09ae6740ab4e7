//! The developer's journey as data: stages in their order, the arcs that group them, and the needs across them.
//!
//! A journey is a loop: after the last stage comes the first. People enter anywhere; it is not a funnel.

use std::sync::Arc;

mod default;
mod rules;

#[cfg(test)]
mod tests;

pub use rules::{Fault, id_fault};

/// A stage's place in the journey's order, from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StageIndex(pub usize);

/// A need's place in the journey's list, from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NeedIndex(pub usize);

/// One stage of the journey.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Stage {
    /// The id in folders, front matter and the landing page's address: `adoption`.
    pub id: Arc<str>,
    /// The name readers see: `Adoption`.
    pub title: Arc<str>,
    /// One sentence on what happens here.
    pub summary: Arc<str>,
}

/// A run of consecutive stages with a name. It groups stages; it does not mean that one of them reaches its end.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct JourneyArc {
    /// The id in the configuration.
    pub id: Arc<str>,
    /// The name readers see: `From inspiration to production`.
    pub title: Arc<str>,
    /// Where the arc starts: `inspiration`. It is the `to` of the arc before.
    pub from: Arc<str>,
    /// Where the arc leads: `production`.
    pub to: Arc<str>,
    /// Its stages, consecutive in the journey's order.
    pub stages: Vec<StageIndex>,
}

/// A need of the developers that DevRel covers, in every stage.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Need {
    /// The id in front matter: `social-action`.
    pub id: Arc<str>,
    /// The name readers see: `Social action`.
    pub title: Arc<str>,
    /// The need in the developer's own voice.
    pub summary: Arc<str>,
    /// What DevRel offers for it.
    pub offers: Vec<Arc<str>>,
}

/// A pair of stage and need that the team decided not to cover, and why.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct NotApplicable {
    /// The stage.
    pub stage: StageIndex,
    /// The need.
    pub need: NeedIndex,
    /// The reason readers see.
    pub reason: Arc<str>,
}

/// The whole journey of one handbook, consistent: ids are unique, arcs are consecutive and cover every stage.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Journey {
    /// The stages in order.
    pub stages: Vec<Stage>,
    /// The arcs in order; together they are the stages in order. Empty when the journey has none.
    pub arcs: Vec<JourneyArc>,
    /// The needs in the order they are shown.
    pub needs: Vec<Need>,
    /// The pairs that are omitted on purpose.
    pub not_applicable: Vec<NotApplicable>,
}

impl Journey {
    /// The stage with an id.
    #[must_use]
    pub fn stage_of(&self, id: &str) -> Option<StageIndex> {
        self.stages.iter().position(|stage| &*stage.id == id).map(StageIndex)
    }

    /// The need with an id.
    #[must_use]
    pub fn need_of(&self, id: &str) -> Option<NeedIndex> {
        self.needs.iter().position(|need| &*need.id == id).map(NeedIndex)
    }

    /// The stage itself.
    #[must_use]
    pub fn stage(&self, index: StageIndex) -> &Stage {
        &self.stages[index.0]
    }

    /// The need itself.
    #[must_use]
    pub fn need(&self, index: NeedIndex) -> &Need {
        &self.needs[index.0]
    }

    /// The stage that follows, around the loop.
    #[must_use]
    pub fn after(&self, index: StageIndex) -> StageIndex {
        StageIndex((index.0 + 1) % self.stages.len())
    }

    /// The stage that comes before, around the loop.
    #[must_use]
    pub fn before(&self, index: StageIndex) -> StageIndex {
        StageIndex((index.0 + self.stages.len() - 1) % self.stages.len())
    }

    /// The arc that a stage belongs to.
    #[must_use]
    pub fn arc_of(&self, index: StageIndex) -> Option<&JourneyArc> {
        self.arcs.iter().find(|arc| arc.stages.contains(&index))
    }
}
