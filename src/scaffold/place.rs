//! Turns the typed path of a new page into a file below the content root.

use crate::path::{Escapes, SourcePath, join, nfc};
use crate::portable_name::name_fault;

use super::Refusal;

/// The file of the page that `written` names: relative to the project folder if it begins with the content root's path, otherwise
/// to the content root. `.md` may be omitted, and a trailing slash means the folder's own page.
pub fn page_path(written: &str, content: &str) -> Result<SourcePath, Refusal> {
    let has_drive = written.as_bytes().get(1) == Some(&b':') && written.as_bytes()[0].is_ascii_alphabetic();
    if written.starts_with(['/', '~']) || has_drive {
        let help = "write a path from the content folder, such as `adoption/labs`";
        return Err(Refusal::new(format!("`{written}` is not a path inside the handbook"), help));
    }
    if written.contains('\\') {
        let help = format!("separate folders by `/`: `{}`", written.replace('\\', "/"));
        return Err(Refusal::new(format!("`{written}` contains a backslash"), help));
    }
    let joined = join("", written).map_err(|Escapes| {
        Refusal::new(format!("`{written}` leaves the handbook"), "write a path from the content folder, such as `adoption/labs`")
    })?;
    let below = below_content(&joined, content);
    let is_folder = matches!(written.rsplit('/').next(), Some("" | "." | ".."));
    let path = match (below.is_empty(), is_folder) {
        (true, true) if !written.is_empty() => "index.md".to_owned(),
        (true, _) => return Err(Refusal::new("the path names no page", "write one such as `adoption/labs`")),
        (false, true) => format!("{below}/index.md"),
        (false, false) if SourcePath::from(below).is_page() => below.to_owned(),
        (false, false) => format!("{below}.md"),
    };
    // New names are written in NFC, as links and other systems also write them.
    let path = SourcePath::from(&*nfc(&path));
    let faulty = path.as_str().split('/').find_map(|name| Some((name, name_fault(name)?)));
    if let Some((name, fault)) = faulty {
        return Err(Refusal::new(format!("`{name}` is not a name that every system can hold: {fault}"), "choose another name"));
    }
    Ok(path)
}

fn below_content<'p>(path: &'p str, content: &str) -> &'p str {
    if content.is_empty() {
        return path;
    }
    match path.strip_prefix(content) {
        Some("") => "",
        Some(rest) => rest.strip_prefix('/').unwrap_or(path),
        None => path,
    }
}
