//! `check --stages`: which stages and needs a page has, and what decided it.

use std::fmt::Write;

use crate::config::{Assignment, Config};
use crate::diagnostic::visible_line;
use crate::index::{Membership, MembershipReason};
use crate::journey::Journey;
use crate::path::SourcePath;

/// Whether the journey is shown, and why.
pub(super) fn shown(config: &Config, shows_journey: bool) -> String {
    let because = match &config.journey_told_by {
        _ if config.journey_is_configured => "`journey:` in `handbook.yaml` says so".to_owned(),
        Some(page) => format!("a list in `{}` names its stages in order", visible_line(page.as_str())),
        None if shows_journey => "a page has a stage".to_owned(),
        None => "no page has a stage or lists the stages by name, and `handbook.yaml` has no `journey:`".to_owned(),
    };
    format!("the journey is {}shown: {because}\n", if shows_journey { "" } else { "not " })
}

/// Every page with its stages (by id, home first), the reason for them, and its needs.
pub(super) fn explain<'a>(
    journey: &Journey,
    assign: &[Assignment],
    pages: impl Iterator<Item = (&'a SourcePath, &'a Membership)>,
) -> String {
    let mut text = String::new();
    for (path, membership) in pages {
        let stages = listed(membership.stages.iter().map(|&stage| &*journey.stage(stage).id));
        let needs = listed(membership.needs.iter().map(|&need| &*journey.need(need).id));
        let because = visible_line(&reason(membership, assign, path)).into_owned();
        let _ = write!(text, "{}\n  stages  {stages}: {because}\n  needs   {needs}\n", visible_line(path.as_str()));
    }
    text
}

fn listed<'a>(ids: impl Iterator<Item = &'a str>) -> String {
    let ids: Vec<&str> = ids.collect();
    if ids.is_empty() { "none".to_owned() } else { ids.join(", ") }
}

/// What decided the stages of the page at `path`, in words.
pub(super) fn reason(membership: &Membership, assign: &[Assignment], path: &SourcePath) -> String {
    match membership.because {
        MembershipReason::FrontMatter => "`stage:` in its front matter says so".to_owned(),
        MembershipReason::Assign(entry) => {
            let paths = assign.get(entry).map(|assignment| assignment.paths.join("`, `")).unwrap_or_default();
            format!("entry {} of `assign:` in `handbook.yaml` says so (`{paths}`)", entry + 1)
        }
        MembershipReason::Folder => format!("it is in the folder `{}`", path.top_folder().unwrap_or_default()),
        MembershipReason::Landing => "it is the stage's own page".to_owned(),
        MembershipReason::Nothing => "no front matter, no `assign:` and no folder names one".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use globset::GlobSet;

    use super::*;
    use crate::journey::{Need, NeedIndex, Stage, StageIndex};

    #[test]
    fn says_what_decided() {
        let named = |id: &str| (Arc::from(id), Arc::from(id), Arc::from(""));
        let stage = |name| {
            let (id, title, summary) = named(name);
            Stage { id, title, summary }
        };
        let (id, title, summary) = named("tutoring");
        let journey = Journey {
            stages: vec![stage("adoption"), stage("advocacy")],
            arcs: Vec::new(),
            needs: vec![Need { id, title, summary, offers: Vec::new() }],
            not_applicable: Vec::new(),
        };
        let assign = [Assignment {
            paths: vec!["labs/**".to_owned(), "talks/**".to_owned()],
            globs: GlobSet::empty(),
            stages: Some(vec![StageIndex(0)]),
            needs: vec![NeedIndex(0)],
            owner: Vec::new(),
            review_every: None,
            audience: None,
            labels: Vec::new(),
        }];
        let pages = [
            ("a.md", vec![1, 0], MembershipReason::FrontMatter),
            ("labs/b.md", vec![0], MembershipReason::Assign(0)),
            ("advocacy/c\u{1b}.md", vec![1], MembershipReason::Folder),
            ("d.md", vec![], MembershipReason::Nothing),
        ]
        .map(|(path, stages, because)| {
            let needs = if because == MembershipReason::Assign(0) { vec![NeedIndex(0)] } else { Vec::new() };
            (SourcePath::from(path), Membership { stages: stages.into_iter().map(StageIndex).collect(), needs, because })
        });
        let expected = "\
a.md
  stages  advocacy, adoption: `stage:` in its front matter says so
  needs   none
labs/b.md
  stages  adoption: entry 1 of `assign:` in `handbook.yaml` says so (`labs/**`, `talks/**`)
  needs   tutoring
advocacy/c␛.md
  stages  advocacy: it is in the folder `advocacy`
  needs   none
d.md
  stages  none: no front matter, no `assign:` and no folder names one
  needs   none
";
        assert_eq!(explain(&journey, &assign, pages.iter().map(|(path, membership)| (path, membership))), expected);
    }
}
