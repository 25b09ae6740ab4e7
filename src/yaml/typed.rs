//! Reads texts, numbers, booleans and lists from a tree, each refusal with its place and its way out.

use super::{Content, Entry, Node, Problem, Scalar};

impl Scalar {
    /// Whether there is no value: nothing written, `~` or `null` (YAML's core schema).
    #[must_use]
    pub fn is_null(&self) -> bool {
        self.is_plain && matches!(&*self.text, "" | "~" | "null" | "Null" | "NULL")
    }

    /// The boolean that the text means (YAML's core schema: `yes` and `on` are none); quotes do not matter.
    #[must_use]
    pub fn truth(&self) -> Option<bool> {
        match &*self.text {
            "true" | "True" | "TRUE" => Some(true),
            "false" | "False" | "FALSE" => Some(false),
            _ => None,
        }
    }
}

impl Node {
    /// Whether there is no value: nothing written, `~` or `null`.
    #[must_use]
    pub fn is_null(&self) -> bool {
        self.scalar().is_some_and(Scalar::is_null)
    }

    /// Whether the key counts as absent: there is no value, or the text is empty, as in a template that was not filled in.
    #[must_use]
    pub fn says_nothing(&self) -> bool {
        self.scalar().is_some_and(|scalar| scalar.is_null() || scalar.text.trim().is_empty())
    }

    /// The scalar, unless it is a list or a map.
    #[must_use]
    pub fn scalar(&self) -> Option<&Scalar> {
        match &self.content {
            Content::Scalar(scalar) => Some(scalar),
            _ => None,
        }
    }

    /// Its type, in words for messages.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match &self.content {
            Content::Scalar(scalar) if scalar.is_null() => "nothing",
            Content::Scalar(_) => "text",
            Content::Sequence(_) => "a list",
            Content::Mapping(_) => "a map",
        }
    }

    /// The text with its ends trimmed; `what` names the value in the message.
    pub fn text(&self, what: &str) -> Result<&str, Problem> {
        match &self.content {
            Content::Scalar(scalar) if !scalar.is_null() => Ok(scalar.text.trim()),
            _ => {
                let message = format!("`{what}` must be text, not {}", self.kind());
                Err(Problem::new(self.span.clone(), message, format!("write one text behind `{what}:`, in quotes if in doubt")))
            }
        }
    }

    /// The boolean: `true` or `false`.
    pub fn truth(&self, what: &str) -> Result<bool, Problem> {
        let written = self.scalar().map_or_else(|| self.kind().to_owned(), |scalar| format!("`{}`", scalar.text));
        if let Some(truth) = self.scalar().and_then(Scalar::truth) {
            return Ok(truth);
        }
        let problem = Problem::new(
            self.span.clone(),
            format!("`{what}` must be `true` or `false`, not {written}"),
            "write `true` or `false`",
        );
        let meant = self.scalar().and_then(|scalar| match &*scalar.text.to_ascii_lowercase() {
            "yes" | "on" | "y" | "1" => Some("true"),
            "no" | "off" | "n" | "0" => Some("false"),
            _ => None,
        });
        Err(match meant {
            Some(meant) => problem.suggest(meant),
            None => problem,
        })
    }

    /// The items of a list; a single value counts as a list of one, and no value as an empty one.
    #[must_use]
    pub fn items(&self) -> &[Node] {
        match &self.content {
            Content::Sequence(items) => items,
            _ if self.is_null() => &[],
            _ => std::slice::from_ref(self),
        }
    }

    /// The entries of a map.
    pub fn entries(&self, what: &str) -> Result<&[Entry], Problem> {
        match &self.content {
            Content::Mapping(entries) => Ok(entries),
            _ if self.is_null() => Ok(&[]),
            _ => {
                let message = format!("`{what}` must be a map of keys, not {}", self.kind());
                Err(Problem::new(self.span.clone(), message, "write `key: value` lines, indented alike"))
            }
        }
    }

    /// The value of a key, if this is a map that has it.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Node> {
        match &self.content {
            Content::Mapping(entries) => entries.iter().find(|entry| entry.key == key).map(|entry| &entry.value),
            _ => None,
        }
    }
}
