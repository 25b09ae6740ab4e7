//! Changes as editors and tools make them.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use super::{Preview, until, write_files};

const SITE: &str = "\
//- content/index.md
# Home

[a](a.md)
//- content/a.md
# A
//- content/adoption/labs.md
# Labs
";

/// Saves as Vim does: the old file becomes the back-up, a new one is written, the back-up goes.
fn save_as_vim(path: &Path, text: &str) {
    let backup = path.with_extension("md~");
    let probe = path.with_file_name("4913");
    fs::write(&probe, "").expect("the probe");
    fs::remove_file(&probe).expect("the probe goes");
    fs::rename(path, &backup).expect("the back-up");
    fs::write(path, text).expect("the new file");
    fs::remove_file(backup).expect("the back-up goes");
}

/// Saves as editors do that never leave half a file: a new file takes the place of the old.
fn save_by_renaming(path: &Path, text: &str) {
    let next = path.with_file_name(".next.tmp");
    fs::write(&next, text).expect("the new file");
    fs::rename(next, path).expect("the exchange");
}

/// Saves as Visual Studio Code does: the file is emptied and written.
fn save_in_place(path: &Path, text: &str) {
    let file = fs::OpenOptions::new().write(true).truncate(true).open(path).expect("the file");
    std::io::Write::write_all(&mut &file, text.as_bytes()).expect("the text");
}

#[test]
fn no_save_is_missed() {
    let preview = Preview::new(SITE);
    let page = preview.path("content/adoption/labs.md");
    for step in 0..99 {
        let text = format!("# Labs\n\nsave {step} ends\n");
        match step % 3 {
            0 => save_as_vim(&page, &text),
            1 => save_by_renaming(&page, &text),
            _ => save_in_place(&page, &text),
        }
        preview.shows("/adoption/labs/", &format!("save {step} ends"));
    }
    preview.equals_a_clean_build();
}

#[test]
fn saves_of_equal_length_in_the_same_moment_are_seen() {
    let preview = Preview::new(SITE);
    for step in 10..60 {
        preview.write("content/a.md", &format!("# A\n\nstep {step}\n"));
        preview.shows("/a/", &format!("step {step}"));
    }
}

#[test]
fn folders_that_come_move_and_go_are_seen() {
    let preview = Preview::new(SITE);
    write_files(&preview.path("content"), "//- new/deep/deeper/page.md\n# Deeper\n//- new/pic.svg\n<svg/>\n");
    preview.shows("/new/deep/deeper/page/", "Deeper");
    fs::rename(preview.path("content/new"), preview.path("content/moved")).expect("a move");
    preview.shows("/moved/deep/deeper/page/", "Deeper");
    until("the old place is empty", || (preview.get("/new/deep/deeper/page/").status == 404).then_some(()));
    preview.write("content/moved/deep/deeper/page.md", "# Deeper\n\nEdited after the move.\n");
    preview.shows("/moved/deep/deeper/page/", "Edited after the move.");
    // A folder of the old name is another folder.
    preview.write("content/new/deep/again.md", "# Again\n");
    preview.shows("/new/deep/again/", "Again");
    preview.write("content/new/deep/again.md", "# Again\n\nand again\n");
    preview.shows("/new/deep/again/", "and again");
    // Moved in from elsewhere, it is one event for all it holds.
    write_files(preview.dir.path(), "//- outside/x/y.md\n# Why\n");
    fs::rename(preview.path("outside"), preview.path("content/inside")).expect("a move");
    preview.shows("/inside/x/y/", "Why");
    fs::remove_dir_all(preview.path("content/inside")).expect("it goes");
    until("it is gone", || (preview.get("/inside/x/y/").status == 404).then_some(()));
    preview.equals_a_clean_build();
}

#[test]
fn a_switch_of_500_files_ends_as_a_clean_build() {
    let preview = Preview::new(SITE);
    let content = preview.path("content");
    for n in 0..500 {
        let folder = content.join(format!("f{}/g{}", n % 20, n % 7));
        fs::create_dir_all(&folder).expect("a folder");
        fs::write(folder.join(format!("p{n}.md")), format!("# Page {n}\n\nfirst [next](../../a.md)\n")).expect("a file");
    }
    preview.shows("/f19/g2/p499/", "first");
    for n in 0..500 {
        let path = content.join(format!("f{}/g{}/p{n}.md", n % 20, n % 7));
        match n % 5 {
            0 => fs::remove_file(&path).expect("it goes"),
            1 => {
                let to = content.join(format!("other{}", n % 3));
                fs::create_dir_all(&to).expect("a folder");
                fs::rename(&path, to.join(format!("p{n}.md"))).expect("a move");
            }
            _ => fs::write(&path, format!("# Page {n}\n\nsecond\n")).expect("a file"),
        }
    }
    preview.equals_a_clean_build();
}

#[test]
fn a_save_while_another_is_taken_in_costs_one_more_generation() {
    let preview = Preview::new(SITE);
    let page = preview.path("content/a.md");
    let mut before = preview.generation();
    for step in 0..20 {
        // Each save is whole at once, so that nothing in between can be seen.
        save_by_renaming(&page, &format!("# A\n\nfirst {step} ends\n"));
        // Somewhere between the event, the reading and the swap.
        std::thread::sleep(Duration::from_millis(step * 3));
        save_by_renaming(&page, &format!("# A\n\nlast {step} ends\n"));
        preview.shows("/a/", &format!("last {step} ends"));
        let shown = preview.generation();
        assert!((1..=2).contains(&(shown - before)), "two saves were taken in as {} generations", shown - before);
        before = shown;
    }
}

#[cfg(target_os = "linux")]
#[test]
fn without_watches_left_the_setting_is_named_and_files_are_compared() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    write_files(dir.path(), SITE);
    // A user of its own has a limit of its own, where the system lets anybody make one.
    let script = "echo 1 > /proc/sys/user/max_inotify_watches && exec \"$0\" \"$@\"";
    let possible = Command::new("unshare").args(["-Ur", "sh", "-c", "echo 1 > /proc/sys/user/max_inotify_watches"]).status();
    if !possible.is_ok_and(|status| status.success()) {
        return;
    }
    let mut command = Command::new("unshare");
    command.args(["-Ur", "sh", "-c", script, env!("CARGO_BIN_EXE_journeybook"), "serve"]).arg(dir.path());
    let preview = Preview::run(dir, command, false);
    until("the setting is named", || preview.said().contains("sysctl fs.inotify.max_user_watches").then_some(()));
    preview.write("content/a.md", "# A\n\nseen all the same\n");
    preview.shows("/a/", "seen all the same");
}

#[test]
fn polling_sees_what_events_see() {
    let preview = Preview::with(SITE, &["--poll", "50"]);
    preview.write("content/a.md", "# A\n\npolled\n");
    preview.shows("/a/", "polled");
    preview.write("content/new/b.md", "# B\n");
    preview.shows("/new/b/", "B");
    preview.write("handbook.yaml", "title: Polled\n");
    preview.shows("/a/", "Polled");
    preview.write("themes/default/templates/partials/footer.html", "polled footer");
    preview.shows("/a/", "polled footer");
    preview.equals_a_clean_build();
}

#[cfg(unix)]
#[test]
fn edits_behind_symlinks_are_seen() {
    use std::os::unix::fs::symlink;
    let preview = Preview::new(SITE);
    write_files(preview.dir.path(), "//- common/folder/page.md\n# Page\n//- common/single.md\n# Single\n");
    symlink("../common/folder", preview.path("content/linked")).expect("a link");
    symlink("../common/single.md", preview.path("content/one.md")).expect("a link");
    preview.shows("/linked/page/", "Page");
    preview.shows("/one/", "Single");
    preview.write("common/folder/page.md", "# Page\n\nedited behind\n");
    preview.shows("/linked/page/", "edited behind");
    save_by_renaming(&preview.path("common/single.md"), "# Single\n\nexchanged behind\n");
    preview.shows("/one/", "exchanged behind");
}

#[test]
fn an_idle_preview_uses_hardly_any_processor_time() {
    let preview = Preview::new(SITE);
    preview.write("content/a.md", "# A\n\nlast\n");
    preview.shows("/a/", "last");
    std::thread::sleep(Duration::from_secs(2));
    let (shown, used) = (preview.shown(), processor_ticks(preview.child.id()));
    // Reading is not a change, nor is a file that is not part of the handbook.
    fs::read(preview.path("content/a.md")).expect("the file");
    preview.write("content/.a.md.swp", "swap");
    std::thread::sleep(Duration::from_secs(10));
    assert_eq!(preview.shown(), shown, "{}", preview.said());
    let used = processor_ticks(preview.child.id()) - used;
    assert!(used <= 20, "{used} ticks of the clock in ten idle seconds");
}

/// The processor time a process has used, in ticks of a hundredth of a second; 0 where the system does not say.
fn processor_ticks(process: u32) -> u64 {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    let fields: Vec<u64> =
        stat.rsplit(") ").next().unwrap_or_default().split(' ').filter_map(|field| field.parse().ok()).collect();
    // The state, a letter, is left out; the fields that follow the name's are numbered by proc(5) from 4 on.
    fields.get(10).zip(fields.get(11)).map_or(0, |(user, system)| user + system)
}

#[test]
fn the_content_folder_may_go_and_come_back() {
    let preview = Preview::new(SITE);
    for step in 0..3 {
        fs::rename(preview.path("content"), preview.path("away")).expect("a move");
        if step % 2 == 0 {
            until("it is gone", || (preview.get("/adoption/labs/").status == 404).then_some(()));
        }
        fs::rename(preview.path("away"), preview.path("content")).expect("a move");
        preview.shows("/adoption/labs/", "Labs");
        preview.write("content/adoption/labs.md", &format!("# Labs\n\nback {step} ends\n"));
        preview.shows("/adoption/labs/", &format!("back {step} ends"));
    }
    fs::remove_dir_all(preview.path("content")).expect("it goes");
    write_files(preview.dir.path(), SITE);
    preview.shows("/adoption/labs/", "Labs");
    preview.equals_a_clean_build();
}

#[test]
fn the_project_folder_may_go_and_come_back() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let project = dir.path().join("project");
    write_files(&project, SITE);
    let mut command = Command::new(env!("CARGO_BIN_EXE_journeybook"));
    command.arg("serve").arg(&project);
    let preview = Preview::run(dir, command, false);
    fs::remove_dir_all(&project).expect("it goes");
    until("the loss is listed", || preview.problems().contains("there is no folder").then_some(()));
    assert_eq!(preview.get("/a/").status, 200, "the last good site stays");
    write_files(&project, SITE);
    until("the problem is gone", || preview.problems().contains("\"problems\":[]").then_some(()));
    // However long it was quiet before.
    std::thread::sleep(Duration::from_secs(3));
    fs::rename(&project, preview.path("away")).expect("a move");
    until("the second loss is listed", || preview.problems().contains("there is no folder").then_some(()));
    let back = std::time::Instant::now();
    fs::rename(preview.path("away"), &project).expect("a move");
    until("the second loss is over", || preview.problems().contains("\"problems\":[]").then_some(()));
    assert!(back.elapsed() < Duration::from_secs(5), "it takes half a second where nothing else is done: {:?}", back.elapsed());
    preview.write("project/content/a.md", "# A\n\nback again\n");
    preview.shows("/a/", "back again");
}

#[test]
fn the_theme_and_its_folders_are_watched() {
    let preview = Preview::new(SITE);
    preview.write("themes/default/static/style.css", "body { color: red }");
    until("the style is served", || (preview.get("/theme/style.css").text() == "body { color: red }").then_some(()));
    let page = preview.get("/a/").text();
    preview.write("themes/default/static/style.css", "body { color: tan }");
    until("pages name the new style", || (preview.get("/a/").text() != page).then_some(()));
    preview.write("themes/default/templates/partials/new/deep.html", "deep words");
    preview.write("themes/default/templates/partials/footer.html", "{% include \"partials/new/deep.html\" %}");
    preview.shows("/a/", "deep words");
    preview.write("themes/default/templates/partials/new/deep.html", "deeper words");
    preview.shows("/a/", "deeper words");
    fs::remove_dir_all(preview.path("themes")).expect("it goes");
    until("the built-in theme is back", || (!preview.get("/a/").text().contains("deeper words")).then_some(()));
    preview.equals_a_clean_build();
}

#[test]
fn the_configuration_moves_the_content() {
    let preview = Preview::new(SITE);
    write_files(preview.dir.path(), "//- docs/index.md\n# Docs\n//- docs/b.md\n# B\n");
    preview.write("handbook.yaml", "content: docs\n");
    preview.shows("/b/", "B");
    preview.write("docs/b.md", "# B\n\nedited\n");
    preview.shows("/b/", "edited");
    preview.write("handbook.yaml", "content: docs\nexclude: [b.md]\n");
    until("it is left out", || (preview.get("/b/").status == 404).then_some(()));
    preview.equals_a_clean_build();
}

#[test]
fn drafts_are_shown_when_asked_for() {
    let site = "//- content/index.md\n# Home\n//- content/d.md\n---\ndraft: true\n---\n# Draft\n";
    assert_eq!(Preview::new(site).get("/d/").status, 404);
    assert_eq!(Preview::with(site, &["--drafts"]).get("/d/").status, 200);
}

#[test]
fn a_storm_of_1000_edits_ends_as_a_clean_build() {
    let preview = Preview::new(SITE);
    for page in 0..40 {
        preview.write(&format!("content/storm/p{page}.md"), "# P\n");
    }
    preview.shows("/storm/p39/", "P");
    #[cfg(target_os = "linux")]
    let memory = |preview: &Preview| super::security::resident_kilobytes(preview.child.id());
    #[cfg(target_os = "linux")]
    let mut settled = 0;
    for step in 0..1000 {
        let (page, link) = (step % 40, (step * 7) % 40);
        let text = format!("---\norder: {}\n---\n# P {page}\n\nstep {step} [next](p{link}.md)\n", step % 13);
        preview.write(&format!("content/storm/p{page}.md"), &text);
        if step % 50 == 0 {
            preview.shows(&format!("/storm/p{page}/"), &format!("step {step} "));
        }
        #[cfg(target_os = "linux")]
        if step == 500 {
            settled = memory(&preview);
        }
    }
    preview.equals_a_clean_build();
    #[cfg(target_os = "linux")]
    {
        let grown = memory(&preview).saturating_sub(settled);
        assert!(grown < 32 << 10, "{grown} kB more after the second half of the storm");
    }
}

#[test]
fn a_file_that_is_removed_before_it_is_written_anew_is_never_missing() {
    let preview = Preview::new(SITE);
    let page = preview.path("content/adoption/labs.md");
    for gap in [40, 200, 500] {
        let before = preview.generation();
        fs::remove_file(&page).expect("it goes");
        let gone = std::time::Instant::now();
        while gone.elapsed() < Duration::from_millis(gap) {
            assert_eq!(preview.get("/adoption/labs/").status, 200, "missing within {gap} ms");
            std::thread::sleep(Duration::from_millis(5));
        }
        save_by_renaming(&page, &format!("# Labs\n\nback after {gap} ms\n"));
        preview.shows("/adoption/labs/", &format!("back after {gap} ms"));
        assert_eq!(preview.generation() - before, 1, "{gap} ms");
    }
    assert!(!preview.said().contains("fixed"), "no problem flashed by: {}", preview.said());
    // Whoever means it is not kept waiting.
    fs::remove_file(&page).expect("it goes");
    until("it is gone", || (preview.get("/adoption/labs/").status == 404).then_some(()));
}

#[test]
fn what_pages_link_to_in_the_repository_is_watched() {
    for flags in [&[][..], &["--poll", "50"]] {
        let dir = tempfile::tempdir().expect("a temporary folder");
        write_files(
            dir.path(),
            "//- .git/HEAD\nref: refs/heads/main\n//- handbook.yaml\nrepository: { url: \"https://git.example/a/b\", branch: main }\n\
             //- LICENSE.txt\nfree\n//- content/index.md\n# Home\n\n[run](../tools/deep/run.sh) [licence](../LICENSE.txt)\n",
        );
        let preview = Preview::in_folder(dir, flags);
        let broken = |path: &str| preview.problems().contains(path);
        until("what is missing is told", || broken("run.sh").then_some(()));
        write_files(preview.dir.path(), "//- tools/deep/run.sh\nls\n");
        until("it is there", || (!broken("run.sh")).then_some(()));
        fs::rename(preview.path("LICENSE.txt"), preview.path("COPYING")).expect("a move");
        until("it is gone", || broken("LICENSE.txt").then_some(()));
        fs::remove_dir_all(preview.path("tools")).expect("it goes");
        until("that is gone, too", || broken("run.sh").then_some(()));
    }
}
