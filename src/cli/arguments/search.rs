//! The arguments of `search`.

use clap::{Args, ValueEnum};

use super::HandbookArguments;
use super::verbosity::VerbosityArguments;
use crate::cli::options::{HitFormat, SearchOptions};

pub(super) const SEARCH_EXAMPLES: &str = "\
Examples:
  journeybook search \"how do we announce a breaking change\"
  journeybook search 'mentor stage:activation' docs
  journeybook search privacy --format json | jq -r .address";

#[derive(Args)]
pub(super) struct SearchArguments {
    /// What to search for: words, "phrases", and filters such as stage:adoption; `-` reads queries from stdin, one per line
    ///
    /// With `--format json`, each result then names its `query`.
    #[arg(value_name = "QUERY")]
    query: String,

    #[command(flatten)]
    handbook: HandbookArguments,

    /// The largest number of pages to list
    #[arg(long, value_name = "N", default_value_t = 10)]
    most: usize,

    /// How to print results
    ///
    /// `json` prints one object per line, with `address`, `title`, `heading`, `stage`, `score` and `excerpt`.
    #[arg(long, value_name = "FORMAT", default_value = "human", help_heading = "Printing")]
    format: HitFormatName,

    #[command(flatten)]
    verbosity: VerbosityArguments,
}

#[derive(Clone, Copy, ValueEnum)]
enum HitFormatName {
    /// For reading
    Human,
    /// JSON, one object per line
    Json,
}

impl From<SearchArguments> for SearchOptions {
    fn from(SearchArguments { query, handbook, most, format, verbosity }: SearchArguments) -> Self {
        let format = match format {
            HitFormatName::Human => HitFormat::Human,
            HitFormatName::Json => HitFormat::Json,
        };
        Self { query, handbook: handbook.into(), most, format, verbosity: verbosity.into() }
    }
}
