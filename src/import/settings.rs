//! `handbook.yaml` from the old site's settings.

use super::front::flow;
use super::site::Settings;
use crate::config;
use crate::yaml::scalar;
use std::fmt::Write as _;

/// The text of `handbook.yaml`, followed by the proposals for stages. A value that would not be valid there is dropped.
pub(super) fn write(settings: &Settings, fallback_title: &str, proposals: &str) -> String {
    let mut text = format!("title: {}\n", scalar(settings.title.as_deref().unwrap_or(fallback_title)));
    let mut line = |key: &str, value: &Option<String>| {
        if let Some(value) = value.as_deref().map(str::trim).filter(|value| !value.is_empty()) {
            let _ = writeln!(text, "{key}: {}", scalar(&value.split_whitespace().collect::<Vec<_>>().join(" ")));
        }
    };
    line("description", &settings.description);
    line("url", &settings.url.as_deref().and_then(|url| config::site_url(url).ok()));
    line("language", &settings.language);
    text.push_str("content: content\n");
    let theme = [("accent", &settings.accent), ("logo", &settings.logo), ("favicon", &settings.favicon)];
    let mut lines: Vec<String> =
        theme.iter().filter_map(|(key, value)| Some(format!("  {key}: {}\n", scalar(value.as_deref()?)))).collect();
    for (key, links) in [("footer", &settings.footer), ("social", &settings.social)] {
        if !links.is_empty() {
            let items: Vec<String> =
                links.iter().map(|(title, url)| format!("{{ title: {}, url: {} }}", scalar(title), scalar(url))).collect();
            lines.push(format!("  {key}: [{}]\n", items.join(", ")));
        }
    }
    if !lines.is_empty() {
        text.push_str("theme:\n");
        text.extend(lines);
    }
    if let Some(url) = settings.repository.as_deref().and_then(|url| config::repository_url(url).ok()) {
        let branch = settings.branch.as_deref().unwrap_or("main");
        let _ = writeln!(text, "repository: {{ url: {}, branch: {} }}", flow(&url.into()), scalar(branch));
    }
    text.push_str(proposals);
    text
}

/// A colour as `#rrggbb`, if it is one: short forms are expanded, and Material's names are known.
pub(super) fn colour(written: &str) -> Option<String> {
    let written = written.trim().to_ascii_lowercase();
    if let Some(digits) = written.strip_prefix('#').filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit())) {
        return match digits.len() {
            3 => Some(format!("#{}", digits.chars().flat_map(|digit| [digit, digit]).collect::<String>())),
            6 => Some(written),
            _ => None,
        };
    }
    let known = match written.replace(['-', '_'], " ").as_str() {
        "red" => "#ef5552",
        "pink" => "#e92063",
        "purple" => "#ab47bd",
        "deep purple" => "#7e56c2",
        "indigo" => "#4051b5",
        "blue" => "#2094f3",
        "light blue" => "#02a6f2",
        "cyan" => "#00bdd6",
        "teal" => "#009485",
        "green" => "#4cae4f",
        "light green" => "#8bc34b",
        "lime" => "#cbdc38",
        "yellow" => "#ffec3d",
        "amber" => "#ffc105",
        "orange" => "#ffa724",
        "deep orange" => "#ff6e42",
        "brown" => "#795649",
        "grey" => "#757575",
        "blue grey" => "#546d78",
        "black" => "#000000",
        _ => return None,
    };
    Some(known.to_owned())
}
