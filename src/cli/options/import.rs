//! What `import` is asked for.

use std::path::PathBuf;

use super::Verbosity;
use crate::import::SystemName;

/// `import`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportOptions {
    /// The old site's folder, as written.
    pub from: PathBuf,
    /// Where the handbook comes to.
    pub destination: Destination,
    /// The system whose site it is; recognised when absent.
    pub system: Option<SystemName>,
    /// Whether stages are proposed.
    pub proposals: Proposals,
    /// What becomes of sections of the navigation.
    pub sections: Sections,
    /// How much is told.
    pub verbosity: Verbosity,
}

/// Where an imported handbook comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Destination {
    /// To this folder.
    Folder(PathBuf),
    /// To the old site's own folder, whose files Git moves.
    InPlace,
    /// Nowhere: the report is printed alone.
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

/// What becomes of sections of the old navigation that its folders do not show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sections {
    /// Their pages come to a folder of their own.
    Folders,
    /// Their pages stay where they are.
    AsTheyAre,
}
