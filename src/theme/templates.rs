//! Compiles the templates of all layers at once and turns the engine's errors into diagnostics with their place.

use std::collections::BTreeMap;
use std::sync::Arc;

use tera::{ErrorKind, Tera};

use crate::diagnostic::{Checked, Code, Diagnostic};
use crate::locale::Locale;

use super::open_blocks::{Unbalanced, unbalanced};
use super::{Layer, TemplateSource, words};

/// Compiles every template. A faulty one is reported and then treated as empty, so that one run reports the faults of all and those
/// that include it are not blamed.
pub(super) fn compile(layers: &[Layer<'_>], locale: &Arc<Locale>) -> Checked<(Tera, BTreeMap<String, TemplateSource>)> {
    let mut diagnostics = Vec::new();
    let sources = sources(layers, &mut diagnostics);
    let mut sound: BTreeMap<&str, &str> = sources.iter().map(|(name, source)| (&**name, &*source.text)).collect();
    loop {
        let mut engine = engine(layers, locale);
        let Err(error) = engine.add_raw_templates(sound.iter().map(|(name, text)| (*name, *text))) else {
            return Checked { value: (engine, sources), diagnostics };
        };
        let faulty = faulty_template(&error, &sound).and_then(|name| sound.get_mut(&*name));
        diagnostics.push(diagnose(&error, &sources, None));
        match faulty {
            Some(text) if !text.is_empty() => *text = "",
            // The engine did not say which template is faulty: without any, rendering reports a missing template.
            _ => sound.clear(),
        }
    }
}

fn engine(layers: &[Layer<'_>], locale: &Arc<Locale>) -> Tera {
    let mut engine = Tera::default();
    engine
        .set_fallback_prefixes(layers.iter().map(|layer| layer.prefix))
        .expect("prefixes are refused only once templates are added");
    words::register(&mut engine, locale);
    engine
}

fn sources(layers: &[Layer<'_>], diagnostics: &mut Vec<Diagnostic>) -> BTreeMap<String, TemplateSource> {
    let mut sources = BTreeMap::new();
    for layer in layers {
        for (file, path, bytes) in &layer.files {
            let Some(name) = file.strip_prefix("templates/") else { continue };
            match std::str::from_utf8(bytes) {
                Ok(text) => {
                    let source = TemplateSource { path: path.clone(), text: text.to_owned() };
                    sources.insert(format!("{}{name}", layer.prefix), source);
                }
                Err(error) => diagnostics.push(
                    Diagnostic::new(Code::Template, format!("this template is not UTF-8 at byte {}", error.valid_up_to()))
                        .in_project(path.clone())
                        .help("save the file as UTF-8"),
                ),
            }
        }
    }
    sources
}

/// The name of the template with a compilation error, as it was added.
fn faulty_template(error: &tera::Error, sound: &BTreeMap<&str, &str>) -> Option<String> {
    let named = match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => Some(report.filename().to_owned()),
        ErrorKind::CircularExtend { tpl, .. } | ErrorKind::CircularInclude { tpl, .. } => Some(tpl.clone()),
        ErrorKind::MissingParent { current, .. } => Some(current.clone()),
        _ => place_in_text(&error.to_string()).map(|place| place.template),
    };
    named.filter(|name| sound.contains_key(&**name)).or_else(|| {
        let text = error.to_string();
        sound
            .keys()
            .find(|name| text.contains(&format!("`{name}`")) || text.contains(&format!("'{name}'")))
            .map(|name| (*name).to_owned())
    })
}

/// An error of the engine as a diagnostic at its template's place. `rendering` names the requested template and the page.
pub fn diagnose(error: &tera::Error, sources: &BTreeMap<String, TemplateSource>, rendering: Option<(&str, &str)>) -> Diagnostic {
    let located = match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let named = sources.get(report.filename()).filter(|_| is_of_blocks(report.message()));
            let (message, span) = match named.and_then(|source| unbalanced(&source.text)) {
                Some(Unbalanced { message, span }) => (message, span),
                None => (report.message().to_owned(), report.span().range.clone()),
            };
            Some((message, report.filename().to_owned(), Some(span)))
        }
        ErrorKind::CircularExtend { tpl, inheritance_chain } => {
            Some((format!("this template extends itself, by way of {}", inheritance_chain.join(", ")), tpl.clone(), None))
        }
        ErrorKind::CircularInclude { tpl, include_chain } => {
            Some((format!("this template includes itself, by way of {}", include_chain.join(", ")), tpl.clone(), None))
        }
        ErrorKind::MissingParent { current, parent } => Some((missing(parent, sources), current.clone(), None)),
        _ => place_in_text(&error.to_string()).map(|place| {
            let span = sources.get(&place.template).and_then(|source| offset(&source.text, place.line, place.column));
            (name_places(place.message, sources), place.template, span)
        }),
    };
    let help = match rendering {
        Some((_, page)) => format!("met while rendering `{page}`"),
        None => "correct the template, or remove it to fall back on the theme's own".to_owned(),
    };
    let Some((message, template, span)) = located else {
        let message = match (error.kind(), rendering) {
            (ErrorKind::TemplateNotFound(name), _) => missing(name, sources),
            _ => tidy(&error.to_string()),
        };
        return Diagnostic::new(Code::Template, message).help(help);
    };
    let diagnostic = Diagnostic::new(Code::Template, tidy(&message)).help(help);
    match (sources.get(&template), span) {
        (Some(source), Some(span)) => {
            let end = span.end.min(source.text.len());
            diagnostic.in_project(source.path.clone()).at(span.start.min(end)..end)
        }
        (Some(source), None) => diagnostic.in_project(source.path.clone()),
        (None, _) => diagnostic,
    }
}

/// Whether this is the engine's message for a missing or an extra end of a block.
fn is_of_blocks(message: &str) -> bool {
    ["unexpected end of input", "unknown tag"].iter().any(|known| message.eq_ignore_ascii_case(known))
}

/// The message for a missing template, with the places that were searched.
fn name_places(message: String, sources: &BTreeMap<String, TemplateSource>) -> String {
    let name = tidy(&message).strip_prefix("unknown template `").and_then(|rest| rest.strip_suffix('`')).map(str::to_owned);
    name.map_or(message, |name| missing(&name, sources))
}

fn missing(name: &str, sources: &BTreeMap<String, TemplateSource>) -> String {
    let mut folders: Vec<&str> =
        sources.values().filter_map(|source| source.path.as_str().split_once("/templates/")).map(|(folder, _)| folder).collect();
    folders.sort_unstable();
    folders.dedup();
    let places: Vec<String> = folders.iter().map(|folder| format!("`{folder}/templates/`")).collect();
    format!("there is no template `{name}` in {}", places.join(" or "))
}

/// The engine's message in our style: lower case, no full stop, one line.
fn tidy(message: &str) -> String {
    let line = message.lines().next().unwrap_or_default().trim().trim_end_matches('.');
    let mut letters = line.chars();
    match letters.next() {
        Some(first) => first.to_lowercase().chain(letters).collect(),
        None => "the template cannot be used".to_owned(),
    }
}

/// A place that the engine gives only in its text: `--> file:line:column`.
struct NamedPlace {
    message: String,
    template: String,
    line: usize,
    column: usize,
}

fn place_in_text(text: &str) -> Option<NamedPlace> {
    let arrow = text.lines().find_map(|line| line.trim_start().strip_prefix("--> "))?;
    let mut parts = arrow.trim().rsplitn(3, ':');
    let column = parts.next()?.parse().ok()?;
    let line = parts.next()?.parse().ok()?;
    let template = parts.next()?.trim_start_matches('[').to_owned();
    let message = text.lines().next()?.trim_start_matches("error: ").to_owned();
    Some(NamedPlace { message, template, line, column })
}

/// The byte span of the word or the quoted name at a 1-based line and column.
fn offset(text: &str, line: usize, column: usize) -> Option<std::ops::Range<usize>> {
    let before: usize = text.split_inclusive('\n').take(line.checked_sub(1)?).map(str::len).sum();
    let rest = text.get(before..)?;
    let within: usize = rest.chars().take(column.saturating_sub(1)).map(char::len_utf8).sum();
    let start = before + within;
    let rest = text.get(start..)?;
    let length = match rest.chars().next()? {
        quote @ ('"' | '\'' | '`') => rest[1..].find(quote).map_or(1, |end| end + 2),
        first => {
            let is_of_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.');
            rest.find(|c| !is_of_word(c)).unwrap_or(rest.len()).max(first.len_utf8())
        }
    };
    Some(start..start + length)
}
