use std::fs;
use std::path::PathBuf;

use super::{Loaded, load, reload, scan};
use crate::config::Config;
use crate::diagnostic::Code;
use crate::disk::fixture::{Fixture, config, excluding, messages};
use crate::source::Source;

fn paths(loaded: &Loaded) -> Vec<&str> {
    loaded.sources.files.keys().map(crate::path::SourcePath::as_str).collect()
}

fn page<'a>(loaded: &'a Loaded, path: &str) -> &'a str {
    match &loaded.sources.files[path] {
        Source::Page(bytes) => str::from_utf8(bytes).expect("text"),
        Source::Asset(_) => "an asset",
    }
}

#[test]
fn the_content_root_is_configured_or_content_or_the_project() {
    for (files, content, root, is_bare) in [
        ("//- content/a.md\n//- b.md", None, "content", false),
        ("//- content/deep/er/a.md\n//- b.md", None, "content", false),
        ("//- content/a.png\n//- b.md", None, "", true),
        ("//- content/.hidden/a.md\n//- b.md", None, "", true),
        ("//- content/a.md/\n//- b.md", None, "", true),
        ("//- b.md", None, "", true),
        ("//- docs/a.md\n//- content/b.md", Some("docs"), "docs", false),
        ("//- docs/a.md", Some("./docs/"), "docs", false),
        ("//- a.md", Some("."), "", true),
        ("//- docs/", Some("docs"), "docs", false),
    ] {
        let fixture = Fixture::new(files);
        let config = Config { content: content.map(Into::into), ..config() };
        let loaded = load(&fixture.project(), &config);
        let roots = &loaded.sources.roots;
        assert_eq!((&*roots.content, roots.is_bare), (root, is_bare), "{files:?}");
        let holds_pages = files.contains(".md");
        let expected: &[&str] = if holds_pages { &[] } else { &["the content folder contains no pages"] };
        assert_eq!(messages(&loaded.diagnostics), expected, "{files:?}");
    }
}

#[test]
fn a_content_folder_that_cannot_be_used_is_a_fault_of_the_configuration() {
    for (content, message) in [
        ("doc", "there is no folder `doc`"),
        ("a.md", "there is no folder `a.md`"),
        ("../docs", "the content folder `../docs` is outside the project"),
        ("/etc", "the content folder `/etc` is outside the project"),
    ] {
        let fixture = Fixture::new(&format!("//- a.md\n//- handbook.yaml\ntitle: A\ncontent: {content}\n"));
        let config = Config { content: Some(content.into()), ..config() };
        let loaded = load(&fixture.project(), &config);
        assert_eq!(messages(&loaded.diagnostics), [message]);
        let fault = &loaded.diagnostics[0];
        assert_eq!((fault.code, fault.span.clone()), (Code::Config, Some(18..18 + content.len())));
        assert!(loaded.sources.files.is_empty());
    }
}

#[test]
fn rows_13_and_52_what_is_no_content_is_left_out() {
    let fixture = Fixture::new(
        "//- a.md\n//- pic.png\n//- .hidden.md\n//- .git/x.md\n//- .well-known/security.txt\n//- a.md~\n//- #a.md#\n//- .a.md.swp\n\
         //- a.md.bak\n//- node_modules/x.md\n//- sub/node_modules/x.md\n//- target/x.md\n//- target.md\n//- public/x.md\n\
         //- public/.journeybook/\n//- sub/public/x.md\n//- handbook.yaml\n//- sub/handbook.yaml\n//- themes/default/x.md\n//- themes/default/static/\n//- themes/x.md\n//- sub/themes/x.md\n\
         //- old-site/x.md\n//- old-site/.journeybook/manifest\n//- drafts/x.md\n//- sub/x.tmp.md\n//- folder.md/x.md",
    );
    let loaded = load(&fixture.project(), &excluding(&["drafts/**", "**/*.tmp.md"]));
    let expected = [
        ".well-known/security.txt",
        "a.md",
        "folder.md/x.md",
        "pic.png",
        "sub/handbook.yaml",
        "sub/public/x.md",
        "sub/themes/x.md",
        "target.md",
        "themes/x.md",
    ];
    assert_eq!(paths(&loaded), expected);
    // Pages in a folder that has the output folder's name are not a built site.
    let fixture = Fixture::new("//- a.md\n//- public/x.md");
    assert_eq!(paths(&load(&fixture.project(), &config())), ["a.md", "public/x.md"]);
    for (glob, left) in [("drafts", 1), ("drafts/", 1), ("drafts/*", 1), ("*.md", 0)] {
        let fixture = Fixture::new("//- drafts/x/y.md\n//- a.md");
        assert_eq!(paths(&load(&fixture.project(), &excluding(&[glob]))).len(), left, "{glob}");
    }
}

#[test]
fn a_page_above_the_limit_is_not_read() {
    let fixture = Fixture::new("//- content/big.md\n0123456789\n//- content/big.png\n0123456789\n//- content/small.md\n012\n");
    let config = Config { page_limit: 10, ..config() };
    let loaded = load(&fixture.project(), &config);
    assert_eq!(messages(&loaded.diagnostics), ["the page `big.md` is 11 bytes, more than the limit of 10"]);
    assert_eq!(loaded.diagnostics[0].code, Code::PageTooLarge);
    assert_eq!((page(&loaded, "big.md"), page(&loaded, "small.md")), ("# big\n", "012\n"));
    let raised = scan(&fixture.project(), &Config { page_limit: 11, ..config }, &loaded);
    assert_eq!((page(&raised, "big.md"), raised.diagnostics.len()), ("0123456789\n", 0));
}

#[test]
fn names_that_not_every_system_can_hold_are_reported() {
    let files = "//- content/aux.md\n//- content/con/a.md\n//- content/con/b.md\n//- content/what..md\n//- content/nul.png\n";
    let loaded = load(&Fixture::new(files).project(), &config());
    let expected = [
        "not every system can hold the file name `aux.md`: Windows keeps that name for a device",
        "not every system can hold the folder name `con`: Windows keeps that name for a device",
        "not every system can hold the file name `nul.png`: Windows keeps that name for a device",
        "not every system can hold the file name `what..md`: it ends with a full stop, which Windows removes",
    ];
    assert_eq!(messages(&loaded.diagnostics), expected);
    assert_eq!(paths(&loaded).len(), 5);
    // Other files in a bare folder are not published.
    let bare = load(&Fixture::new("//- a.md\n//- src/con.rs\n//- aux/x.rs").project(), &config());
    assert_eq!(messages(&bare.diagnostics), [""; 0]);
}

#[cfg(unix)]
mod unix {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::PermissionsExt;
    use std::os::unix::net::UnixListener;
    use std::process::Command;

    use super::{Fixture, config, excluding, fs, load, messages, page, paths};

    #[test]
    fn a_name_that_is_not_valid_utf_8_is_reported() {
        let fixture = Fixture::new("//- content/a.md");
        let content = fixture.path("content");
        fs::write(content.join(OsStr::from_bytes(b"b\xff.md")), "").expect("write");
        fs::create_dir(content.join(OsStr::from_bytes(b"c\xff"))).expect("create");
        fs::write(content.join(OsStr::from_bytes(b"c\xff")).join("d.md"), "").expect("write");
        let loaded = load(&fixture.project(), &config());
        assert_eq!(
            messages(&loaded.diagnostics),
            ["the name `b\u{fffd}.md` is not valid UTF-8", "the name `c\u{fffd}` is not valid UTF-8"]
        );
        assert_eq!(paths(&loaded), ["a.md"]);
    }

    #[test]
    fn what_is_not_a_regular_file_is_never_opened() {
        let fixture = Fixture::new("//- content/a.md\n//- content/sub/");
        let made = Command::new("mkfifo").arg(fixture.path("content/pipe.md")).status().expect("mkfifo");
        assert!(made.success());
        let _socket = UnixListener::bind(fixture.path("content/sub/socket.png")).expect("a socket");
        fixture.link("/dev/null", "content/null.md");
        fixture.link("pipe.md", "content/link.md");
        let loaded = load(&fixture.project(), &config());
        let expected = [
            "`link.md` is neither a file nor a folder",
            "the symlink `null.md` leads out of the project",
            "`pipe.md` is neither a file nor a folder",
            "`socket.png` is neither a file nor a folder",
        ];
        assert_eq!(messages(&loaded.diagnostics), expected);
        assert_eq!(paths(&loaded), ["a.md"]);
    }

    #[test]
    fn what_cannot_be_read_is_reported_and_the_walk_goes_on() {
        let fixture =
            Fixture::new("//- content/a.md\nA\n//- content/locked/b.md\n//- content/no.md\n//- content/no.png\n//- content/z.md");
        let locked = ["content/locked", "content/no.md", "content/no.png"].map(|path| fixture.path(path));
        for path in &locked {
            fs::set_permissions(path, fs::Permissions::from_mode(0o000)).expect("lock");
        }
        // Root can read everything, so it does not see this fault.
        let reads_everything = fs::read(&locked[1]).is_ok();
        let loaded = load(&fixture.project(), &config());
        for path in &locked {
            fs::set_permissions(path, fs::Permissions::from_mode(0o755)).expect("unlock");
        }
        if reads_everything {
            return;
        }
        let expected = ["`locked`", "`no.md`", "`no.png`"].map(|name| format!("{name} cannot be read: permission denied"));
        assert_eq!(messages(&loaded.diagnostics), expected);
        assert_eq!(paths(&loaded), ["a.md", "no.md", "no.png", "z.md"]);
        assert_eq!(page(&loaded, "no.md"), "# no\n");
    }

    #[test]
    fn symlinks_inside_are_followed_and_others_are_errors() {
        let fixture =
            Fixture::new("//- common/s.md\ncommon\n//- content/a.md\n//- content/sub/b.md\n//- .git/config\n//- public/x.md");
        let outside = Fixture::new("//- secret.md");
        fixture.link("../common", "content/common");
        fixture.link("../common/s.md", "content/one.md");
        fixture.link(outside.root(), "content/out");
        fixture.link(outside.path("secret.md"), "content/out.md");
        fixture.link("..", "content/sub/up");
        fixture.link("self", "content/self");
        fixture.link("nowhere.md", "content/dangling.md");
        fixture.link("../.git", "content/git");
        fixture.link("../public", "content/site");
        let loaded = load(&fixture.project(), &config());
        let found = messages(&loaded.diagnostics);
        let expected = [
            "the symlink `dangling.md` leads nowhere",
            "the symlink `git` leads into a folder that is never content",
            "the symlink `out` leads out of the project",
            "the symlink `out.md` leads out of the project",
            "the symlink `self` leads nowhere",
            "the symlink `site` leads into a folder that is never content",
            "the symlink `up` leads back to a folder it is in",
        ];
        let found: Vec<_> = found.iter().map(|message| message.to_lowercase()).collect();
        assert!(found.iter().zip(expected).all(|(found, expected)| found.starts_with(&expected.to_lowercase())), "{found:#?}");
        assert_eq!(found.len(), expected.len());
        assert_eq!(paths(&loaded), ["a.md", "common/s.md", "one.md", "sub/b.md"]);
        assert_eq!(page(&loaded, "one.md"), "common\n");
        let excluded = excluding(&["out*", "self", "**/up", "dangling.md", "git", "site"]);
        assert_eq!(messages(&load(&fixture.project(), &excluded).diagnostics), [""; 0]);
    }

    #[test]
    fn a_loop_through_two_links_ends() {
        let fixture = Fixture::new("//- content/a/x.md\n//- content/b/y.md");
        fixture.link("../b", "content/a/to-b");
        fixture.link("../a", "content/b/to-a");
        let loaded = load(&fixture.project(), &config());
        assert_eq!(paths(&loaded), ["a/to-b/y.md", "a/x.md", "b/to-a/x.md", "b/y.md"]);
        assert_eq!(loaded.diagnostics.len(), 2, "{:?}", messages(&loaded.diagnostics));
    }

    #[test]
    fn links_that_multiply_are_bounded() {
        let fixture = Fixture::new("//- content/a.md");
        for level in 0..40 {
            fixture.write(&format!("content/{level}/x.md"), "");
        }
        for level in 0..39 {
            fixture.link(format!("../{}", level + 1), &format!("content/{level}/left"));
            fixture.link(format!("../{}", level + 1), &format!("content/{level}/right"));
        }
        let loaded = load(&fixture.project(), &config());
        assert!(loaded.sources.files.len() < 41 * 18, "{}", loaded.sources.files.len());
        assert!(messages(&loaded.diagnostics)[0].contains("more than 16 symlinks"));
    }

    #[test]
    fn a_bare_folder_minds_only_what_could_be_a_page() {
        let fixture = Fixture::new("//- README.md\n//- src/main.rs");
        let _socket = UnixListener::bind(fixture.path("app.sock")).expect("a socket");
        fixture.link("/usr/lib/nothing.so", "lib.so");
        fixture.link("/etc/hostname", "hostname");
        fixture.link("/etc", "etc");
        let loaded = load(&fixture.project(), &config());
        assert_eq!(messages(&loaded.diagnostics), ["the symlink `etc` leads out of the project"]);
        assert_eq!(paths(&loaded), ["README.md", "src/main.rs"]);
    }
}

/// Asserts that a reload of `changed` and a scan both return what a cold load returns, and returns that.
fn warm_equals_cold(fixture: &Fixture, config: &Config, before: &Loaded, changed: &[PathBuf], step: &str) -> Loaded {
    let project = fixture.project();
    let cold = load(&project, config);
    for (way, warm) in [("reload", reload(&project, config, before, changed)), ("scan", scan(&project, config, before))] {
        assert_eq!(warm.sources, cold.sources, "{way} after {step}");
        assert_eq!(warm.diagnostics, cold.diagnostics, "{way} after {step}");
    }
    reload(&project, config, before, changed)
}

#[test]
fn a_reload_equals_a_load() {
    type Step<'a> = (&'a str, &'a [&'a str], &'a dyn Fn(&Fixture));
    let steps: &[Step<'_>] = &[
        ("nothing", &[], &|_| {}),
        ("an edit of the same size", &["content/a.md"], &|f| f.write("content/a.md", "# B\n")),
        ("a new file", &["content/new.md"], &|f| f.write("content/new.md", "new")),
        ("a new folder", &["content/n"], &|f| f.add("//- content/n/x.md\n//- content/n/m/y.png")),
        ("a file in a folder that is gone again", &["content/gone/x.md"], &|_| {}),
        ("a renamed page", &["content/new.md", "content/old.md"], &|f| f.rename("content/new.md", "content/old.md")),
        ("a moved folder", &["content/n", "content/o"], &|f| f.rename("content/n", "content/o")),
        ("one event for the parent", &["content/o"], &|f| f.write("content/o/z.md", "z")),
        ("a file that becomes a folder", &["content/old.md"], &|f| {
            f.remove("content/old.md");
            f.write("content/old.md/in.md", "in");
        }),
        ("and back", &["content/old.md/in.md"], &|f| {
            f.remove("content/old.md");
            f.write("content/old.md", "old");
        }),
        ("a name that no system holds", &["content/con.md"], &|f| f.write("content/con.md", "")),
        ("an editor's save", &["content/a.md~", "content/.a.md.swp", "content/a.md"], &|f| {
            f.add("//- content/a.md~\n//- content/.a.md.swp");
            f.write("content/next", "# C\n");
            f.rename("content/next", "content/a.md");
        }),
        ("a page that grows too large", &["content/a.md"], &|f| f.write("content/a.md", &"a".repeat(101))),
        ("another file while it is", &["content/pic.png"], &|f| f.write("content/pic.png", "png!")),
        ("and shrinks", &["content/a.md"], &|f| f.write("content/a.md", "# D\n")),
        ("a site built into the content", &["content/site/.journeybook/manifest"], &|f| {
            f.add("//- content/site/index.html\n//- content/site/.journeybook/manifest");
        }),
        ("a build folder", &["content/node_modules/a/b.md"], &|f| f.write("content/node_modules/a/b.md", "")),
        ("the content folder is gone", &["content"], &|f| f.rename("content", "away")),
        ("a page in the bare folder", &["README.md"], &|f| f.write("README.md", "bare")),
        ("a content folder without pages", &["content/a.png"], &|f| f.write("content/a.png", "")),
        ("a first page makes it the root", &["content/a.md"], &|f| f.write("content/a.md", "root")),
        ("the last page goes", &["content/a.md"], &|f| f.remove("content/a.md")),
        ("the content folder is back", &["content", "away"], &|f| {
            f.remove("content");
            f.rename("away", "content");
        }),
        #[cfg(unix)]
        ("a symlink", &["content/link.md"], &|f| f.link("a.md", "content/link.md")),
        #[cfg(unix)]
        ("an edit behind it", &["content/a.md"], &|f| f.write("content/a.md", "# E\n")),
        ("a path that is not ours", &["../elsewhere"], &|_| {}),
    ];
    let config = Config { page_limit: 100, ..config() };
    let fixture = Fixture::new("//- content/a.md\n# A\n//- content/b/c.md\n# C\n//- content/pic.png\npng");
    let mut loaded = load(&fixture.project(), &config);
    for (step, changed, change) in steps {
        change(&fixture);
        let changed: Vec<_> = changed.iter().map(|path| fixture.path(path)).collect();
        loaded = warm_equals_cold(&fixture, &config, &loaded, &changed, step);
    }
}

#[test]
fn static_files_of_another_system_are_read_beside_the_content() {
    let config = config();
    let fixture =
        Fixture::new("//- hugo.toml\n//- content/a.md\n# A\n//- static/img/x.svg\n//- static/page.md\n//- static/.env\n");
    let mut loaded = load(&fixture.project(), &config);
    assert_eq!(paths(&loaded), ["../static/img/x.svg", "a.md"]);
    assert_eq!(loaded.sources.files.keys().next().map(|path| path.address().to_string()).as_deref(), Some("static/img/x.svg"));
    fixture.write("static/img/y.svg", "<svg/>");
    loaded = warm_equals_cold(&fixture, &config, &loaded, &[fixture.path("static/img/y.svg")], "a new static file");
    assert_eq!(paths(&loaded), ["../static/img/x.svg", "../static/img/y.svg", "a.md"]);
    fixture.remove("hugo.toml");
    assert_eq!(paths(&load(&fixture.project(), &config)), ["a.md"], "no system is recognised");
    fixture.write("astro.config.mjs", "");
    fixture.write("public/z.svg", "<svg/>");
    assert_eq!(paths(&load(&fixture.project(), &config)), ["a.md"], "the output folder is never looked into");
    let elsewhere = Config { output: "site".into(), ..config };
    assert_eq!(paths(&load(&fixture.project(), &elsewhere)), ["../public/z.svg", "a.md"]);
}

#[test]
fn a_scan_keeps_the_pages_that_did_not_change() {
    let fixture = Fixture::new("//- content/a.md\n# A\n//- content/b.md\n# B\n");
    let before = load(&fixture.project(), &config());
    fixture.write("content/b.md", "# C\n");
    let after = scan(&fixture.project(), &config(), &before);
    let same = |path: &str| match (&before.sources.files[path], &after.sources.files[path]) {
        (Source::Page(before), Source::Page(after)) => std::sync::Arc::ptr_eq(before, after),
        _ => false,
    };
    assert_eq!((same("a.md"), same("b.md")), (true, false));
}

#[test]
fn roots_say_where_the_content_is_in_its_repository() {
    let fixture = Fixture::new("//- .git/HEAD\n//- docs/handbook/content/a.md\n//- bare/a.md");
    for (project, content, in_repository) in
        [("docs/handbook", "content", "docs/handbook/content"), ("bare", "", "bare"), ("", "", "")]
    {
        let project = crate::disk::open(&fixture.path(project)).expect("a project");
        let roots = load(&project, &config()).sources.roots.clone();
        assert_eq!((&*roots.content, &*roots.content_in_repository), (content, in_repository));
    }
}

#[test]
fn a_missing_file_between_walk_and_reading_is_no_fault() {
    let fixture = Fixture::new("//- content/a.md");
    let config = Config { page_limit: 10, ..Config::default() };
    let reader = crate::disk::read::Reader { config: &config, publishes_all_assets: true };
    for name in ["gone.md", "gone.png"] {
        assert!(reader.read(&name.into(), &fixture.path(name), None).is_none());
    }
    let _ = fs::metadata(fixture.path("content")).expect("a folder");
}
