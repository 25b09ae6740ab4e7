//! `handbook.yaml` names files too: references to moved files are updated, and those that cannot be are reported.

use globset::Glob;

use crate::edit::aliases::scalar;
use crate::edit::replace::Edit;
use crate::link::moved::Move;
use crate::path::{SourcePath, join};
use crate::yaml::{self, Node};

/// What a move changes in `handbook.yaml`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Settings {
    /// The edits of its text.
    pub edits: Vec<Edit>,
    /// Sentences on what a person has to look at.
    pub notes: Vec<String>,
}

/// Follows a move in the text of `handbook.yaml`: `logo:`, `favicon:` and `css:`, reading paths, and globs that begin with what is moved. Of the files `moved`
/// it is told when another glob means them before or after, but not both.
#[must_use]
pub fn settings<'f>(text: &str, shift: &Move, moved: &(impl Iterator<Item = &'f SourcePath> + Clone)) -> Settings {
    let mut settings = Settings::default();
    let Some(root) = yaml::read(text, 0..text.len()).root else { return settings };
    for key in ["logo", "favicon", "css"] {
        for node in root.get("theme").and_then(|theme| theme.get(key)).map(Node::items).unwrap_or_default() {
            settings.file(node, shift);
        }
    }
    for node in root.get("exclude").map(Node::items).unwrap_or_default() {
        settings.glob(node, "exclude", shift, moved.clone());
    }
    for paths in root.get("assign").map(Node::items).unwrap_or_default().iter().filter_map(|entry| entry.get("paths")) {
        for node in paths.items() {
            settings.glob(node, "assign", shift, moved.clone());
        }
    }
    for entry in root.get("paths").and_then(|paths| paths.entries("paths").ok()).unwrap_or_default() {
        let steps = entry.value.get("pages").unwrap_or(&entry.value);
        for node in steps.items() {
            settings.step(node, shift);
        }
    }
    for key in ["footer", "social"] {
        let links = root.get("theme").and_then(|theme| theme.get(key)).map(Node::items).unwrap_or_default();
        for url in links.iter().filter_map(|link| link.get("url")?.scalar()) {
            let path = url.text.trim().trim_matches('/');
            if url.text.trim().starts_with('/')
                && (moved.clone().any(|file| file.as_str() == path || file.without_extension() == path))
            {
                settings.notes.push(format!("`{key}:` in `handbook.yaml` links to `{}`, which is moved", url.text.trim()));
            }
        }
    }
    settings
}

impl Settings {
    fn file(&mut self, node: &Node, shift: &Move) {
        let Some(written) = node.scalar().map(|scalar| scalar.text.trim()) else { return };
        let slash = if written.starts_with('/') { "/" } else { "" };
        let Ok(path) = join("", written) else { return };
        let new = shift.named(&path);
        if *new != path {
            self.edits.push(Edit::new(node.span.clone(), scalar(&format!("{slash}{new}"))));
        }
    }

    /// A page, a folder or a section on a reading path.
    fn step(&mut self, node: &Node, shift: &Move) {
        let Some(written) = node.scalar().map(|scalar| scalar.text.trim()) else { return };
        let (path, fragment) = written.split_at(written.find('#').unwrap_or(written.len()));
        let plain = path.trim_start_matches("./").trim_matches('/');
        let new = shift.named(plain);
        if *new != *plain {
            let slash = if path.ends_with('/') { "/" } else { "" };
            self.edits.push(Edit::new(node.span.clone(), scalar(&format!("{new}{slash}{fragment}"))));
        }
    }

    fn glob<'f>(&mut self, node: &Node, key: &str, shift: &Move, mut moved: impl Iterator<Item = &'f SourcePath>) {
        let Some(written) = node.scalar().map(|scalar| scalar.text.trim()) else { return };
        let plain = written.strip_prefix("./").unwrap_or(written).trim_end_matches('/');
        let new = shift.named(plain);
        if *new != *plain {
            let slash = if written.ends_with('/') { "/" } else { "" };
            self.edits.push(Edit::new(node.span.clone(), quoted(&format!("{new}{slash}"))));
            return;
        }
        let Ok(glob) = Glob::new(&format!("{{{plain},{plain}/**}}")).map(|glob| glob.compile_matcher()) else { return };
        if let Some(file) = moved.find(|file| glob.is_match(file.as_str()) != glob.is_match(shift.file(file).as_str())) {
            let (verb, place) =
                if glob.is_match(file.as_str()) { ("no longer means", file.clone()) } else { ("now means", shift.file(file)) };
            self.notes.push(format!("`{key}: {written}` in `handbook.yaml` {verb} `{place}`"));
        }
    }
}

/// A glob in quotes, since `*` and braces have a meaning in YAML.
fn quoted(glob: &str) -> String {
    let is_bare = glob.starts_with(char::is_alphanumeric) && glob.chars().all(|c| c.is_alphanumeric() || "/_.-*".contains(c));
    if is_bare { glob.to_owned() } else { serde_json::to_string(glob).unwrap_or_else(|_| glob.to_owned()) }
}
