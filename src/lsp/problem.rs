//! One problem as editors show it.

use std::collections::HashMap;
use std::ops::Range;
use std::path::{Path, PathBuf};

use ls_types::{
    CodeDescription, Diagnostic as Shown, DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag, Location,
    NumberOrString,
};

use crate::diagnostic::{Code, Severity};

use super::address::Addresses;

/// What is wrong in each file, by its path. Files without problems are left out.
pub(super) type Problems = HashMap<PathBuf, Vec<Problem>>;

/// A problem at its place in a file.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Problem {
    /// Which kind.
    pub(super) code: Code,
    /// How serious it is under the levels in force.
    pub(super) severity: Severity,
    /// The bytes at fault; empty at the beginning for the file as a whole.
    pub(super) span: Range<usize>,
    /// Where that is.
    pub(super) range: ls_types::Range,
    /// What is wrong, and on a line of its own what to do about it.
    pub(super) message: String,
    /// What resolves it.
    pub(super) remedy: Option<Remedy>,
    /// The offending text.
    pub(super) subject: Option<String>,
    /// Other places, with what is there.
    pub(super) related: Vec<(PathBuf, ls_types::Range, String)>,
}

/// A text that resolves a problem.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Remedy {
    /// What it takes the place of, in bytes.
    pub(super) span: Range<usize>,
    /// The text.
    pub(super) text: String,
    /// Whether it may be applied unasked.
    pub(super) is_safe: bool,
}

impl Problem {
    /// The problem as the protocol has it.
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
            code_description: explanation(self.code),
            source: Some("journeybook".to_owned()),
            message: self.message.clone(),
            related_information: (!related.is_empty()).then_some(related),
            tags: matches!(self.code, Code::UnusedDefinition).then(|| vec![DiagnosticTag::UNNECESSARY]),
            data: None,
        }
    }
}

/// The scheme of addresses whose texts the server itself has: `journeybook:explain/broken-link.md`.
pub(super) const SCHEME: &str = "journeybook";

/// Where a code is explained.
fn explanation(code: Code) -> Option<CodeDescription> {
    let href = format!("{SCHEME}:explain/{}.md", code.name()).parse().ok()?;
    Some(CodeDescription { href })
}

/// The explanation that an address of ours stands for, in Markdown.
pub(super) fn explained(address: &str) -> Option<String> {
    let name =
        Path::new(address.strip_prefix(SCHEME)?.strip_prefix(':')?.strip_prefix("explain/")?).file_stem()?.to_str()?.to_owned();
    let code: Code = name.parse().ok()?;
    Some(format!("# {code}\n\n{}", code.explanation()))
}
