//! `theme.yaml`: a theme's name and options.

use std::collections::BTreeMap;

use crate::diagnostic::{Checked, Code, Diagnostic};
use crate::path::ProjectPath;
use crate::yaml::section::Refusals;
use crate::yaml::{self, Entry, KnownKey, Node, Problem, ValueType, known_keys};

known_keys! {
    /// The keys at the top of `theme.yaml`.
    pub enum ManifestKey {
        Name = "name", ValueType::Text, "the theme's name for people";
        Description = "description", ValueType::Text, "one sentence on the theme";
        License = "license", ValueType::Text, "the theme's licence, as an SPDX expression";
        Surfaces = "surfaces", ValueType::Map(SurfacesKey::FACTS), "what its text stands on, so that a configured accent can be made readable there";
        Options = "options", ValueType::Options, "the options that `theme: { options: … }` can set, by name";
    }
}

known_keys! {
    /// The keys below `surfaces:`.
    pub enum SurfacesKey {
        Light = "light", ValueType::Texts, "the surfaces of the light scheme, each `\"#rrggbb\"`";
        Dark = "dark", ValueType::Texts, "the surfaces of the dark scheme, each `\"#rrggbb\"`";
    }
}

known_keys! {
    /// The keys of one option.
    pub enum OptionKey {
        Description = "description", ValueType::Text, "what the option does, for people";
        Default = "default", ValueType::Text, "what applies when the project says nothing; its type is the option's type";
        Values = "values", ValueType::Texts, "the values that can be chosen from; any of the type when there are none";
    }
}

/// The contents of `theme.yaml`.
#[derive(Debug, Clone, Default, PartialEq, Hash)]
pub struct Manifest {
    /// The theme's name for people.
    pub name: String,
    /// One sentence on the theme.
    pub description: String,
    /// The theme's licence, as an SPDX expression.
    pub license: String,
    /// The surfaces below its text, so that a configured accent can be made readable there.
    pub surfaces: Surfaces,
    /// The options that `theme: { options: … }` can set, by name.
    pub options: BTreeMap<String, ThemeOption>,
}

/// The surfaces of a theme: everything below text, except the accent's own tints.
#[derive(Debug, Clone, PartialEq, Hash)]
pub struct Surfaces {
    /// Those of the light scheme.
    pub light: Vec<Colour>,
    /// Those of the dark scheme.
    pub dark: Vec<Colour>,
}

impl Default for Surfaces {
    /// The lightest and darkest, for themes that do not set them.
    fn default() -> Self {
        let one = |written: &str| vec![Colour(written.to_owned())];
        Self { light: one("#ffffff"), dark: one("#000000") }
    }
}

/// A colour written `#rrggbb`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Colour(String);

impl Colour {
    /// The colour in CSS notation, `#rrggbb`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn parse(node: &Node) -> Result<Self, Problem> {
        let written = node.text("surfaces")?;
        let digits = written.strip_prefix('#').unwrap_or_default();
        if digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Ok(Self(written.to_owned()));
        }
        let message = format!("`{written}` is not a colour");
        Err(Problem::new(node.span.clone(), message, "write `\"#rrggbb\"`, in quotes, since a bare `#` begins a comment"))
    }
}

/// An option of a theme.
#[derive(Debug, Clone, PartialEq, Hash)]
pub struct ThemeOption {
    /// What it does, for people.
    pub description: String,
    /// Its default. The type of this is the option's type.
    pub default: serde_json::Value,
    /// The possible values; empty if any value of the type is valid.
    pub values: Vec<serde_json::Value>,
}

/// Reads `theme.yaml`. Everything wrong with it is a `template` problem at its place, and the theme then has no options.
pub(super) fn read(path: &ProjectPath, bytes: &[u8]) -> Checked<Manifest> {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let message = format!("this theme manifest is not UTF-8 at byte {}", error.valid_up_to());
            let problem = Diagnostic::new(Code::Template, message).in_project(path.clone()).help("save it as UTF-8");
            return Checked { value: Manifest::default(), diagnostics: vec![problem] };
        }
    };
    let document = yaml::read(text, 0..text.len());
    let mut refusals = Refusals { problems: document.problems };
    let manifest = document.root.map_or_else(Manifest::default, |root| manifest(&root, text, &mut refusals));
    let diagnostics: Vec<Diagnostic> = refusals.problems.into_iter().map(|problem| diagnostic(problem, path, text)).collect();
    Checked { value: if diagnostics.is_empty() { manifest } else { Manifest::default() }, diagnostics }
}

fn manifest(root: &Node, text: &str, refusals: &mut Refusals) -> Manifest {
    let section = refusals.section(root, "theme.yaml");
    let mut manifest = Manifest::default();
    for key in ManifestKey::ALL.iter().copied() {
        let Some(node) = section.value(key) else { continue };
        let line = |refusals: &mut Refusals| refusals.accept(node.text(key.name())).unwrap_or_default().to_owned();
        match key {
            ManifestKey::Name => manifest.name = line(refusals),
            ManifestKey::Description => manifest.description = line(refusals),
            ManifestKey::License => manifest.license = line(refusals),
            ManifestKey::Surfaces => manifest.surfaces = surfaces(node, refusals),
            ManifestKey::Options => {
                let entries = refusals.accept(node.entries(key.name())).unwrap_or_default();
                let options = entries.iter().filter_map(|entry| Some((entry.key.clone(), option(entry, text, refusals)?)));
                manifest.options = options.collect();
            }
        }
    }
    manifest
}

fn surfaces(node: &Node, refusals: &mut Refusals) -> Surfaces {
    let section = refusals.section(node, ManifestKey::Surfaces.name());
    let mut scheme = |key: SurfacesKey| {
        section.require(key, "`surfaces`", refusals);
        refusals.list(section.get(key), Colour::parse)
    };
    Surfaces { light: scheme(SurfacesKey::Light), dark: scheme(SurfacesKey::Dark) }
}

fn option(entry: &Entry, text: &str, refusals: &mut Refusals) -> Option<ThemeOption> {
    let section = refusals.section(&entry.value, "an option");
    let description = section.text(OptionKey::Description, refusals).unwrap_or_default().to_owned();
    let Some(default) = entry.value.get(OptionKey::Default.name()) else {
        section.require(OptionKey::Default, &format!("the option `{}`", entry.key), refusals);
        return None;
    };
    let values = section.value(OptionKey::Values).map_or(&[][..], Node::items);
    Some(ThemeOption {
        description,
        default: typed(default, text),
        values: values.iter().map(|node| typed(node, text)).collect(),
    })
}

/// The value with its type in YAML's core schema. Values in front matter keep their spelling (`1.10`); the type of a default is the
/// type of the option, so here a number is a number however it is written.
fn typed(node: &Node, text: &str) -> serde_json::Value {
    let value = if node.scalar().is_some() { serde_yaml::from_str(&text[node.span.clone()]).ok() } else { None };
    value.unwrap_or_else(|| node.to_json())
}

fn diagnostic(problem: Problem, path: &ProjectPath, text: &str) -> Diagnostic {
    let subject = &text[problem.span.clone()];
    let diagnostic = Diagnostic::new(Code::Template, problem.message).in_project(path.clone()).at(problem.span).subject(subject);
    let diagnostic = diagnostic.help(problem.help);
    match problem.suggestion {
        Some(suggestion) => diagnostic.suggest(suggestion),
        None => diagnostic,
    }
}
