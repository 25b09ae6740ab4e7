//! The program as the tests start it.

use std::path::Path;
use std::process::{Command, Stdio};

/// The program with these arguments, in an environment of its own: only its own choice decides on styles, and where it runs
/// (in continuous integration, perhaps) changes nothing.
pub(crate) fn journeybook(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_journeybook"));
    for name in
        ["NO_COLOR", "FORCE_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "GITHUB_ACTIONS", "GITHUB_REPOSITORY", "GITHUB_STEP_SUMMARY"]
    {
        command.env_remove(name);
    }
    // Reviews are measured by a day that stays, unless a test gives another.
    command.env("SOURCE_DATE_EPOCH", "1795305600");
    command.args(arguments).stdin(Stdio::null());
    command
}

/// A text of the program with the guide's pages named as they are while `repository` in `Cargo.toml` is not set, so that what tests expect
/// does not depend on it.
pub(crate) fn without_address(text: &str) -> String {
    let name = env!("CARGO_PKG_REPOSITORY").strip_prefix("https://github.com/").and_then(|name| name.split_once('/'));
    let Some((owner, name)) = name else { return text.to_owned() };
    let address = format!("https://{}.github.io/{name}/guide/", owner.to_ascii_lowercase());
    let mut pieces = text.split(&address);
    let mut named = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let end = piece.find(char::is_whitespace).unwrap_or(piece.len());
        let (path, fragment) = piece[..end].split_once('#').unwrap_or((&piece[..end], ""));
        let page = format!("docs/{}.md", path.trim_end_matches('/'));
        named += "journeybook/";
        let is_page = Path::new(env!("CARGO_MANIFEST_DIR")).join(&page).is_file();
        let anchor = if fragment.is_empty() { String::new() } else { format!("#{fragment}") };
        let place = if is_page { page } else { format!("docs/{path}index.md") };
        named.extend([&*place, &anchor, &piece[end..]]);
    }
    named
}
