//! The command as people and scripts meet it.

use std::process::{Command, Output, Stdio};

/// Runs the command in an empty environment of styles, so that only its own choice decides.
fn journeybook(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_journeybook"));
    command.args(arguments).env_remove("NO_COLOR").env_remove("CLICOLOR").env_remove("CLICOLOR_FORCE").stdin(Stdio::null());
    command
}

/// What a run gave.
struct Run {
    code: Option<i32>,
    stdout: String,
    stderr: String,
}

fn run(arguments: &[&str]) -> Run {
    let Output { status, stdout, stderr } = journeybook(arguments).output().expect("the command starts");
    let text = |bytes| String::from_utf8(bytes).expect("the command prints UTF-8");
    Run { code: status.code(), stdout: text(stdout), stderr: text(stderr) }
}

#[test]
fn exit_codes_and_streams_of_what_needs_no_handbook() {
    for (arguments, code, on_stdout, on_stderr) in [
        (&["--version"][..], 0, "journeybook 0.1.0", ""),
        (&["--help"], 0, "Exit codes:", ""),
        (&["-h"], 0, "Usage: journeybook", ""),
        (&["help", "build"], 0, "journeybook build --warn all", ""),
        (&[], 2, "", "Usage: journeybook"),
        (&["bild"], 2, "", "similar subcommand exists: 'build'"),
        (&["build", "--stric"], 2, "", "similar argument exists: '--strict'"),
        (&["explain"], 0, "\n    broken-link           ", ""),
        (&["explain", "broken-link"], 0, "broken-link: ", ""),
        (&["explain", "error[broken-link]"], 0, "broken-link: ", ""),
        (&["explain", "broken-lnik"], 2, "", "did you mean `broken-link`?"),
        (&["explain", "zzz\u{1b}[2J"], 2, "", "`journeybook explain` lists all codes"),
        (&["completions", "bash"], 0, "_journeybook", ""),
        (&["completions", "zsh"], 0, "#compdef journeybook", ""),
        (&["completions", "fish"], 0, "complete -c journeybook", ""),
        (&["completions", "powershell"], 0, "Register-ArgumentCompleter", ""),
        (&["completions", "elvish"], 0, "edit:completion", ""),
        (&["completions", "tcsh"], 2, "", "possible values: bash"),
        (&["man"], 0, ".TH journeybook", ""),
        (&["man", "build"], 0, ".TH journeybook-build", ""),
        (&["man", "chek"], 2, "", "did you mean `check`?"),
        (&["check", "--warn", "broken-lnik"], 2, "", "did you mean `broken-link`?"),
        (&["check", "--allow", "config"], 2, "", "`config` is always an error"),
        (&["check", "--threads", "0"], 2, "", "--threads"),
        (&["build", "--base-url", "acme.example"], 2, "", "does not begin with `https://`"),
        (&["check", "--format", "xml"], 2, "", "possible values: human, json, github, sarif"),
        (&["check", "--stages", "--format", "json"], 2, "", "cannot be used with"),
    ] {
        let run = run(arguments);
        assert_eq!(run.code, Some(code), "{arguments:?}: {}{}", run.stdout, run.stderr);
        for (stream, expected) in [(&run.stdout, on_stdout), (&run.stderr, on_stderr)] {
            assert!(stream.contains(expected) && stream.is_empty() == expected.is_empty(), "{arguments:?} printed:\n{stream}");
            assert!(!stream.contains('\u{1b}'), "{arguments:?} styles a pipe");
        }
    }
}

#[test]
fn whoever_closes_the_pipe_has_read_enough() {
    for arguments in [&["explain"][..], &["--help"], &["man"]] {
        let mut child = journeybook(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the command starts");
        drop(child.stdout.take());
        let output = child.wait_with_output().expect("the command ends");
        assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(0), ""), "{arguments:?}");
    }
}
