use super::*;
use crate::cli::options::BuildOptions;
use crate::cli::options::{CommitReading, Extent, Format, ReportOptions, Timings, Verbosity};
use crate::cli::options::{LevelChange, Selection};
use crate::config::LinkStyle;
use crate::diagnostic::{Code, Level, Levels, Severity};

fn parsed(line: &str) -> Request {
    let words = std::iter::once("journeybook").chain(line.split_whitespace()).map(OsString::from);
    parse(words).unwrap_or_else(|error| panic!("`{line}`: {error}"))
}

fn check(line: &str) -> CheckOptions {
    match parsed(line) {
        Request::Check(options) => options,
        other => panic!("`{line}` is {other:?}"),
    }
}

#[test]
fn nothing_given_means_the_folder_one_is_in() {
    let Request::Build(BuildOptions { handbook, output, report, .. }) = parsed("build") else { panic!("no build") };
    let HandbookOptions { project, base_url, links, drafts, audience, today, warnings, levels, threads, commits } = handbook;
    assert_eq!(commits, CommitReading::AsConfigured);
    assert_eq!((links, audience, today), (None, None, None));
    assert_eq!((project, output, base_url), (PathBuf::from("."), None, None));
    assert_eq!((drafts, warnings, threads), (Drafts::LeftOut, Warnings::StayWarnings, Threads::OnePerCore));
    assert_eq!(levels, []);
    let expected = ReportOptions {
        format: Format::Human,
        extent: Extent::OneScreen,
        verbosity: Verbosity::Normal,
        timings: Timings::Untold,
    };
    assert_eq!(report, expected);
}

#[test]
fn everything_given_arrives() {
    let line = "build docs -d site --base-url https://a.example/b --explicit-index --drafts --strict --threads 3 -q --timings --format sarif";
    let Request::Build(BuildOptions { handbook, output, report, .. }) = parsed(line) else { panic!("no build") };
    let HandbookOptions { project, base_url, links, drafts, warnings, threads, .. } = handbook;
    assert_eq!(links, Some(LinkStyle::Explicit));
    assert_eq!((project, output), (PathBuf::from("docs"), Some(PathBuf::from("site"))));
    assert_eq!(base_url.as_deref(), Some("https://a.example/b/"));
    assert_eq!((drafts, warnings), (Drafts::Built, Warnings::AreErrors));
    assert_eq!(Some(threads), NonZeroUsize::new(3).map(Threads::Exactly));
    let expected =
        ReportOptions { format: Format::Sarif, extent: Extent::OneScreen, verbosity: Verbosity::Quiet, timings: Timings::Told };
    assert_eq!(report, expected);
}

#[test]
fn levels_keep_the_order_they_are_given_in() {
    let one = |code, level| LevelChange { selection: Selection::One(code), level };
    let all = |level| LevelChange { selection: Selection::All, level };
    for (line, changes) in [
        ("check --warn all --deny broken-link", vec![all(Level::Warn), one(Code::BrokenLink, Level::Deny)]),
        ("check --deny broken-link --warn all", vec![one(Code::BrokenLink, Level::Deny), all(Level::Warn)]),
        (
            "check --deny missing-alt,orphan-page a --allow=all --deny dead-end",
            vec![
                one(Code::MissingAlt, Level::Deny),
                one(Code::OrphanPage, Level::Deny),
                all(Level::Allow),
                one(Code::DeadEnd, Level::Deny),
            ],
        ),
    ] {
        assert_eq!(check(line).handbook.levels, changes, "{line}");
    }
}

#[test]
fn flags_are_over_the_configuration_and_strict_over_all() {
    let mut configured = Levels::default();
    configured.set(Code::BrokenLink, Level::Allow);
    for (line, severity) in [
        ("check", None),
        ("check --warn all", Some(Severity::Warning)),
        ("check --warn all --strict", Some(Severity::Error)),
        ("check --strict", None),
        ("check --deny broken-link --allow all", None),
        ("check --allow all --deny broken-link", Some(Severity::Error)),
    ] {
        assert_eq!(check(line).handbook.levels(&configured).severity(Code::BrokenLink), severity, "{line}");
    }
}

#[test]
fn clap_finds_no_fault_in_the_syntax() {
    <Arguments as clap::CommandFactory>::command().debug_assert();
}
