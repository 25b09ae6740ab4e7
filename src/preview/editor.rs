//! Links that open a file in the author's editor at the line of a problem.

use std::path::Path;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// What stays as it is in a path: the unreserved characters of RFC 3986, the slash, and the colon of a drive.
const PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/').remove(b':');

/// Editors by the names of their commands, with the addresses that they or their usual helpers register.
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

/// The address of an editor, with `{file}`, `{path}`, `{line}` and `{column}` to be filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Editor {
    template: String,
    /// Where the editor sees the project folder, when that is another place.
    dir: Option<String>,
}

impl Default for Editor {
    /// Visual Studio Code and its relatives.
    fn default() -> Self {
        Self { template: NAMED[0].1.to_owned(), dir: None }
    }
}

impl Editor {
    /// The names that stand for an editor.
    pub fn names() -> impl Iterator<Item = &'static str> {
        NAMED.iter().map(|(name, _)| *name)
    }

    /// Reads an editor's name such as `idea`, or a template such as `idea://open?file={file}&line={line}`.
    ///
    /// # Errors
    /// Says what is wrong: no scheme, a scheme that runs scripts, or neither `{file}` nor `{path}`.
    pub fn parse(template: &str) -> Result<Self, String> {
        if let Some((_, known)) = NAMED.iter().find(|(name, _)| *name == template) {
            return Ok(Self { template: (*known).to_owned(), dir: None });
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
        Ok(Self { template: template.to_owned(), dir: None })
    }

    /// The same editor, which sees the project folder at `dir`: in a container it lies elsewhere than outside.
    #[must_use]
    pub fn seeing_project_at(self, dir: Option<String>) -> Self {
        Self { dir, ..self }
    }

    /// The address that opens `file` of the project folder `dir` at a line and a column, both counted from 1.
    #[must_use]
    pub fn link(&self, dir: &Path, file: &str, line: usize, column: usize) -> String {
        let seen = self.dir.clone().unwrap_or_else(|| dir.to_string_lossy().into_owned());
        let path = format!("{}/{file}", seen.replace('\\', "/").trim_end_matches('/'));
        let path = path.trim_start_matches('/');
        // `vscode://file/` and `file:///` have the path's first slash already. In `file://` the two slashes announce a host, which is
        // left empty: there, as elsewhere, the slash is part of the path, and a drive has one before it (RFC 8089, appendix E.2).
        let before = self.template.split("{file}").next().unwrap_or_default();
        let is_behind_authority = before.ends_with("://");
        let has_slash = before.ends_with('/') && !is_behind_authority;
        let is_drive = path.contains(':') && !is_behind_authority;
        let path = if has_slash || is_drive { path.to_owned() } else { format!("/{path}") };
        let path = utf8_percent_encode(&path, PATH).to_string();
        let below = utf8_percent_encode(file, PATH).to_string();
        let filled = self.template.replace("{file}", &path).replace("{path}", &below);
        filled.replace("{line}", &line.to_string()).replace("{column}", &column.to_string())
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
            let link = Editor::parse(template).map(|editor| editor.link(dir, file, 3, 7));
            assert_eq!(link.as_deref().map_err(String::as_str), expected, "{template}");
        }
        for (seen, expected) in [
            ("/Users/ada/book/", "subl://open?url=file:///Users/ada/book/%3Cc%3E%23d.md&line=3&column=7"),
            ("C:\\book", "subl://open?url=file:///C:/book/%3Cc%3E%23d.md&line=3&column=7"),
        ] {
            let editor = Editor::parse("subl").expect("a known name").seeing_project_at(Some(seen.to_owned()));
            assert_eq!(editor.link(dir, file, 3, 7), expected);
        }
    }
}
