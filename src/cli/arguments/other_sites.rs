//! The arguments about other sites, which `build` and `check` take.

use std::path::PathBuf;

use clap::Args;

use crate::cli::options::{Against, External, Fragments, OtherSites};

#[derive(Args)]
pub(super) struct OtherSitesArguments {
    /// Also check links to other sites
    ///
    /// Each address is requested once, many at a time but only a few from each host, and again after a pause if the host is busy. Answers are
    /// kept for a day in .journeybook/. `external_links:` in handbook.yaml sets addresses to skip and the time to wait. Links that sites
    /// refuse to programs are notes. Ctrl-C prints the results so far.
    #[arg(long, help_heading = "Other sites")]
    external: bool,

    /// Also check that pages of other sites contain the ids that links lead to
    #[arg(long, requires = "external", help_heading = "Other sites")]
    fragments: bool,

    /// Write the results for other sites to this file: a line per address, without times, so that two reports can be compared
    #[arg(long, value_name = "FILE", requires = "external", help_heading = "Other sites")]
    external_report: Option<PathBuf>,

    /// Compare with the addresses of a published site: its urls.json, as a file or URL, or `published`
    ///
    /// `build` writes urls.json. It is an error if a published address is no longer served by a page or an alias. `published` means the site at
    /// `url:` or --base-url. If nothing is published at the URL yet, a note says so.
    #[arg(long, value_name = "FILE-or-URL", value_parser = against, help_heading = "Other sites")]
    against: Option<Against>,
}

#[expect(clippy::unnecessary_wraps, reason = "clap asks for a result")]
fn against(written: &str) -> Result<Against, String> {
    Ok(match written {
        "published" => Against::Site,
        named => Against::Named(named.to_owned()),
    })
}

impl From<OtherSitesArguments> for OtherSites {
    fn from(arguments: OtherSitesArguments) -> Self {
        let OtherSitesArguments { external, fragments, external_report: report, against } = arguments;
        let fragments = if fragments { Fragments::LookedAt } else { Fragments::Trusted };
        let external = if external { External::LookedAt { fragments, report } } else { External::Trusted };
        Self { external, against }
    }
}
