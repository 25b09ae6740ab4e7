//! Names that are never content: files that editors, tools and systems leave behind.

use super::state::STATE_FOLDER;
use crate::path::{is_hidden_name, is_page_name};

/// Whether a file or folder with this name is excluded wherever it is.
///
/// Names that begin with a dot are (Git, `.DS_Store`, Vim's `.a.md.swp`, Emacs' `.#a.md`), except for `.well-known`, which RFC 8615
/// requires to be served.
pub(super) fn is_hidden(name: &str) -> bool {
    is_hidden_name(name) || is_systems_folder(name)
}

/// What systems keep on a disk or put into an archive: the bins and notes of Windows, macOS, Synology and Linux.
fn is_systems_folder(name: &str) -> bool {
    const FOLDERS: [&str; 6] = ["$recycle.bin", "system volume information", "__macosx", "@eadir", "#recycle", "lost+found"];
    FOLDERS.iter().any(|known| name.eq_ignore_ascii_case(known))
}

/// Whether a hidden folder may contain pictures for pages, as `.gitbook` and `.github` do: all except those of version control and
/// tools.
pub(super) fn may_hold_media(name: &str) -> bool {
    const NEVER: [&str; 17] = [
        ".git",
        ".hg",
        ".svn",
        ".bzr",
        ".jj",
        ".venv",
        ".tox",
        ".nox",
        ".cache",
        ".npm",
        ".yarn",
        ".pnpm-store",
        ".gradle",
        ".terraform",
        ".next",
        ".nuxt",
        ".Trash",
    ];
    let is_kept_by_a_tool = |never: &&str| name.eq_ignore_ascii_case(never);
    is_hidden_name(name) && name != STATE_FOLDER && !name.ends_with("cache") && !NEVER.iter().any(is_kept_by_a_tool)
}

/// Whether a file of this name is a picture, a sound, a film or a document that a page may show or offer.
pub(super) fn is_media(name: &str) -> bool {
    const EXTENSIONS: [&str; 21] = [
        "avif", "bmp", "flac", "gif", "ico", "jpeg", "jpg", "m4a", "mov", "mp3", "mp4", "ogg", "ogv", "opus", "pdf", "png",
        "svg", "wav", "webm", "webp", "tiff",
    ];
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    !is_hidden_name(name) && EXTENSIONS.iter().any(|known| extension.eq_ignore_ascii_case(known))
}

/// Whether a file with this name is an editor's backup or temporary file, an unfinished download, or a system's metadata about a
/// folder.
///
/// `a.md~` is written by Emacs, Vim, Kate and gedit, `#a.md#` by Emacs, `~$a.docx` and `~WRL0003.tmp` by Office, `___jb_tmp___` by
/// `IntelliJ`. Extensions such as `.bak` count only after a page's name: nobody means to publish `labs.md.bak`, but a page may
/// offer `dump.bak` for download. Those that nobody offers count behind any other extension.
pub(super) fn is_backup(name: &str) -> bool {
    name.ends_with('~')
        || name.starts_with("~$")
        || (name.len() > 1 && name.starts_with('#') && name.ends_with('#'))
        || name.ends_with("___jb_tmp___")
        || name.ends_with("___jb_old___")
        || is_systems_own(name)
        || is_unfinished_download(name)
        || is_half_saved(name)
        || is_backup_of_a_page(name)
        || is_backup_of_a_file(name)
}

/// `4913` is the file by which Vim finds out whether it may write a folder; Office keeps open documents as `~WRL0003.tmp`; the others keep how a folder is shown, in Windows'
/// Explorer and, with a carriage return, in macOS' Finder.
fn is_systems_own(name: &str) -> bool {
    const WINDOWS: [&str; 3] = ["desktop.ini", "ehthumbs.db", "thumbs.db"];
    let is_of_office = name.starts_with('~') && has_extension(name, &["tmp"]);
    is_of_office || name == "4913" || name == "Icon\r" || WINDOWS.iter().any(|known| name.eq_ignore_ascii_case(known))
}

/// Whether a name ends with one of the extensions, in any case.
fn has_extension(name: &str, extensions: &[&str]) -> bool {
    name.rsplit_once('.').is_some_and(|(_, extension)| extensions.iter().any(|known| extension.eq_ignore_ascii_case(known)))
}

/// What programs call a file that is still arriving: Firefox `.part`, Chromium `.crdownload`, Safari `.download`, Opera `.opdownload`,
/// `WinSCP` `.filepart`, Internet Explorer and others `.partial`.
fn is_unfinished_download(name: &str) -> bool {
    has_extension(name, &["crdownload", "download", "filepart", "opdownload", "part", "partial"])
}

/// macOS writes `a.md.sb-1a2b3c4d-Xy9Zw8` and renames it when it is complete.
fn is_half_saved(name: &str) -> bool {
    let is_word = |word: &str| word.len() >= 6 && word.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let mark = name.rsplit_once(".sb-").and_then(|(_, mark)| mark.split_once('-'));
    mark.is_some_and(|(number, letters)| is_word(number) && is_word(letters))
}

/// What editors and Git leave beside a page. nano numbers what it saves when it is ended: `a.md.save.1`.
fn is_backup_of_a_page(name: &str) -> bool {
    const EXTENSIONS: [&str; 10] = ["bak", "kate-swp", "old", "orig", "rej", "save", "swo", "swp", "swx", "tmp"];
    let is_number = |end: &str| !end.is_empty() && end.bytes().all(|byte| byte.is_ascii_digit());
    let name = name
        .rsplit_once('.')
        .filter(|(saved, end)| has_extension(saved, &["save"]) && is_number(end))
        .map_or(name, |(saved, _)| saved);
    has_extension(name, &EXTENSIONS) && name.rsplit_once('.').is_some_and(|(page, _)| is_page_name(page))
}

/// What they leave beside any file, such as `map.svg.orig`. Without another extension before it, such a name may be somebody's own.
fn is_backup_of_a_file(name: &str) -> bool {
    has_extension(name, &["kate-swp", "orig", "rej", "swo", "swp", "swx", "tmp"])
        && name.rsplit_once('.').is_some_and(|(file, _)| file.trim_start_matches('.').contains('.'))
}

/// Whether a folder with this name contains the output of a package manager or compiler.
pub(super) fn is_build_folder(name: &str) -> bool {
    matches!(name, "node_modules" | "target")
}

#[cfg(test)]
mod tests {
    use super::{is_backup, is_hidden};

    #[test]
    fn files_that_editors_leave_behind_are_known_by_their_names() {
        for name in [
            ".#a",
            ".a.md.swp",
            ".git",
            ".DS_Store",
            "a.md~",
            "a.~1~",
            "#a.md#",
            "~$a.docx",
            "a.md.bak",
            "A.MD.ORIG",
            "a.md.swp",
            "a.md___jb_tmp___",
            "4913",
            "Thumbs.db",
            "desktop.ini",
            "Icon\r",
            ".a.md.kate-swp",
            "a.md.kate-swp",
            "a.md.save.1",
            "map.svg.swp",
            "map.svg.orig",
            "style.css.rej",
            "map.svg.tmp",
            "~WRL0003.tmp",
            "slides.pdf.filepart",
            "lost+found",
            "#recycle",
            "talk.mp4.part",
            "slides.pdf.crdownload",
            "slides.pdf.opdownload",
            "talk.mp4.Partial",
            "a.md.sb-1a2b3c4d-Xy9Zw8",
            "__MACOSX",
            "$RECYCLE.BIN",
            "System Volume Information",
            "@eaDir",
        ] {
            assert!(is_hidden(name) || is_backup(name), "{name}");
        }
        for name in [
            ".well-known",
            "a.md",
            "dump.bak",
            "#",
            "#hash.md",
            "~home.md",
            "bak.md",
            "a.swp",
            "game.save",
            "game.save.1",
            "a.tmp",
            "backup.orig",
            "49130",
            "part",
            "parts.md",
            "icon",
            "partial",
            "macosx",
            "a.sb-1-2",
            "notes.sb-rules.md",
        ] {
            assert!(!is_hidden(name) && !is_backup(name), "{name}");
        }
    }

    #[test]
    fn hidden_folders_of_tools_hold_no_media() {
        let hidden = [".gitbook", ".github", ".git", ".GIT", ".journeybook", ".parcel-cache", ".well-known", "assets"];
        let looked_into: Vec<_> = hidden.into_iter().filter(|name| super::may_hold_media(name)).collect();
        assert_eq!(looked_into, [".gitbook", ".github"]);
    }
}
