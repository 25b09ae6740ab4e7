//! `journeybook init [DIR]`: a new handbook that builds without problems.

use std::fmt::Write;
use std::path::Path;

use super::options::{InitOptions, Publishing, ReportOptions, Verbosity};
use super::{Exit, refusal, report, stdio};
use crate::diagnostic::visible_line;
use crate::disk::{self, CreateError, Created, NewProject, OpenError};
use crate::git;
use crate::guide::{self, Page};
use crate::path::in_words;
use crate::scaffold::{
    GITIGNORE, GitHubOptions, InternalSite, NewFile, PAGES_WORKFLOW, Refusal, Reporting, github_files, handbook_files,
};

/// The branch that is published if there is no repository to ask.
const USUAL_BRANCH: &str = "main";

/// The title of a handbook in a folder without a name.
const NAMELESS: &str = "Handbook";

pub(super) fn run(options: &InitOptions) -> Exit {
    let place = match locate(&options.dir) {
        Ok(place) => place,
        Err(error) => return report::refuse(error.diagnostic(), ReportOptions::PLAIN),
    };
    let name = place.dir.file_name().map(|name| in_words(&name.to_string_lossy()));
    let title = options.title.clone().or(name).unwrap_or_else(|| NAMELESS.to_owned());
    let base = match options.publishing {
        Publishing::Unsaid => &place.dir,
        Publishing::GitHubPages { .. } => &place.repository_root,
    };
    let Some(folder) = folder_in(base, &place.dir) else {
        let message = format!("the path of `{}` is not valid UTF-8", place.dir.display());
        return refusal::tell_with_page(
            &[Refusal { message, help: "choose a folder whose name is".to_owned() }],
            Page::GETTING_STARTED,
        );
    };
    let is_there = disk::open(&place.dir).is_ok_and(|project| project.config_text.is_some());
    let content = disk::content_there(&place.dir);
    let mut files = Vec::new();
    if !is_there || options.publishing == Publishing::Unsaid {
        files.extend(handbook(&title, &folder, content));
    }
    files.extend(publishing(options, &place, &folder));
    match disk::create(base, &files) {
        Ok(created) => {
            if options.verbosity != Verbosity::Quiet {
                stdio::answer(told(options, &created, &folder, is_there, content));
            }
            Exit::Clean
        }
        Err(error) => refusal::tell_with_page(&[refused(&error)], Page::GETTING_STARTED),
    }
}

/// Where the handbook will be. A folder with a configuration under another name is refused, since that file would not be read.
fn locate(dir: &Path) -> Result<NewProject, OpenError> {
    let place = disk::locate_new(dir)?;
    match disk::open(&place.dir) {
        Err(error @ (OpenError::ConfigMisnamed(_) | OpenError::Unreadable(..))) => Err(error),
        _ => Ok(place),
    }
}

/// The handbook's folder, relative to the folder below which files are written.
fn folder_in(base: &Path, dir: &Path) -> Option<String> {
    let below = dir.strip_prefix(base).unwrap_or(Path::new(""));
    let segments: Option<Vec<&str>> = below.iter().map(|segment| segment.to_str()).collect();
    Some(segments?.join("/"))
}

/// The files of a new handbook.
fn handbook(title: &str, folder: &str, content: Option<&str>) -> Vec<NewFile> {
    let mut files = handbook_files(title, content);
    if !folder.is_empty() {
        for file in &mut files {
            file.path = format!("{folder}/{}", file.path);
        }
    }
    files
}

/// The files that publish it, if asked for.
fn publishing(options: &InitOptions, place: &NewProject, folder: &str) -> Vec<NewFile> {
    let Publishing::GitHubPages { action, internal_site, reporting } = &options.publishing else { return Vec::new() };
    let branch = git::default_branch(&place.repository_root).unwrap_or_else(|| USUAL_BRANCH.to_owned());
    github_files(&GitHubOptions {
        folder: folder.to_owned(),
        action: action.clone(),
        branch,
        internal_site: internal_site.clone(),
        reporting: *reporting,
    })
}

fn refused(error: &CreateError) -> Refusal {
    let help = match error {
        CreateError::Exist(_) => "nothing was written, since `init` overwrites nothing; move it away, or name another folder",
        CreateError::Blocked(..) => "nothing was written; move what is in the way, or name another folder",
        CreateError::Unwritable(..) => "nothing was written; allow writing there, or name another folder",
    };
    Refusal { message: error.to_string(), help: help.to_owned() }
}

/// What was created, what is left to do by hand, and the next command.
fn told(options: &InitOptions, created: &Created, folder: &str, is_there: bool, content: Option<&str>) -> String {
    let made = if is_there { "added to the handbook" } else { "made a handbook" };
    let mut text = format!("{made} in {}\n\n", visible_line(&options.dir.display().to_string()));
    for path in &created.made {
        let _ = writeln!(text, "  {}", visible_line(path));
    }
    if let Some(content) = content.filter(|_| !is_there) {
        let place = if content == "." { "there" } else { "in `content`" };
        let _ = writeln!(text, "\nthe pages that lie {place} already are its content");
    }
    text.push('\n');
    for (path, content) in &created.kept {
        let missing = if path.ends_with(".gitignore") { unlisted(content.as_deref().unwrap_or_default()) } else { Vec::new() };
        let add = if missing.is_empty() { String::new() } else { format!(": add {} to it", missing.join(" and ")) };
        let _ = writeln!(text, "kept {} as it is{add}", visible_line(path));
    }
    if let Publishing::GitHubPages { action, internal_site, reporting } = &options.publishing {
        if action.is_placeholder() {
            let which = if *reporting == Reporting::Weekly { "the workflows" } else { PAGES_WORKFLOW };
            let _ = writeln!(text, "to do: in {which}, write who keeps the journeybook action in the place of OWNER");
        }
        text.push_str("to do: choose GitHub Actions as the source in the repository's settings, under Pages\n");
        if let Some(other) = internal_site {
            text.push_str(&internal_site_told(other, created));
        }
        if !folder.is_empty() {
            let _ = writeln!(text, "the workflow builds {}", visible_line(folder));
        }
    }
    let dir = options.dir.to_string_lossy();
    let argument = if dir == "." { String::new() } else { format!(" {}", shell_word(&dir)) };
    let _ = writeln!(text, "next: journeybook serve{argument}\nguide: {}", guide::named(Page::GETTING_STARTED, ""));
    text
}

/// What is left to do for the site with internal pages.
fn internal_site_told(other: &InternalSite, created: &Created) -> String {
    if created.kept.iter().any(|(path, _)| path == PAGES_WORKFLOW) {
        return format!(
            "to do: the workflow that was kept publishes no second site; move it away, and run this again for `{other}`\n"
        );
    }
    format!(
        "to do: make the repository {other} and a deploy key that may write to it; its private half is the secret INTERNAL_SITE_KEY here\n\
         to do: publish the branch `site` of {other} where only the team can read it; Pages of a private repository are public unless the\n\
         \x20      organisation restricts them\n"
    )
}

/// The lines of our `.gitignore` that an existing one lacks, in backticks.
fn unlisted(there: &str) -> Vec<String> {
    let lacks = |line: &&str| {
        let name = line.trim_matches('/');
        !line.starts_with('#') && !there.lines().any(|there| there.trim().trim_matches('/') == name)
    };
    GITIGNORE.lines().filter(lacks).map(|line| format!("`{line}`")).collect()
}

/// A word as a shell needs it: unchanged, or in single quotes (POSIX, section 2.2.2).
fn shell_word(word: &str) -> String {
    let is_plain = |character: char| character.is_alphanumeric() || "-_./\\:".contains(character);
    if !word.is_empty() && word.chars().all(is_plain) { word.to_owned() } else { format!("'{}'", word.replace('\'', r"'\''")) }
}
