//! The scripts of the built-in themes in the form that browsers load: without what only developers need.

/// The search's script, `static/search.js` of every theme without its own: the modules of its folder in the order of their
/// dependencies, which [`joined`] combines.
const SEARCH: &str = concat!(
    include_str!("../search/client/terms.js"),
    include_str!("../search/client/numbers.js"),
    include_str!("../search/client/likeness.js"),
    include_str!("../search/client/query.js"),
    include_str!("../search/client/pieces.js"),
    include_str!("../search/client/engine.js"),
    include_str!("../search/client/loading.js"),
    include_str!("../search/client/results.js"),
    include_str!("../search/client/kept.js"),
    include_str!("../search/client/dialog.js"),
    include_str!("../search/client/main.js"),
);

/// The script beside it, `static/search_more.js`.
const MORE: &str = concat!(
    include_str!("../search/client/arrival.js"),
    include_str!("../search/client/recent.js"),
    include_str!("../search/client/lost.js"),
    include_str!("../search/client/more.js"),
);

/// Whether a file of a theme is a script.
pub(super) fn is_script(path: &str) -> bool {
    std::path::Path::new(path).extension().is_some_and(|extension| extension == "js")
}

/// The search's script. It contains the version of the second script, which it fetches.
pub(super) fn search() -> String {
    let version = blake3::hash(search_more().as_bytes()).to_hex();
    joined(&slim(SEARCH).replace("MORE_VERSION", &version[..8]))
}

/// The script that the search fetches if there is something to mark on a page or to offer before anything is typed.
pub(super) fn search_more() -> String {
    joined(&format!("const {{ compounds, isMarked, make, item, shown, ask }} = globalThis.jbSearch;\n{}", slim(MORE)))
}

fn joined(modules: &str) -> String {
    format!("(() => {{\n\"use strict\";\n{modules}}})();\n")
}

/// A script without comments that have lines of their own, without indentation, spaces and line breaks that part nothing, and without
/// the statements that tie modules together, since all modules of a script share one scope.
///
/// It goes by lines, as the formatter writes them: no template literal spans several lines, an `import` ends with the first line that
/// ends with `;`, a block comment that opens a line closes at the end of one, and a division has spaces around it.
pub(super) fn slim(script: &str) -> String {
    let mut slimmed = String::with_capacity(script.len());
    let mut lines = script.lines().map(str::trim);
    while let Some(line) = lines.next() {
        if line.starts_with("/*") {
            skip_to_end(line, "*/", &mut lines);
        } else if line.starts_with("import ") {
            skip_to_end(line, ";", &mut lines);
        } else if !line.is_empty() && !line.starts_with("//") {
            let may_end_in_comment = line.contains("//");
            let line = line.strip_prefix("export ").unwrap_or(line);
            if may_end_in_comment {
                slimmed.push_str(line);
            } else {
                push_tight(line, &mut slimmed);
            }
            if may_end_in_comment || !line.ends_with(['{', '(', '[', ',', ';']) {
                slimmed.push('\n');
            }
        }
    }
    slimmed
}

/// Adds a line of code without the spaces beside its signs. What stands in quotes, templates and regular expressions stays as it is.
fn push_tight(line: &str, into: &mut String) {
    // The braces that are open, and the quote in which the line stands, innermost last.
    let mut open: Vec<char> = Vec::new();
    let mut is_in_class = false;
    let mut before = '\n';
    let mut letters = line.chars().peekable();
    while let Some(letter) = letters.next() {
        let next = letters.peek().copied().unwrap_or('\n');
        let quote = open.last().copied().filter(|last| *last != '{');
        // Together these would be another sign, or open a comment.
        let would_join = matches!((before, next), ('+', '+') | ('-', '-') | ('<', '!'));
        if quote.is_none() && letter == ' ' && (parts(before) || parts(next)) && !would_join {
            continue;
        }
        into.push(letter);
        before = letter;
        match (quote, letter) {
            (Some(_), '\\') => into.extend(letters.next()),
            (Some('/'), '[' | ']') => is_in_class = letter == '[',
            (Some('`'), '$') if next == '{' => {
                into.extend(letters.next());
                before = '{';
                open.push(before);
            }
            (Some(end), _) if letter == end && !is_in_class => {
                open.pop();
            }
            (None, '}') => {
                open.pop();
            }
            (None, '{' | '"' | '\'' | '`') => open.push(letter),
            (None, '/') if next != ' ' => open.push(letter),
            _ => {}
        }
    }
}

/// Whether a sign needs no space beside it.
const fn parts(sign: char) -> bool {
    matches!(
        sign,
        '=' | '>' | '<' | '(' | ')' | '[' | ']' | '{' | '}' | ',' | ';' | ':' | '?' | '&' | '|' | '*' | '+' | '-' | '!'
    )
}

fn skip_to_end<'l>(first: &'l str, end: &str, lines: &mut impl Iterator<Item = &'l str>) {
    let mut line = Some(first);
    while line.is_some_and(|line| !line.ends_with(end)) {
        line = lines.next();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_runs_is_left() {
        for (script, expected) in [
            ("// A file.\nlet a = 1; // one\n\n  let b = \"// two\";\n", "let a = 1; // one\nlet b = \"// two\";\n"),
            ("/** One. */\na();\n/**\n * Two,\n * @param {string} a\n */\nb();\n", "a();b();"),
            ("import { a } from \"./a.js\";\nimport {\n  b,\n  c,\n} from \"./b.js\";\nexport const d = a;\n", "const d=a;"),
            ("const f = async ({ a, b }) => (a ? [b] : \"a, b = c\");\n", "const f=async({a,b})=>(a?[b]:\"a, b = c\");"),
            ("f(`a = ${ b }, \\` c = d`, 'e \\' = f', a / b, a + +b);\n", "f(`a = ${b}, \\` c = d`,'e \\' = f',a / b,a+ +b);"),
            ("f(`a = ${b ? `c = ${d}` : \"e = f\"} = g`);\n", "f(`a = ${b?`c = ${d}`:\"e = f\"} = g`);"),
            ("if (/[/=] = \\/ ,/u.test(a) && !(a < !b)) return;\n", "if(/[/=] = \\/ ,/u.test(a)&&!(a< !b))return;"),
            ("a(() => {\n  b(\n    c,\n  );\n})\n  .d();\n", "a(()=>{b(c,);})\n.d();"),
            ("/* never closed\na();\n", ""),
        ] {
            assert_eq!(slim(script), expected, "{script}");
        }
    }

    #[test]
    fn lines_can_be_taken_apart_in_every_script() {
        let scripts = super::super::built_in::names();
        let files = scripts.iter().filter_map(|name| super::super::built_in::theme(name)).flat_map(|theme| theme.sources());
        let scripts = files.filter(|(path, _)| is_script(path));
        for (path, text) in scripts.chain([("the search".to_owned(), SEARCH.as_bytes())]) {
            for line in String::from_utf8_lossy(text).lines() {
                assert!(line.matches('`').count() % 2 == 0, "{path}: a template literal that spans lines: {line}");
            }
        }
    }
}
