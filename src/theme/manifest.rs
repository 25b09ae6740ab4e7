//! `theme.yaml`: what a theme is called and which options it takes.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::diagnostic::{Checked, Code, Diagnostic};
use crate::path::ProjectPath;

/// What `theme.yaml` says.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Hash)]
#[serde(deny_unknown_fields, default)]
pub struct Manifest {
    /// The theme's name for people.
    pub name: String,
    /// One sentence on the theme.
    pub description: String,
    /// The theme's licence, as an SPDX expression.
    pub license: String,
    /// What its text stands on, so that a configured accent can be made readable there.
    pub surfaces: Surfaces,
    /// The options that `theme: { options: … }` can set, by name.
    pub options: BTreeMap<String, ThemeOption>,
}

/// The papers of a theme: of all that text stands on, the accent's own tints left out.
#[derive(Debug, Clone, PartialEq, Deserialize, Hash)]
#[serde(deny_unknown_fields)]
pub struct Surfaces {
    /// Those of the light scheme.
    pub light: Vec<Colour>,
    /// Those of the dark scheme.
    pub dark: Vec<Colour>,
}

impl Default for Surfaces {
    /// The lightest and darkest there are, for themes that say nothing.
    fn default() -> Self {
        let one = |written: &str| vec![Colour(written.to_owned())];
        Self { light: one("#ffffff"), dark: one("#000000") }
    }
}

/// A colour written `#rrggbb`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Hash)]
#[serde(try_from = "String")]
pub struct Colour(String);

impl Colour {
    /// The colour as CSS writes it, `#rrggbb`.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Colour {
    type Error = String;

    fn try_from(written: String) -> Result<Self, String> {
        let digits = written.strip_prefix('#').unwrap_or_default();
        if digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            Ok(Self(written))
        } else {
            Err(format!("`{written}` is no colour; write `\"#rrggbb\"`"))
        }
    }
}

/// An option of a theme.
#[derive(Debug, Clone, PartialEq, Deserialize, Hash)]
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
                .help("a manifest has the keys `name`, `description`, `license`, `surfaces` and `options`");
            let start = error.location().map(|place| place.index()).filter(|start| *start < bytes.len());
            let diagnostics = vec![match start {
                Some(start) => problem.at(start..start + 1),
                None => problem,
            }];
            Checked { value: Manifest::default(), diagnostics }
        }
    }
}
