//! The arguments that decide what is printed, and how.

use clap::{Args, ValueEnum};

use super::verbosity::VerbosityArguments;
use crate::cli::options::{Extent, Format, ReportOptions, Timings};

#[derive(Args)]
pub(super) struct ReportArguments {
    /// How to report problems
    ///
    /// Formats for programs go to stdout, and text for people goes to stderr.
    #[arg(long, value_name = "FORMAT", default_value = "human", help_heading = "Printing")]
    format: FormatName,

    #[command(flatten)]
    printing: PrintingArguments,
}

#[derive(Args)]
pub(super) struct PrintingArguments {
    /// Show every problem with its line, however many there are
    ///
    /// Otherwise, if they do not fit on a screen, the first few of each code are listed, with a count of the rest.
    #[arg(long, help_heading = "Printing")]
    all: bool,

    #[command(flatten)]
    verbosity: VerbosityArguments,

    /// Print the time that each phase took, and the ten slowest pages, templates and blocks of code
    #[arg(long, help_heading = "Printing")]
    timings: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum FormatName {
    /// With source lines, as compilers print them
    Human,
    /// JSON, one object per line
    Json,
    /// Annotations for GitHub Actions, shown on the lines of a pull request
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
