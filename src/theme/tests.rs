use std::sync::Arc;

use serde_json::{Value, json};

use super::*;
use crate::diagnostic::Code;
use crate::fixture::{WholeSite, files};

/// A theme of the project's files in `text`.
fn assembled(name: &str, text: &str) -> Checked<Theme> {
    let files = files(text).into_iter().map(|(path, text)| (ProjectPath::from(path), Arc::from(text.into_bytes())));
    assemble(name, "en", &ThemeFiles { files: files.collect() })
}

/// The output of a template without any values.
fn rendered(theme: &Theme, template: &str) -> String {
    theme.render(template, &tera::Context::new(), "page.md").unwrap_or_else(|error| panic!("{error:?}"))
}

/// Each problem as `file|the bytes it points at|message`.
fn problems(checked: &Checked<Theme>, text: &str) -> Vec<String> {
    let files = files(text);
    let describe = |diagnostic: &Diagnostic| {
        assert!(diagnostic.help.as_ref().is_some_and(|help| !help.ends_with('.')), "{diagnostic:?}");
        let file = match &diagnostic.origin {
            Some(crate::diagnostic::Origin::Project(path)) => path.to_string(),
            _ => String::new(),
        };
        let place = diagnostic.span.clone().map_or("", |span| &files[&file][span]);
        format!("{file}|{place}|{}", diagnostic.message)
    };
    checked.diagnostics.iter().map(describe).collect()
}

#[test]
fn the_built_in_theme_is_whole() {
    let checked = assembled(DEFAULT_THEME, "");
    assert_eq!(checked.diagnostics, []);
    assert!(checked.value.is_whole());
    let manifest = checked.value.manifest();
    assert!(!manifest.name.is_empty() && !manifest.description.is_empty() && !manifest.license.is_empty());
    assert!(manifest.options.iter().all(|(_, option)| !option.description.is_empty() && !option.default.is_null()));
    assert!(checked.value.assets().contains_key("style.css"));
}

#[test]
fn a_file_of_the_project_takes_the_place_of_the_themes_and_the_rest_stays() {
    let built_in = assembled(DEFAULT_THEME, "").value;
    let theme = assembled(
        DEFAULT_THEME,
        "//- themes/default/templates/partials/head.html
<meta name=own>
//- themes/default/templates/own.html
{% include \"partials/head.html\" %}
//- themes/default/static/style.css
body {}
//- themes/default/static/own.js
let a;
//- themes/other/static/stranger.css
b {}
",
    );
    let codes: Vec<Code> = theme.diagnostics.iter().map(|problem| problem.code).collect();
    assert_eq!(codes, [Code::ReplacedStyleSheet]);
    let theme = theme.value;
    assert_eq!(rendered(&theme, "own.html").trim(), "<meta name=own>");
    assert_eq!(&*theme.assets()["style.css"].bytes, b"body {}\n");
    assert_ne!(theme.assets()["style.css"].version, built_in.assets()["style.css"].version);
    assert_eq!(theme.assets()["script.js"], built_in.assets()["script.js"]);
    assert!(theme.assets().contains_key("own.js") && !theme.assets().contains_key("stranger.css"));
    assert_eq!(theme.manifest(), built_in.manifest());
}

#[test]
fn a_template_can_build_on_the_one_that_it_replaces() {
    let text = "//- themes/default/templates/404.html
{% extends \"theme/404.html\" %}
//- themes/default/templates/partials/foot.html
<p>Own</p>{% include \"theme/partials/foot.html\" %}
";
    let checked = assembled(DEFAULT_THEME, text);
    assert_eq!(problems(&checked, text), Vec::<String>::new());
    assert_eq!(rendered(&checked.value, "partials/foot.html").trim(), "<p>Own</p>");
}

#[test]
fn a_theme_of_the_project_falls_back_on_the_default() {
    let text = "//- themes/paper/theme.yaml
name: Paper
description: Plain
license: MIT
options: { wide: { description: Whether it is wide, default: false } }
//- themes/paper/templates/own.html
{% include \"default/partials/head.html\" %}own
";
    let checked = assembled("paper", text);
    assert_eq!(problems(&checked, text), Vec::<String>::new());
    assert_eq!(rendered(&checked.value, "own.html").trim(), "own");
    assert_eq!(checked.value.manifest().name, "Paper");
    assert!(checked.value.assets().contains_key("style.css"), "what the theme leaves out is the default's");
}

#[test]
fn the_default_stands_in_for_a_theme_that_nobody_has() {
    let checked = assembled("papre", "");
    assert!(!checked.value.is_known() && checked.value.is_whole() && checked.diagnostics.is_empty());
    assert_eq!(checked.value.option_fault("anything", &json!(1)), None, "options of a theme that nobody knows are not judged");
    assert!(assembled(DEFAULT_THEME, "").value.is_known() && assembled("own", "//- themes/own/static/a.css\n").value.is_known());
}

/// Problems of a theme's files before anything is rendered.
#[test]
fn faults_are_told_at_their_place_in_the_template() {
    for (text, expected) in [
        ("//- themes/default/templates/page.html\n<p>\n{% if %}\n", "themes/default/templates/page.html|%}|"),
        ("//- themes/default/templates/page.html\n{{ page.title | shout }}\n", "themes/default/templates/page.html|"),
        (
            "//- themes/default/templates/page.html\n{% extends \"project/page.html\" %}\n",
            "themes/default/templates/page.html||this template extends itself",
        ),
        (
            "//- themes/default/templates/a.html\n{% include \"b.html\" %}\n//- themes/default/templates/b.html\n{% include \"a.html\" %}\n",
            "themes/default/templates/a.html||this template includes itself",
        ),
        (
            "//- themes/default/templates/page.html\n{% extends \"bass.html\" %}\n",
            "themes/default/templates/page.html||there is no template `bass.html` in `themes/default/templates/`",
        ),
        (
            "//- themes/default/templates/page.html\n{% include \"../../../secret.html\" %}\n",
            "themes/default/templates/page.html|\"../../../secret.html\"|",
        ),
        (
            "//- themes/default/theme.yaml\nname: x\noptoins: {}\n",
            "themes/default/theme.yaml|optoins|`theme.yaml` has no key `optoins`",
        ),
        (
            "//- themes/default/theme.yaml\nsurfaces:\n  light: [\"#fff\"]\n  dark: [\"#000000\"]\n",
            "themes/default/theme.yaml|\"#fff\"|`#fff` is not a colour",
        ),
        (
            "//- themes/default/theme.yaml\noptions:\n  wide: { description: Fills the window }\n",
            "themes/default/theme.yaml|{ description: Fills the window }|the option `wide` has no `default`",
        ),
        ("//- themes/default/theme.yaml\nname: [a, b]\n", "themes/default/theme.yaml|[a, b]|`name` must be text, not a list"),
    ] {
        let checked = assembled(DEFAULT_THEME, text);
        let found = problems(&checked, text);
        assert!(found.len() == 1 && found[0].contains(expected), "{text}{found:#?}");
    }
}

#[test]
fn every_faulty_template_is_told_in_one_run() {
    let text = "//- themes/default/templates/page.html\n{% if %}\n//- themes/default/templates/stage.html\n{{\n//- themes/default/templates/map.html\n{% extends \"no.html\" %}\n";
    let checked = assembled(DEFAULT_THEME, text);
    let mut files: Vec<String> =
        problems(&checked, text).iter().map(|problem| problem.split('|').next().unwrap_or("").into()).collect();
    files.sort();
    let names = ["map", "page", "stage"].map(|name| format!("themes/default/templates/{name}.html"));
    assert_eq!(files, names);
    assert!(!checked.value.is_whole());
}

#[test]
fn what_a_template_lacks_is_told_while_rendering_with_template_and_page() {
    for (template, place) in [
        ("<h1>\n{{ page.titel }}</h1>", "titel|field `titel` is not defined"),
        ("{{ nothing }}", "nothing|"),
        ("{{ page.title + page.needs }}", ""),
    ] {
        let whole =
            WholeSite::parse(&format!("//- content/a.md\n# A\n\nB.\n//- themes/default/templates/page.html\n{template}\n"));
        let (_, problems) = whole.try_render("a/index.html");
        let expected = format!("template themes/default/templates/page.html|{place}");
        assert!(problems.len() == 1 && problems[0].starts_with(&expected), "{template}: {problems:?}");
    }
}

#[test]
fn what_is_no_text_is_no_template() {
    let file = (ProjectPath::from("themes/default/templates/page.html"), Arc::from(&b"\xff"[..]));
    let checked = assemble(DEFAULT_THEME, "en", &ThemeFiles { files: [file].into() });
    assert_eq!(checked.diagnostics[0].message, "this template is not UTF-8 at byte 0");
}

const OPTIONS: &str = "//- themes/default/theme.yaml
options:
  wide: { description: Whether text fills the window., default: false }
  columns: { description: '', default: 2 }
  motto: { description: A line below the title, default: '' }
  tabs: { description: Names, default: [] }
  words: { description: Names, default: {} }
  any: { description: Anything, default: ~ }
  density: { description: How close lines stand, default: normal, values: [tight, normal, loose] }
";

#[test]
fn options_are_of_the_type_of_their_default() {
    let theme = assembled(DEFAULT_THEME, OPTIONS).value;
    for (name, value, message, suggestion) in [
        ("wide", json!(true), "", None),
        ("wide", json!("yes"), "the option `wide` must be `true` or `false`, not the text `yes`", Some("true")),
        ("wide", json!(0), "the option `wide` must be `true` or `false`, not `0`", Some("false")),
        ("wide", json!([]), "the option `wide` must be `true` or `false`, not a list", None),
        ("columns", json!(3.5), "", None),
        ("columns", json!("3"), "the option `columns` must be a number, not the text `3`", Some("3")),
        ("columns", json!("three"), "the option `columns` must be a number, not the text `three`", None),
        ("motto", json!("Hi"), "", None),
        ("motto", json!(2026), "the option `motto` must be text, not `2026`", Some("\"2026\"")),
        ("motto", json!({}), "the option `motto` must be text, not a map", None),
        ("tabs", json!(["a"]), "", None),
        ("tabs", json!("a"), "the option `tabs` must be a list, not the text `a`", Some("[a]")),
        ("words", json!(1), "the option `words` must be a map of keys, not `1`", None),
        ("any", json!([1]), "", None),
        ("density", json!("loose"), "", None),
        ("density", json!("losse"), "the option `density` cannot be the text `losse`", Some("loose")),
        ("density", json!(5), "the option `density` cannot be `5`", None),
        ("dense", json!(5), "the theme has no option `dense`", None),
        ("colums", json!(5), "the theme has no option `colums`", Some("columns")),
    ] {
        let fault = theme.option_fault(name, &value);
        let found = fault.as_ref().map_or(("", None), |fault| (&*fault.message, fault.suggestion.as_deref()));
        assert_eq!(found, (message, suggestion), "{name}: {value}");
        assert!(fault.is_none_or(|fault| !fault.help.is_empty() && !fault.help.ends_with('.')));
    }
    let help = |name, value: Value| theme.option_fault(name, &value).map(|fault| fault.help).unwrap_or_default();
    assert_eq!(help("wide", json!("x")), "write `true` or `false` (Whether text fills the window)");
    assert_eq!(help("density", json!(5)), "choose one of `tight`, `normal`, `loose` (How close lines stand)");
    assert_eq!(help("x", json!(5)), "the theme's options are `any`, `columns`, `density`, `motto`, `tabs`, `wide`, `words`");
}

#[test]
fn templates_get_every_option_and_never_one_of_a_wrong_type() {
    let theme = assembled(DEFAULT_THEME, OPTIONS).value;
    let configured = [("columns", json!(3)), ("wide", json!("maybe")), ("unknown", json!(1))];
    let options = theme.options(&configured.map(|(name, value)| (name.to_owned(), value)).into());
    assert_eq!((&options["columns"], &options["wide"], &options["density"]), (&json!(3), &json!(false), &json!("normal")));
    assert!(!options.contains_key("unknown"));
    let none = assembled("plain", "//- themes/plain/theme.yaml\nname: Plain\n").value;
    let help = none.option_fault("wide", &json!(true)).map(|fault| fault.help);
    assert_eq!(help.as_deref(), Some("delete the line: this theme takes no options"));
}

#[test]
fn a_manifest_that_cannot_be_read_judges_no_option() {
    let theme = assembled(DEFAULT_THEME, "//- themes/default/theme.yaml\noptions: [\n");
    assert_eq!(theme.diagnostics.len(), 1);
    assert_eq!(theme.value.option_fault("wide", &json!(true)), None);
}

#[test]
fn files_that_replace_nothing_because_of_a_slip_are_told() {
    let files = [
        ("templates/pge.html", "x"),
        ("templates/partials/foter.html", "x"),
        ("templates/partials/head.html", "{% include \"partials/headd.html\" %}"),
        ("templates/partials/headd.html", "named above"),
        ("templates/something-else.html", "x"),
        ("statik/logo.png", "x"),
        ("statik/icon.png", "x"),
        ("style.css", "x"),
        ("README.md", "x"),
    ];
    let files = files.map(|(path, text)| (ProjectPath::from(format!("themes/default/{path}")), Arc::from(text.as_bytes())));
    let found = assemble("default", "en", &ThemeFiles { files: files.into() }).diagnostics;
    let found = found.iter().filter(|problem| problem.code == crate::diagnostic::Code::UnreadThemeFile);
    let found: Vec<_> = found.map(|problem| (problem.subject.clone().unwrap_or_default(), problem.help.clone())).collect();
    let help = |name: &str| Some(format!("rename it to `{name}` if it is to replace that one"));
    let expected = [
        ("statik", help("static")),
        ("partials/foter.html", help("partials/footer.html")),
        ("pge.html", help("page.html")),
        ("style.css", help("static/style.css")),
    ];
    let mut expected = expected.map(|(subject, help)| (subject.to_owned(), help)).to_vec();
    expected.sort();
    let mut found: Vec<_> = found.into_iter().map(|(subject, help)| (subject.clone(), help)).collect();
    found.sort();
    assert_eq!(found, expected);
}
