//! The arguments of `build`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::HandbookArguments;
use super::report::PrintingArguments;
use crate::cli::options::{BuildOptions, Format, Memory, Policy, Product};

#[derive(Args)]
pub(super) struct BuildArguments {
    /// What is written: `epub` writes a book for reading systems rather than a site; the others say how problems are written
    ///
    /// A book holds the pages in reading order, with a cover, contents and pictures (EPUB 3). Its file is named by --output, else after the
    /// handbook or the stage. The formats for machines go to stdout, what is meant for people to stderr.
    #[arg(long, value_name = "FORMAT", default_value = "human", help_heading = "Printing")]
    format: BuildFormat,

    /// The stage that the book is of, by its id; with `--format epub`
    #[arg(long, value_name = "STAGE")]
    stage: Option<String>,

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
    printing: PrintingArguments,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum BuildFormat {
    /// A site, and problems with the line at fault, as compilers do
    Human,
    /// A site, and problems as one JSON object a line
    Json,
    /// A site, and problems as annotations that GitHub Actions shows on the lines of a pull request
    Github,
    /// A site, and problems as a SARIF 2.1.0 log, for code scanning
    Sarif,
    /// A book as EPUB 3
    Epub,
}

impl From<BuildArguments> for BuildOptions {
    fn from(arguments: BuildArguments) -> Self {
        let BuildArguments { handbook, output, summary, no_cache, csp, format, stage, printing } = arguments;
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
            // What is kept is not looked into.
            memory: if no_cache || csp { Memory::Unused } else { Memory::Used },
            policy: if csp { Policy::Printed } else { Policy::Untold },
            product: if is_book { Product::Book(stage) } else { Product::Site },
            report: printing.with_format(report),
        }
    }
}
