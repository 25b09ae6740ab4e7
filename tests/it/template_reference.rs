//! `docs/reference/templates.md` is made from the documented structs that templates read, so that it can never tell what is not so.
//!
//! `JOURNEYBOOK_BLESS=1 cargo test --test it template_reference` writes it anew.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// The files that hold the structs, in the order of the reference; the first one's opening is the reference's.
const SOURCES: [&str; 10] = [
    "src/render/context.rs",
    "src/render/context/site.rs",
    "src/render/context/page.rs",
    "src/render/context/navigation.rs",
    "src/render/context/journey.rs",
    "src/render/context/booklet.rs",
    "src/render/context/listing.rs",
    "src/render/context/labels.rs",
    "src/render/context/date.rs",
    "src/render/ring.rs",
];

/// A struct or an enum that is serialised for templates.
struct Documented {
    name: String,
    docs: Vec<String>,
    is_enum: bool,
    /// Name, type and documentation; the type is empty for an enum's values.
    parts: Vec<(String, String, Vec<String>)>,
}

#[test]
fn the_reference_is_what_the_structs_say() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |path: &str| fs::read_to_string(root.join(path)).expect("the repository has the file");
    let written = reference(&SOURCES.map(read));
    let path = root.join("docs/reference/templates.md");
    if std::env::var_os("JOURNEYBOOK_BLESS").is_some() {
        fs::create_dir_all(root.join("docs/reference")).expect("a folder");
        fs::write(&path, &written).expect("a file");
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        kept == written,
        "docs/reference/templates.md is not what the structs say: `JOURNEYBOOK_BLESS=1 cargo test --test it template_reference`"
    );
}

fn reference(sources: &[String]) -> String {
    let known: Vec<Documented> = sources.iter().flat_map(|source| documented(source)).collect();
    let mut page = String::from("# What templates read\n\n");
    page.push_str(
        "<!-- This page is generated from the structs in `src/render/context/`; change it there. -->\n\nTemplates are written in\n",
    );
    page.push_str("[Tera](https://keats.github.io/tera/).\n\n");
    for line in opening_of(&sources[0]).skip(2) {
        // Its headings stand one level below this page's own.
        page.push_str(if line.starts_with('#') { "#" } else { "" });
        page.push_str(&without_rust_links(line));
        page.push('\n');
    }
    page.push_str("\n## Trees\n\n");
    for line in opening_of(&sources[3]).skip(2) {
        let _ = writeln!(page, "{}", line.replace("```text", "```jinja"));
    }
    page.push_str("\n## Values\n");
    for item in &known {
        let _ = write!(page, "\n### {}\n\n{}\n\n", item.name, prose(&item.docs));
        if item.is_enum {
            page.push_str("One of these texts:\n\n");
            for (name, _, docs) in &item.parts {
                let _ = writeln!(page, "- `\"{}\"`: {}", snake_case(name), prose(docs));
            }
        } else {
            page.push_str("| field | type | |\n| --- | --- | --- |\n");
            for (name, kind, docs) in &item.parts {
                let _ = writeln!(page, "| `{name}` | {} | {} |", in_words(kind, &known), prose(docs).replace('|', "\\|"));
            }
        }
    }
    page
}

/// The documentation of a source file as a whole.
fn opening_of(source: &str) -> impl Iterator<Item = &str> {
    source.lines().map_while(|line| line.strip_prefix("//!")).map(|line| line.strip_prefix(' ').unwrap_or(line))
}

/// The public types of a source that carry `Serialize`, up to its tests.
fn documented(source: &str) -> Vec<Documented> {
    let mut found: Vec<Documented> = Vec::new();
    let mut docs = Vec::new();
    let (mut is_open, mut is_serialised) = (false, false);
    for line in source.lines().take_while(|line| *line != "#[cfg(test)]") {
        let text = line.trim();
        if let Some(doc) = text.strip_prefix("///") {
            docs.push(doc.trim().to_owned());
        } else if text.starts_with("#[derive") {
            is_serialised = text.contains("Serialize");
        } else if text.starts_with("#[") || text.is_empty() {
            // Attributes and blanks between fields leave the documentation as it is.
        } else if let Some((is_enum, name)) = opening(line).filter(|(_, name)| is_serialised && *name != "View") {
            found.push(Documented { name: name.to_owned(), docs: std::mem::take(&mut docs), is_enum, parts: Vec::new() });
            is_open = true;
        } else if line == "}" {
            is_open = false;
            docs.clear();
        } else {
            let part = found.last_mut().filter(|_| is_open).and_then(|item| {
                let text = text.trim_end_matches(',');
                let (name, kind) = if item.is_enum { (text, "") } else { text.strip_prefix("pub ")?.split_once(": ")? };
                item.parts.push((name.to_owned(), kind.to_owned(), std::mem::take(&mut docs)));
                Some(())
            });
            if part.is_none() {
                docs.clear();
            }
        }
    }
    found
}

fn opening(line: &str) -> Option<(bool, &str)> {
    let (is_enum, rest) = match line.strip_prefix("pub struct ") {
        Some(rest) => (false, rest),
        None => (true, line.strip_prefix("pub enum ")?),
    };
    Some((is_enum, rest.strip_suffix(" {")?))
}

/// A Rust type as somebody who writes templates thinks of it.
fn in_words(kind: &str, known: &[Documented]) -> String {
    let inner = |prefix: &str| kind.strip_prefix(prefix).and_then(|rest| rest.strip_suffix('>'));
    if let Some(inner) = inner("Option<") {
        return format!("{}, or null", in_words(inner, known));
    }
    if let Some(inner) = inner("Vec<") {
        return format!("list of {}", in_words(inner, known));
    }
    if let Some((_, value)) = inner("BTreeMap<").and_then(|inner| inner.split_once(", ")) {
        return format!("map of {}", in_words(value, known));
    }
    match kind {
        "String" | "&'static str" => "text".to_owned(),
        "bool" => "true or false".to_owned(),
        "usize" | "u8" | "u32" | "f64" => "number".to_owned(),
        "serde_json::Map<String, serde_json::Value>" => "map of any values".to_owned(),
        _ => {
            assert!(known.iter().any(|item| item.name == kind), "`{kind}` has no words in the reference");
            format!("[{kind}](#{})", kind.to_lowercase())
        }
    }
}

fn prose(docs: &[String]) -> String {
    let text = without_rust_links(&docs.join(" ")).replace(". `None`", ". Null").replace("`None`", "null");
    match text.strip_prefix("null") {
        Some(rest) => format!("Null{rest}"),
        None => text,
    }
}

/// Links to other items, as rustdoc writes them, become what they name.
fn without_rust_links(line: &str) -> String {
    line.replace("[`PageContext::heading_html`]", "`page.heading_html`").replace("[`", "`").replace("`]", "`")
}

fn snake_case(name: &str) -> String {
    let mut words = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() && !words.is_empty() {
            words.push('_');
        }
        words.extend(letter.to_lowercase());
    }
    words
}
