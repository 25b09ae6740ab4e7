//! Every format with the same few problems.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{Applicability, Code, Diagnostic, Level, Levels, Located, Origin, Tally, Texts, github, human, json, locate, sarif};
use crate::path::SourcePath;

/// Pages held in memory, below `content`.
#[derive(Default)]
pub(super) struct Pages(BTreeMap<String, String>);

impl Pages {
    pub(super) fn one(name: &str, text: impl Into<String>) -> Self {
        Self(BTreeMap::from([(name.to_owned(), text.into())]))
    }
}

impl Texts for Pages {
    fn display(&self, origin: &Origin) -> String {
        match origin {
            Origin::Source(path) => format!("content/{path}"),
            Origin::Project(path) => path.to_string(),
        }
    }

    fn text(&self, origin: &Origin) -> Option<&str> {
        match origin {
            Origin::Source(path) => self.0.get(path.as_str()).map(String::as_str),
            Origin::Project(_) => None,
        }
    }
}

/// A broken link at the first place where `subject` is written in the page `a.md`.
pub(super) fn broken_link(text: &str, subject: &str) -> Diagnostic {
    let start = text.find(subject).expect("the test's text holds its subject");
    Diagnostic::new(Code::BrokenLink, format!("no page `{subject}`"))
        .in_source(&SourcePath::from("a.md"))
        .at(start..start + subject.len())
        .subject(subject)
        .help("did you mean `labs.md`?")
        .suggest("labs.md")
}

pub(super) fn located(diagnostics: Vec<Diagnostic>, pages: &Pages) -> Vec<Located> {
    locate(diagnostics, &Levels::default(), pages)
}

/// A broken link that names a second place on the same page.
fn with_a_second_place(text: &str) -> Diagnostic {
    broken_link(text, "lab.md").related(&SourcePath::from("a.md"), Some(0..1), "first written here")
}

fn plain(diagnostics: Vec<Diagnostic>, pages: &Pages) -> String {
    anstream::adapter::strip_str(&human::render(&located(diagnostics, pages), pages)).to_string()
}

#[test]
fn human_looks_like_rustc() {
    let text = "# Hi\n\n\tSee 日本 [the labs](lab.md) soon.\n";
    let pages = Pages::one("a.md", text);
    let expected = "\
error[broken-link]: no page `lab.md`
 --> content/a.md:3:20
  |
3 |     See 日本 [the labs](lab.md) soon.
  |                         ^^^^^^
  |
  = help: did you mean `labs.md`?

";
    assert_eq!(plain(vec![broken_link(text, "lab.md")], &pages), expected);
}

#[test]
fn related_places_are_told_in_every_format() {
    let text = "x [x](lab.md)\n";
    let pages = Pages::one("a.md", text);
    let expected = "\
error[broken-link]: no page `lab.md`
 --> content/a.md:1:7
  |
1 | x [x](lab.md)
  |       ^^^^^^
  |
  = help: did you mean `labs.md`?
note: first written here
 --> content/a.md:1:1
  |
1 | x [x](lab.md)
  | ^

";
    assert_eq!(plain(vec![with_a_second_place(text)], &pages), expected);
    let problems = located(vec![with_a_second_place(text)], &pages);
    assert!(github::render(&problems, "docs").ends_with("%0Adocs/content/a.md:1: first written here\n"));
    let log: Value = serde_json::from_str(&sarif::render(&problems, "docs")).expect("the log is JSON");
    let related = &log["runs"][0]["results"][0]["relatedLocations"][0];
    assert_eq!(related["message"]["text"], "first written here");
    assert_eq!(related["physicalLocation"]["region"]["endColumn"], 2);
}

#[test]
fn a_note_is_one_in_every_format_and_never_raised() {
    let mut levels = Levels::default();
    levels.set(Code::BrokenLink, Level::Note);
    levels.set_strict();
    let text = "x [x](lab.md)\n";
    let pages = Pages::one("a.md", text);
    let problems = locate(vec![broken_link(text, "lab.md")], &levels, &pages);
    assert_eq!(Tally::new(&problems), Tally { notes: 1, ..Tally::default() });
    assert!(human::render(&problems, &pages).contains("note"));
    assert!(json::render(&problems).contains(r#""severity":"note""#));
    assert!(github::render(&problems, "").starts_with("::notice file="));
    assert!(sarif::render(&problems, "").contains(r#""level":"note""#));
}

#[test]
fn a_fix_goes_where_it_says_and_what_is_only_shown_is_no_fix_of_the_log() {
    let text = "x [x](lab.md)\n";
    let pages = Pages::one("a.md", text);
    let elsewhere = broken_link(text, "lab.md").fix_at(2..13, "the labs", Applicability::Safe);
    assert_eq!(elsewhere.suggestion(), None);
    let problems = located(vec![elsewhere], &pages);
    assert!(
        json::render(&problems)
            .contains(r#""suggestion":null,"applicability":"safe","fix":{"text":"the labs","line":1,"column":3,"#)
    );
    assert!(sarif::render(&problems, "").contains(r#""description":{"text":"safe fix"}"#));
    let shown = broken_link(text, "lab.md").fix("labs.md", Applicability::DisplayOnly);
    assert!(!sarif::render(&located(vec![shown], &pages), "").contains("fixes"));
}

#[test]
fn human_works_without_a_span_without_a_text_and_without_a_file() {
    let whole = Diagnostic::new(Code::EmptyPage, "the page is empty").in_source(&SourcePath::from("a.md")).help("write it");
    let unread = Diagnostic::new(Code::Encoding, "byte 7 is not valid UTF-8").in_source(&SourcePath::from("b.md")).at(7..8);
    let nowhere = Diagnostic::new(Code::Io, "the disk is full");
    let expected = "\
error[io]: the disk is full

warning[empty-page]: the page is empty
--> content/a.md
 = help: write it

error[encoding]: byte 7 is not valid UTF-8
--> content/b.md

";
    assert_eq!(plain(vec![whole, unread, nowhere], &Pages::one("a.md", "")), expected);
}

#[test]
fn human_marks_what_the_span_covers() {
    for (text, span, marked) in [
        // An empty span still shows where: here something is missing.
        ("---\ntitle: a", 12..12, "2 | title: a\n  |         ^\n"),
        ("", 0..0, "1 |\n  | ^\n"),
        // A span over several lines is marked up to the end of the first.
        ("a\nbcd\ne", 3..7, "2 | bcd\n  |  ^^\n"),
        ("##\u{c2}\u{a0}Hi", 2..6, "1 | ##\u{c2}\u{a0}Hi\n  |   ^^\n"),
    ] {
        let problem = Diagnostic::new(Code::FrontMatter, "m").in_source(&SourcePath::from("a.md")).at(span);
        let shown = plain(vec![problem], &Pages::one("a.md", text));
        assert!(shown.contains(marked), "{text:?}:\n{shown}");
    }
}

#[test]
fn human_cuts_a_line_of_five_megabytes_and_keeps_its_column() {
    let text = format!("{}[x](lab.md){}", "word ".repeat(500_000), " word".repeat(500_000));
    let pages = Pages::one("a.md", &*text);
    let shown = plain(vec![broken_link(&text, "lab.md")], &pages);
    assert!(shown.contains(" --> content/a.md:1:2500005\n"), "{shown}");
    assert!(shown.lines().all(|line| line.chars().count() < 150), "{shown}");
    let lines: Vec<&str> = shown.lines().collect();
    let column = lines[3].find("lab.md").map(|at| lines[3][..at].chars().count());
    assert_eq!(lines[4].find("^^^^^^"), column, "{shown}");
}

#[test]
fn hostile_content_steers_no_terminal() {
    let text = "[x](\u{1b}]0;gone\u{7}\u{9b}31m\u{202e})";
    let hostile = &text[4..text.len() - 1];
    let problem = broken_link(text, hostile).help(format!("did you mean `{hostile}`?")).suggest(hostile);
    let pages = Pages::one("a.md", text);
    let shown = plain(vec![problem.clone()], &pages);
    assert!(!shown.contains(|c: char| c.is_control() && c != '\n'), "{shown:?}");
    assert!(!shown.contains('\u{202e}'), "{shown:?}");
    let problems = located(vec![problem], &pages);
    for machine in [json::render(&problems), github::render(&problems, ""), sarif::render(&problems, "")] {
        assert!(!machine.trim_end().contains(char::is_control), "{machine:?}");
        assert!(!machine.contains('\u{202e}'), "{machine:?}");
    }
}

#[test]
fn json_has_every_field_in_order() {
    let text = "\r\n日 [x](lab.md \"t\")\u{7f}";
    let pages = Pages::one("a.md", text);
    let nowhere = Diagnostic::new(Code::ShallowClone, "say \"hi\"\u{85}");
    assert_eq!(
        json::render(&located(
            vec![broken_link(text, "lab.md").related(&SourcePath::from("a.md"), Some(2..5), "here"), nowhere],
            &pages
        )),
        concat!(
            r#"{"code":"shallow-clone","severity":"warning","file":null,"line":null,"column":null,"end_line":null,"#,
            r#""end_column":null,"message":"say \"hi\"\u0085","subject":null,"help":null,"suggestion":null,"applicability":null,"#,
            r#""fix":null,"related":[]}"#,
            "\n",
            r#"{"code":"broken-link","severity":"error","file":"content/a.md","line":2,"column":7,"end_line":2,"#,
            r#""end_column":13,"message":"no page `lab.md`","subject":"lab.md","help":"did you mean `labs.md`?","#,
            r#""suggestion":"labs.md","applicability":"unsafe","fix":{"text":"labs.md","line":2,"column":7,"end_line":2,"#,
            r#""end_column":13},"related":[{"file":"content/a.md","line":2,"column":1,"end_line":2,"end_column":2,"label":"here"}]}"#,
            "\n",
        )
    );
}

#[test]
fn github_annotations_are_escaped_and_named_from_the_repository_root() {
    let text = "é [x](lab.md)\n";
    let pages = Pages::one("a.md", text);
    let mut several_lines = broken_link(text, "lab.md").help("50% sure:\nfirst, second\u{1b}");
    several_lines.span = Some(0..text.len());
    let mut nowhere = Diagnostic::new(Code::ShallowClone, "a\r::error::b");
    nowhere.help = None;
    let problems = located(vec![broken_link(text, "lab.md"), several_lines, nowhere], &pages);
    assert_eq!(
        github::render(&problems, "docs/a,b:c"),
        "\
::warning title=shallow-clone::a%0D::error::b
::error file=docs/a%2Cb%3Ac/content/a.md,line=1,endLine=2,title=broken-link::content/a.md:1:1: no page `lab.md`%0Ahelp: 50%25 sure:%0Afirst, second␛
::error file=docs/a%2Cb%3Ac/content/a.md,line=1,col=7,endLine=1,endColumn=12,title=broken-link::content/a.md:1:7: no page `lab.md`%0Ahelp: did you mean `labs.md`?
"
    );
}

#[test]
fn sarif_holds_what_the_standard_demands() {
    let text = "é [x](lab.md)\n";
    let pages = Pages::one("a b.md", text);
    let mut problem = broken_link(text, "lab.md");
    problem.origin = Some(Origin::Source(SourcePath::from("a b.md")));
    let problems = located(vec![problem, Diagnostic::new(Code::ShallowClone, "m")], &pages);
    let log: Value = serde_json::from_str(&sarif::render(&problems, "docs")).expect("the log is JSON");
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    let rules = run["tool"]["driver"]["rules"].as_array().expect("rules are a list");
    assert_eq!(rules.len(), Code::ALL.len());
    for (rule, code) in rules.iter().zip(Code::ALL) {
        assert_eq!(rule["id"], code.name());
        assert!(["error", "warning", "note"].iter().any(|level| rule["defaultConfiguration"]["level"] == *level));
        assert!(rule["shortDescription"]["text"].is_string() && rule["help"]["text"].is_string());
    }
    let results = run["results"].as_array().expect("results are a list");
    for result in results {
        let index = result["ruleIndex"].as_u64().and_then(|index| usize::try_from(index).ok()).expect("an index");
        assert_eq!(rules[index]["id"], result["ruleId"]);
        assert!(result["message"]["text"].is_string());
    }
    assert_eq!(results[0]["locations"], serde_json::json!([]));
    let place = &results[1]["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"], serde_json::json!({ "uri": "docs/content/a%20b.md", "uriBaseId": "%SRCROOT%" }));
    let region = serde_json::json!({ "startLine": 1, "startColumn": 7, "endLine": 1, "endColumn": 13 });
    assert_eq!(place["region"], region);
    let replacement = &results[1]["fixes"][0]["artifactChanges"][0]["replacements"][0];
    assert_eq!(*replacement, serde_json::json!({ "deletedRegion": region, "insertedContent": { "text": "labs.md" } }));
}

/// The objects of a log with the properties that the standard requires, and the optional ones (SARIF 2.1.0, section 3) that we
/// write. Its schema forbids all others.
const SARIF_OBJECTS: [(&str, &[&str], &[&str]); 16] = [
    ("", &["version", "runs"], &["$schema"]),
    ("runs", &["tool"], &["columnKind", "results"]),
    ("tool", &["driver"], &[]),
    ("driver", &["name"], &["semanticVersion", "rules"]),
    ("rules", &["id"], &["shortDescription", "help", "defaultConfiguration"]),
    ("shortDescription", &["text"], &[]),
    ("defaultConfiguration", &[], &["enabled", "level"]),
    ("results", &["message"], &["ruleId", "ruleIndex", "level", "locations", "relatedLocations", "fixes"]),
    ("relatedLocations", &[], &["id", "physicalLocation", "message"]),
    ("message", &["text"], &[]),
    ("locations", &[], &["physicalLocation"]),
    ("physicalLocation", &["artifactLocation"], &["region"]),
    ("artifactLocation", &[], &["uri", "uriBaseId"]),
    ("region", &["startLine"], &["startColumn", "endLine", "endColumn"]),
    ("fixes", &["artifactChanges"], &["description"]),
    ("artifactChanges", &["artifactLocation", "replacements"], &[]),
];

#[test]
fn sarif_objects_have_the_properties_of_the_standard_and_no_others() {
    let text = "x [x](lab.md)\n";
    let pages = Pages::one("a.md", text);
    let log = sarif::render(&located(vec![with_a_second_place(text), Diagnostic::new(Code::Io, "m")], &pages), "");
    let log: Value = serde_json::from_str(&log).expect("the log is JSON");
    let mut seen = std::collections::BTreeSet::new();
    let mut open = vec![(String::new(), &log)];
    while let Some((name, value)) = open.pop() {
        match value {
            Value::Array(items) => open.extend(items.iter().map(|item| (name.clone(), item))),
            Value::Object(properties) => {
                if let Some((known, demanded, allowed)) = SARIF_OBJECTS.iter().find(|(known, ..)| *known == name) {
                    seen.insert(*known);
                    assert!(demanded.iter().all(|property| properties.contains_key(*property)), "{name}: {properties:?}");
                    let is_known = |property: &str| demanded.contains(&property) || allowed.contains(&property);
                    assert!(properties.keys().all(|property| is_known(property)), "{name}: {properties:?}");
                }
                open.extend(properties.iter().map(|(name, value)| (name.clone(), value)));
            }
            _ => {}
        }
    }
    assert_eq!(seen.len(), SARIF_OBJECTS.len(), "{seen:?}");
}
