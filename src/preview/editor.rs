//! Links that open a file in the author's editor at the line of a problem.

use std::path::Path;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// What is not encoded in a path: the unreserved characters of RFC 3986, the slash, and the colon of a drive.
const PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/').remove(b':');

/// Editors by the names of their commands, with the URLs that they or their usual helpers register.
const NAMED: [(&str, &str); 8] = [
    ("code", "vscode://file/{file}:{line}:{column}"),
    ("codium", "vscodium://file/{file}:{line}:{column}"),
    ("cursor", "cursor://file/{file}:{line}:{column}"),
    ("emacs", "emacs://open?url=file://{file}&line={line}&column={column}"),
    ("idea", "idea://open?file={file}&line={line}&column={column}"),
    ("subl", "subl://open?url=file://{file}&line={line}&column={column}"),
    ("vim", "mvim://open?url=file://{file}&line={line}&column={column}"),
    ("zed", "zed://file/{file}:{line}:{column}"),
];

/// Parts of the names by which editors introduce themselves to language servers, with their addresses. The first that fits counts.
const CLIENTS: [(&str, &str); 7] = [
    ("insiders", "vscode-insiders://file/{file}:{line}:{column}"),
    ("vscodium", "vscodium://file/{file}:{line}:{column}"),
    ("cursor", "cursor://file/{file}:{line}:{column}"),
    ("windsurf", "windsurf://file/{file}:{line}:{column}"),
    ("visual studio code", "vscode://file/{file}:{line}:{column}"),
    ("zed", "zed://file/{file}:{line}:{column}"),
    ("intellij", "idea://open?file={file}&line={line}&column={column}"),
];

/// The URL of an editor, with the placeholders `{file}`, `{path}`, `{line}` and `{column}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Editor {
    /// `None` for an editor that no address opens.
    template: Option<String>,
    /// The project folder as the editor sees it, if that is another path.
    dir: Option<String>,
}

impl Default for Editor {
    /// Visual Studio Code and its relatives.
    fn default() -> Self {
        Self { template: Some(NAMED[0].1.to_owned()), dir: None }
    }
}

impl Editor {
    /// The names of editors.
    pub fn names() -> impl Iterator<Item = &'static str> {
        NAMED.iter().map(|(name, _)| *name)
    }

    /// Reads an editor's name such as `idea`, or a template such as `idea://open?file={file}&line={line}`.
    ///
    /// # Errors
    /// What is wrong: no scheme, a scheme that runs scripts, or neither `{file}` nor `{path}`.
    pub fn parse(template: &str) -> Result<Self, String> {
        if let Some((_, known)) = NAMED.iter().find(|(name, _)| *name == template) {
            return Ok(Self { template: Some((*known).to_owned()), dir: None });
        }
        let scheme = template.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase()).unwrap_or_default();
        let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
        if !is_scheme {
            let names: Vec<&str> = NAMED.iter().map(|(name, _)| *name).collect();
            return Err(format!("the address begins with no scheme such as `vscode:`; by name are known {}", names.join(", ")));
        }
        if matches!(&*scheme, "javascript" | "data" | "vbscript" | "blob") {
            return Err(format!("`{scheme}:` opens no editor"));
        }
        if !template.contains("{file}") && !template.contains("{path}") {
            return Err("the address names no `{file}`".to_owned());
        }
        Ok(Self { template: Some(template.to_owned()), dir: None })
    }

    /// The editor that calls itself so in the Language Server Protocol (`clientInfo`). Most others register no address that opens a file.
    #[must_use]
    pub fn from_client_name(name: &str) -> Self {
        let name = name.to_ascii_lowercase();
        let known = CLIENTS.iter().find(|(part, _)| name.contains(part));
        Self { template: known.map(|(_, template)| (*template).to_owned()), dir: None }
    }

    /// The same editor, which sees the project folder at `dir`: inside a container it is at another path.
    #[must_use]
    pub fn seeing_project_at(self, dir: Option<String>) -> Self {
        Self { dir, ..self }
    }

    /// The address that opens `file` of the project folder `dir` at a line and a column, both counted from 1; `None` where no address opens
    /// the editor.
    #[must_use]
    pub fn link(&self, dir: &Path, file: &str, line: usize, column: usize) -> Option<String> {
        let template = self.template.as_deref()?;
        let seen = self.dir.clone().unwrap_or_else(|| dir.to_string_lossy().into_owned());
        let path = format!("{}/{file}", seen.replace('\\', "/").trim_end_matches('/'));
        let path = path.trim_start_matches('/');
        // `vscode://file/` and `file:///` have the path's first slash already. In `file://` the two slashes are followed by an
        // empty host: there, as elsewhere, the slash is part of the path, and a drive has one before it (RFC 8089, appendix E.2).
        let before = template.split("{file}").next().unwrap_or_default();
        let is_behind_authority = before.ends_with("://");
        let has_slash = before.ends_with('/') && !is_behind_authority;
        // A parameter takes a path of Windows as it is.
        let is_drive = matches!(path.as_bytes(), [letter, b':', ..] if letter.is_ascii_alphabetic());
        let is_whole = is_drive && before.ends_with('=');
        let path = if has_slash || is_whole { path.to_owned() } else { format!("/{path}") };
        let path = utf8_percent_encode(&path, PATH).to_string();
        let below = utf8_percent_encode(file, PATH).to_string();
        let filled = template.replace("{file}", &path).replace("{path}", &below);
        Some(filled.replace("{line}", &line.to_string()).replace("{column}", &column.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_encoded_and_scripts_refused() {
        let (dir, file) = (Path::new("/home/a b"), "<c>#d.md");
        for (template, expected) in [
            ("vscode://file/{file}:{line}:{column}", Ok("vscode://file/home/a%20b/%3Cc%3E%23d.md:3:7")),
            ("idea://open?file={file}&line={line}", Ok("idea://open?file=/home/a%20b/%3Cc%3E%23d.md&line=3")),
            ("subl://open?url=file://{file}&line={line}", Ok("subl://open?url=file:///home/a%20b/%3Cc%3E%23d.md&line=3")),
            ("zed", Ok("zed://file/home/a%20b/%3Cc%3E%23d.md:3:7")),
            ("txmt://open?url=file:///{file}", Ok("txmt://open?url=file:///home/a%20b/%3Cc%3E%23d.md")),
            ("JavaScript:alert('{file}')", Err("`javascript:` opens no editor")),
            ("vscode://vscode-remote/wsl+x/srv/{path}:{line}", Ok("vscode://vscode-remote/wsl+x/srv/%3Cc%3E%23d.md:3")),
            (
                "{file}",
                Err(
                    "the address begins with no scheme such as `vscode:`; by name are known code, codium, cursor, emacs, idea, subl, \
                     vim, zed",
                ),
            ),
            ("vim://", Err("the address names no `{file}`")),
        ] {
            let link = Editor::parse(template).map(|editor| editor.link(dir, file, 3, 7).expect("an address"));
            assert_eq!(link.as_deref().map_err(String::as_str), expected, "{template}");
        }
        for (name, seen, expected) in [
            ("idea", "/srv/a:b", "idea://open?file=/srv/a:b/%3Cc%3E%23d.md&line=3&column=7"),
            ("idea", "C:\\book", "idea://open?file=C:/book/%3Cc%3E%23d.md&line=3&column=7"),
            ("code", "C:/book", "vscode://file/C:/book/%3Cc%3E%23d.md:3:7"),
            ("vscode://file{file}:{line}", "C:/book", "vscode://file/C:/book/%3Cc%3E%23d.md:3"),
            ("subl", "/Users/ada/book/", "subl://open?url=file:///Users/ada/book/%3Cc%3E%23d.md&line=3&column=7"),
            ("subl", "C:\\book", "subl://open?url=file:///C:/book/%3Cc%3E%23d.md&line=3&column=7"),
        ] {
            let editor = Editor::parse(name).expect("an editor").seeing_project_at(Some(seen.to_owned()));
            assert_eq!(editor.link(dir, file, 3, 7).as_deref(), Some(expected));
        }
    }

    #[test]
    fn an_editor_is_known_by_what_it_calls_itself() {
        for (name, expected) in [
            ("Visual Studio Code", Some("vscode://file/b/a.md:1:2")),
            ("Visual Studio Code - Insiders", Some("vscode-insiders://file/b/a.md:1:2")),
            ("VSCodium", Some("vscodium://file/b/a.md:1:2")),
            ("Cursor", Some("cursor://file/b/a.md:1:2")),
            ("Zed", Some("zed://file/b/a.md:1:2")),
            ("Neovim", None),
            ("Eglot", None),
            ("helix", None),
            ("", None),
        ] {
            assert_eq!(Editor::from_client_name(name).link(Path::new("/b"), "a.md", 1, 2).as_deref(), expected, "{name}");
        }
    }
}
