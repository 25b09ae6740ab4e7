//! `journeybook theme list|show|eject`: lists, prints or copies the files of a built-in theme.

use std::fmt::Write;

use super::options::{ReportOptions, ThemeAction, ThemeOptions};
use super::{Exit, refusal, report, stdio};
use crate::config;
use crate::diagnostic::visible_line;
use crate::disk::{self, Project};
use crate::guide::{self, Page};
use crate::scaffold::Refusal;
use crate::suggest::nearest;
use crate::theme::{BuiltInFile, DEFAULT_THEME, built_in_files, built_in_names};

/// The style sheet, which seldom needs to be copied.
const STYLE_SHEET: &str = "static/style.css";

pub(super) fn run(options: &ThemeOptions) -> Exit {
    let project = match disk::open(&options.project) {
        Ok(project) => project,
        Err(error) => return report::refuse(error.diagnostic(), ReportOptions::PLAIN),
    };
    let done = files(options, &project).and_then(|(theme, files)| match &options.action {
        ThemeAction::List => {
            stdio::answer(listed(&project, &theme, &files));
            Ok(())
        }
        ThemeAction::Show(path) => {
            stdio::answer_bytes(&named(&files, path)?.bytes);
            Ok(())
        }
        ThemeAction::Eject(path) => eject(&project, &theme, named(&files, path)?),
    });
    match done {
        Ok(()) => Exit::Clean,
        Err(problem) => refusal::tell_with_page(&[problem], Page::OWN_THEME),
    }
}

/// The theme and its files: the named one, otherwise the handbook's, otherwise the default.
fn files(options: &ThemeOptions, project: &Project) -> Result<(String, Vec<BuiltInFile>), Refusal> {
    let configured = || project.config_text.as_deref().map(|text| config::read(text).value.theme.name.to_string());
    let name = options.theme.clone().or_else(configured).unwrap_or_else(|| DEFAULT_THEME.to_owned());
    if let Some(files) = built_in_files(&name) {
        return Ok((name, files));
    }
    let names = built_in_names();
    let message = format!("`{name}` is not a built-in theme");
    let help = match nearest(&name, names.iter().map(String::as_str)) {
        Some(near) => format!("a theme with a similar name exists: `{near}`"),
        None => format!("choose one of them by `--theme`: {}", names.join(", ")),
    };
    Err(Refusal { message, help })
}

/// The file at a path, which may begin with the theme's folder or omit `templates/` and `static/`.
fn named<'f>(files: &'f [BuiltInFile], written: &str) -> Result<&'f BuiltInFile, Refusal> {
    let path = written.trim_start_matches("./");
    let path = path.strip_prefix("themes/").and_then(|rest| rest.split_once('/')).map_or(path, |(_, rest)| rest);
    let candidates =
        [path.to_owned(), format!("templates/{path}"), format!("static/{path}"), format!("templates/partials/{path}")];
    let found = candidates.iter().find_map(|candidate| files.iter().find(|file| file.path == *candidate));
    found.ok_or_else(|| {
        let help = match nearest(path, files.iter().map(|file| file.path.as_str())) {
            Some(near) => format!("a file with a similar name exists: `{near}`"),
            None => "`journeybook theme list` names all files".to_owned(),
        };
        Refusal { message: format!("the theme has no file `{written}`"), help }
    })
}

/// Every file with its size, and whether it is the theme's or the project's.
fn listed(project: &Project, theme: &str, files: &[BuiltInFile]) -> String {
    let own = disk::theme_files(project, theme).value.files;
    let mut text = String::new();
    for BuiltInFile { path, is_inherited, bytes } in files {
        let is_overridden = own.contains_key(&*format!("themes/{theme}/{path}"));
        let whose = match (is_overridden, is_inherited) {
            (true, _) => format!("  overridden by themes/{theme}/{path}"),
            (false, true) => format!("  from the theme {DEFAULT_THEME}"),
            (false, false) => String::new(),
        };
        let _ = writeln!(text, "{:>8}  {path}{whose}", bytes.len());
    }
    text
}

/// Copies a file to where it overrides the theme's.
fn eject(project: &Project, theme: &str, file: &BuiltInFile) -> Result<(), Refusal> {
    let path = format!("themes/{theme}/{}", file.path);
    disk::create_file(&project.dir, &path, &file.bytes).map_err(|error| Refusal {
        message: error.to_string(),
        help: "nothing was written; move the file away to start again from the theme's".to_owned(),
    })?;
    let mut told = format!("made {}, which now takes the place of the theme's own\n", visible_line(&path));
    if file.path == STYLE_SHEET {
        told += "note: to add a few rules, `theme: { css: [own.css] }` in handbook.yaml needs no copy\n";
    }
    let _ = writeln!(told, "guide: {}", guide::named(Page::OWN_THEME, ""));
    stdio::answer(told);
    Ok(())
}
