//! The catalogues are complete: no text is missing, none is unused, and no template or script has texts of its own.

use std::collections::BTreeSet;

use include_dir::{Dir, include_dir};

use super::{DEFAULT_THEME, Layer, ThemeFiles, assemble, built_in, words};
use crate::fixture::WholeSite;
use crate::locale::{Catalogue, Plural, PluralRules, Text};

static SOURCES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src");

/// The text of every file of the built-in themes below a folder, with the file's path within its theme.
fn theme_files(folder: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for name in built_in::names() {
        let files = built_in::theme(&name).map(|theme| theme.files(&name)).unwrap_or_default();
        let texts = files.into_iter().filter(|(file, ..)| file.starts_with(folder));
        found.extend(texts.filter_map(|(file, _, bytes)| Some((file, String::from_utf8(bytes.into_owned()).ok()?))));
    }
    assert!(!found.is_empty(), "{folder}");
    found
}

fn sources_of_the_program() -> Vec<String> {
    let (mut sources, mut open) = (Vec::new(), vec![&SOURCES]);
    while let Some(dir) = open.pop() {
        open.extend(dir.dirs().filter(|dir| !dir.path().starts_with("locale")));
        sources.extend(dir.files().filter_map(|file| Some(file.contents_utf8()?.to_owned())));
    }
    sources
}

fn catalogue(language: &str) -> Catalogue {
    let files = theme_files(&format!("locale/{language}.yaml"));
    let (catalogue, problems) = Catalogue::parse(&files[0].1);
    assert_eq!(problems, [], "{language}");
    catalogue
}

/// The names that follow `opening` in a text.
fn named_after(text: &str, opening: &str) -> Vec<String> {
    let is_of_name = |c: &char| c.is_ascii_alphanumeric() || *c == '_';
    text.split(opening).skip(1).map(|rest| rest.chars().take_while(is_of_name).collect()).collect()
}

fn placeholders(text: &Text) -> BTreeSet<String> {
    // A form for one or two may spell out the number.
    let places = text.forms().into_iter().flat_map(|form| named_after(form, "{"));
    places.filter(|place| place != "count").collect()
}

#[test]
fn every_text_is_used_and_every_text_that_is_used_is_there() {
    let english = catalogue("en");
    let (templates, sources) = (theme_files("templates/"), sources_of_the_program());
    let mut wanted: BTreeSet<String> = templates.iter().flat_map(|(_, text)| named_after(text, "text.")).collect();
    for source in &sources {
        for opening in ["words.text(\"", "locale.text(\"", "words.fill(\"", "locale.fill(\"", "words.count(\"", "locale.count(\""]
        {
            wanted.extend(named_after(source, opening));
        }
    }
    // A text that the renderer selects by a name in a table, as for callouts.
    let is_named = |name: &String| sources.iter().any(|source| source.contains(&format!("\"{name}\"")));
    let missing: Vec<_> = wanted.iter().filter(|name| !english.texts.contains_key(*name)).collect();
    let unused: Vec<_> = english.texts.keys().filter(|name| !wanted.contains(*name) && !is_named(name)).collect();
    assert!(missing.is_empty() && unused.is_empty(), "missing {missing:?}, not used {unused:?}");
}

#[test]
fn every_text_of_a_script_is_used_and_there() {
    let english = catalogue("en");
    let mut scripts: BTreeSet<&str> = BTreeSet::new();
    let files = theme_files("static/");
    for (script, texts) in &english.scripts {
        let code: String = files
            .iter()
            .filter(|(file, _)| {
                let file = std::path::Path::new(file);
                file.extension().is_some_and(|ending| ending == "js") && file.file_stem().is_some_and(|name| name == &**script)
            })
            .map(|(_, text)| &**text)
            .collect();
        let wanted: BTreeSet<String> = named_after(&code, "say(\"").into_iter().collect();
        assert_eq!(wanted, texts.keys().cloned().collect(), "{script}: left what its code says, right its texts");
        scripts.insert(script);
    }
    assert!(scripts.contains("script"));
}

#[test]
fn every_catalogue_has_all_texts_with_the_same_places_and_all_plural_forms() {
    let english = catalogue("en");
    for (file, _) in theme_files("locale/") {
        let language = file.trim_start_matches("locale/").trim_end_matches(".yaml");
        let other = catalogue(language);
        let groups = |catalogue: &Catalogue| {
            let mut groups = catalogue.scripts.clone();
            groups.insert(String::new(), catalogue.texts.clone());
            groups
        };
        let (wanted, found) = (groups(&english), groups(&other));
        let needed = PluralRules::new(language).needed();
        assert_eq!((other.months.len(), other.dates.len()), (12, english.dates.len()), "{language}");
        for (group, texts) in &wanted {
            let own = &found[group];
            assert_eq!(own.keys().collect::<Vec<_>>(), texts.keys().collect::<Vec<_>>(), "{language} {group}");
            for (name, text) in texts {
                assert_eq!(placeholders(&own[name]), placeholders(text), "{language} {group} {name}");
                if let (Text::Counted(_), Text::Counted(forms)) = (text, &own[name]) {
                    let has = |form: &&Plural| forms.contains_key(form.name());
                    assert_eq!(needed.iter().filter(has).count(), needed.len(), "{language} {name} needs {needed:?}");
                }
            }
        }
    }
}

/// Text between tags, and in attributes that are read aloud.
#[test]
fn templates_have_no_words_of_their_own() {
    for (file, text) in theme_files("templates/") {
        let mut plain = text.clone();
        for (opening, closing) in
            [("{#", "#}"), ("<script", "</script>"), ("<kbd", "</kbd>"), ("<style", "</style>"), ("{{", "}}"), ("{%", "%}")]
        {
            while let Some(start) = plain.find(opening) {
                let end = plain[start..].find(closing).map_or(plain.len(), |end| start + end + closing.len());
                plain.replace_range(start..end, "");
            }
        }
        let between = plain.split('<').filter_map(|part| part.split_once('>').map(|(_, words)| words));
        let read_aloud = ["aria-label=\"", "title=\"", "alt=\"", "placeholder=\""].map(|opening| {
            plain.split(opening).skip(1).map(|rest| rest.split('"').next().unwrap_or_default()).collect::<String>()
        });
        let words: Vec<&str> = between
            .chain(read_aloud.iter().map(String::as_str))
            .filter(|words| words.chars().filter(|c| c.is_alphabetic()).count() > 2)
            .collect();
        assert!(words.is_empty(), "{file}: {words:?}");
    }
}

#[test]
fn a_project_changes_a_text_and_adds_a_language() {
    let book = "//- handbook.yaml\ntitle: Boek\nlanguage: nl\n//- content/a.md\n# Aap\n\nNoot.\n//- themes/default/locale/nl.yaml\ntexts: { skip: Naar de tekst, minutes_to_read: { one: \"{count} minuut <lezen>\", other: \"{count} minuten\" } }\n";
    let page = WholeSite::clean(book).render("a/index.html");
    assert!(page.contains(">Naar de tekst<") && page.contains("1 minuut &lt;lezen&gt;"), "{page}");
    assert!(page.contains("Reading settings"), "what the project's catalogue lacks is in English");
}

#[test]
fn a_faulty_catalogue_is_told_at_its_place() {
    let book =
        "//- handbook.yaml\ntitle: Book\n//- content/a.md\n# A\n\nB.\n//- themes/default/locale/en.yaml\ntexts: { skip: [1] }\n";
    assert_eq!(WholeSite::parse(book).problems(), ["template themes/default/locale/en.yaml|[1]|`skip` must be text, not a list"]);
}

#[test]
fn a_script_knows_its_texts_and_their_language() {
    let theme = assemble(DEFAULT_THEME, "en", &ThemeFiles::default()).value;
    let script = String::from_utf8_lossy(&theme.assets()["script.js"].bytes).into_owned();
    assert!(script.starts_with("(globalThis.jbTexts??={lang:\"en\"}).script={\"copied\":\"Copied\","), "{}", &script[..120]);
    let style = Layer { prefix: "", files: Vec::new() };
    assert!(words::locale("en", &[style]).value.script_texts("script").is_none());
}
