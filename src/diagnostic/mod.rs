//! Problems of a handbook as data: what is wrong, where, and the way out.
//!
//! The terms: a *problem* is anything wrong with the handbook; lower modules have their own types for the kinds they can find. A
//! [`Diagnostic`] is a problem with a message and a place, ready to be reported. A *fix* is a text that fixes it. An *error* is a
//! diagnostic's severity, or the reason why an operation failed.
//!
//! 1. Phases make [`Diagnostic`]s, with byte spans into the text they read, and return them beside their value in [`Checked`].
//! 2. [`locate`] gives them a severity, turns spans into lines and columns, and sorts them.
//! 3. [`human`], [`json`], [`github`] and [`sarif`] write the located ones, [`digest`] many of them on one screen, and [`Tally`] counts them.
//! 4. [`baseline`] separates new problems from those that a team has accepted.

use std::ops::Range;

use crate::path::{Escapes, ProjectPath, SourcePath, join};

pub mod baseline;
mod code;
pub mod digest;
mod excerpt;
mod fix;
pub mod github;
pub mod human;
pub mod json;
mod locate;
mod name;
pub mod sarif;
mod tally;
mod visible;

pub use code::{Code, Level, Levels, Severity};
pub use fix::{Applicability, Fix, Related};
pub use locate::{Located, Position, Texts, locate};
pub use name::name_faults;
pub use tally::Tally;
pub use visible::{visible, visible_line};

/// A value and the problems found while making it. Bad input is data: the value is always there.
#[derive(Debug, Clone, PartialEq)]
pub struct Checked<T> {
    /// The value, with the invalid parts left out or replaced by their default.
    pub value: T,
    /// The problems, in the order in which they were found.
    pub diagnostics: Vec<Diagnostic>,
}

impl<T> Checked<T> {
    /// A value without problems.
    pub const fn clean(value: T) -> Self {
        Self { value, diagnostics: Vec::new() }
    }

    /// Moves the problems into `diagnostics` and returns the value.
    pub fn take(self, diagnostics: &mut Vec<Diagnostic>) -> T {
        diagnostics.extend(self.diagnostics);
        self.value
    }
}

/// The file that a problem is in.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// A file below the content root.
    Source(SourcePath),
    /// A file of the project: `handbook.yaml`, a template, a theme asset.
    Project(ProjectPath),
}

/// One problem: its code, its place, what is wrong, and the way out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Which kind of problem.
    pub code: Code,
    /// The file, unless the problem is not in one (a command's own failure).
    pub origin: Option<Origin>,
    /// The bytes concerned in the file's text (counted after a byte order mark), end exclusive; absent for the file as a whole.
    pub span: Option<Range<usize>>,
    /// What is wrong: lower case, names in backticks, no final full stop.
    pub message: String,
    /// The offending text exactly as written.
    pub subject: Option<String>,
    /// What to do about it.
    pub help: Option<String>,
    /// The text that fixes the problem, if there is one.
    pub fix: Option<Fix>,
    /// Related places, in the order in which they are shown.
    pub related: Vec<Related>,
}

impl Diagnostic {
    /// A problem of `code` with `message`, as yet without a place.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self {
            code,
            origin: None,
            span: None,
            message: message.into(),
            subject: None,
            help: None,
            fix: None,
            related: Vec::new(),
        }
    }

    /// Places the problem in a page or another file below the content root.
    #[must_use]
    pub fn in_source(mut self, path: &SourcePath) -> Self {
        self.origin = Some(Origin::Source(path.clone()));
        self
    }

    /// Places the problem in a file of the project that is not content.
    #[must_use]
    pub fn in_project(mut self, path: impl Into<ProjectPath>) -> Self {
        self.origin = Some(Origin::Project(path.into()));
        self
    }

    /// Sets the bytes concerned.
    #[must_use]
    pub fn at(mut self, span: Range<usize>) -> Self {
        self.span = Some(span);
        self
    }

    /// Quotes the offending text exactly as written.
    #[must_use]
    pub fn subject(mut self, text: impl Into<String>) -> Self {
        self.subject = Some(text.into());
        self
    }

    /// Sets the help.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help = Some(text.into());
        self
    }

    /// Sets the text that fixes the problem when it replaces the problem's own span.
    #[must_use]
    pub fn fix(mut self, text: impl Into<String>, applicability: Applicability) -> Self {
        self.fix = Some(Fix { bytes: None, text: text.into(), applicability });
        self
    }

    /// Sets a fix that a person has to decide on, for the problem's own span.
    #[must_use]
    pub fn suggest(self, text: impl Into<String>) -> Self {
        self.fix(text, Applicability::Unsafe)
    }

    /// Sets a fix that replaces bytes other than the problem's own span.
    #[must_use]
    pub fn fix_at(mut self, span: Range<usize>, text: impl Into<String>, applicability: Applicability) -> Self {
        self.fix = Some(Fix { bytes: Some((span.start, span.end)), text: text.into(), applicability });
        self
    }

    /// Adds a related place in the content, with a label such as `first defined here`.
    #[must_use]
    pub fn related(mut self, path: &SourcePath, span: Option<Range<usize>>, label: impl Into<String>) -> Self {
        let bytes = span.map(|span| (span.start, span.end));
        self.related.push(Related { origin: Origin::Source(path.clone()), bytes, label: label.into() });
        self
    }

    /// The fix's text, if it replaces the problem's own span.
    #[must_use]
    pub fn suggestion(&self) -> Option<&str> {
        let fix = self.fix.as_ref()?;
        fix.bytes.is_none_or(|(start, end)| self.span == Some(start..end)).then_some(&*fix.text)
    }

    /// The bytes that the fix replaces; `None` without a fix, or if the problem has no span.
    #[must_use]
    pub fn fix_span(&self) -> Option<Range<usize>> {
        let fix = self.fix.as_ref()?;
        fix.bytes.map(|(start, end)| start..end).or_else(|| self.span.clone())
    }

    /// Whether there is a fix that may be applied without asking.
    #[must_use]
    pub fn has_safe_fix(&self) -> bool {
        self.fix.as_ref().is_some_and(|fix| fix.applicability == Applicability::Safe)
    }
}

/// A path relative to the project folder, made relative to the repository root, as GitHub needs it.
fn from_repository_root(project: &str, file: &str) -> String {
    join(project, file).unwrap_or_else(|Escapes| file.to_owned())
}

#[cfg(test)]
mod tests;
