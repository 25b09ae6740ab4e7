//! One problem as editors show it.

use std::collections::HashMap;
use std::ops::Range;
use std::path::{Path, PathBuf};

use ls_types::{
    CodeDescription, Diagnostic as Shown, DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag, Location,
    NumberOrString,
};

use crate::diagnostic::{Code, Severity};

use super::address::{Addresses, SCHEME};

/// The problems in each file, by its path. Files without problems are omitted.
pub(super) type Problems = HashMap<PathBuf, Vec<Problem>>;

/// A problem at its place in a file.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Problem {
    /// Which kind.
    pub(super) code: Code,
    /// Its severity at the effective levels.
    pub(super) severity: Severity,
    /// The bytes concerned; empty at the beginning for the file as a whole.
    pub(super) span: Range<usize>,
    /// Its position.
    pub(super) range: ls_types::Range,
    /// The message and, on a separate line, what to do about it.
    pub(super) message: String,
    /// Its fix.
    pub(super) remedy: Option<Remedy>,
    /// The offending text.
    pub(super) subject: Option<String>,
    /// Related places, with their labels.
    pub(super) related: Vec<(PathBuf, ls_types::Range, String)>,
}

/// A text that fixes a problem.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Remedy {
    /// The bytes that it replaces.
    pub(super) span: Range<usize>,
    /// The text.
    pub(super) text: String,
    /// Whether it may be applied without asking.
    pub(super) is_safe: bool,
}

impl Problem {
    /// The problem in the protocol's form.
    pub(super) fn shown(&self, addresses: &Addresses) -> Shown {
        let related: Vec<DiagnosticRelatedInformation> = self
            .related
            .iter()
            .filter_map(|(path, range, label)| {
                let location = Location { uri: addresses.uri(path)?, range: *range };
                Some(DiagnosticRelatedInformation { location, message: label.clone() })
            })
            .collect();
        Shown {
            range: self.range,
            severity: Some(match self.severity {
                Severity::Error => DiagnosticSeverity::ERROR,
                Severity::Warning => DiagnosticSeverity::WARNING,
                Severity::Note => DiagnosticSeverity::INFORMATION,
            }),
            code: Some(NumberOrString::String(self.code.name().to_owned())),
            code_description: addresses.explanation(self.code).map(|href| CodeDescription { href }),
            source: Some("journeybook".to_owned()),
            message: self.message.clone(),
            related_information: (!related.is_empty()).then_some(related),
            tags: matches!(self.code, Code::UnusedDefinition).then(|| vec![DiagnosticTag::UNNECESSARY]),
            data: None,
        }
    }
}

/// The command that shows what a code means, for editors that cannot open its explanation.
pub(super) const EXPLAIN: &str = "journeybook.explain";

/// What a code means, in Markdown.
pub(super) fn explanation(code: Code) -> String {
    format!("# {code}\n\n{}", code.explanation())
}

/// The explanation at one of these URIs, in Markdown.
pub(super) fn explained(address: &str) -> Option<String> {
    let name =
        Path::new(address.strip_prefix(SCHEME)?.strip_prefix(':')?.strip_prefix("explain/")?).file_stem()?.to_str()?.to_owned();
    let code: Code = name.parse().ok()?;
    Some(explanation(code))
}
