//! `theme.yaml`: what a theme is called and which options it takes.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::diagnostic::{Checked, Code, Diagnostic};
use crate::path::ProjectPath;

/// What `theme.yaml` says.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Manifest {
    /// The theme's name for people.
    pub name: String,
    /// One sentence on the theme.
    pub description: String,
    /// The theme's licence, as an SPDX expression.
    pub license: String,
    /// The options that `theme: { options: … }` can set, by name.
    pub options: BTreeMap<String, ThemeOption>,
}

/// An option of a theme.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ThemeOption {
    /// What it does, for people.
    pub description: String,
    /// What applies when the project says nothing. Its type is the option's type.
    pub default: serde_json::Value,
    /// The values that can be chosen from; empty when any of the type will do.
    #[serde(default)]
    pub values: Vec<serde_json::Value>,
}

/// Reads `theme.yaml`; a broken one is a `template` problem, and the theme goes without its options.
pub(super) fn read(path: &ProjectPath, bytes: &[u8]) -> Checked<Manifest> {
    match serde_yaml::from_slice::<Manifest>(bytes) {
        Ok(manifest) => Checked::clean(manifest),
        Err(error) => {
            let problem = Diagnostic::new(Code::Template, format!("this is no theme manifest: {error}"))
                .in_project(path.clone())
                .help("a manifest has the keys `name`, `description`, `license` and `options`");
            let start = error.location().map(|place| place.index()).filter(|start| *start < bytes.len());
            let diagnostics = vec![match start {
                Some(start) => problem.at(start..start + 1),
                None => problem,
            }];
            Checked { value: Manifest::default(), diagnostics }
        }
    }
}
