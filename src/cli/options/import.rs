//! The options of `import`.

use std::path::PathBuf;

use super::Verbosity;
use crate::import::SystemName;

/// `import`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportOptions {
    /// The old site's folder, as written.
    pub from: PathBuf,
    /// Where the handbook is written.
    pub destination: Destination,
    /// The generator of the old site; recognised by its files if absent.
    pub system: Option<SystemName>,
    /// Whether stages are proposed.
    pub proposals: Proposals,
    /// What happens to sections of the navigation.
    pub sections: Sections,
    /// How much is printed.
    pub verbosity: Verbosity,
}

/// Where an imported handbook is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Destination {
    /// To this folder.
    Folder(PathBuf),
    /// To the old site's own folder, whose files Git moves.
    InPlace,
    /// Nowhere: only the report is printed.
    Nowhere,
}

/// Whether `import` proposes stages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proposals {
    /// `handbook.yaml` gets comments to confirm.
    Made,
    /// It does not.
    NotMade,
}

/// What happens to sections of the old navigation that have no folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sections {
    /// Their pages are moved to a new folder.
    Folders,
    /// Their pages stay where they are.
    AsTheyAre,
}
