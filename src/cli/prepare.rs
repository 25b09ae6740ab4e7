//! From a project folder and the options to an assembled handbook: what `build` and `check` have in common.
//!
//! The command opens a workspace, with the flags overriding the configuration, and takes its parts.

use std::path::Path;
use std::sync::Arc;

use super::address;
use super::clock::Clock;
use super::options::{CommitReading, Drafts, HandbookOptions, Today};
use super::progress::Phase;
use crate::config::{self, Config, HistoryConfig};
use crate::diagnostic::{Checked, Code, Diagnostic, Levels, Severity, visible_line};
use crate::disk::{self, Project};
use crate::path::ProjectPath;
use crate::pipeline::Handbook;
use crate::texts::ReadTexts;
use crate::theme::ThemeFiles;
use crate::workspace::{Parts, Standing, Workspace};

/// A handbook up to its plan, with every problem found so far.
pub(super) struct Prepared {
    /// Where it is.
    pub(super) project: Project,
    /// The theme's files in the project.
    pub(super) theme_files: Arc<ThemeFiles>,
    /// The handbook itself.
    pub(super) handbook: Handbook,
    /// The problems found so far.
    pub(super) diagnostics: Vec<Diagnostic>,
    /// The file of readers' queries, if `check` has read it.
    pub(super) searches: Option<(ProjectPath, String)>,
}

impl Prepared {
    /// The effective levels.
    pub(super) fn levels(&self) -> &Levels {
        &self.handbook.site.config.checks
    }

    /// Whether one of the problems so far is an error.
    pub(super) fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|problem| self.levels().severity(problem.code) == Some(Severity::Error))
    }

    /// The texts that problems point into.
    pub(super) fn texts(&self) -> ReadTexts<'_> {
        ReadTexts {
            sources: &self.handbook.site.sources,
            config: self.project.config_text.as_deref(),
            side_files: &self.project.side_files,
            theme_files: &self.theme_files,
            theme: &self.handbook.theme,
            searches: self.searches.as_ref(),
        }
    }

    /// How many pages are built.
    pub(super) fn page_count(&self) -> usize {
        self.handbook.site.index.built_ids().count()
    }
}

/// Reads and assembles the handbook in `project`; `output` is where it will be written, if not where the configuration says.
pub(super) fn prepare(project: Project, options: &HandbookOptions, output: Option<&Path>, clock: &mut Clock) -> Prepared {
    let _progress = clock.progress(Phase { verb: "reading", of: "the handbook", all: 0 });
    let (options, output) = (options.clone(), output.map(Path::to_path_buf));
    let configure = Box::new(move |project: &Project| configure(project, &options, output.as_deref()));
    let workspace = Workspace::open_telling(project, configure, Standing::AsRead, |phase| clock.ended(phase));
    let Parts { project, theme_files, handbook, mut diagnostics } = workspace.into_parts();
    diagnostics.extend(disk::beside(&project, &handbook.site.config, &handbook.site.sources.roots));
    Prepared { project, theme_files, handbook: Arc::unwrap_or_clone(handbook), diagnostics, searches: None }
}

/// What `handbook.yaml` says, overridden by the flags.
pub(super) fn configure(project: &Project, options: &HandbookOptions, output: Option<&Path>) -> Checked<Config> {
    let mut checked = project.config_text.as_deref().map_or_else(|| Checked::clean(Config::default()), config::read);
    let config = &mut checked.value;
    let text = project.config_text.as_deref().unwrap_or_default();
    checked.diagnostics.extend(config.read_side_files(&project.side_files, text));
    config.checks = options.levels(&config.checks);
    config.includes_drafts = options.drafts == Drafts::Built;
    config.audience = options.audience.or(config.audience);
    config.changes |= options.commits == CommitReading::Wanted && config.history != HistoryConfig::Nothing;
    let faults = today(config, options.today);
    if let Some(url) = &options.base_url {
        config.url = Some(Arc::from(url.as_str()));
    }
    if config.url.is_none() {
        let cname = disk::cname(project, config);
        let workflow = address::Workflow::of_environment();
        config.url = address::infer(config.domain.as_deref(), cname.as_deref(), workflow.as_ref()).map(Arc::from);
    }
    config.links = options.links.unwrap_or(config.links);
    // The content does not include the output folder, so the loader has to know where that is.
    if let Some(output) = output {
        config.output = Arc::from(output.to_string_lossy());
    }
    checked.diagnostics.extend(faults);
    checked
}

/// Sets the day that counts as today for reviews, if a flag or the environment gives one: `SOURCE_DATE_EPOCH` is a number of
/// seconds (<https://reproducible-builds.org/specs/source-date-epoch/>).
fn today(config: &mut Config, asked: Option<Today>) -> Option<Diagnostic> {
    config.today = match asked {
        Some(Today::Day(day)) => Some(day),
        Some(Today::Now) => Some(jiff::Zoned::now().date()),
        None => {
            let epoch = std::env::var("SOURCE_DATE_EPOCH").ok().filter(|seconds| !seconds.is_empty())?;
            let moment = epoch.parse().ok().and_then(|seconds| jiff::Timestamp::from_second(seconds).ok());
            let Some(moment) = moment else {
                let message = format!("`SOURCE_DATE_EPOCH` is `{}`, which is not a number of seconds", visible_line(&epoch));
                return Some(Diagnostic::new(Code::Config, message).help("set it to the seconds since 1970, or unset it"));
            };
            Some(moment.to_zoned(jiff::tz::TimeZone::UTC).date())
        }
    };
    None
}
