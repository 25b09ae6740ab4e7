//! The arguments of `import`.

use std::path::PathBuf;

use clap::Args;

use super::verbosity::QuietArguments;
use crate::cli::options::{Destination, ImportOptions, Proposals, Sections};
use crate::import::{SYSTEMS, SystemName};

pub(super) const IMPORT_EXAMPLES: &str = "\
Examples:
  journeybook import book handbook             a new handbook in handbook/
  journeybook import . --dry-run               what would be imported, and what needs a person
  journeybook import . --in-place              the same files, moved with Git
  journeybook check handbook --against handbook/.journeybook/import-urls.json   find old addresses that were lost";

#[derive(Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
pub(super) struct ImportArguments {
    /// The old site: the folder with its configuration, or a folder above it
    #[arg(value_name = "FROM")]
    from: PathBuf,

    /// Where to write the handbook, outside FROM; created if it does not exist
    #[arg(value_name = "TO", required_unless_present_any = ["in_place", "dry_run"])]
    to: Option<PathBuf>,

    /// The generator of the old site [default: recognised by its files]
    #[arg(long = "as", value_name = "SYSTEM", value_parser = system)]
    system: Option<SystemName>,

    /// Turn FROM itself into the handbook, with `git mv`; requires a clean working tree
    #[arg(long, conflicts_with_all = ["to", "dry_run"])]
    in_place: bool,

    /// Print the report and write nothing
    #[arg(long)]
    dry_run: bool,

    /// Propose stages based on the names of folders and files, as comments in handbook.yaml
    #[arg(long)]
    stages: bool,

    /// Create a folder for each section of the navigation that has none; old addresses become aliases
    #[arg(long)]
    sections: bool,

    #[command(flatten)]
    verbosity: QuietArguments,
}

fn system(written: &str) -> Result<SystemName, String> {
    SYSTEMS.into_iter().find(|system| system.id() == written).ok_or_else(|| {
        let names: Vec<&str> = SYSTEMS.iter().map(|system| system.id()).collect();
        format!("the systems are {}", names.join(", "))
    })
}

impl From<ImportArguments> for ImportOptions {
    fn from(arguments: ImportArguments) -> Self {
        let ImportArguments { from, to, system, in_place, dry_run, stages, sections, verbosity } = arguments;
        let destination = match to {
            _ if dry_run => Destination::Nowhere,
            Some(to) if !in_place => Destination::Folder(to),
            _ => Destination::InPlace,
        };
        let proposals = if stages { Proposals::Made } else { Proposals::NotMade };
        let sections = if sections { Sections::Folders } else { Sections::AsTheyAre };
        Self { from, destination, system, proposals, sections, verbosity: verbosity.into() }
    }
}
