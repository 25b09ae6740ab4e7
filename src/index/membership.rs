//! Which stages and needs a page has: front matter first, then `assign:`, then the top-level folder.

use crate::config::Config;
use crate::diagnostic::{Checked, Code, Diagnostic};
use crate::journey::{NeedIndex, StageIndex};
use crate::parse::FrontMatter;
use crate::path::SourcePath;
use crate::suggest;

use super::{Membership, MembershipReason};

/// With more stages than this, a page has no home, or should be several pages.
const MOST_STAGES: usize = 3;

/// The membership of the page at `path`; ids that no stage or need has are left out.
#[must_use]
pub fn membership_at(config: &Config, path: &SourcePath, front_matter: &FrontMatter) -> Membership {
    of(config, path, front_matter).value
}

/// The membership of the page at `path`, with unknown ids reported and left out.
pub(super) fn of(config: &Config, path: &SourcePath, front_matter: &FrontMatter) -> Checked<Membership> {
    let mut diagnostics = Vec::new();
    let (stages, because) = stages(config, path, front_matter, &mut diagnostics);
    let mut needs = needs(config, path, front_matter, &mut diagnostics);
    needs.sort_unstable();
    needs.dedup();
    Checked { value: Membership { stages, needs, because }, diagnostics }
}

fn stages(
    config: &Config,
    path: &SourcePath,
    front_matter: &FrontMatter,
    diagnostics: &mut Vec<Diagnostic>,
) -> (Vec<StageIndex>, MembershipReason) {
    if let Some(written) = &front_matter.stage {
        let mut stages = Vec::new();
        for id in written {
            match config.journey.stage_of(&id.value) {
                Some(stage) if stages.contains(&stage) => {}
                Some(stage) => stages.push(stage),
                None => {
                    let known = config.journey.stages.iter().map(|stage| &*stage.id);
                    diagnostics.push(unknown(Code::UnknownStage, "stage", &id.value, known).in_source(path).at(id.span.clone()));
                }
            }
        }
        if stages.len() > MOST_STAGES {
            let message = format!("this page is in {} stages", stages.len());
            diagnostics.push(
                Diagnostic::new(Code::TooManyStages, message)
                    .in_source(path)
                    .at(written[MOST_STAGES].span.clone())
                    .subject(&*written[MOST_STAGES].value)
                    .help(format!("keep the {MOST_STAGES} that matter most, or split the page")),
            );
        }
        return (stages, MembershipReason::FrontMatter);
    }
    for (position, assignment) in config.assign.iter().enumerate() {
        if let Some(stages) = assignment.stages.as_ref().filter(|_| assignment.globs.is_match(path.as_str())) {
            return (stages.clone(), MembershipReason::Assign(position));
        }
    }
    match path.top_folder().and_then(|folder| config.journey.stage_of(folder)) {
        Some(stage) => (vec![stage], MembershipReason::Folder),
        None => (Vec::new(), MembershipReason::Nothing),
    }
}

fn needs(config: &Config, path: &SourcePath, front_matter: &FrontMatter, diagnostics: &mut Vec<Diagnostic>) -> Vec<NeedIndex> {
    let Some(written) = &front_matter.needs else {
        let assigned = config.assigned(path.as_str(), |entry| Some(&entry.needs).filter(|needs| !needs.is_empty()));
        return assigned.cloned().unwrap_or_default();
    };
    let mut needs = Vec::new();
    for id in written {
        if let Some(need) = config.journey.need_of(&id.value) {
            needs.push(need);
        } else {
            let known = config.journey.needs.iter().map(|need| &*need.id);
            diagnostics.push(unknown(Code::UnknownNeed, "need", &id.value, known).in_source(path).at(id.span.clone()));
        }
    }
    needs
}

fn unknown<'a>(code: Code, what: &str, id: &str, known: impl Iterator<Item = &'a str> + Clone) -> Diagnostic {
    let diagnostic = Diagnostic::new(code, format!("the journey has no {what} `{id}`")).subject(id);
    match suggest::nearest(id, known.clone()) {
        Some(near) => diagnostic.help(format!("there is a {what} with a similar id: `{near}`")).suggest(near),
        None => diagnostic.help(format!("the {what}s are {}", known.map(|id| format!("`{id}`")).collect::<Vec<_>>().join(", "))),
    }
}
