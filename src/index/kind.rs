//! Whether a page's `kind:` is one of the kinds that the handbook has.

use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic};
use crate::parse::FrontMatter;
use crate::path::SourcePath;
use crate::suggest;

/// The problem with the kind of the page at `path`, if `kinds:` does not list it.
pub(super) fn fault(config: &Config, path: &SourcePath, front_matter: &FrontMatter) -> Option<Diagnostic> {
    let kind = front_matter.kind.as_ref().filter(|kind| !config.kinds.contains(&kind.value))?;
    let known = config.kinds.iter().map(|kind| &**kind);
    let diagnostic = Diagnostic::new(Code::FrontMatter, format!("there is no kind `{}`", kind.value))
        .in_source(path)
        .at(kind.span.clone())
        .subject(&*kind.value);
    let near = suggest::nearest(&kind.value, known.clone());
    let help = near.map_or_else(
        || {
            let known: Vec<String> = known.map(|kind| format!("`{kind}`")).collect();
            format!("the kinds are {}; `kinds:` in `handbook.yaml` lists others", known.join(", "))
        },
        |near| format!("there is a kind with a similar name: `{near}`"),
    );
    let diagnostic = diagnostic.help(help);
    Some(match near {
        Some(near) => diagnostic.suggest(near),
        None => diagnostic,
    })
}
