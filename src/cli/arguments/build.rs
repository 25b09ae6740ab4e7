//! The arguments of `build`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::HandbookArguments;
use super::other_sites::OtherSitesArguments;
use super::report::PrintingArguments;
use crate::cli::options::{BuildOptions, Format, Memory, Policy, Product};

#[derive(Args)]
pub(super) struct BuildArguments {
    /// What to write: `epub` writes a book for e-readers instead of a site; the others say how problems are reported
    ///
    /// A book contains the pages in reading order, with a cover, contents and pictures (EPUB 3). --output names its file; otherwise it is named after the
    /// handbook or the stage. Formats for programs go to stdout, and text for people goes to stderr.
    #[arg(long, value_name = "FORMAT", default_value = "human", help_heading = "Printing")]
    format: BuildFormat,

    /// The id of the stage to make a book of; with `--format epub`
    #[arg(long, value_name = "STAGE")]
    stage: Option<String>,

    /// Where to write the site [default: `output:` in handbook.yaml, or public]
    ///
    /// The folder is created if it does not exist. It is refused if it contains other files, or if it is the project, a folder
    /// above it, or the content.
    #[arg(short = 'd', long, value_name = "FOLDER")]
    output: Option<PathBuf>,

    /// Append a summary in Markdown to this file, such as `"$GITHUB_STEP_SUMMARY"`
    ///
    /// It says what was built, counts the problems by code, and lists the first of them with links to their lines.
    #[arg(long, value_name = "FILE")]
    summary: Option<PathBuf>,

    /// Write every file again: otherwise files that would come out the same as in the last build, recorded in `.journeybook/`, are kept
    #[arg(long)]
    no_cache: bool,

    /// Print the header of a strict Content-Security-Policy for the site
    ///
    /// It allows the site's own files, and its few inline scripts by their hashes. Scripts and styles in the raw HTML of pages
    /// are not allowed; they are listed on stderr.
    #[arg(long, conflicts_with = "format")]
    csp: bool,

    #[command(flatten)]
    handbook: HandbookArguments,

    #[command(flatten)]
    other_sites: OtherSitesArguments,

    #[command(flatten)]
    printing: PrintingArguments,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum BuildFormat {
    /// A site, and problems with their source lines, as compilers print them
    Human,
    /// A site, and problems as JSON, one object per line
    Json,
    /// A site, and problems as annotations for GitHub Actions, shown on the lines of a pull request
    Github,
    /// A site, and problems as a SARIF 2.1.0 log, for code scanning
    Sarif,
    /// A book as EPUB 3
    Epub,
}

impl From<BuildArguments> for BuildOptions {
    fn from(arguments: BuildArguments) -> Self {
        let BuildArguments { handbook, output, summary, no_cache, csp, format, stage, other_sites, printing } = arguments;
        let report = match format {
            BuildFormat::Human | BuildFormat::Epub => Format::Human,
            BuildFormat::Json => Format::Json,
            BuildFormat::Github => Format::GitHub,
            BuildFormat::Sarif => Format::Sarif,
        };
        let is_book = format == BuildFormat::Epub || stage.is_some();
        Self {
            handbook: handbook.into(),
            output,
            summary,
            // Kept files are not inspected.
            memory: if no_cache || csp { Memory::Unused } else { Memory::Used },
            policy: if csp { Policy::Printed } else { Policy::Untold },
            other_sites: other_sites.into(),
            product: if is_book { Product::Book(stage) } else { Product::Site },
            report: printing.with_format(report),
        }
    }
}
