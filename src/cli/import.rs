//! `journeybook import FROM [TO]`: a handbook from another generator's site.

use std::fmt::Write as _;
use std::path::Path;

use super::clock::Clock;
use super::options::{Destination, ImportOptions, Proposals, Sections, Verbosity};
use super::progress::Phase;
use super::report::counted;
use super::{Exit, refusal, stdio};
use crate::diagnostic::visible_line;
use crate::disk::{self, CreateError, InPlaceError};
use crate::guide::{self, Page};
use crate::import::{Asked, Import, ImportedFile, Section, import};
use crate::path::in_words;
use crate::scaffold::{NewFile, Refusal, WhenThere};

pub(super) fn run(options: &ImportOptions) -> Exit {
    match imported(options) {
        Ok(text) => {
            if options.verbosity != Verbosity::Quiet || options.destination == Destination::Nowhere {
                stdio::answer(text);
            }
            Exit::Clean
        }
        Err(refused) => refusal::tell_with_page(&[refused], Page::MIGRATION),
    }
}

fn imported(options: &ImportOptions) -> Result<String, Refusal> {
    let from = disk::locate_new(&options.from).ok().filter(|place| place.dir.is_dir());
    let from = from.ok_or_else(|| Refusal {
        message: format!("there is no folder `{}`", options.from.display()),
        help: "name the folder that holds the old site".to_owned(),
    })?;
    let to = match &options.destination {
        Destination::Folder(to) => Some(outside(&from.dir, to)?),
        Destination::InPlace | Destination::Nowhere => None,
    };
    let progress = Clock::start(options.verbosity).progress(Phase { verb: "importing", of: "the old site", all: 0 });
    let tree = disk::read_tree(&from.dir);
    let name = from.dir.file_name().map(|name| in_words(&name.to_string_lossy())).unwrap_or_default();
    let asked = Asked {
        system: options.system,
        proposes_stages: options.proposals == Proposals::Made,
        files_by_sections: options.sections == Sections::Folders,
        fallback_title: name,
    };
    let around = |path: &str| disk::read_around(&from.dir, &from.repository_root, path);
    let import = import(&tree, &asked, &around)?;
    match (&options.destination, &to) {
        (Destination::InPlace, _) => {
            disk::rearrange(&from.dir, &from.repository_root, &import.files).map_err(|error| in_place(&error))?;
        }
        (_, Some(to)) => write(&from.dir, to, &import.files)?,
        _ => {}
    }
    drop(progress);
    Ok(told(&import, options))
}

/// The new handbook's folder, which must not be inside the old site.
fn outside(from: &Path, to: &Path) -> Result<std::path::PathBuf, Refusal> {
    let place = disk::locate_new(to)
        .map_err(|error| Refusal { message: error.to_string(), help: "name a folder that can be made".to_owned() })?;
    if place.dir.starts_with(from) {
        return Err(Refusal {
            message: format!("`{}` lies in the old site, which is only read", to.display()),
            help: "name a folder outside it, or turn the site itself into a handbook with `--in-place`".to_owned(),
        });
    }
    Ok(place.dir)
}

fn write(from: &Path, to: &Path, files: &[ImportedFile]) -> Result<(), Refusal> {
    let (mut texts, mut copies) = (Vec::new(), Vec::new());
    for file in files {
        match (&file.text, &file.from) {
            (Some(text), _) => {
                let when_there = if file.path == ".gitignore" { WhenThere::Keep } else { WhenThere::Refuse };
                texts.push(NewFile { path: file.path.clone(), text: text.clone(), when_there });
            }
            (None, Some(path)) => copies.push((from.join(path), file.path.clone())),
            (None, None) => {}
        }
    }
    disk::create_with_copies(to, &texts, &copies).map(drop).map_err(|error| {
        let help = match &error {
            CreateError::Exist(_) => "nothing was written, since `import` overwrites nothing; name another folder",
            CreateError::Blocked(..) => "nothing was written; move what is in the way, or name another folder",
            CreateError::Unwritable(..) => "nothing was written; allow writing there, or name another folder",
        };
        Refusal { message: shortened(&error.to_string()), help: help.to_owned() }
    })
}

/// A message that names hundreds of files is no more useful than one that names a few.
fn shortened(message: &str) -> String {
    match message.char_indices().nth(300) {
        Some((end, _)) => format!("{}…", &message[..end]),
        None => message.to_owned(),
    }
}

fn in_place(error: &InPlaceError) -> Refusal {
    let help = match error {
        InPlaceError::NoRepository => "name a folder of a Git repository, or give TO as well",
        InPlaceError::Unclean => {
            "commit or stash what is open, so that `git restore` can take everything back; or give TO as well"
        }
        InPlaceError::Exists(_) => "nothing was moved; move it away, or give TO as well",
        InPlaceError::Failed(..) => "take back what was moved until then with `git reset --hard && git clean -fd`",
    };
    Refusal { message: error.to_string(), help: help.to_owned() }
}

/// The report, and the next command.
fn told(import: &Import, options: &ImportOptions) -> String {
    let report = &import.report;
    let (old, new) = import.pages;
    let mut text = format!("{} site: {new} of {old} pages\n{}\n", import.system, visible_lines(&report.short()));
    let guide = guide::named(Page::migration(import.system.id()), "");
    let (changes, places) = (counted(report.count(Section::Changed), "change"), counted(report.count(Section::Person), "place"));
    let _ = write!(text, "{changes}, {places} for a person");
    let folder = match &options.destination {
        Destination::Nowhere => {
            let _ = writeln!(text, "; nothing was written\nguide: {guide}");
            return text;
        }
        Destination::Folder(to) => to,
        Destination::InPlace => &options.from,
    };
    let folder = visible_line(&folder.display().to_string()).to_string();
    let _ = writeln!(text, "; all of them stand in {folder}/.journeybook/IMPORT.md");
    let _ = writeln!(text, "next: journeybook check {folder} --against {folder}/.journeybook/import-urls.json\nguide: {guide}");
    text
}

fn visible_lines(text: &str) -> String {
    text.lines().map(|line| format!("{}\n", visible_line(line))).collect()
}
