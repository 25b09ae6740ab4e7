//! The arguments of the commands that make new files: `init` and `new`.

use std::path::PathBuf;

use clap::Args;

use super::verbosity::{QuietArguments, VerbosityArguments};
use crate::cli::options::{InitOptions, NewOptions, Publishing};
use crate::cli::project::named_or_found;
use crate::scaffold::{Action, InternalSite, PageOptions, Reporting};

pub(super) const INIT_EXAMPLES: &str = "\
Examples:
  journeybook init handbook --title \"Acme DevRel handbook\"
  journeybook init --github-pages                  with a workflow to publish it
  journeybook init --github-pages --report         and one that tells once a week what the handbook needs
  journeybook init --github-pages --internal-site acme/team-handbook   with a second site for internal pages
  journeybook init --github-pages --action acme/journeybook@v1   with an action of your own";

pub(super) const NEW_EXAMPLES: &str = "\
Examples:
  journeybook new adoption/office-hours            content/adoption/office-hours.md, in the stage of its folder
  journeybook new talks/ --title Talks             the folder's own page, content/talks/index.md
  journeybook new labs --stage adoption --need autonomy,tutoring --kind guide
  journeybook new decisions/one-forum --kind decision   content/decisions/0001-one-forum.md, from templates/decision.md";

#[derive(Args)]
pub(super) struct InitArguments {
    /// Where to create the handbook; the folder is created if it does not exist
    #[arg(value_name = "DIR", default_value = ".")]
    dir: PathBuf,

    /// The handbook's title [default: the folder's name]
    #[arg(long, value_name = "TITLE", value_parser = title)]
    title: Option<String>,

    /// Also write what is needed to publish it from GitHub: a workflow for Pages, CODEOWNERS and a pull request template
    ///
    /// They are written at the root of the repository, which is the only place where GitHub reads them.
    #[arg(long)]
    github_pages: bool,

    /// Also write a workflow that reports once a week, in one issue: broken links to other sites, reviews that are due, and changes
    #[arg(long, requires = "github_pages")]
    report: bool,

    /// Publish two sites: one for everybody on this repository's Pages, and one with internal pages to the branch `site` of another repository
    #[arg(long, value_name = "OWNER/REPO", requires = "github_pages", value_parser = internal_site)]
    internal_site: Option<InternalSite>,

    /// The action that builds the handbook [default: the one of this version of journeybook]
    #[arg(long, value_name = "OWNER/REPO@REF", requires = "github_pages", value_parser = action)]
    action: Option<Action>,

    #[command(flatten)]
    verbosity: QuietArguments,
}

#[derive(Args)]
pub(super) struct NewArguments {
    /// The page's path from the content folder, with or without `.md`
    #[arg(value_name = "PATH")]
    path: String,

    /// The handbook's folder [default: this one, or the nearest above it with handbook.yaml]
    #[arg(long, visible_alias = "project", value_name = "DIR")]
    dir: Option<PathBuf>,

    /// The page's title [default: its file name as words]
    #[arg(long, value_name = "TITLE")]
    title: Option<String>,

    /// The id of a stage; the first one is the page's home [default: the stage of its folder]
    #[arg(long = "stage", value_name = "STAGE", value_delimiter = ',')]
    stages: Vec<String>,

    /// The id of a need that the page serves
    #[arg(long = "need", value_name = "NEED", value_delimiter = ',')]
    needs: Vec<String>,

    /// The kind of page, such as guide
    #[arg(long, value_name = "KIND")]
    kind: Option<String>,

    /// Who keeps the page: the id of an owner, if handbook.yaml lists owners
    #[arg(long = "owner", value_name = "OWNER", value_delimiter = ',')]
    owners: Vec<String>,

    #[command(flatten)]
    verbosity: VerbosityArguments,
}

/// A title on one line.
fn title(written: &str) -> Result<String, String> {
    let title = written.split_whitespace().collect::<Vec<_>>().join(" ");
    if title.is_empty() { Err("the title is empty".to_owned()) } else { Ok(title) }
}

fn action(written: &str) -> Result<Action, String> {
    written.parse().map_err(|fault| format!("the action {fault}"))
}

fn internal_site(written: &str) -> Result<InternalSite, String> {
    written.parse().map_err(|fault| format!("the name {fault}"))
}

impl From<InitArguments> for InitOptions {
    fn from(arguments: InitArguments) -> Self {
        let InitArguments { dir, title, github_pages, report, internal_site, action, verbosity } = arguments;
        let action = action.unwrap_or_default();
        let reporting = if report { Reporting::Weekly } else { Reporting::Never };
        let publishing =
            if github_pages { Publishing::GitHubPages { action, internal_site, reporting } } else { Publishing::Unsaid };
        Self { dir, title, publishing, verbosity: verbosity.into() }
    }
}

impl From<NewArguments> for NewOptions {
    fn from(arguments: NewArguments) -> Self {
        let NewArguments { path, dir, title, stages, needs, kind, owners, verbosity } = arguments;
        let page = PageOptions { title, stages, needs, kind, owners, more: Vec::new() };
        Self { project: named_or_found(dir), path, page, verbosity: verbosity.into() }
    }
}
