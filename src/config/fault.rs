//! A fault in a file of the project as a problem, with the code `config`.

use crate::diagnostic::{Code, Diagnostic};
use crate::path::ProjectPath;
use crate::yaml::Problem;

/// A fault in a file of the project with this text.
pub(super) fn diagnostic(problem: Problem, file: impl Into<ProjectPath>, text: &str) -> Diagnostic {
    let subject = &text[problem.span.clone()];
    let diagnostic = Diagnostic::new(Code::Config, problem.message).in_project(file).at(problem.span).subject(subject);
    let diagnostic = diagnostic.help(problem.help);
    match problem.suggestion {
        Some(suggestion) => diagnostic.suggest(suggestion),
        None => diagnostic,
    }
}
