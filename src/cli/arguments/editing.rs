//! The arguments of the commands that change the handbook's own files: `fix` and `mv`.

use std::path::PathBuf;

use clap::Args;

use super::verbosity::VerbosityArguments;
use crate::cli::options::{
    CodeownersOptions, Drafts, Dryness, Extent, FixOptions, Format, HandbookOptions, MvOptions, ReportOptions, Timings, Verbosity,
};
use crate::cli::project::named_or_found;
use crate::promises::Audience;

pub(super) const FIX_EXAMPLES: &str = "\
Examples:
  journeybook fix                                  fix the handbook in this folder
  journeybook fix docs --dry-run                   show what would be fixed in docs/
  journeybook fix --dry-run -q | git apply         apply the fixes as a patch";

pub(super) const MV_EXAMPLES: &str = "\
Examples:
  journeybook mv content/labs.md content/adoption/labs.md
  journeybook mv content/adoption/labs.md content/activation/    into a folder
  journeybook mv adoption/kit use/kit --dir docs --dry-run       paths from the content folder; nothing changes";

pub(super) const CODEOWNERS_EXAMPLES: &str = "\
Examples:
  journeybook codeowners                           write the owners of this handbook's pages
  journeybook codeowners --check                   in CI: fail if they are not those of CODEOWNERS";

#[derive(Args)]
pub(super) struct FixArguments {
    /// The handbook's folder
    #[arg(value_name = "DIR")]
    project: Option<PathBuf>,

    /// Show the changes without making them
    #[arg(long)]
    dry_run: bool,

    /// Fix drafts as well
    #[arg(long)]
    drafts: bool,

    #[command(flatten)]
    verbosity: VerbosityArguments,
}

#[derive(Args)]
pub(super) struct CodeownersArguments {
    /// The handbook's folder
    #[arg(value_name = "DIR")]
    project: Option<PathBuf>,

    /// Write nothing, show what differs, and end with 1 if anything does
    #[arg(long)]
    check: bool,

    #[command(flatten)]
    verbosity: VerbosityArguments,
}

#[derive(Args)]
pub(super) struct MvArguments {
    /// The page, folder or file, relative to the current folder or to the content folder
    #[arg(value_name = "OLD")]
    from: PathBuf,

    /// Its new path, or the folder to move it into
    #[arg(value_name = "NEW")]
    to: PathBuf,

    /// The handbook's folder [default: this one, or the nearest above it with handbook.yaml]
    #[arg(long, visible_alias = "project", value_name = "DIR")]
    dir: Option<PathBuf>,

    /// Show what would be done without doing it
    #[arg(long)]
    dry_run: bool,

    #[command(flatten)]
    verbosity: VerbosityArguments,
}

impl From<FixArguments> for FixOptions {
    fn from(arguments: FixArguments) -> Self {
        Self {
            handbook: handbook(arguments.project, arguments.drafts),
            dryness: dryness(arguments.dry_run),
            report: plain_report(arguments.verbosity.into()),
        }
    }
}

impl From<CodeownersArguments> for CodeownersOptions {
    fn from(arguments: CodeownersArguments) -> Self {
        Self {
            handbook: handbook(arguments.project, true),
            dryness: dryness(arguments.check),
            report: plain_report(arguments.verbosity.into()),
        }
    }
}

impl From<MvArguments> for MvOptions {
    fn from(arguments: MvArguments) -> Self {
        Self {
            handbook: handbook(arguments.dir, false),
            from: arguments.from,
            to: arguments.to,
            dryness: dryness(arguments.dry_run),
            report: plain_report(arguments.verbosity.into()),
        }
    }
}

/// The handbook arguments of the commands that change its files. They change internal pages like any other, whoever the site is for.
fn handbook(project: Option<PathBuf>, drafts: bool) -> HandbookOptions {
    let drafts = if drafts { Drafts::Built } else { Drafts::LeftOut };
    HandbookOptions { drafts, audience: Some(Audience::Internal), ..HandbookOptions::plain(named_or_found(project)) }
}

const fn dryness(is_dry: bool) -> Dryness {
    if is_dry { Dryness::OnlyShown } else { Dryness::Done }
}

const fn plain_report(verbosity: Verbosity) -> ReportOptions {
    ReportOptions { format: Format::Human, extent: Extent::OneScreen, verbosity, timings: Timings::Untold }
}
