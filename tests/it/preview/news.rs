//! The stream of news as browsers hear it.

use super::listener::Listener;
use super::{Preview, until};

const SITE: &str = "\
//- content/index.md
# Home
//- content/a.md
# A
//- content/pic.png
png
";

#[test]
fn a_save_is_heard_with_what_it_changed() {
    let preview = Preview::with(SITE, &["--follow"]);
    let mut listener = Listener::new(&preview);
    let first = listener.next();
    assert_eq!((first["generation"].as_u64(), first["saved"].is_null()), (Some(1), true), "{first}");
    preview.write("content/a.md", "# A\n\nmore\n");
    let saved = listener.after(1);
    assert_eq!(saved["saved"], serde_json::json!([2, "a/"]), "{saved}");
    preview.write("content/pic.png", "other");
    let asset = listener.after(2);
    assert_eq!((&asset["assets"], &asset["saved"][0]), (&serde_json::json!(["pic.png"]), &serde_json::json!(2)), "{asset}");
}

#[test]
fn only_browsers_that_follow_are_led() {
    let preview = Preview::new(SITE);
    let mut listener = Listener::new(&preview);
    listener.next();
    preview.write("content/a.md", "# A\n\nmore\n");
    assert!(listener.after(1)["saved"].is_null());
}

#[test]
fn problems_are_heard_when_they_come_and_go() {
    let preview = Preview::new(SITE);
    let mut listener = Listener::new(&preview);
    // The address is given before anything is checked: the list of problems has no version until it is made.
    let listed = |news: serde_json::Value| news["problems"].as_str().filter(|version| !version.is_empty()).map(str::to_owned);
    let clean = until("the problems are listed", || listed(listener.next()));
    preview.write("content/a.md", "# A\n\n[x](none.md)\n");
    // A save that is caught between its two halves is an empty page first, which is a problem too.
    until("the fault is heard", || {
        let heard = listener.next()["problems"] != *clean;
        (heard && preview.problems().contains("none.md")).then_some(())
    });
    preview.write("content/a.md", "# A\n");
    until("the fixing is heard", || (listener.next()["problems"] == *clean).then_some(()));
}

#[test]
fn a_page_that_did_not_change_keeps_its_version() {
    let preview = Preview::new("//- content/index.md\n# Home\n//- content/a.md\n# A\n//- content/b.md\n# B\n\nSee [a](a.md).\n");
    let tag = |path: &str| preview.get(path).header("etag").expect("a tag").to_owned();
    let (home, a, b) = (tag("/"), tag("/a/"), tag("/b/"));
    preview.write("content/b.md", "# B\n\nSee [a](a.md).\n\nAnother paragraph.\n");
    preview.shows("/b/", "Another paragraph.");
    assert_eq!((tag("/"), tag("/a/")), (home.clone(), a.clone()));
    assert_ne!(tag("/b/"), b);
    // The sentence around a link is quoted by the page it leads to.
    preview.write("content/b.md", "# B\n\nMind [a](a.md).\n\nAnother paragraph.\n");
    preview.shows("/a/", "Mind a.");
    assert_ne!(tag("/a/"), a);
}
