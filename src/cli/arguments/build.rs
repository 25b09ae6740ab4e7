//! The arguments of `build`.

use std::path::PathBuf;

use clap::Args;

use super::{HandbookArguments, ReportArguments};
use crate::cli::options::{BuildOptions, Memory, Policy};

#[derive(Args)]
pub(super) struct BuildArguments {
    /// Where to write the site [default: `output:` in handbook.yaml, else public]
    ///
    /// The folder is made when it is missing. It is refused when it holds files of somebody else, and when it is the project, a folder
    /// around it, or the content.
    #[arg(short = 'd', long, value_name = "FOLDER")]
    output: Option<PathBuf>,

    /// Add a summary in Markdown to this file, such as `"$GITHUB_STEP_SUMMARY"`
    ///
    /// It says what was built, counts the problems by their code, and lists the first of them with links to their lines.
    #[arg(long, value_name = "FILE")]
    summary: Option<PathBuf>,

    /// Make every output anew: without this, files of the last build stay that would come out the same, as `.journeybook/` remembers
    #[arg(long)]
    no_cache: bool,

    /// Print the header of a strict Content-Security-Policy for the site
    ///
    /// It allows the site's own files, and the few scripts that stand in its pages by their hashes. Scripts and styles in raw HTML of pages
    /// are not among them; they are named on stderr.
    #[arg(long, conflicts_with = "format")]
    csp: bool,

    #[command(flatten)]
    handbook: HandbookArguments,

    #[command(flatten)]
    report: ReportArguments,
}

impl From<BuildArguments> for BuildOptions {
    fn from(arguments: BuildArguments) -> Self {
        let BuildArguments { handbook, output, summary, no_cache, csp, report } = arguments;
        Self {
            handbook: handbook.into(),
            output,
            summary,
            // What is kept is not looked into.
            memory: if no_cache || csp { Memory::Unused } else { Memory::Used },
            policy: if csp { Policy::Printed } else { Policy::Untold },
            report: report.into(),
        }
    }
}
