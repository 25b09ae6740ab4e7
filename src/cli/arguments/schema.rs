//! The arguments of `schema`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::cli::options::Request;
use crate::cli::project::named_or_found;
use crate::schema::Subject;

pub(super) const SCHEMA_EXAMPLES: &str = "\
Examples:
  journeybook schema handbook > handbook.schema.json
  journeybook schema front-matter --project > .vscode/front-matter.schema.json";

#[derive(Args)]
pub(super) struct SchemaArguments {
    /// What the schema describes
    #[arg(value_name = "NAME")]
    subject: SchemaName,

    /// Fill in the stages, needs, kinds and owners of the handbook in DIR, or of this folder's handbook
    #[arg(long, value_name = "DIR", num_args = 0..=1)]
    project: Option<Vec<PathBuf>>,
}

#[derive(Clone, Copy, ValueEnum)]
enum SchemaName {
    /// The front matter of a page
    FrontMatter,
    /// handbook.yaml
    Handbook,
    /// theme.yaml
    Theme,
    /// One line of `--format json`
    Diagnostics,
    /// pages.json
    Pages,
}

impl From<SchemaName> for Subject {
    fn from(name: SchemaName) -> Self {
        match name {
            SchemaName::FrontMatter => Self::FrontMatter,
            SchemaName::Handbook => Self::Handbook,
            SchemaName::Theme => Self::Theme,
            SchemaName::Diagnostics => Self::Diagnostics,
            SchemaName::Pages => Self::Pages,
        }
    }
}

impl From<SchemaArguments> for Request {
    fn from(arguments: SchemaArguments) -> Self {
        let project = arguments.project.map(|mut named| named_or_found(named.pop()));
        Self::Schema(arguments.subject.into(), project)
    }
}
