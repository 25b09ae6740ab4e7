//! Whatever is saved in a faulty state, the last good site stays, the fault is told, and fixing it is enough.

use super::{Preview, until};

const SITE: &str = "\
//- handbook.yaml
title: The book
//- content/index.md
# Home
//- content/a.md
# A

Words of A.
";

/// Waits until a problem is listed that names all of `parts`, or until none is.
fn until_listed(preview: &Preview, parts: &[&str]) {
    until(&format!("{parts:?} is listed"), || {
        let listed = preview.problems();
        let found =
            if parts.is_empty() { listed.contains("\"problems\":[]") } else { parts.iter().all(|part| listed.contains(part)) };
        found.then_some(())
    });
}

/// Puts a faulty text in a file's place, sees the fault listed and the site standing, and fixes it.
fn fault_and_fix(path: &str, faulty: &str, parts: &[&str]) {
    let preview = Preview::new(SITE);
    let sound = std::fs::read_to_string(preview.path(path)).ok();
    preview.write(path, faulty);
    until_listed(&preview, parts);
    let page = preview.get("/a/");
    assert_eq!(page.status, 200);
    assert!(page.text().contains("Words of A.") && page.text().contains("The book"), "{path}: {}", page.text());
    // Under a fault of something else, what is written still shows.
    if path != "content/index.md" {
        preview.write("content/index.md", "# Home\n\nWritten meanwhile.\n");
        preview.shows("/", "Written meanwhile.");
        until_listed(&preview, parts);
    }
    match sound {
        Some(text) => preview.write(path, &text),
        None => std::fs::remove_file(preview.path(path)).expect("it goes"),
    }
    until_listed(&preview, &[]);
    preview.equals_a_clean_build();
}

#[test]
fn the_file_of_a_sample_is_followed() {
    let preview = Preview::new(
        "//- content/index.md\n# Home\n\n```python file=examples/start.py\nrun(1)\n```\n//- examples/start.py\nrun(1)\n",
    );
    preview.write("examples/start.py", "run(2)\n");
    until_listed(&preview, &["stale-sample", "examples/start.py"]);
    preview.write("examples/start.py", "run(1)\n");
    until_listed(&preview, &[]);
}

#[test]
fn a_fault_in_front_matter_is_told_until_it_is_mended() {
    fault_and_fix("content/index.md", "---\ntitle: a: b\n---\n# Home\n", &["\"code\":\"front-matter\"", "content/index.md:2"]);
}

#[test]
fn a_fault_in_the_encoding_is_told_until_it_is_mended() {
    let preview = Preview::new(SITE);
    std::fs::write(preview.path("content/index.md"), b"# Home \xff\n").expect("a file");
    until_listed(&preview, &["\"code\":\"encoding\""]);
    preview.write("content/index.md", "# Home\n");
    until_listed(&preview, &[]);
}

#[test]
fn a_fault_in_the_configuration_is_told_until_it_is_mended() {
    for (faulty, parts) in [
        ("titel: The book\n", &["\"code\":\"config\"", "handbook.yaml:1", "`title`"][..]),
        ("title: [\n", &["\"code\":\"config\""]),
        ("title: The book\ntheme: none\n", &["there is no theme `none`"]),
    ] {
        fault_and_fix("handbook.yaml", faulty, parts);
    }
}

#[test]
fn the_last_configuration_that_could_be_read_stands_in() {
    let preview = Preview::new(SITE);
    std::fs::write(preview.path("handbook.yaml"), b"title: \xff").expect("a file");
    until_listed(&preview, &["is not valid UTF-8"]);
    assert!(preview.get("/").text().contains("The book"));
    preview.write("handbook.yaml", "title: The book\n");
    until_listed(&preview, &[]);
    preview.write("handbook.yaml", "title: Another book\n");
    preview.shows("/a/", "Another book");
}

#[test]
fn a_fault_in_a_template_is_told_until_it_is_mended() {
    let page = "themes/default/templates/page.html";
    let footer = "themes/default/templates/partials/footer.html";
    for (path, faulty, parts) in [
        (page, "{% if %}", &["\"code\":\"template\"", "templates/page.html:1"][..]),
        (page, "{{ page.nothing }}", &["\"code\":\"template\"", "templates/page.html:1:9", "content/a.md"]),
        (page, "{% extends \"none.html\" %}", &["there is no template `none.html`"]),
        (footer, "{{ site.nothing.at_all }}", &["\"code\":\"template\"", "partials/footer.html:1"]),
    ] {
        fault_and_fix(path, faulty, parts);
    }
}

#[test]
fn the_last_theme_that_worked_stands_in() {
    let preview = Preview::new(SITE);
    let page = "themes/default/templates/page.html";
    let own = "<!DOCTYPE html><html><head></head><body>OWN {{ page.content | safe }}</body></html>";
    preview.write(page, own);
    preview.shows("/a/", "OWN");
    for faulty in ["{% if %}", "{{ page.nothing }}"] {
        preview.write(page, faulty);
        until_listed(&preview, &["\"code\":\"template\""]);
        preview.shows("/a/", "OWN");
    }
    preview.write("content/a.md", "# A\n\nMore words.\n");
    preview.shows("/a/", "More words.");
    assert!(preview.get("/a/").text().contains("OWN"));
    preview.write(page, &own.replace("OWN", "NEW"));
    preview.shows("/a/", "NEW");
    until_listed(&preview, &[]);
}

#[test]
fn a_start_with_faults_shows_what_it_can() {
    let preview = Preview::new(
        "//- handbook.yaml\ntitel: x\n//- themes/default/templates/page.html\n{% if %}\n//- content/index.md\n# Home\n//- content/a.md\n# A\n\nWords of A.\n",
    );
    until_listed(&preview, &["\"code\":\"config\"", "\"code\":\"template\""]);
    assert!(preview.get("/a/").text().contains("Words of A."));
    std::fs::remove_file(preview.path("handbook.yaml")).expect("it goes");
    std::fs::remove_file(preview.path("themes/default/templates/page.html")).expect("it goes");
    until_listed(&preview, &[]);
    preview.equals_a_clean_build();
}

#[test]
fn the_overlay_has_the_terminals_text_and_ways_to_the_file() {
    let preview = Preview::with(SITE, &["--editor", "idea://open?file={file}&line={line}"]);
    preview.write("content/a.md", "# A\n\n[x](none.md)\n");
    until_listed(&preview, &["none.md"]);
    let listing: serde_json::Value = serde_json::from_str(&preview.problems()).expect("JSON");
    let problem = &listing["problems"][0];
    assert_eq!((&problem["page"], &problem["place"]), (&"a/".into(), &"content/a.md:3:5".into()), "{problem}");
    let editor = problem["editor"].as_str().expect("a link");
    assert!(editor.starts_with("idea://open?file=/") && editor.ends_with("/content/a.md&line=3"), "{editor}");
    let text = problem["text"].as_str().expect("a text");
    assert!(text.contains("error[broken-link]") && text.contains("[x](none.md)") && text.contains("^^^^^^^"), "{text}");
    until("the terminal shows the same", || preview.said().contains(text).then_some(()));
    // Content's faults are marked in place.
    assert!(preview.get("/a/").text().contains("jb-missing"));
}

#[test]
fn the_terminal_tells_news_and_nothing_twice() {
    let preview = Preview::new(SITE);
    let many: String = (0..50).map(|n| format!("[x](none-{n}.md)\n\n")).collect();
    preview.write("content/a.md", &format!("# A\n\n{many}"));
    until("the faults are told", || preview.said().contains("50 errors").then_some(()));
    until("the rest is counted", || preview.said().contains("47 more new problems").then_some(()));
    let before = preview.said();
    preview.write("content/a.md", &format!("# A\n\nOne line more.\n\n{many}"));
    until("the save is told", || (preview.said().matches("50 errors").count() == 2).then_some(()));
    let told = preview.said()[before.len()..].to_owned();
    assert_eq!(told.lines().count(), 1, "{told}");
}
