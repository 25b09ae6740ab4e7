//! The arguments that decide how much is printed.

use clap::Args;

use crate::cli::options::Verbosity;

#[derive(Args)]
pub(super) struct VerbosityArguments {
    /// Print only results and problems
    #[arg(short, long, help_heading = "Printing")]
    quiet: bool,

    /// Also print what was read, from where, and how long each phase took
    #[arg(short, long, conflicts_with = "quiet", help_heading = "Printing")]
    verbose: bool,
}

/// For the commands that read no handbook: they have nothing more to print.
#[derive(Args)]
pub(super) struct QuietArguments {
    /// Print only problems
    #[arg(short, long, help_heading = "Printing")]
    quiet: bool,
}

impl From<VerbosityArguments> for Verbosity {
    fn from(arguments: VerbosityArguments) -> Self {
        match arguments {
            VerbosityArguments { quiet: true, .. } => Self::Quiet,
            VerbosityArguments { verbose: true, .. } => Self::Verbose,
            VerbosityArguments { .. } => Self::Normal,
        }
    }
}

impl From<QuietArguments> for Verbosity {
    fn from(arguments: QuietArguments) -> Self {
        if arguments.quiet { Self::Quiet } else { Self::Normal }
    }
}
