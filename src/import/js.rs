//! The literals in a JavaScript or TypeScript file. No code is run: computed values are `null`.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

/// How deeply literals may be nested.
const DEEPEST: usize = 64;

/// The configuration that a file exports: the value of `export default`, `module.exports` or `return`.
///
/// Names of literals in the same file are resolved, and so are functions without arguments that return one.
pub(super) fn config(text: &str) -> Value {
    let names = names(text);
    let starts = ["export default", "module.exports =", "module.exports=", "export const themeConfig ="];
    for start in starts {
        for (at, _) in text.match_indices(start) {
            let value = Reader { text, at: at + start.len(), names: &names, depth: 0 }.value();
            if value.is_object() || value.is_array() {
                return value;
            }
        }
    }
    // A configuration that a function returns: its first literal map is used.
    names
        .values()
        .find_map(|at| {
            Some(Reader { text, at: *at, names: &names, depth: 0 }.value())
                .filter(|value| value.as_object().is_some_and(|map| map.len() > 3))
        })
        .unwrap_or(Value::Null)
}

/// The literal that a text is.
pub(super) fn value(text: &str) -> Value {
    Reader { text, at: 0, names: &BTreeMap::new(), depth: 0 }.value()
}

/// The places of the values of the file's own names.
fn names(text: &str) -> BTreeMap<String, usize> {
    let mut names = BTreeMap::new();
    for keyword in ["const ", "let ", "var ", "function "] {
        for (at, _) in text.match_indices(keyword) {
            let rest = &text[at + keyword.len()..];
            let end = rest.find(|c: char| !c.is_alphanumeric() && !matches!(c, '_' | '$')).unwrap_or(rest.len());
            let name = &rest[..end];
            let from = at + keyword.len() + end;
            let stands = if keyword == "function " {
                text[from..].find("return").map(|found| from + found + "return".len())
            } else {
                assigned(text, from)
            };
            if let (false, Some(stands)) = (name.is_empty(), stands) {
                names.entry(name.to_owned()).or_insert(stands);
            }
        }
    }
    names
}

/// Where the value after `=` begins; a type annotation is skipped.
fn assigned(text: &str, from: usize) -> Option<usize> {
    let line_end = text[from..].find(['\n', ';']).map_or(text.len(), |end| from + end);
    let equals = text[from..line_end].find('=')? + from;
    (!text[equals..].starts_with("==") && !text[equals..].starts_with("=>")).then_some(equals + 1)
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
    names: &'t BTreeMap<String, usize>,
    depth: usize,
}

impl Reader<'_> {
    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn skip_blanks(&mut self) {
        loop {
            let rest = self.rest();
            let blanks = rest.len() - rest.trim_start().len();
            let rest = &rest[blanks..];
            let comment = if rest.starts_with("//") {
                rest.find('\n').unwrap_or(rest.len())
            } else if rest.starts_with("/*") {
                rest.find("*/").map_or(rest.len(), |end| end + 2)
            } else {
                0
            };
            self.at += blanks + comment;
            if blanks + comment == 0 {
                return;
            }
        }
    }

    fn take(&mut self, text: &str) -> bool {
        self.skip_blanks();
        let is_there = self.rest().starts_with(text);
        if is_there {
            self.at += text.len();
        }
        is_there
    }

    fn value(&mut self) -> Value {
        self.skip_blanks();
        self.depth += 1;
        let value = if self.depth > DEEPEST { None } else { self.literal() };
        self.depth -= 1;
        let value = value.unwrap_or(Value::Null);
        self.skip_expression().map_or(value, |()| Value::Null)
    }

    fn literal(&mut self) -> Option<Value> {
        let first = self.rest().chars().next()?;
        match first {
            '{' => Some(self.object()),
            '[' => Some(self.array()),
            '"' | '\'' | '`' => self.string(first).map(Value::String),
            '(' => {
                self.at += 1;
                let value = self.value();
                self.take(")");
                Some(value)
            }
            '-' | '0'..='9' => {
                let rest = self.rest();
                let end = rest[1..].find(|c: char| !c.is_ascii_digit() && c != '.').map_or(rest.len(), |end| end + 1);
                let number = serde_json::from_str(&rest[..end]).ok();
                self.at += end;
                number
            }
            _ => self.named(),
        }
    }

    /// `true`, a name of the file, or a call whose first argument is a literal.
    fn named(&mut self) -> Option<Value> {
        let rest = self.rest();
        let end = rest.find(|c: char| !c.is_alphanumeric() && !matches!(c, '_' | '$' | '.')).unwrap_or(rest.len());
        let name = rest[..end].to_owned();
        if name.is_empty() {
            return None;
        }
        self.at += end;
        match &*name {
            "true" => return Some(Value::Bool(true)),
            "false" => return Some(Value::Bool(false)),
            "null" | "undefined" => return Some(Value::Null),
            "async" | "function" | "new" | "await" | "import" => return None,
            _ => {}
        }
        let is_call = self.rest().starts_with('(');
        if let Some(stands) = self.names.get(&name).copied().filter(|stands| *stands != self.at) {
            if is_call {
                self.at += crate_parens(self.rest());
            }
            let depth = self.depth + 1;
            return Some(Reader { text: self.text, at: stands, names: self.names, depth }.value()).filter(|_| depth < 16);
        }
        if is_call {
            self.at += 1;
            let value = self.value();
            self.skip_until(')');
            self.take(")");
            return Some(value);
        }
        None
    }

    fn string(&mut self, quote: char) -> Option<String> {
        let mut text = String::new();
        let mut characters = self.rest().char_indices().skip(1);
        while let Some((at, c)) = characters.next() {
            match c {
                '\\' => match characters.next()?.1 {
                    'n' => text.push('\n'),
                    't' => text.push('\t'),
                    '\n' => {}
                    other => text.push(other),
                },
                c if c == quote => {
                    self.at += at + c.len_utf8();
                    return (quote != '`' || !text.contains("${")).then_some(text);
                }
                c => text.push(c),
            }
        }
        self.at = self.text.len();
        None
    }

    fn object(&mut self) -> Value {
        self.at += 1;
        let mut map = Map::new();
        loop {
            self.skip_blanks();
            if self.take("}") || self.rest().is_empty() {
                return Value::Object(map);
            }
            if self.take(",") {
                continue;
            }
            if self.take("...") {
                if let Value::Object(spread) = self.value() {
                    map.extend(spread);
                }
                continue;
            }
            let before = self.at;
            let key = self.key();
            match key {
                Some(key) if self.take(":") => {
                    let value = self.value();
                    map.insert(key, value);
                }
                Some(key) if self.rest().trim_start().starts_with([',', '}']) => {
                    let value = self.names.get(&key).map(|at| Reader {
                        text: self.text,
                        at: *at,
                        names: self.names,
                        depth: self.depth + 1,
                    });
                    let value = value.filter(|reader| reader.depth < 16).map_or(Value::Null, |mut reader| reader.value());
                    map.insert(key, value);
                }
                // A method or a computed value.
                _ => self.skip_until(','),
            }
            if self.at == before {
                self.at += self.rest().chars().next().map_or(1, char::len_utf8);
            }
        }
    }

    fn key(&mut self) -> Option<String> {
        let first = self.rest().chars().next()?;
        if matches!(first, '"' | '\'') {
            return self.string(first);
        }
        let rest = self.rest();
        let end = rest.find(|c: char| !c.is_alphanumeric() && !matches!(c, '_' | '$')).unwrap_or(rest.len());
        let key = rest[..end].to_owned();
        self.at += end;
        (!key.is_empty()).then_some(key)
    }

    fn array(&mut self) -> Value {
        self.at += 1;
        let mut items = Vec::new();
        loop {
            self.skip_blanks();
            if self.take("]") || self.rest().is_empty() {
                return Value::Array(items);
            }
            if self.take(",") {
                continue;
            }
            let before = self.at;
            let is_spread = self.take("...");
            match self.value() {
                Value::Array(spread) if is_spread => items.extend(spread),
                value => items.push(value),
            }
            if self.at == before {
                self.at += self.rest().chars().next().map_or(1, char::len_utf8);
            }
        }
    }

    /// Skips what makes a literal an expression: `? :`, `+`, `.method()`, `as const`, `satisfies X`; returns a value if the literal
    /// is not the value.
    fn skip_expression(&mut self) -> Option<()> {
        self.skip_blanks();
        let rest = self.rest();
        if rest.is_empty() || rest.starts_with([',', '}', ']', ')', ';', '\n']) {
            return None;
        }
        for word in ["as const", "satisfies ", "as "] {
            if rest.starts_with(word) {
                self.skip_until(',');
                return None;
            }
        }
        if rest.starts_with(['?', '+', '.', '=', '|', '&', '(', '<', '-', '*', '`', '[']) {
            self.skip_until(',');
            return Some(());
        }
        if self.depth > 0 {
            self.skip_until(',');
        }
        None
    }

    /// Moves to `mark`, or to the closing bracket, past nested brackets and strings.
    fn skip_until(&mut self, mark: char) {
        let mut depth = 0_usize;
        while let Some(c) = self.rest().chars().next() {
            match c {
                '"' | '\'' | '`' => {
                    let before = self.at;
                    let _ = self.string(c);
                    if self.at == before {
                        self.at += 1;
                    }
                    continue;
                }
                '/' if self.rest().starts_with("//") || self.rest().starts_with("/*") => {
                    self.skip_blanks();
                    continue;
                }
                c if depth == 0 && (c == mark || matches!(c, '}' | ']' | ')')) => return,
                '{' | '[' | '(' => depth += 1,
                '}' | ']' | ')' => depth -= 1,
                _ => {}
            }
            self.at += c.len_utf8();
        }
    }
}

/// The length of the parentheses that a text begins with.
fn crate_parens(text: &str) -> usize {
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => {
                depth -= 1;
                if depth == 0 {
                    return at + 1;
                }
            }
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::config;

    #[test]
    fn literals_are_read_and_code_is_not_run() {
        for (text, expected) in [
            (
                "export default { title: 'A', deep: { n: 1, list: [1, 'b', true] } }",
                r#"{"title":"A","deep":{"n":1,"list":[1,"b",true]}}"#,
            ),
            (
                "const base = '/x/';\nmodule.exports = { base, url: process.env.URL || 'y', t: \"a\" };",
                r#"{"base":"/x/","url":null,"t":"a"}"#,
            ),
            (
                "export default defineConfig({\n  // a comment, with { a brace\n  a: `b`, c: side(), })\nfunction side() { return [{ text: 'T' }] }",
                r#"{"a":"b","c":[{"text":"T"}]}"#,
            ),
            (
                "const config: Config = { a: 'it\\'s', onX() { return 1 }, b: x => x, c: 2 };\nexport default config;",
                r#"{"a":"it's","b":null,"c":2}"#,
            ),
            ("const a = { ...b, c: 1 };\nconst b = { d: 2 };\nexport default a;", r#"{"d":2,"c":1}"#),
            ("export default { a: { b: [ ", r#"{"a":{"b":[]}}"#),
        ] {
            let expected: serde_json::Value = serde_json::from_str(expected).expect("JSON");
            assert_eq!(config(text), expected, "{text}");
        }
    }

    #[test]
    fn loops_and_depth_come_to_an_end() {
        let _ = config("const a = b;\nconst b = a;\nexport default a;");
        let _ = config("const a = { a };\nexport default { a };");
        let _ = config(&format!("export default {}", "[".repeat(100_000)));
        let _ = config(&format!("export default {}", "{a:".repeat(100_000)));
    }
}
