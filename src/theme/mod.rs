//! A theme: templates, static files and options, layered from the project's files over the theme's over the built-in default.
//!
//! 1. `built_in` has the built-in themes; `files` shows them to people.
//! 2. `manifest` reads `theme.yaml`; `frame` finds out whether pages can share the parts around them.
//! 3. `misspelt` finds files that replace nothing because of a misspelt name.
//! 4. `options` checks a project's settings against the manifest.
//! 5. `scripts` turns the built-in scripts into the form that browsers load.
//! 6. `styles` adds versions to the files named in style sheets; `accent` derives readable colours from a configured one.
//! 7. `templates` compiles all layers at once and turns the engine's errors into diagnostics; `open_blocks` finds the block without
//!    an end.
//! 8. `words` combines the catalogues of texts and passes them to templates and scripts.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use tera::Tera;

use crate::diagnostic::{Checked, Diagnostic};
use crate::fingerprint::Fingerprint;
use crate::locale::Locale;
use crate::path::ProjectPath;

mod accent;
mod built_in;
mod files;
mod frame;
mod manifest;
mod misspelt;
mod open_blocks;
mod options;
mod scripts;
mod styles;
mod templates;
#[cfg(test)]
mod tests;
mod words;
#[cfg(test)]
mod words_tests;

pub use accent::AccentColours;
pub use files::{BuiltInFile, built_in_files};
pub use manifest::{Colour, Manifest, ManifestKey, OptionKey, Surfaces};
pub use options::OptionFault;

/// The theme that all others fall back on.
pub const DEFAULT_THEME: &str = "default";

/// The files of `themes/NAME/` in a project, by their path relative to the project folder.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ThemeFiles {
    /// Each file's bytes; cheap to clone and to compare with an earlier read.
    pub files: BTreeMap<ProjectPath, Arc<[u8]>>,
}

/// A static file of the theme.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ThemeAsset {
    /// The file.
    pub bytes: Cow<'static, [u8]>,
    /// The first eight hexadecimal digits of its BLAKE3 hash, which hrefs include so that browsers never mix versions.
    pub version: String,
}

/// A template as it was read, for excerpts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateSource {
    /// Its path relative to the project folder; for built-in ones, the path at which the project would override them.
    pub path: ProjectPath,
    /// Its text.
    pub text: String,
}

/// Where the templates and the texts of a theme come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Author {
    /// They are all built in.
    Program,
    /// The project has some of its own.
    Project,
}

/// A theme, compiled and ready to render.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each answers a question of its own")]
pub struct Theme {
    engine: Tera,
    locale: Arc<Locale>,
    manifest: Manifest,
    accent: Option<AccentColours>,
    is_known: bool,
    is_manifest_read: bool,
    assets: BTreeMap<String, ThemeAsset>,
    templates: BTreeMap<String, TemplateSource>,
    is_whole: bool,
    shares_frames: bool,
    author: Author,
    fingerprint: Fingerprint,
    planned: Fingerprint,
}

/// One layer of a theme: the files of one folder.
struct Layer<'a> {
    /// The prefix of its templates' names in the engine, without the slash.
    prefix: &'static str,
    /// The file's path within the theme's folder, its path in messages, and its bytes.
    files: Vec<(String, ProjectPath, Cow<'a, [u8]>)>,
}

/// Assembles the theme `name` from the project's files and the built-in ones, with the interface's texts in `language`.
///
/// A theme that is neither in the project nor built in is replaced by the default theme; see [`Theme::is_known`].
#[must_use]
pub fn assemble(name: &str, language: &str, project: &ThemeFiles) -> Checked<Theme> {
    let mut diagnostics = Vec::new();
    let mut layers = vec![project_layer(name, project)];
    let own = built_in::theme(name);
    let is_known = own.is_some() || !project.files.is_empty();
    layers.extend(own.as_ref().map(|theme| Layer { prefix: "theme/", files: theme.files(name) }));
    if name != DEFAULT_THEME || own.is_none() {
        let fallback = built_in::theme(DEFAULT_THEME).map(|theme| theme.files(DEFAULT_THEME));
        layers.push(Layer { prefix: "default/", files: fallback.unwrap_or_default() });
    }
    let manifest = layers.iter().find_map(|layer| layer.files.iter().find(|(file, ..)| file == "theme.yaml"));
    let manifest = manifest.map_or(Checked::clean(Manifest::default()), |(_, path, bytes)| manifest::read(path, bytes));
    let is_manifest_read = manifest.diagnostics.is_empty();
    let manifest = manifest.take(&mut diagnostics);
    diagnostics.extend(misspelt::misspelt(&layers));
    let locale = Arc::new(words::locale(language, &layers).take(&mut diagnostics));
    let mut assets = BTreeMap::new();
    for (file, _, bytes) in layers.iter().rev().flat_map(|layer| &layer.files) {
        if let Some(asset) = file.strip_prefix("static/") {
            let bytes = words::with_script_texts(asset, bytes, &locale);
            let version = version(&bytes);
            assets.insert(asset.to_owned(), ThemeAsset { bytes, version });
        }
    }
    styles::name_versions(&mut assets);
    let compiled = templates::compile(&layers, &locale);
    let is_whole = compiled.diagnostics.is_empty();
    let shares_frames = frame::may_be_shared(&layers[0]);
    let (engine, templates) = compiled.take(&mut diagnostics);
    let files = || layers.iter().flat_map(|layer| layer.files.iter().map(move |(file, _, bytes)| (layer.prefix, file, bytes)));
    let fingerprint = Fingerprint::new(&(name, language, files().collect::<Vec<_>>()));
    // The titles of generated pages come from the catalogues.
    let words: Vec<_> = files().filter(|(_, file, _)| file.starts_with("locale/")).collect();
    let names: Vec<_> = assets.keys().collect();
    let planned = Fingerprint::new(&(is_known, is_manifest_read, &manifest, names, language, words));
    let is_own = |file: &str| ["templates/", "locale/"].iter().any(|folder| file.starts_with(folder));
    diagnostics.extend(styles::replaced(name, &layers[0], own.as_ref().and(layers.get(1))));
    let has_own = layers[0].files.iter().any(|(file, ..)| is_own(file));
    let author = if has_own { Author::Project } else { Author::Program };
    let value = Theme {
        engine,
        locale,
        manifest,
        accent: None,
        is_known,
        is_manifest_read,
        assets,
        templates,
        is_whole,
        shares_frames,
        author,
        fingerprint,
        planned,
    };
    Checked { value, diagnostics }
}

/// The first eight hexadecimal digits of the BLAKE3 hash of a file.
fn version(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex()[..8].to_owned()
}

fn project_layer<'a>(name: &str, project: &'a ThemeFiles) -> Layer<'a> {
    let root = format!("themes/{name}/");
    let within = project.files.iter().filter_map(|(path, bytes)| Some((path.as_str().strip_prefix(&root)?, path, bytes)));
    let files = within.map(|(file, path, bytes)| (file.to_owned(), path.clone(), Cow::Borrowed(&**bytes))).collect();
    Layer { prefix: "project/", files }
}

/// The names of the built-in themes.
#[must_use]
pub fn built_in_names() -> Vec<String> {
    built_in::names()
}

/// The interface's texts in a language, from the built-in default theme.
#[must_use]
pub fn built_in_locale(language: &str) -> Locale {
    let files = built_in::theme(DEFAULT_THEME).map(|theme| theme.files(DEFAULT_THEME));
    words::locale(language, &[Layer { prefix: "default/", files: files.unwrap_or_default() }]).value
}

impl Theme {
    /// The theme with a configured accent, `#rgb` or `#rrggbb`, whose colours are added to the end of `style.css`.
    #[must_use]
    pub fn accented(mut self, accent: Option<&str>) -> Self {
        self.accent = accent.and_then(|accent| AccentColours::parse(accent, &self.manifest.surfaces));
        if let Some(colours) = &self.accent {
            styles::append(&mut self.assets, "style.css", &colours.rule());
            self.fingerprint = Fingerprint::new(&(self.fingerprint, accent));
        }
        self
    }

    /// The colours made from the configured accent.
    #[must_use]
    pub const fn accent(&self) -> Option<&AccentColours> {
        self.accent.as_ref()
    }

    /// The static files by their path below the theme's `static` folder.
    #[must_use]
    pub fn assets(&self) -> &BTreeMap<String, ThemeAsset> {
        &self.assets
    }

    /// The words of the interface.
    #[must_use]
    pub fn locale(&self) -> &Locale {
        &self.locale
    }

    /// The contents of `theme.yaml`.
    #[must_use]
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// Every option that the theme declares: as configured if the value has the right type, otherwise its default.
    #[must_use]
    pub fn options(&self, configured: &BTreeMap<String, serde_json::Value>) -> serde_json::Map<String, serde_json::Value> {
        options::settled(&self.manifest, configured)
    }

    /// Where the templates come from. Built-in templates never fail for a single page; a project's may.
    #[must_use]
    pub const fn author(&self) -> Author {
        self.author
    }

    /// Whether the requested theme exists; the default replaces an unknown one.
    #[must_use]
    pub fn is_known(&self) -> bool {
        self.is_known
    }

    /// The fingerprint of its name and all its files, on which rendering depends.
    #[must_use]
    pub const fn fingerprint(&self) -> Fingerprint {
        self.fingerprint
    }

    /// The fingerprint of what a site's plan depends on: what the theme declares and the names of its static files. The contents of
    /// files and templates only affect rendering.
    #[must_use]
    pub const fn planned(&self) -> Fingerprint {
        self.planned
    }

    /// What is wrong with a configured option. `None` if the theme or its manifest is missing: that has been reported already.
    #[must_use]
    pub fn option_fault(&self, name: &str, value: &serde_json::Value) -> Option<OptionFault> {
        if self.is_known && self.is_manifest_read { options::fault(&self.manifest, name, value) } else { None }
    }

    /// Whether the parts of the frame that neighbouring pages share can be rendered apart from the pages: they are built in, and no
    /// template of the project reads a page's sidebar.
    #[must_use]
    pub const fn shares_frames(&self) -> bool {
        self.shares_frames
    }

    /// Whether every template compiled. An incomplete theme still renders what does not need the faulty template.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.is_whole
    }

    /// The text of a template, by its path in diagnostics.
    #[must_use]
    pub fn template_text(&self, path: &ProjectPath) -> Option<&str> {
        self.templates.values().find(|source| source.path == *path).map(|source| &*source.text)
    }

    /// Renders a template.
    ///
    /// # Errors
    /// A `template` diagnostic at the template's place; `page` names the page being rendered in its help.
    pub fn render(&self, template: &str, values: &tera::Context, page: &str) -> Result<String, Box<Diagnostic>> {
        self.engine
            .render(template, values)
            .map_err(|error| Box::new(templates::diagnose(&error, &self.templates, Some((template, page)))))
    }
}
