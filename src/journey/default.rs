//! The default journey: seven stages, the three arcs they form, and five needs across them.

use std::sync::Arc;

use super::{Journey, JourneyArc, Need, Stage, StageIndex};

/// Id, title and summary.
const STAGES: [(&str, &str, &str); 7] = [
    ("attraction", "Attraction", "Word gets round that something good is happening here."),
    ("awareness", "Awareness", "Someone walks in, and somebody is glad they came."),
    ("assessment", "Assessment", "They weigh us up; we answer straight, even when the answer is no."),
    ("adoption", "Adoption", "They build something real; we stay close and leave it theirs."),
    ("activation", "Activation", "People who met through us start answering one another."),
    ("application", "Application", "It is live, and we still call on quiet days."),
    ("advocacy", "Advocacy", "Their work takes the bow; we find the microphone."),
];

/// Where the arc starts, where it leads, and its stages by position.
const ARCS: [(&str, &str, std::ops::Range<usize>); 3] =
    [("inspiration", "production", 0..4), ("production", "participation", 4..6), ("participation", "inspiration", 6..7)];

/// Id, title, summary and offers.
const NEEDS: [(&str, &str, &str, &[&str]); 5] = [
    (
        "capability",
        "Capability",
        "I can see what it does, and shape what is next.",
        &["code contributions", "feature demos", "a voice on the roadmap, and word back from it"],
    ),
    (
        "autonomy",
        "Autonomy",
        "I can get there myself, at my own hour.",
        &[
            "documentation",
            "live labs in the browser",
            "development kits",
            "architecture patterns",
            "code samples",
            "tutorials",
            "cookbooks",
            "courses",
        ],
    ),
    (
        "social-action",
        "Social action",
        "I make and learn alongside other people.",
        &[
            "hackathons",
            "meetups",
            "conferences",
            "a stand to stop at",
            "good practice worked out together",
            "shared case studies",
        ],
    ),
    (
        "tutoring",
        "Tutoring",
        "When I am stuck, someone who knows sits with me.",
        &["clinics with experts", "ask-me-anything sessions", "help with a problem at hand", "posts on features and tactics"],
    ),
    (
        "stewarding",
        "Stewarding",
        "Someone notices me, checks in, sees who I could become.",
        &["a first hello", "a handshake in person", "knowing who is out there", "check-ins that go on", "help to grow"],
    ),
];

impl Default for Journey {
    fn default() -> Self {
        let stages = STAGES.map(|(id, title, summary)| Stage { id: id.into(), title: title.into(), summary: summary.into() });
        let arcs = ARCS.map(|(from, to, stages)| JourneyArc {
            id: format!("{from}-to-{to}").into(),
            title: JourneyArc::title_of(from, to),
            from: from.into(),
            to: to.into(),
            stages: stages.map(StageIndex).collect(),
        });
        let needs = NEEDS.map(|(id, title, summary, offers)| Need {
            id: id.into(),
            title: title.into(),
            summary: summary.into(),
            offers: offers.iter().map(|&offer| offer.into()).collect(),
        });
        Self { stages: stages.into(), arcs: arcs.into(), needs: needs.into(), not_applicable: Vec::new() }
    }
}

impl JourneyArc {
    /// The default title of an arc: `From inspiration to production`.
    pub(crate) fn title_of(from: &str, to: &str) -> Arc<str> {
        format!("From {from} to {to}").into()
    }
}
