//! Addresses of other sites that are written as if they were paths.

use crate::parse::Link;
use crate::path::is_page_name;

use super::Suggestion;

/// A web address without its scheme: `conduct@example.com`, `example.com/x`, `www.example.com`, or one in brackets.
pub(super) fn elsewhere_on_the_web(link: &Link) -> Option<Suggestion> {
    let written = &*link.destination;
    let bare = written.trim_matches(['(', ')', '[', ']', '"', ' ']);
    if bare != written && bare.contains("://") && !bare.contains(['(', ')', '[', ']']) {
        return Some(Suggestion::likely(bare.to_owned(), |text| format!("an address stands without brackets: write `{text}`")));
    }
    if let Some(suggestion) = for_address(link) {
        return Some(suggestion);
    }
    let (host, path) = written.split_once('/').map_or((written, None), |(host, path)| (host, Some(path)));
    let is_mail = path.is_none() && host.split_once('@').is_some_and(|(name, host)| !name.is_empty() && is_host(host));
    let scheme = if is_mail {
        "mailto:"
    } else if is_host(host) && (path.is_some() || host.starts_with("www.")) {
        "https://"
    } else {
        return None;
    };
    Some(Suggestion::likely(format!("{scheme}{written}"), |text| {
        format!("an address of another site has a scheme: write `{text}`")
    }))
}

/// Whether a name looks like a host's rather than like a file's: names between dots, the last of letters only.
fn is_host(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(rest, top)| {
        rest.split('.').all(is_label)
            && (2..=6).contains(&top.len())
            && top.bytes().all(|c| c.is_ascii_lowercase())
            && !is_page_name(name)
    })
}

/// An address whose scheme is misspelled: `https:/example.com`, `http//example.com`, `mailto;conduct@example.com`.
pub(in crate::link) fn for_address(link: &Link) -> Option<Suggestion> {
    let text = ["https", "http", "mailto"].iter().find_map(|scheme| {
        let rest = link.destination.trim().strip_prefix(scheme)?;
        let behind = rest.trim_start_matches([';', ':', '/', '.', ',']);
        let host = behind.split(['/', '?', '#', ':']).next()?;
        let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
        let end = if *scheme == "mailto" { ":" } else { "://" };
        (behind.len() < rest.len() && host.contains('.') && host.split('.').all(is_label))
            .then(|| format!("{scheme}{end}{behind}"))
    })?;
    Some(Suggestion::likely(text, |text| format!("write `{text}`")))
}

/// Whether a text can stand between the dots of a host's name.
fn is_label(label: &str) -> bool {
    !label.is_empty() && label.bytes().all(|c| c.is_ascii_alphanumeric() || c == b'-')
}
