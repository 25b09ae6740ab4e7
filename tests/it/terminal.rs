//! The command on a terminal, and where its output cannot be written.

use std::fs::File;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::process::Stdio;
use std::thread;
use std::time::Duration;

use crate::cli::folder;
use crate::program::journeybook;

/// An address where `urls.json` takes longer to come than a person waits without a word.
fn slow_site() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = format!("http://{}/urls.json", listener.local_addr().expect("an address"));
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.expect("a connection");
            let _ = stream.read(&mut [0; 4096]);
            thread::sleep(Duration::from_millis(1500));
            let list = "[]";
            let _ = write!(stream, "HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{list}", list.len());
        }
    });
    address
}

/// A terminal hears how far the work is once it has taken a second, and the line is gone before anything else is printed. A log and a
/// person who wants quiet hear nothing of it. `script` gives the program a terminal, as Linux has it.
#[test]
fn long_work_is_told_on_a_terminal_alone() {
    let folder = folder(&[("content/index.md", "# A\n\nB.\n")]);
    let program = env!("CARGO_BIN_EXE_journeybook");
    let site = slow_site();
    for (flags, variables, is_told) in [
        ("", "CI=", true),
        ("--quiet", "CI=", false),
        ("", "CI=true", false),
        ("", "CI= TERM=dumb", false),
        ("2>seen", "CI=", false),
    ] {
        let command = format!("env TERM=xterm {variables} '{program}' check --against {site} {flags}");
        let mut script = std::process::Command::new("script");
        let run = script.args(["--quiet", "--return", "--command", &command, "/dev/null"]).current_dir(folder.path());
        let output = run.stdin(Stdio::null()).output().expect("`script` of util-linux is there");
        let seen = String::from_utf8_lossy(&output.stdout);
        let line = "\rcomparing with the published addresses, 1 s";
        assert_eq!(seen.contains(line), is_told, "{command}: {seen:?}");
        if is_told {
            let (_, after) = seen.rsplit_once(line).expect("the line");
            assert!(after.trim_start_matches([' ', '\r']).contains("checked 1 page"), "{seen:?}");
            let blank = " ".repeat(line.len() - 1);
            assert!(after.starts_with(&format!("\r{blank}\r")), "{seen:?}");
        }
    }
}

#[test]
fn an_answer_that_finds_no_room_is_no_success() {
    let folder = folder(&[("content/index.md", "# A\n\n[b](b.md)\n")]);
    for arguments in [
        &["--help"][..],
        &["--version"],
        &["help", "build"],
        &["explain"],
        &["man", "build"],
        &["completions", "fish"],
        &["schema", "theme"],
        &["search", "a"],
        &["list", "pages"],
        &["theme", "show", "templates/page.html"],
        &["check", "--format", "json"],
        &["check", "--format", "sarif", "--warn", "all"],
        &["fix"],
        &["new", "c"],
    ] {
        let full = File::options().write(true).open("/dev/full").expect("the device");
        let output = journeybook(arguments).current_dir(folder.path()).stdout(full).output().expect("the command starts");
        let said = String::from_utf8_lossy(&output.stderr);
        let nothing_to_say = arguments == ["fix"];
        assert_eq!(output.status.code(), Some(if nothing_to_say { 0 } else { 2 }), "{arguments:?}: {said}");
        assert_eq!(said.contains("error: the answer could not be written"), !nothing_to_say, "{arguments:?}: {said}");
    }
}

/// The code is that of the work, whoever reads what it prints.
#[test]
fn a_pipe_that_is_closed_changes_no_code() {
    let folder = folder(&[("content/index.md", "# A\n\n[b](b.md)\n")]);
    for (arguments, code) in [
        (&["check", "--format", "json"][..], 1),
        (&["check", "--format", "github", "--warn", "all"], 0),
        (&["check"], 1),
        (&["search", "a"], 0),
        (&["chek"], 2),
    ] {
        let mut command = journeybook(arguments);
        let mut child =
            command.current_dir(folder.path()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the command starts");
        drop((child.stdout.take(), child.stderr.take()));
        assert_eq!(child.wait().expect("the command ends").code(), Some(code), "{arguments:?}");
    }
}
