//! Hrefs into the repository's web host: edit a page, say what is wrong with it, start a new one, compare versions, find a person.
//!
//! The forms are GitHub's; hosts with GitLab in their name get GitLab's.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use crate::keeping::changes::ChangeCommit;
use crate::path::{SourcePath, UrlPath};
use crate::resolve::Site;

/// Where the page's source can be edited.
pub(super) fn edit_href(site: &Site, path: &SourcePath) -> Option<String> {
    let file = UrlPath::from(site.index.roots.repository_path(path).as_str()).encoded();
    Some(format!("{}/edit/{}/{file}", root(site)?, branch(site)?))
}

/// A prefilled report on a page.
pub(super) fn feedback_href(site: &Site, title: &str, path: &SourcePath) -> Option<String> {
    let root = root(site)?;
    let (title, file) =
        (encoded(&format!("{title}: ")), encoded(&format!("Page: {}\n\n", site.index.roots.repository_path(path))));
    Some(if is_gitlab(site) {
        format!("{root}/issues/new?issue%5Btitle%5D={title}&issue%5Bdescription%5D={file}")
    } else {
        format!("{root}/issues/new?title={title}&body={file}")
    })
}

/// The longest text that a form is filled in with, in bytes as the address has them: GitHub answers no address that is much longer.
const LONGEST_FORM: usize = 6000;

/// A new issue with a title and a list. Whole lines are dropped from its end if the address would be too long.
pub(in crate::render) fn issue_href(site: &Site, title: &str, list: &str) -> Option<String> {
    let root = root(site)?;
    let mut body = String::new();
    for line in list.split_inclusive('\n') {
        let line = encoded(line);
        if body.len() + line.len() > LONGEST_FORM {
            body.push_str(&encoded("…\n"));
            break;
        }
        body.push_str(&line);
    }
    let title = encoded(title);
    Some(if is_gitlab(site) {
        format!("{root}/issues/new?issue%5Btitle%5D={title}&issue%5Bdescription%5D={body}")
    } else {
        format!("{root}/issues/new?title={title}&body={body}")
    })
}

/// A new file in the repository's web editor, with its text filled in if the host allows it.
pub(super) fn new_file_href(site: &Site, folder: &str, name: &str, text: &str) -> Option<String> {
    let folder = site.index.roots.repository_path(&SourcePath::from(folder));
    let folder = UrlPath::from(folder.as_str()).encoded();
    let new = format!("{}/new/{}/{folder}", root(site)?, branch(site)?);
    Some(if is_gitlab(site) {
        format!("{new}?file_name={}", encoded(name))
    } else {
        format!("{new}?filename={}&value={}", encoded(name), encoded(text))
    })
}

/// What commits changed, from the first one's parent to the last; the first commit of all has none, and is shown alone.
#[must_use]
pub fn compare_href(site: &Site, first: &ChangeCommit, last: &ChangeCommit) -> Option<String> {
    let root = root(site)?;
    Some(match &first.parent {
        Some(parent) => format!("{root}/compare/{parent}...{}", last.hash),
        None => format!("{root}/commit/{}", last.hash),
    })
}

/// A person's or team's page on the repository's host; `handle` is without its `@`.
pub(super) fn person_href(site: &Site, handle: &str) -> Option<String> {
    let url = &site.surroundings.repository.as_ref()?.url;
    let after_scheme = url.find("://")? + 3;
    let host_end = url[after_scheme..].find('/').map_or(url.len(), |slash| after_scheme + slash);
    let is_name =
        |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'));
    match handle.split_once('/') {
        Some((organisation, team)) if is_name(organisation) && is_name(team) && !is_gitlab(site) => {
            Some(format!("{}/orgs/{organisation}/teams/{team}", &url[..host_end]))
        }
        None if is_name(handle) => Some(format!("{}/{handle}", &url[..host_end])),
        _ => None,
    }
}

fn root(site: &Site) -> Option<String> {
    let url = &site.surroundings.repository.as_ref()?.url;
    Some(if is_gitlab(site) { format!("{url}/-") } else { url.to_string() })
}

fn branch(site: &Site) -> Option<String> {
    let branch = &site.surroundings.repository.as_ref()?.branch;
    Some(UrlPath::from(&**branch).encoded())
}

fn is_gitlab(site: &Site) -> bool {
    site.surroundings.repository.as_ref().is_some_and(|repository| repository.url.contains("gitlab"))
}

fn encoded(text: &str) -> String {
    utf8_percent_encode(text, NON_ALPHANUMERIC).to_string()
}
