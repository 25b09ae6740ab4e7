//! The ids that other systems give to headings, so that links to them can be converted to ours.

use std::collections::HashMap;

use crate::parse::slug::Slugger;
use unicode_normalization::UnicodeNormalization;

/// The rule that turns a heading's text into an id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rule {
    /// github-slugger, as Docusaurus and Starlight use it and we do.
    GitHub,
    /// mdBook: letters and digits of any script, `_` and `-`; spaces are hyphens.
    MdBook,
    /// Python-Markdown's `toc` extension: only ASCII, runs of spaces and hyphens become one hyphen, repeated ids get `_1`.
    Python,
    /// kramdown: everything before the first letter is dropped.
    Kramdown,
    /// VitePress: accents are dropped, punctuation becomes hyphens.
    VitePress,
}

/// The ids of headings' texts in their order.
pub(super) fn ids(rule: Rule, texts: &[&str]) -> Vec<String> {
    let mut github = Slugger::default();
    let mut seen: HashMap<String, usize> = HashMap::new();
    texts
        .iter()
        .map(|text| {
            let slug = match rule {
                Rule::GitHub => return github.id(text),
                Rule::MdBook => mdbook(text),
                Rule::Python => python(text),
                Rule::Kramdown => kramdown(text),
                Rule::VitePress => vitepress(text),
            };
            let count = seen.entry(slug.clone()).or_default();
            *count += 1;
            match (*count, rule) {
                (1, _) => slug,
                (count, Rule::Python) => format!("{slug}_{}", count - 1),
                (count, _) => format!("{slug}-{}", count - 1),
            }
        })
        .collect()
}

fn mdbook(text: &str) -> String {
    let kept = text.trim().chars().filter_map(|c| match c {
        c if c.is_alphanumeric() || c == '_' || c == '-' => Some(c.to_ascii_lowercase()),
        c if c.is_whitespace() => Some('-'),
        _ => None,
    });
    kept.collect()
}

fn python(text: &str) -> String {
    let ascii: String = text.nfkd().filter(char::is_ascii).collect();
    let kept: String = ascii.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | ' ' | '\t')).collect();
    let mut slug = String::new();
    for c in kept.trim().to_lowercase().chars() {
        match c {
            ' ' | '\t' | '-' if slug.ends_with('-') => {}
            ' ' | '\t' | '-' => slug.push('-'),
            c => slug.push(c),
        }
    }
    slug
}

fn kramdown(text: &str) -> String {
    let text = text.trim_start_matches(|c: char| !c.is_ascii_alphabetic());
    let kept = text.to_lowercase();
    let kept: String = kept
        .chars()
        .filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'))
        .map(|c| if c == ' ' { '-' } else { c })
        .collect();
    if kept.is_empty() { "section".to_owned() } else { kept }
}

fn vitepress(text: &str) -> String {
    let plain: String = text.nfkd().filter(|c| !matches!(c, '\u{300}'..='\u{36f}')).collect();
    let mut slug = String::new();
    for c in plain.chars() {
        let is_special = c.is_whitespace() || "~`!@#$%^&*()-_+=[]{}|\\;:\"'“”‘’<>,.?/".contains(c);
        match (is_special, c) {
            (true, _) if slug.ends_with('-') => {}
            (true, _) => slug.push('-'),
            (false, c) => slug.push(c),
        }
    }
    let slug = slug.trim_matches('-').to_lowercase();
    if slug.starts_with(|c: char| c.is_ascii_digit()) { format!("_{slug}") } else { slug }
}

/// The name of a page as GitHub compares it: case and the difference between spaces and hyphens are ignored.
pub(super) fn wiki_key(name: &str) -> String {
    name.trim().trim_start_matches('/').to_lowercase().replace([' ', '/'], "-")
}
