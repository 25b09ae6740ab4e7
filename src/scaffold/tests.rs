use proptest::prelude::*;

use super::*;
use crate::config;
use crate::fixture::WholeSite;
use crate::journey::Journey;
use crate::yaml::{self, KnownKey};

fn text_of<'a>(files: &'a [NewFile], path: &str) -> &'a str {
    files.iter().find(|file| file.path == path).map_or_else(|| panic!("no file {path}"), |file| &*file.text)
}

/// A configuration with every commented key switched on: `#` before a key, or before lines that belong to one.
fn turned_on(text: &str) -> String {
    let turn = |line: &str| {
        let (indent, rest) = line.split_at(line.len() - line.trim_start().len());
        match rest.strip_prefix('#') {
            Some(shown) if shown.starts_with(|first: char| first.is_alphabetic()) || shown.starts_with("  ") => {
                format!("{indent}{shown}\n")
            }
            _ => format!("{line}\n"),
        }
    };
    text.lines().map(turn).collect()
}

#[test]
fn the_configuration_is_valid_as_it_stands_and_with_every_key_turned_on() {
    let files = handbook_files("Acme: \"the\" handbook", None);
    let text = text_of(&files, "handbook.yaml");
    let as_it_stands = config::read(text);
    assert_eq!(as_it_stands.diagnostics, []);
    assert_eq!(as_it_stands.value.title.as_deref(), Some("Acme: \"the\" handbook"));
    let all = turned_on(text);
    let whole = config::read(&all);
    assert_eq!(whole.diagnostics, [], "{all}");
    assert_eq!(
        *whole.value.journey,
        config::read(
            "journey: { not_applicable: [{ stage: attraction, need: stewarding, reason: Nobody has said hello yet. }] }"
        )
        .value
        .journey
        .as_ref()
        .clone()
    );
    let document = yaml::read(&all, 0..all.len());
    let root = document.root.expect("there is a map");
    let keys: Vec<&str> = root.entries("top").expect("it is a map").iter().map(|entry| &*entry.key).collect();
    assert_eq!(keys.len(), config::ConfigKey::ALL.len(), "{keys:?}");
    assert!(config::ConfigKey::names().all(|key| keys.contains(&key)), "{keys:?}");
    let theme = root.get("theme").expect("it is turned on").entries("theme").expect("it is a map");
    let theme: Vec<&str> = theme.iter().map(|entry| &*entry.key).collect();
    assert!(config::ThemeKey::names().eq(theme));
    assert!(text.lines().all(|line| line.chars().count() <= 120), "lines fit a window");
}

#[test]
fn a_new_handbook_has_nothing_to_be_fixed() {
    let files = handbook_files("Acme", None).into_iter().filter(|file| !file.path.starts_with('.'));
    let whole = WholeSite::from_files(files.map(|file| (file.path, file.text)).collect());
    assert_eq!(whole.problems(), Vec::<String>::new());
    let site = whole.site();
    assert!(site.index.shows_journey);
    for (page, linked_from) in [
        ("index.md", vec!["adoption/first-steps.md", "adoption/index.md"]),
        ("adoption/index.md", vec!["adoption/first-steps.md", "index.md"]),
        ("adoption/first-steps.md", vec!["adoption/index.md", "index.md"]),
    ] {
        let found: Vec<&str> = site.backlinks.to(whole.id(page)).iter().map(|link| whole.path(link.from)).collect();
        assert_eq!(found, linked_from, "{page}");
    }
}

#[test]
fn what_publishes_from_github_names_the_folder_and_the_action() {
    for (folder, action, directory, uses, owners) in [
        ("", None, ".", &*Action::default().to_string(), "# /content/ @"),
        (
            "docs/hand book",
            Some("acme/journeybook@0123456789abcdef"),
            "docs/hand book",
            "acme/journeybook@0123456789abcdef",
            "# /docs/hand\\ book/content/ @",
        ),
        ("a#b: c", Some("acme/tools/journeybook@v1"), "a#b: c", "acme/tools/journeybook@v1", "# /a#b:\\ c/content/ @"),
    ] {
        let action = action.map_or_else(Action::default, |action| action.parse().expect("it is one"));
        assert_eq!(action.is_placeholder(), uses.starts_with("OWNER"));
        let files = github_files(&GitHubOptions {
            folder: folder.to_owned(),
            action,
            branch: "trunk".to_owned(),
            internal_site: None,
            reporting: Reporting::Never,
        });
        let workflow = text_of(&files, ".github/workflows/pages.yml");
        let document = yaml::read(workflow, 0..workflow.len());
        assert_eq!(document.problems, []);
        let root = document.root.expect("there is a map");
        let jobs = root.get("jobs").expect("it has jobs");
        let steps = jobs.get("build").and_then(|job| job.get("steps")).expect("it has steps").items();
        let step =
            steps.iter().find(|step| step.get("with").is_some_and(|with| with.get("directory").is_some())).expect("it builds");
        let value =
            |node: Option<&yaml::Node>| node.and_then(yaml::Node::scalar).map(|scalar| scalar.text.clone()).unwrap_or_default();
        assert_eq!(
            (value(step.get("uses")), value(step.get("with").and_then(|with| with.get("directory")))),
            (uses.into(), directory.into())
        );
        assert!(text_of(&files, ".github/CODEOWNERS").contains(owners), "{folder}");
        assert!(
            !files
                .iter()
                .any(|file| file.text.contains("{action}") || file.text.contains("{folder}") || file.text.contains("{content}"))
        );
    }
}

/// Moving a tag cannot change what runs in a workflow, and only the job that publishes may write.
#[test]
fn the_workflow_is_pinned_and_asks_for_little() {
    let action = "acme/journeybook@v1".parse().expect("it is one");
    let files = github_files(&GitHubOptions {
        folder: String::new(),
        action,
        branch: "o'clock".to_owned(),
        internal_site: None,
        reporting: Reporting::Never,
    });
    let workflow = text_of(&files, ".github/workflows/pages.yml");
    let uses: Vec<&str> = workflow.lines().filter_map(|line| line.trim_start().strip_prefix("uses: actions/")).collect();
    assert_eq!(uses.len(), 5);
    for action in uses {
        let (_, version) = action.split_once('@').expect("it has a version");
        let (commit, version) = version.split_once(" # v").expect("it says which version that is");
        assert!(commit.len() == 40 && commit.bytes().all(|byte| byte.is_ascii_hexdigit()), "{action}");
        assert!(version.split('.').count() == 3, "{action}");
    }
    assert!(workflow.contains("\npermissions: {}\n") && workflow.contains("fetch-depth: 0"));
    let (build, deploy) = workflow.split_once("\n  deploy:\n").expect("there are two jobs");
    assert!(!build.contains(": write") && deploy.contains("pages: write") && deploy.contains("refs/heads/o''clock"));
}

#[test]
fn names_of_actions() {
    for (written, is_one) in [
        ("acme/journeybook@v1", true),
        ("acme/tools/sub@main", true),
        ("acme/journeybook@releases/v1", true),
        ("acme/journeybook", false),
        ("journeybook@v1", false),
        ("acme/@v1", false),
        ("acme/../x@v1", false),
        ("acme/x@", false),
        ("acme/x@v1 # y", false),
        ("acme/x@v1\n", false),
        ("./local@v1", false),
        ("", false),
    ] {
        assert_eq!(written.parse::<Action>().is_ok(), is_one, "{written}");
    }
}

#[test]
fn paths_of_new_pages() {
    for (written, content, expected) in [
        ("adoption/labs", "content", Ok("adoption/labs.md")),
        ("adoption/labs.md", "content", Ok("adoption/labs.md")),
        ("adoption/labs.MARKDOWN", "content", Ok("adoption/labs.MARKDOWN")),
        ("content/adoption/labs", "content", Ok("adoption/labs.md")),
        ("./content/adoption/labs.md", "content", Ok("adoption/labs.md")),
        ("docs/content/a", "docs/content", Ok("a.md")),
        ("contents/a", "content", Ok("contents/a.md")),
        ("content/a", "", Ok("content/a.md")),
        ("talks/", "content", Ok("talks/index.md")),
        ("content/", "content", Ok("index.md")),
        (".", "", Ok("index.md")),
        ("a/../b", "content", Ok("b.md")),
        ("v1.2", "content", Ok("v1.2.md")),
        ("cafe\u{301}", "content", Ok("café.md")),
        ("日本語/手引き", "content", Ok("日本語/手引き.md")),
        ("", "content", Err("the path names no page")),
        ("content", "content", Err("the path names no page")),
        ("../a", "content", Err("`../a` leaves the handbook")),
        ("a/../../b", "content", Err("`a/../../b` leaves the handbook")),
        ("/etc/a", "content", Err("`/etc/a` is not a path inside the handbook")),
        ("~/a", "content", Err("`~/a` is not a path inside the handbook")),
        ("C:\\a", "content", Err("`C:\\a` is not a path inside the handbook")),
        ("a\\b", "content", Err("`a\\b` contains a backslash")),
        ("con", "content", Err("`con.md` is not a name that every system can hold: Windows keeps that name for a device")),
        (
            "a./b",
            "content",
            Err("`a.` is not a name that every system can hold: it ends with a full stop, which Windows removes"),
        ),
        ("a\nb", "content", Err("`a\nb.md` is not a name that every system can hold: it has the control character U+000A")),
    ] {
        let found = page_path(written, content);
        let found = found.as_ref().map(crate::path::SourcePath::as_str).map_err(|refusal| &*refusal.message);
        assert_eq!(found, expected, "{written:?} in {content:?}");
    }
}

fn kinds() -> Vec<std::sync::Arc<str>> {
    config::KINDS.map(Into::into).into()
}

fn page(options: &PageOptions) -> Result<String, Vec<Refusal>> {
    page_text(options, "Labs", &Journey::default(), &kinds(), &["docs-team".into()])
}

fn strings(words: &[&str]) -> Vec<String> {
    words.iter().map(ToString::to_string).collect()
}

#[test]
fn front_matter_says_what_was_asked_for_and_nothing_else() {
    let plain = page(&PageOptions::default()).expect("nothing is wrong");
    assert!(plain.starts_with("---\ntitle: Labs\n---\n\nSay "), "{plain}");
    let options = PageOptions {
        title: Some("  Labs:\n the \"hard\"   way ".to_owned()),
        stages: strings(&["adoption", "advocacy", "adoption"]),
        needs: strings(&["tutoring", "autonomy", "tutoring"]),
        kind: Some("play".to_owned()),
        owners: strings(&["docs-team"]),
        more: Vec::new(),
    };
    let full = page(&options).expect("nothing is wrong");
    let expected = "---\ntitle: \"Labs: the \\\"hard\\\" way\"\nstage: [adoption, advocacy]\nneeds: [tutoring, autonomy]\nkind: play\nowner: docs-team\n---\n\n";
    assert!(full.starts_with(expected), "{full}");
    let one = page(&PageOptions { stages: strings(&["adoption"]), ..PageOptions::default() }).expect("nothing is wrong");
    assert!(one.contains("\nstage: adoption\n"), "{one}");
}

#[test]
fn everything_unknown_is_refused_at_once_with_what_was_meant() {
    let options = PageOptions {
        title: Some(" \n".to_owned()),
        stages: strings(&["adopton", "adoption", "zzz"]),
        needs: strings(&["tutring"]),
        kind: Some("giude".to_owned()),
        owners: strings(&["docs-taem"]),
        more: Vec::new(),
    };
    let refusals = page(&options).expect_err("all of it is wrong");
    let told: Vec<String> = refusals.iter().map(|refusal| format!("{}: {}", refusal.message, refusal.help)).collect();
    let expected = [
        "the journey has no stage `adopton`: did you mean `adoption`?",
        "the journey has no stage `zzz`: the stages are `attraction`, `awareness`, `assessment`, `adoption`, `activation`, `application`, \
         `advocacy`",
        "the journey has no need `tutring`: did you mean `tutoring`?",
        "the handbook has no kind `giude`: did you mean `guide`?",
        "the handbook has no owner `docs-taem`: did you mean `docs-team`?",
        "the title is empty: say what readers should see, such as `--title \"Interactive labs\"`",
    ];
    assert_eq!(told, expected);
    let bell = page(&PageOptions { title: Some("a\u{7}b".to_owned()), ..PageOptions::default() }).expect_err("it rings");
    assert_eq!(bell[0].message, "the title holds a control character");
    let no_kinds =
        page_text(&PageOptions { kind: Some("x".to_owned()), ..PageOptions::default() }, "A", &Journey::default(), &[], &[]);
    assert_eq!(no_kinds.expect_err("there are none")[0].help, "the handbook has no kinds: leave the flag out");
}

proptest! {
    #[test]
    fn every_title_arrives(title in "(\\PC|[\"\\\\:#,\\[\\]{}&*!|>'%@` -]){1,20}") {
        let written = title.split_whitespace().collect::<Vec<_>>().join(" ");
        prop_assume!(!written.is_empty() && !written.contains(char::is_control));
        let text = page(&PageOptions { title: Some(title), ..PageOptions::default() }).expect("it is a title");
        let whole = WholeSite::clean(&format!("//- content/a.md\n{text}"));
        // As pages show it: what names an emoji is one.
        prop_assert_eq!(&*whole.site().index.page(whole.id("a.md")).title, &*crate::emoji::with_emoji(&written));
    }

    #[test]
    fn any_path_is_a_page_below_the_content_or_refused(written in "([a-z./\\\\~: ]|\\PC){0,20}") {
        if let Ok(path) = page_path(&written, "content") {
            prop_assert!(path.is_page());
            prop_assert!(!path.as_str().split('/').any(|name| matches!(name, "" | "." | "..")));
        }
    }
}
