//! The interface's texts: the catalogues of the layers that supply them, and how templates and scripts get them.
//!
//! Templates read every text as `text.NAME`, and fill placeholders and choose plural forms with the filter `fill`. A script's texts
//! are put before its code, as `jbTexts.NAME`, so that they need no separate request.

use std::borrow::Cow;
use std::sync::Arc;

use tera::value::Key;
use tera::{Error, Kwargs, State, Tera, TeraResult, Value, escape_html};

use crate::diagnostic::{Checked, Code, Diagnostic};
use crate::locale::{Catalogue, ENGLISH, Locale, Plural, PluralRules, candidates, filled};

use super::Layer;

/// Combines the texts of a language from `locale/LANGUAGE.yaml` in all layers, the topmost first.
pub(super) fn locale(language: &str, layers: &[Layer<'_>]) -> Checked<Locale> {
    let mut diagnostics = Vec::new();
    let mut own = Vec::new();
    // A project's file for `pt` takes precedence over one for `pt-BR` in a layer below.
    for layer in layers {
        for candidate in candidates(language) {
            own.extend(catalogue(layer, &candidate, &mut diagnostics));
        }
    }
    let mut english = Catalogue::default();
    if !candidates(language).iter().any(|candidate| candidate == ENGLISH) {
        for layer in layers {
            let found = catalogue(layer, ENGLISH, &mut diagnostics);
            english = found.map_or(english.clone(), |found| english.over(found));
        }
    }
    Checked { value: Locale::new(language, own, english), diagnostics }
}

/// A layer's catalogue of a language; file names may be in any case.
fn catalogue(layer: &Layer<'_>, language: &str, diagnostics: &mut Vec<Diagnostic>) -> Option<Catalogue> {
    let is_named = |file: &str| {
        let name = file.strip_prefix("locale/").and_then(|name| name.strip_suffix(".yaml"));
        name.is_some_and(|name| name.eq_ignore_ascii_case(language))
    };
    let (_, path, bytes) = layer.files.iter().find(|(file, ..)| is_named(file))?;
    let Ok(text) = std::str::from_utf8(bytes) else {
        let problem = Diagnostic::new(Code::Template, "this catalogue is not valid UTF-8").in_project(path.clone());
        diagnostics.push(problem.help("save the file as UTF-8"));
        return None;
    };
    let (catalogue, problems) = Catalogue::parse(text);
    let told = problems.into_iter().map(|problem| {
        Diagnostic::new(Code::Template, problem.message).in_project(path.clone()).at(problem.span).help(problem.help)
    });
    diagnostics.extend(told);
    Some(catalogue)
}

/// A static file, preceded by its texts if it is a script with texts.
pub(super) fn with_script_texts(name: &str, bytes: &[u8], locale: &Locale) -> Cow<'static, [u8]> {
    let texts = name.strip_suffix(".js").and_then(|script| Some((script, locale.script_texts(script)?)));
    let Some((script, texts)) = texts else { return Cow::Owned(bytes.to_vec()) };
    let texts = serde_json::to_string(texts).unwrap_or_default();
    let language = serde_json::Value::from(locale.language());
    let mut whole = format!("(globalThis.jbTexts??={{lang:{language}}}).{script}={texts};\n").into_bytes();
    whole.extend_from_slice(bytes);
    Cow::Owned(whole)
}

/// Makes every text available to templates as `text`, with the filter `fill`.
pub(super) fn register(engine: &mut Tera, locale: &Arc<Locale>) {
    engine.global_context().insert("text", locale.texts());
    let rules = locale.rules().clone();
    engine.register_filter("fill", move |text: &Value, values: Kwargs, _: &State<'_>| fill(text, &values, &rules));
}

/// The text in the form for `count`, with its placeholders filled in. All of it is escaped for HTML except values that are already
/// safe, such as a component's output.
fn fill(text: &Value, values: &Kwargs, rules: &PluralRules) -> TeraResult<Value> {
    let form = match text.as_map() {
        Some(forms) => {
            let count: Option<usize> = values.get("count")?;
            let form = count.map_or(Plural::Other, |count| rules.of(count));
            let find = |form: Plural| forms.get(&Key::Str(form.name())).and_then(Value::as_str);
            find(form).or_else(|| find(Plural::Other))
        }
        None => text.as_str(),
    };
    let Some(form) = form else { return Err(Error::message("`fill` fills texts, and this is not one")) };
    let mut missing = None;
    let whole = filled(&escaped(form)?, |name| {
        let Ok(Some(value)) = values.get::<&Value>(name) else {
            missing = Some(name.to_owned());
            return None;
        };
        match value.as_str().filter(|_| value.is_safe()) {
            Some(made) => Some(made.to_owned()),
            None => escaped(&value.to_string()).ok(),
        }
    });
    match missing {
        Some(name) => Err(Error::message(format!("the text has a place for `{name}`, which `fill` is not given"))),
        None => Ok(Value::safe_string(&whole)),
    }
}

fn escaped(text: &str) -> TeraResult<String> {
    let mut bytes = Vec::with_capacity(text.len());
    escape_html(text, &mut bytes).map_err(Error::message)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
