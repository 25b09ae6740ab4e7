//! `journeybook serve [DIR]`: the preview, and what it prints on the terminal.

use std::env;
use std::path::Path;

use super::clock::{Clock, spoken};
use super::options::{Extent, Format, ReportOptions, ServeOptions, Timings, Verbosity};
use super::prepare::configure;
use super::progress::Phase;
use super::report::{self, BAD, GOOD, WAY_OUT, counted};
use super::{Exit, stdio};
use crate::diagnostic::visible_line;
use crate::disk;
use crate::preview::{self, Notice, Shown};

/// How many of the files that changed are named.
const MOST_NAMED: usize = 3;

pub(super) fn run(options: &ServeOptions) -> Exit {
    let handbook = options.handbook.clone();
    let preview = preview::Options {
        project: options.handbook.project.clone(),
        configure: Box::new(move |project| configure(project, &handbook, None)),
        host: options.host.clone(),
        allowed_hosts: options.allowed_hosts.iter().cloned().chain(own_names(&options.host)).collect(),
        port: options.port,
        base_path: options.base_path.clone(),
        follow: options.follow,
        opening: options.opening,
        watching: options.watching,
        editor: options.editor.clone(),
    };
    let verbosity = options.verbosity;
    // Progress is no longer shown once the preview itself prints.
    let mut progress = Some(Clock::start(verbosity).progress(Phase { verb: "reading", of: "the handbook", all: 0 }));
    let error = preview::run(preview, |notice| {
        progress.take();
        stdio::tell_block(told(&notice, verbosity));
    });
    progress.take();
    let report = ReportOptions { format: Format::Human, extent: Extent::OneScreen, verbosity, timings: Timings::Untold };
    report::refuse(error.diagnostic(), report)
}

/// The host names under which this preview is known: those that Codespaces and Gitpod create for its port and, if other machines
/// can connect, the machine's own. `{port}` in them stands for the port.
fn own_names(host: &str) -> Vec<String> {
    let variable = |name| env::var(name).ok().filter(|value: &String| !value.is_empty());
    let mut names = Vec::new();
    if let (Some(space), Some(domain)) = (variable("CODESPACE_NAME"), variable("GITHUB_CODESPACES_PORT_FORWARDING_DOMAIN")) {
        names.push(format!("{space}-{{port}}.{domain}"));
    }
    if let Some(workspace) = variable("GITPOD_WORKSPACE_URL").and_then(|url| Some(url.split_once("://")?.1.to_owned())) {
        names.push(format!("{{port}}-{}", workspace.trim_end_matches('/')));
    }
    if !matches!(host, "127.0.0.1" | "localhost" | "::1" | "[::1]") {
        let kernel = disk::read_text(Path::new("/proc/sys/kernel/hostname")).ok();
        if let Some(machine) =
            variable("COMPUTERNAME").or(kernel).map(|name| name.trim().to_owned()).filter(|name| !name.is_empty())
        {
            names.push(format!("{machine}.local"));
            names.push(machine);
        }
    }
    names
}

/// A notice in words, ending its lines itself.
fn told(notice: &Notice<'_>, verbosity: Verbosity) -> String {
    match notice {
        Notice::Listening { url, is_exposed: false, .. } => format!("{GOOD}serving{GOOD:#} {url}\n"),
        Notice::Listening { url, elsewhere, is_exposed: true } => format!(
            "{GOOD}serving{GOOD:#} {url}\n{}{BAD}warning{BAD:#}: everybody who reaches this machine can read the handbook, drafts included; \
             leave `--host` out to serve this machine alone\n",
            elsewhere.iter().map(|url| format!("    also {url}\n")).collect::<String>()
        ),
        Notice::Refused { host } => format!(
            "{BAD}warning{BAD:#}: a browser asked for `{host}`, which this preview does not answer to; allow it with \
             `--allow-host {host}`\n"
        ),
        Notice::Polling { reason } => format!("{BAD}warning{BAD:#}: {reason}; until then files are compared now and then\n"),
        Notice::NotOpened { reason } => format!("{BAD}warning{BAD:#}: no browser could be opened: {reason}\n"),
        Notice::Shown(shown) => shown_in_words(shown, verbosity),
    }
}

/// One line for each change, followed by the new problems.
fn shown_in_words(shown: &Shown<'_>, verbosity: Verbosity) -> String {
    let what = match shown.changed {
        [] => counted(shown.pages, "page"),
        files => named(files, if verbosity == Verbosity::Verbose { files.len() } else { MOST_NAMED }),
    };
    if verbosity == Verbosity::Quiet && shown.news.is_empty() {
        return String::new();
    }
    let fixed = if shown.fixed > 0 { format!(", {} fixed", shown.fixed) } else { String::new() };
    let line = format!("{what} in {}: {}{fixed}\n", spoken(shown.time), state(shown));
    let news = if shown.news.is_empty() { String::new() } else { format!("\n{}", shown.news) };
    let more = match shown.unlisted {
        0 => String::new(),
        unlisted => {
            let more = counted(unlisted, "more new problem");
            format!("{WAY_OUT}help{WAY_OUT:#}: {more}; the page lists them, and so does `journeybook check`\n\n")
        }
    };
    format!("{line}{news}{more}")
}

/// The state of the handbook.
fn state(shown: &Shown<'_>) -> String {
    let errors = (shown.errors > 0).then(|| format!("{BAD}{}{BAD:#}", counted(shown.errors, "error")));
    let warnings = (shown.warnings > 0).then(|| counted(shown.warnings, "warning"));
    let parts: Vec<String> = errors.into_iter().chain(warnings).collect();
    if parts.is_empty() { format!("{GOOD}no problems{GOOD:#}") } else { parts.join(", ") }
}

/// The first files by name, and the number of the others.
fn named(files: &[String], most: usize) -> String {
    let mut named: Vec<String> = files.iter().take(most).map(|file| visible_line(file).into_owned()).collect();
    if files.len() > most {
        named.push(counted(files.len() - most, "more file"));
    }
    named.join(", ")
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_change_is_one_line_and_its_new_problems() {
        let files = |names: &[&str]| names.iter().map(ToString::to_string).collect::<Vec<_>>();
        let (none, one, many) = (files(&[]), files(&["content/a\u{1b}.md"]), files(&["a", "b", "c", "d", "e"]));
        for (changed, errors, warnings, news, unlisted, fixed, expected) in [
            (&none, 0, 0, "", 0, 0, "12 pages in 5.0 ms: no problems\n"),
            (&one, 1, 2, "", 0, 0, "content/a␛.md in 5.0 ms: 1 error, 2 warnings\n"),
            (&many, 0, 1, "", 0, 3, "a, b, c, 2 more files in 5.0 ms: 1 warning, 3 fixed\n"),
            (
                &one,
                9,
                0,
                "error: x\n\n",
                1,
                0,
                "content/a␛.md in 5.0 ms: 9 errors\n\nerror: x\n\nhelp: 1 more new problem; the page \
             lists them, and so does `journeybook check`\n\n",
            ),
        ] {
            let time = Duration::from_millis(5);
            let shown = Shown { changed, time, pages: 12, errors, warnings, news, unlisted, fixed };
            let text = shown_in_words(&shown, Verbosity::Normal);
            assert_eq!(anstream::adapter::strip_str(&text).to_string(), expected);
        }
    }
}
