//! What is copied from a console: the commands, without prompts and output.

/// Languages whose blocks show commands beside what they print, as Linguist and Pygments name them.
const CONSOLES: [&str; 6] = ["console", "shell-session", "shellsession", "sh-session", "terminal", "pycon"];

/// The commands of a console's block; `None` for another language, and where no line has a prompt.
pub(super) fn commands(language: &str, code: &str) -> Option<String> {
    if !CONSOLES.iter().any(|console| language.eq_ignore_ascii_case(console)) {
        return None;
    }
    let is_python = language.eq_ignore_ascii_case("pycon");
    let prompts = if is_python { &[][..] } else { weakest_prompts(code) };
    let mut commands: Vec<&str> = Vec::new();
    // What the next line is to the command above it.
    let mut follows = Following::Nothing;
    for line in code.lines() {
        let command = match &follows {
            Following::Text(end) => {
                if line.trim() == end {
                    follows = Following::Nothing;
                }
                commands.push(line);
                continue;
            }
            Following::Line => Some(line.strip_prefix("> ").unwrap_or(line)),
            Following::Prompted => continued(line, is_python).or_else(|| command(line, is_python, prompts)),
            Following::Nothing => command(line, is_python, prompts),
        };
        follows = command.map_or(Following::Nothing, |command| Following::new(command, is_python));
        commands.extend(command);
    }
    (!commands.is_empty()).then(|| commands.join("\n").trim_end().to_owned())
}

/// How a command may go on in the next line.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Following {
    Nothing,
    /// In a line that has the prompt for more.
    Prompted,
    /// In any line, since this one ends with a backslash.
    Line,
    /// In all lines up to this word: a here-document (POSIX.1-2024, Shell Command Language, section 2.7.4).
    Text(String),
}

impl Following {
    fn new(command: &str, is_python: bool) -> Self {
        if command.ends_with('\\') {
            return Self::Line;
        }
        let word = command.split_once("<<").map(|(_, behind)| behind.trim_start_matches('-').trim_start());
        let word = word.filter(|behind| !is_python && !behind.starts_with('<'));
        let word = word.map(|behind| behind.trim_start_matches(['"', '\'', '\\']));
        let word = word.map(|behind| behind.split(|c: char| !(c.is_alphanumeric() || c == '_')).next().unwrap_or_default());
        word.filter(|word| !word.is_empty()).map_or(Self::Prompted, |word| Self::Text(word.to_owned()))
    }
}

/// Prompts that also mean something else: `#` opens a comment where a stronger prompt stands, and `>` a further line of a command.
fn weakest_prompts(code: &str) -> &'static [char] {
    let has = |prompts: &[char]| code.lines().any(|line| command(line, false, prompts).is_some());
    if has(&[]) {
        &[]
    } else if has(&['#']) {
        &['#']
    } else {
        &['>']
    }
}

fn continued(line: &str, is_python: bool) -> Option<&str> {
    let prompt = if is_python { "..." } else { ">" };
    let behind = line.strip_prefix(prompt)?;
    if behind.is_empty() { Some("") } else { behind.strip_prefix(' ') }
}

/// What stands behind a line's prompt.
fn command<'l>(line: &'l str, is_python: bool, weak: &[char]) -> Option<&'l str> {
    if is_python {
        return line.strip_prefix(">>>").filter(|behind| behind.is_empty()).or_else(|| line.strip_prefix(">>> "));
    }
    let is_sign = |c: char| matches!(c, '$' | '%' | '#' | '>' | '❯' | '➜');
    let (at, sign) = line.char_indices().find(|(_, c)| is_sign(*c))?;
    let behind = &line[at + sign.len_utf8()..];
    let command = if behind.is_empty() { "" } else { behind.strip_prefix(' ')? };
    let before = &line[..at];
    // The name of a virtual environment stands in front of the prompt.
    let bare = before.strip_prefix('(').and_then(|inside| inside.split_once(')')).map_or(before, |(_, behind)| behind).trim();
    let is_prompt =
        if bare.is_empty() { matches!(sign, '$' | '%' | '❯' | '➜') || weak.contains(&sign) } else { is_place(bare) };
    is_prompt.then_some(command)
}

/// Whether words say where a prompt stands: `ada@host:~/notes`, `[ada@host notes]`, `PS C:\notes`, `~`.
fn is_place(words: &str) -> bool {
    let bracketed = words.strip_prefix('[').and_then(|words| words.strip_suffix(']'));
    let words = words.strip_prefix("PS ").or(bracketed).unwrap_or(words);
    let has_sign = words.starts_with(['~', '/']) || words.contains('@') || words.as_bytes().get(1..3) == Some(b":\\");
    has_sign && (bracketed.is_some() || !words.contains(' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prompts_and_output_are_left_out() {
        for (language, code, expected) in [
            ("console", "$ npm i\nadded 3 packages\n$ npm start\n", Some("npm i\nnpm start")),
            ("console", "$ a \\\n    --long\nout\n# a comment\n", Some("a \\\n    --long")),
            ("console", "# apt update\nGet:1\n# apt upgrade\n", Some("apt update\napt upgrade")),
            ("Console", "(venv) ada@host:~/notes$ make\n[ada@host notes]# ls\n100% done\n", Some("make\nls")),
            ("console", "PS C:\\notes> dir\nC:\\> cd x\n", Some("dir\ncd x")),
            ("console", "> dir\nx\n", Some("dir")),
            ("console", "$ echo 'a\n> b'\na\nb\n", Some("echo 'a\nb'")),
            ("console", "$ cat > x <<'END'\n$ kept > 1\nEND\n$ b\n", Some("cat > x <<'END'\n$ kept > 1\nEND\nb")),
            ("shell-session", "~ % ls\n/x > /y\n", Some("ls\n/y")),
            ("pycon", ">>> def a():\n...     pass\n...\n>>> 1 << 2\n4\n", Some("def a():\n    pass\n\n1 << 2")),
            ("console", "only output\nprice: 5 $ each\n", None),
            ("bash", "$ npm i\n", None),
        ] {
            assert_eq!(commands(language, code).as_deref(), expected, "{code}");
        }
    }
}
