//! `journeybook search QUERY [DIR]`: the answer that the site's search would give, in the terminal.

use std::fmt::Write;

use serde_json::json;

use super::options::{HitFormat, SearchOptions, Verbosity};
use super::{Exit, asked, report, stdio};
use crate::diagnostic::visible_line;
use crate::search::Hit;

/// The argument that means: read queries from stdin, one per line.
const STDIN: &str = "-";

pub(super) fn run(options: &SearchOptions) -> Exit {
    let (prepared, mut clock) = match asked::open(&options.handbook, options.verbosity) {
        Ok(opened) => opened,
        Err(exit) => return exit,
    };
    let site = &prepared.handbook.site;
    let queries = if options.query == STDIN { stdio::lines() } else { vec![options.query.clone()] };
    let mut answer = String::new();
    for query in &queries {
        for hit in site.search.find(query, &site.config, &site.index).take(options.most) {
            answer.push_str(&match options.format {
                HitFormat::Human => for_people(&hit),
                HitFormat::Json => for_machines(&hit, (options.query == STDIN).then_some(query)),
            });
        }
    }
    clock.ended("search");
    clock.tell(options.verbosity);
    if answer.is_empty() && options.format == HitFormat::Human && options.verbosity != Verbosity::Quiet {
        stdio::tell("no page has anything like this");
    }
    stdio::answer(answer);
    report::tell_of_problems(&prepared, options.verbosity);
    Exit::Clean
}

/// The address of a hit, with the anchor of its section.
fn address(hit: &Hit) -> String {
    let url = format!("/{}", hit.url.encoded());
    if hit.anchor.is_empty() { url } else { format!("{url}#{}", hit.anchor) }
}

fn for_people(hit: &Hit) -> String {
    let mut text = visible_line(&hit.title).into_owned();
    if !hit.heading.is_empty() {
        let _ = write!(text, " > {}", visible_line(&hit.heading));
    }
    let stage = hit.stage.as_ref().map_or_else(String::new, |stage| format!("  [{}]", visible_line(stage)));
    format!("{text}{stage}\n  {}\n  {}\n\n", visible_line(&address(hit)), visible_line(&hit.excerpt))
}

/// A line for a program; it has `query` if there are several.
fn for_machines(hit: &Hit, query: Option<&String>) -> String {
    let Hit { title, heading, stage, score, excerpt, .. } = hit;
    let mut line = json!({
        "address": address(hit),
        "title": title,
        "heading": heading,
        "stage": stage,
        "score": score,
        "excerpt": excerpt,
    });
    if let Some(query) = query {
        line["query"] = json!(query);
    }
    format!("{line}\n")
}
