//! Constructs within a line: single tags, variables, icons, keys and attribute lists. Code and comments are skipped.

use std::ops::Range;

use super::super::constructs::Syntax;
use super::attribute_list;
use super::jsx;
use super::tag::{self, Kind, Tag};
use super::walk::Walk;

/// Rewrites a run of prose.
pub(super) fn rewrite(walk: &mut Walk<'_>, span: Range<usize>) {
    let source = walk.source();
    let mut at = span.start;
    while at < span.end {
        let rest = &source[at..span.end];
        let Some(first) = rest.chars().next() else { break };
        at += match first {
            '`' => code(rest),
            '\\' => 1 + rest[1..].chars().next().map_or(0, char::len_utf8),
            '<' if rest.starts_with("<!--") => rest.find("-->").map_or(rest.len(), |end| end + 3),
            '{' | '<' | ':' | '+' | '[' | '*' => construct(walk, at, rest, first).unwrap_or(1),
            _ => first.len_utf8(),
        };
    }
}

/// The length of a code span, or of a row of backticks that does not open one.
fn code(text: &str) -> usize {
    let mark = text.bytes().take_while(|byte| *byte == b'`').count();
    let mut at = mark;
    while let Some(found) = text[at..].find('`') {
        let run = text[at + found..].bytes().take_while(|byte| *byte == b'`').count();
        if run == mark {
            return at + found + run;
        }
        at += found + run;
    }
    mark
}

/// Rewrites the construct at a byte, if there is one; returns its length.
fn construct(walk: &mut Walk<'_>, at: usize, rest: &str, first: char) -> Option<usize> {
    match first {
        '{' => {
            for syntax in [Syntax::Liquid, Syntax::Shortcode] {
                if walk.has(syntax)
                    && let Some(length) = single(walk, syntax, at, rest)
                {
                    return Some(length);
                }
            }
            let jsx = if walk.has(Syntax::Jsx) { jsx::expression(walk, at, rest) } else { None };
            jsx.or_else(|| variable(walk, at, rest)).or_else(|| attribute_list::within(walk, at, rest))
        }
        '<' => jsx::element(walk, at, rest)
            .or_else(|| if walk.has(Syntax::Component) { single(walk, Syntax::Component, at, rest) } else { None }),
        ':' if walk.has(Syntax::Marks) => icon(walk, at, rest),
        '+' if walk.has(Syntax::Marks) => keys(walk, at, rest),
        '[' => contents(walk, at, rest).or_else(|| if walk.has(Syntax::Gollum) { gollum(walk, at, rest) } else { None }),
        '*' if walk.has(Syntax::Marks) => abbreviation(walk, at, rest),
        _ => None,
    }
}

/// A tag without a body, as the equivalent Markdown.
fn single(walk: &mut Walk<'_>, syntax: Syntax, at: usize, rest: &str) -> Option<usize> {
    let tag = tag::parse(syntax, rest)?;
    let (mut text, what) = replacement(walk, &tag)?;
    // A badge is part of neither a heading's text nor its id.
    if tag.name == "Badge" && is_in_heading(walk, at) {
        text.clear();
    }
    walk.edit(at..at + tag.length, text);
    walk.changed(what, at);
    Some(tag.length)
}

fn is_in_heading(walk: &Walk<'_>, at: usize) -> bool {
    let line = walk.source()[..at].rsplit('\n').next().unwrap_or_default();
    line.trim_start().starts_with('#')
}

/// The equivalent of a single tag, and what to report about it.
fn replacement(walk: &Walk<'_>, tag: &Tag) -> Option<(String, String)> {
    if tag.kind == Kind::Close {
        return None;
    }
    let name = tag.name.to_ascii_lowercase();
    let image = |source: &str, words: &str, title: Option<&str>| {
        let title = title.map(|title| format!(" \"{}\"", title.replace('"', "'"))).unwrap_or_default();
        format!("![{words}]({}{title})", destination(source))
    };
    let said = |text: String, what: &str| Some((text, what.to_owned()));
    match &*name {
        // The destination of a link, whose other parts are around it.
        "ref" | "relref" => {
            said(walk.resolve_name(tag.positional(0).or_else(|| tag.get(&["path"]))?), "references by shortcode became paths")
        }
        "link" => said(format!("/{}", tag.written.trim().trim_start_matches('/')), "Liquid's `link` became a path"),
        "post_url" => said(format!("/_posts/{}.md", tag.written.trim()), "Liquid's `post_url` became a path"),
        "figure" | "img" | "image" | "imgproc" => {
            let imported = |value: &str| {
                let bare = value.trim_matches(['{', '}']).trim();
                walk.around.imports.get(bare).cloned().unwrap_or_else(|| jsx::asset(value).unwrap_or_else(|| value.to_owned()))
            };
            let source = imported(tag.get(&["src"]).or_else(|| tag.positional(0))?);
            if source.starts_with('{') {
                return None;
            }
            let words = tag.get(&["alt", "title", "caption"]).unwrap_or_default();
            let shown = image(&source, words, tag.get(&["caption", "title"]).filter(|title| *title != words));
            let shown = tag.get(&["link", "href"]).map_or(shown.clone(), |href| format!("[{shown}]({})", destination(href)));
            said(shown, "figures became images")
        }
        "youtube" | "vimeo" | "youtubevideo" | "youtubeembed" | "liteyoutubeembed" => {
            let id = tag.get(&["id", "src", "videoId", "url"]).or_else(|| tag.positional(0))?;
            let host = if name == "vimeo" { "https://vimeo.com/" } else { "https://www.youtube.com/watch?v=" };
            let address = if id.contains("://") { id.to_owned() } else { format!("{host}{id}") };
            said(format!("<{address}>"), "videos became links")
        }
        "gist" => said(
            format!("<https://gist.github.com/{}/{}>", tag.positional(0)?, tag.positional(1)?),
            "embedded gists became links",
        ),
        "embed" | "file" => {
            let address = tag.get(&["url", "src"])?;
            said(format!("[{}]({})", tag.title().unwrap_or(address), destination(address)), "embeds became links")
        }
        "linkcard" | "linkbutton" => {
            let (title, href) = (tag.title()?, tag.get(&["href"])?);
            let description = tag.get(&["description"]).map(|text| format!(": {text}")).unwrap_or_default();
            said(format!("- [{title}]({}){description}", destination(href)), "cards that are links became list items")
        }
        "badge" => said(
            format!("**{}**", tag.get(&["text", "label", "content"]).or_else(|| tag.positional(0))?),
            "badges became words in bold",
        ),
        "card" => said(
            format!("**{}**", tag.title()?)
                + &tag.get(&["description", "body"]).map(|text| format!(": {text}")).unwrap_or_default(),
            "cards became their titles",
        ),
        "icon" | "br" | "blocks/link-down" | "toc" | "include_toc" | "tableofcontents" | "doccardlist" | "toc-inline" => {
            said(String::new(), "icons and markers for generated lists were left out")
        }
        "raw" | "endraw" => said(String::new(), "marks around raw text were left out"),
        "param" => walk.variable(tag.positional(0)?).map(|value| (value, "variables became their values".to_owned())),
        _ => None,
    }
}

/// A destination in valid Markdown.
fn destination(written: &str) -> String {
    if written.contains([' ', '(', ')']) { format!("<{written}>") } else { written.to_owned() }
}

impl Walk<'_> {
    /// The path for a name given to `ref`, `link` or `post_url`; the name itself if it is unknown.
    fn resolve_name(&self, name: &str) -> String {
        let name = name.trim().trim_matches(['"', '\'']);
        let (bare, fragment) = name.split_once('#').map_or((name, None), |(bare, fragment)| (bare, Some(fragment)));
        let found = self.around.named.get(bare.trim_start_matches('/')).map_or(bare, String::as_str);
        fragment.map_or_else(|| found.to_owned(), |fragment| format!("{found}#{fragment}"))
    }

    fn variable(&self, name: &str) -> Option<String> {
        let name = name.trim();
        self.around.own.get(name).or_else(|| self.around.variables.get(name)).cloned()
    }
}

/// `{{ site.title }}` and the like, if the value is known; `{{ "/x" | relative_url }}` is an address.
fn variable(walk: &mut Walk<'_>, at: usize, rest: &str) -> Option<usize> {
    let inside = rest.strip_prefix("{{")?;
    let end = inside.find("}}")?;
    let written = inside[..end].trim().trim_matches('-').trim();
    let length = end + 4;
    let (name, filter) = written.split_once('|').map_or((written, None), |(name, filter)| (name.trim(), Some(filter.trim())));
    let quoted = name.strip_prefix(['"', '\'']).and_then(|name| name.strip_suffix(['"', '\'']));
    let value = match (quoted, filter) {
        (Some(text), None | Some("relative_url" | "absolute_url" | "url")) => Some(text.to_owned()),
        (None, None | Some(_)) => walk.variable(name),
        _ => None,
    }?;
    walk.edit(at..at + length, value);
    walk.changed("variables became their values", at);
    Some(length)
}

/// `:material-check:` and the like. GitHub's own emoji are left alone.
fn icon(walk: &mut Walk<'_>, at: usize, rest: &str) -> Option<usize> {
    let end = rest[1..].find(|c: char| !c.is_ascii_lowercase() && !c.is_ascii_digit() && c != '-')? + 1;
    if !rest[end..].starts_with(':') || walk.source()[..at].ends_with(|c: char| c.is_alphanumeric()) {
        return None;
    }
    let name = &rest[1..end];
    let set = ["material-", "octicons-", "fontawesome-", "simple-", "lucide-"].iter().find(|set| name.starts_with(**set))?;
    let mut length = end + 1;
    // An attribute list that styles the icon is removed with it.
    if rest[length..].starts_with('{') {
        length += rest[length..].find('}')? + 1;
    }
    let word = name.trim_start_matches(set).trim_end_matches("-16").trim_end_matches("-24");
    let text = match word {
        "check" | "check-circle" | "check-bold" => "✓",
        "close" | "close-circle" | "x" => "✗",
        _ => "",
    };
    let blank = usize::from(text.is_empty() && rest[length..].starts_with(' '));
    walk.edit(at..at + length + blank, text);
    walk.changed("icons were left out, or became a character", at);
    Some(length + blank)
}

/// `++ctrl+alt+del++` of pymdownx.
fn keys(walk: &mut Walk<'_>, at: usize, rest: &str) -> Option<usize> {
    let inside = rest.strip_prefix("++")?;
    let end = inside.find("++")?;
    let names = &inside[..end];
    let is_names =
        !names.is_empty() && names.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'"'));
    if !is_names || walk.source()[..at].ends_with(|c: char| c.is_alphanumeric()) {
        return None;
    }
    let keys: Vec<String> =
        names.split('+').map(|key| format!("<kbd>{}</kbd>", crate::path::in_words(key.trim_matches('"')))).collect();
    walk.edit(at..at + end + 4, keys.join("+"));
    walk.changed("keys became `<kbd>`", at);
    Some(end + 4)
}

/// `[TOC]` and the like, alone on a line.
fn contents(walk: &mut Walk<'_>, at: usize, rest: &str) -> Option<usize> {
    let line = rest.split('\n').next()?.trim_end();
    let is_contents = ["[TOC]", "[[TOC]]", "[[_TOC_]]", "[[toc]]"].iter().any(|mark| line.eq_ignore_ascii_case(mark));
    let begins_line = walk.source()[..at].ends_with('\n');
    (is_contents && begins_line).then(|| {
        walk.edit(at..at + line.len(), "");
        walk.changed("markers for a table of contents were left out", at);
        line.len()
    })
}

/// `*[HTML]: Hyper Text Markup Language`: the definition is dropped and reported.
fn abbreviation(walk: &mut Walk<'_>, at: usize, rest: &str) -> Option<usize> {
    let line = rest.split('\n').next()?;
    let end = line.strip_prefix("*[")?.find("]: ")?;
    if !walk.source()[..at].ends_with('\n') {
        return None;
    }
    let _ = end;
    walk.edit(at..at + line.len(), "");
    walk.changed("definitions of abbreviations were left out", at);
    Some(line.len())
}

/// `[[Page]]` and `[[text|Page]]` of a GitHub wiki, as links to files; `[[picture.png|alt=text]]` as an image.
fn gollum(walk: &mut Walk<'_>, at: usize, rest: &str) -> Option<usize> {
    let end = rest.strip_prefix("[[")?.find("]]")?;
    let inside = &rest[2..end + 2];
    if inside.contains('\n') || inside.is_empty() {
        return None;
    }
    let parts: Vec<&str> = inside.split('|').map(str::trim).collect();
    let is_picture = |name: &str| {
        [".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp"].iter().any(|end| name.to_ascii_lowercase().ends_with(end))
    };
    let find = |name: &str| walk.around.named.get(&super::super::slugs::wiki_key(name)).cloned();
    let text = if is_picture(parts[0]) {
        let words = parts.iter().find_map(|part| part.strip_prefix("alt=")).unwrap_or_default();
        format!("![{words}]({})", destination(&find(parts[0]).unwrap_or_else(|| parts[0].to_owned())))
    } else {
        let (words, page) = if parts.len() > 1 { (parts[0], parts[1]) } else { (parts[0], parts[0]) };
        let (page, fragment) = page
            .split_once('#')
            .map_or((page, String::new()), |(page, fragment)| (page, format!("#{}", crate::parse::slug::slug(fragment))));
        let target = if page.is_empty() { String::new() } else { find(page).unwrap_or_else(|| page.replace(' ', "-")) };
        format!("[{words}]({})", destination(&format!("{target}{fragment}")))
    };
    walk.edit(at..at + end + 4, text);
    walk.changed("the wiki's links became links to files", at);
    Some(end + 4)
}
