//! The arguments that say what is printed, and how.

use clap::{Args, ValueEnum};

use super::verbosity::VerbosityArguments;
use crate::cli::options::{Extent, Format, ReportOptions, Timings};

#[derive(Args)]
pub(super) struct ReportArguments {
    /// How problems are written
    ///
    /// The formats for machines go to stdout, what is meant for people to stderr.
    #[arg(long, value_name = "FORMAT", default_value = "human", help_heading = "Printing")]
    format: FormatName,

    #[command(flatten)]
    printing: PrintingArguments,
}

#[derive(Args)]
pub(super) struct PrintingArguments {
    /// Show people every problem with its line, however many there are
    ///
    /// More than fit on a screen are otherwise listed by code, the first few of each, with counts of the rest.
    #[arg(long, help_heading = "Printing")]
    all: bool,

    #[command(flatten)]
    verbosity: VerbosityArguments,

    /// Print how long each phase took
    #[arg(long, help_heading = "Printing")]
    timings: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum FormatName {
    /// With the line at fault, as compilers do
    Human,
    /// One JSON object a line
    Json,
    /// Annotations that GitHub Actions shows on the lines of a pull request
    Github,
    /// A SARIF 2.1.0 log, for code scanning
    Sarif,
}

impl From<ReportArguments> for ReportOptions {
    fn from(arguments: ReportArguments) -> Self {
        let format = match arguments.format {
            FormatName::Human => Format::Human,
            FormatName::Json => Format::Json,
            FormatName::Github => Format::GitHub,
            FormatName::Sarif => Format::Sarif,
        };
        arguments.printing.with_format(format)
    }
}

impl PrintingArguments {
    /// What is printed, in a format.
    pub(super) fn with_format(self, format: Format) -> ReportOptions {
        let arguments = self;
        ReportOptions {
            format,
            extent: if arguments.all { Extent::All } else { Extent::OneScreen },
            verbosity: arguments.verbosity.into(),
            timings: if arguments.timings { Timings::Told } else { Timings::Untold },
        }
    }
}
