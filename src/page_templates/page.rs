//! A new page made of a template.

use crate::index::Index;
use crate::link::{WrittenStyle, destination_to, in_place};
use crate::parse::front_matter::{self, Block};
use crate::parse::{Link, LinkForm, parse};
use crate::path::{SourcePath, join};

use super::fill::{Values, fill};

/// What a new page is made of.
#[derive(Debug, Clone)]
pub struct NewPage<'a> {
    /// The template's text.
    pub template: &'a str,
    /// The template's file, relative to the project.
    pub template_path: &'a str,
    /// The content folder, relative to the project; empty for the project folder itself.
    pub content: &'a str,
    /// Where the page will be.
    pub path: &'a SourcePath,
    /// What is filled in.
    pub values: Values,
    /// The lines of front matter that somebody asked for, by their keys: they take the place of the template's.
    pub keys: Vec<(&'static str, String)>,
}

/// The text of the page.
#[must_use]
pub fn new_page(new: &NewPage<'_>) -> String {
    let filled = fill(new.template, &new.values).text;
    with_keys(&with_links(&filled, new), &new.keys)
}

/// The text with its relative links leading from the page's folder where they led from the template's.
fn with_links(text: &str, new: &NewPage<'_>) -> String {
    let from = new.template_path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut links: Vec<Link> = parse(new.path, text.as_bytes()).value.links;
    links.retain(|link| {
        !link.form.is_wiki() && !matches!(link.form, LinkForm::Autolink | LinkForm::Reference | LinkForm::ReferenceImage)
    });
    links.sort_by_key(|link| std::cmp::Reverse(link.span.start));
    let mut written = text.to_owned();
    for link in links {
        let destination = &*link.destination;
        let (path, fragment) = destination.split_at(destination.find(['#', '?']).unwrap_or(destination.len()));
        let is_relative = !path.is_empty() && !path.starts_with('/') && !path.contains(':');
        let Some(target) = Some(path).filter(|_| is_relative).and_then(|path| join(from, path).ok()) else { continue };
        let below = if new.content.is_empty() {
            Some(&*target)
        } else {
            target.strip_prefix(new.content).and_then(|rest| rest.strip_prefix('/'))
        };
        let is_folder = path.ends_with('/');
        let moved = if let Some(below) = below {
            destination_to(new.path.folder(), below, is_folder, WrittenStyle::default())
        } else {
            let folders = new.content.split('/').chain(new.path.folder().split('/')).filter(|name| !name.is_empty());
            format!("{}{target}{}", "../".repeat(folders.count()), if is_folder { "/" } else { "" })
        };
        written.replace_range(link.span.clone(), &in_place(&link, &format!("{moved}{fragment}")));
    }
    written
}

/// The text with lines of front matter put in, each in the place of the one with the same key.
fn with_keys(text: &str, keys: &[(&'static str, String)]) -> String {
    let Block::Yaml(within) = front_matter::place(text) else {
        let lines: String = keys.iter().map(|(_, line)| format!("{line}\n")).collect();
        return if lines.is_empty() { text.to_owned() } else { format!("---\n{lines}---\n\n{text}") };
    };
    let mut lines: Vec<String> = text[within.clone()].split_inclusive('\n').map(str::to_owned).collect();
    for (key, line) in keys {
        let line = format!("{line}\n");
        let Some(at) = lines.iter().position(|known| known.starts_with(&format!("{key}:"))) else {
            lines.push(line);
            continue;
        };
        // A list below its key goes with it.
        let below = lines[at + 1..].iter().take_while(|next| next.starts_with([' ', '\t', '-'])).count();
        lines.splice(at..=at + below, [line]);
    }
    format!("{}{}{}", &text[..within.start], lines.concat(), &text[within.end..])
}

/// The path with the next number of its folder in front of the name, and that number. A name that begins with a number keeps it.
#[must_use]
pub fn numbered(index: &Index, path: &SourcePath) -> (SourcePath, String) {
    let number_of = |name: &str| {
        let digits = name.len() - name.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let is_numbered = digits > 0 && matches!(name[digits..].chars().next(), Some('-' | '_' | ' '));
        is_numbered.then(|| name[..digits].to_owned())
    };
    let name = path.file_name();
    if let Some(number) = number_of(name) {
        return (path.clone(), number);
    }
    let beside = index.pages.iter().filter(|page| page.path.folder() == path.folder());
    let numbers: Vec<String> = beside.filter_map(|page| number_of(page.path.file_name())).collect();
    let last = numbers.iter().filter_map(|number| number.parse::<u64>().ok()).max().unwrap_or(0);
    let width = numbers.iter().map(String::len).max().unwrap_or(4);
    let number = format!("{:0width$}", last + 1);
    let folder = if path.folder().is_empty() { String::new() } else { format!("{}/", path.folder()) };
    (SourcePath::from(format!("{folder}{number}-{name}")), number)
}
