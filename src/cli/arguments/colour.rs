//! The argument that decides about colours.

use clap::{Args, ValueEnum};

/// Every command takes it. `cli::colour` reads it before the arguments are parsed; here it is documented and validated.
#[derive(Args)]
pub(super) struct ColourArguments {
    /// When to print in colour
    ///
    /// `auto` uses colour on a terminal, and respects `NO_COLOR`, `FORCE_COLOR`, `CLICOLOR` and `CLICOLOR_FORCE`.
    #[arg(long, value_name = "WHEN", default_value = "auto", overrides_with = "color", global = true, help_heading = "Printing")]
    color: ColourName,
}

#[derive(Clone, Copy, ValueEnum)]
enum ColourName {
    Auto,
    Always,
    Never,
}
