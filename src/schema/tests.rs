use boon::{Compiler, Draft, Schemas};

use super::*;
use crate::diagnostic::{Diagnostic, Levels, Origin, Texts, json as lines, locate};

/// Whether `value` is valid under the schema; fails if the schema itself is not valid.
pub(crate) fn is_valid(schema: &Value, value: &Value) -> bool {
    let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
    compiler.set_default_draft(Draft::V7);
    compiler.add_resource("schema.json", schema.clone()).expect("a resource");
    let index = compiler.compile("schema.json", &mut schemas).expect("a valid schema");
    schemas.validate(value, index).is_ok()
}

fn yaml(text: &str) -> Value {
    serde_yaml::from_str(text).expect("YAML")
}

#[test]
fn each_schema_is_valid_and_knows_right_from_wrong() {
    for (subject, text, expected) in [
        (Subject::FrontMatter, "title: A\nstage: [adoption]\nreviewed: \"2026-05-30\"\nreview_every: 6 months\nours: 1\n", true),
        (Subject::FrontMatter, "draft: maybe\n", false),
        (Subject::FrontMatter, "review_every: often\n", false),
        (
            Subject::Handbook,
            "title: 2026\ntheme: { name: default, accent: \"#123456\" }\njourney: { stages: [a, { id: b }] }\n",
            true,
        ),
        (Subject::Handbook, "checks: { broken-link: warn }\nassign: [{ paths: a/**, stage: a }]\n", true),
        (Subject::Handbook, "titel: A\n", false),
        (Subject::Handbook, "checks: { broken-links: warn }\n", false),
        (Subject::Handbook, "theme: { colour: x }\n", false),
        (Subject::Theme, "name: A\noptions: { fonts: { default: own, values: [own, system] } }\n", true),
        (Subject::Theme, "options: { fonts: { kind: x } }\n", false),
        (Subject::Diagnostics, "code: broken-link\n", false),
    ] {
        assert_eq!(is_valid(&schema(subject, None), &yaml(text)), expected, "{subject:?} {text}");
    }
}

#[test]
fn a_handbooks_own_words_are_the_valid_ones() {
    let config = config::read("journey: { stages: [one, two], needs: [help] }\nkinds: [play]\n").value;
    let words = Words::new(&config, vec!["Ada".to_owned()]);
    let schema = schema(Subject::FrontMatter, Some(&words));
    for (text, expected) in [
        ("stage: one\nneeds: [help]\nkind: play\nowner: Ada\n", true),
        ("owner: [Ada, Grace]\n", true),
        ("stage: three\n", false),
        ("needs: other\n", false),
        ("kind: guide\n", false),
    ] {
        assert_eq!(is_valid(&schema, &yaml(text)), expected, "{text}");
    }
}

#[test]
fn every_key_is_described() {
    for subject in [Subject::FrontMatter, Subject::Handbook, Subject::Theme] {
        let schema = schema(subject, None);
        for (key, value) in schema["properties"].as_object().expect("keys") {
            assert!(value["description"].as_str().is_some_and(|text| text.ends_with('.')), "{subject:?} {key}");
        }
    }
}

struct NoTexts;

impl Texts for NoTexts {
    fn display(&self, _: &Origin) -> String {
        "content/a.md".to_owned()
    }

    fn text(&self, _: &Origin) -> Option<&str> {
        Some("text")
    }
}

#[test]
fn what_is_printed_is_valid() {
    let problem =
        Diagnostic::new(Code::BrokenLink, "m").in_source(&"a.md".into()).at(0..2).suggest("x").related(&"b.md".into(), None, "l");
    let bare = Diagnostic::new(Code::Io, "m");
    let printed = lines::render(&locate(vec![problem, bare], &Levels::default(), &NoTexts));
    for line in printed.lines() {
        let value = serde_json::from_str(line).expect("JSON");
        assert!(is_valid(&schema(Subject::Diagnostics, None), &value), "{line}");
    }
}
