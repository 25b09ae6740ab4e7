//! Who claims which path of the output, and what happens when two do.
//!
//! Paths are compared without case and in NFC: a site that works on one file system must work on every other.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic};
use crate::generated::folded;
use crate::path::{OutputPath, SourcePath};

use super::Recipe;

/// Who wants a path.
#[derive(Debug, Clone)]
pub(super) enum Claim {
    /// A page.
    Page(SourcePath),
    /// A file of the content.
    Asset(SourcePath),
    /// An alias in a page's front matter.
    Alias { page: SourcePath, alias: Arc<str>, span: Range<usize> },
    /// A static file of the theme.
    Theme(Arc<str>),
    /// Journeybook itself, which yields.
    Generated,
}

impl Claim {
    fn in_words(&self) -> String {
        match self {
            Self::Page(path) => format!("the page `{path}`"),
            Self::Asset(path) => format!("the file `{path}`"),
            Self::Alias { page, alias, .. } => format!("the alias `{alias}` of `{page}`"),
            Self::Theme(name) => format!("the theme's file `{name}`"),
            Self::Generated => "a generated page".to_owned(),
        }
    }

    fn place(&self, diagnostic: Diagnostic) -> Diagnostic {
        match self {
            Self::Page(path) | Self::Asset(path) => diagnostic.in_source(path).subject(path.as_str()),
            Self::Alias { page, alias, span } => diagnostic.in_source(page).at(span.clone()).subject(&**alias),
            Self::Theme(_) | Self::Generated => diagnostic,
        }
    }

    /// Names the place of this one in a problem that another has with it.
    fn relate(&self, diagnostic: Diagnostic) -> Diagnostic {
        match self {
            Self::Page(path) | Self::Asset(path) => diagnostic.related(path, None, "the other one is here"),
            Self::Alias { page, span, .. } => diagnostic.related(page, Some(span.clone()), "the other one is here"),
            Self::Theme(_) | Self::Generated => diagnostic,
        }
    }

    fn way_out(&self) -> &'static str {
        match self {
            Self::Page(_) | Self::Asset(_) => "rename or move one of the two",
            Self::Alias { .. } => "remove the alias, or move what stands at its address",
            Self::Theme(_) | Self::Generated => "rename the file of the content",
        }
    }
}

/// All claims so far, by path.
#[derive(Debug, Default)]
pub(super) struct Claims {
    outputs: BTreeMap<OutputPath, Recipe>,
    holders: HashMap<Box<str>, (OutputPath, Claim)>,
}

impl Claims {
    /// Takes a path for somebody, or reports who holds it already.
    pub(super) fn add(&mut self, path: OutputPath, recipe: Recipe, claim: Claim, diagnostics: &mut Vec<Diagnostic>) {
        match self.holders.get(&*folded(path.as_str())) {
            Some((held, holder)) => diagnostics.push(collision(&path, &claim, held, holder)),
            None => self.take(path, recipe, claim),
        }
    }

    /// Takes a path that nobody holds, and yields otherwise.
    pub(super) fn add_unless_taken(&mut self, path: OutputPath, recipe: Recipe) {
        if !self.holders.contains_key(&*folded(path.as_str())) {
            self.take(path, recipe, Claim::Generated);
        }
    }

    fn take(&mut self, path: OutputPath, recipe: Recipe, claim: Claim) {
        self.holders.insert(folded(path.as_str()), (path.clone(), claim));
        self.outputs.insert(path, recipe);
    }

    /// Reports files that stand where another output needs a folder, such as `labs` beside `labs/index.html`.
    pub(super) fn check_folders(&self, diagnostics: &mut Vec<Diagnostic>) {
        for path in self.outputs.keys() {
            let mut folder = path.as_str();
            while let Some((parent, _)) = folder.rsplit_once('/') {
                folder = parent;
                if let Some((file, holder)) = self.holders.get(&*folded(folder)) {
                    let claim = self.holders.get(&*folded(path.as_str())).map_or(&Claim::Generated, |(_, claim)| claim);
                    let message = format!("{} stands where {} needs a folder", holder.in_words(), claim.in_words());
                    let help = if file.as_str() == folder {
                        format!("rename one of the two: `{file}` cannot be a file and a folder")
                    } else {
                        format!("rename one of the two: `{file}` and `{folder}/` differ only by case or normal form")
                    };
                    diagnostics.push(holder.place(Diagnostic::new(Code::DuplicateUrl, message)).help(help));
                }
            }
        }
    }

    /// Reports folders of the content whose names differ only by case or normal form, each pair once: where the handbook is checked
    /// out on another system they are one folder, and half of the addresses are others.
    pub(super) fn check_spellings(&self, diagnostics: &mut Vec<Diagnostic>) {
        let mut known: HashMap<Box<str>, (&str, &SourcePath)> = HashMap::new();
        let mut told: BTreeSet<&str> = BTreeSet::new();
        for path in self.outputs.keys() {
            let claim = self.holders.get(&*folded(path.as_str())).map(|(_, claim)| claim);
            let Some(Claim::Page(source) | Claim::Asset(source)) = claim else { continue };
            for (end, _) in source.as_str().match_indices('/') {
                let folder = &source.as_str()[..end];
                let (first, other) = *known.entry(folded(folder)).or_insert((folder, source));
                if first != folder && told.insert(folder) {
                    let message = format!("the folders of `{source}` and `{other}` differ only by case or normal form");
                    diagnostics.push(
                        Diagnostic::new(Code::DuplicateUrl, message)
                            .in_source(source)
                            .subject(folder)
                            .help(format!("make `{folder}` and `{first}` one folder, or rename one of the two")),
                    );
                }
            }
        }
    }

    pub(super) fn into_outputs(self) -> BTreeMap<OutputPath, Recipe> {
        self.outputs
    }
}

fn collision(path: &OutputPath, claim: &Claim, held: &OutputPath, holder: &Claim) -> Diagnostic {
    let address = path.as_str().strip_suffix("index.html").unwrap_or(path.as_str());
    let what = if path == held {
        format!("both have the address `/{address}`")
    } else {
        format!("have addresses that differ only by case or normal form: `{held}` and `{path}`")
    };
    let message = format!("{} and {} {what}", claim.in_words(), holder.in_words());
    holder.relate(claim.place(Diagnostic::new(Code::DuplicateUrl, message)).help(claim.way_out()))
}
