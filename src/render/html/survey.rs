//! What must be known about a page before its events are written.

use std::collections::HashSet;

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::parse::markdown::SpannedEvent;

/// Facts that come later in the events than where they are needed.
#[derive(Debug, Default)]
pub(super) struct Survey {
    /// For each list, in the order of their starts, whether one of its items is a task.
    pub(super) lists_of_tasks: Vec<bool>,
    /// The folded labels of all defined footnotes.
    pub(super) notes: HashSet<String>,
}

/// Searches all events once.
pub(super) fn survey(events: &[SpannedEvent<'_>]) -> Survey {
    let mut survey = Survey::default();
    let mut open_lists = Vec::new();
    for (event, _) in events {
        match event {
            Event::Start(Tag::List(_)) => {
                open_lists.push(survey.lists_of_tasks.len());
                survey.lists_of_tasks.push(false);
            }
            Event::End(TagEnd::List(_)) => {
                open_lists.pop();
            }
            Event::TaskListMarker(_) => {
                if let Some(list) = open_lists.last() {
                    survey.lists_of_tasks[*list] = true;
                }
            }
            Event::Start(Tag::FootnoteDefinition(label)) => {
                survey.notes.insert(fold(label));
            }
            _ => {}
        }
    }
    survey
}

/// A footnote's label as compared: without regard to case.
pub(super) fn fold(label: &str) -> String {
    label.to_lowercase()
}
