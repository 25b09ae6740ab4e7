//! Web addresses, prefixes of other sites, and the language of the text.

use std::sync::Arc;

use crate::yaml::{Node, Problem};

use super::RepositoryConfig;
use super::keys::RepositoryKey;
use crate::yaml::section::Refusals;

/// The address at which a site is published, ending with a slash; an error says what is wrong, worded to follow the address.
///
/// It is an absolute `http` or `https` URL (RFC 3986) without query, fragment and password.
pub fn site_url(written: &str) -> Result<String, &'static str> {
    let url = web_url(written)?;
    if url.contains(['?', '#']) {
        return Err("has a query or a fragment, and a site cannot live behind one");
    }
    Ok(if url.ends_with('/') { url.to_owned() } else { format!("{url}/") })
}

/// A repository's web address, without a trailing slash and `.git`; an error says what is wrong, worded to follow the address.
///
/// Git's own forms (`git@host:owner/name.git`, `ssh://`, `git://`) are turned into the web address they stand for.
pub fn repository_url(written: &str) -> Result<String, &'static str> {
    let path = |text: &str| text.trim_end_matches('/').trim_end_matches(".git").trim_end_matches('/').to_owned();
    let bare = ["ssh://", "git://", "git+ssh://"].iter().find_map(|scheme| written.strip_prefix(scheme));
    let web = match (bare, written.split_once(':')) {
        (Some(rest), _) => {
            let rest = rest.split_once('@').filter(|(user, _)| !user.contains('/')).map_or(rest, |(_, rest)| rest);
            let (host, name) = rest.split_once('/').ok_or("names no repository behind its host")?;
            format!("https://{}/{name}", host.split(':').next().unwrap_or_default())
        }
        (None, Some((host, name))) if !name.starts_with("//") && host.contains('@') && !host.contains('/') => {
            let host = host.rsplit('@').next().unwrap_or_default();
            format!("https://{host}/{}", name.trim_start_matches('/'))
        }
        _ => written.to_owned(),
    };
    let url = path(web_url(&web)?);
    if url.contains(['?', '#']) {
        return Err("has a query or a fragment");
    }
    Ok(url)
}

/// Checks an absolute web address and returns it.
fn web_url(written: &str) -> Result<&str, &'static str> {
    let rest = ["https://", "http://"].iter().find_map(|scheme| {
        let head = written.get(..scheme.len())?;
        head.eq_ignore_ascii_case(scheme).then(|| &written[scheme.len()..])
    });
    let rest = rest.ok_or("does not begin with `https://` or `http://`")?;
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    if authority.contains('@') {
        return Err("holds a user name, which everybody would see");
    }
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if !port.contains(']') => (host, Some(port)),
        _ => (authority, None),
    };
    let is_ip6 =
        host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).is_some_and(|ip| ip.parse::<std::net::Ipv6Addr>().is_ok());
    let is_label = |label: &str| {
        !label.is_empty() && label.len() <= 63 && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
    };
    if !is_ip6 && !host.strip_suffix('.').unwrap_or(host).split('.').all(is_label) {
        return Err("names no proper host (a name in other letters than a to z is written as `xn--…`)");
    }
    if port.is_some_and(|port| port.parse::<u16>().is_err()) {
        return Err("names no proper port");
    }
    if rest.contains(|c: char| !c.is_ascii_graphic() || "\"<>\\^`{|}".contains(c)) {
        return Err("holds characters that an address writes as `%20` and the like");
    }
    Ok(written)
}

pub(super) fn site(node: &Node) -> Result<String, Problem> {
    let written = node.text("url")?;
    site_url(written).map_err(|why| {
        let message = format!("the address `{written}` {why}");
        Problem::new(node.span.clone(), message, "write the whole address, such as `https://acme.example/handbook/`")
    })
}

/// `repository:`, a map or just the address.
pub(super) fn repository(node: &Node, refusals: &mut Refusals) -> Option<RepositoryConfig> {
    if node.scalar().is_some() {
        let url = refusals.accept(repository_address(node))?;
        return Some(RepositoryConfig { url: url.into(), branch: "main".into() });
    }
    let section = refusals.section(node, "repository");
    section.require(RepositoryKey::Url, "the repository", refusals);
    let branch = section.read(RepositoryKey::Branch, refusals, branch).unwrap_or("main");
    let url = section.read(RepositoryKey::Url, refusals, repository_address)?;
    Some(RepositoryConfig { url: url.into(), branch: branch.into() })
}

fn repository_address(node: &Node) -> Result<String, Problem> {
    let written = node.text("url")?;
    repository_url(written).map_err(|why| {
        let message = format!("the repository's address `{written}` {why}");
        Problem::new(
            node.span.clone(),
            message,
            "write where it is seen in a browser, such as `https://github.com/acme/handbook`",
        )
    })
}

/// A branch's name, by those rules of `git check-ref-format` that matter in an address.
fn branch(node: &Node) -> Result<&str, Problem> {
    let written = node.text("branch")?;
    let is_bad = |c: char| c.is_whitespace() || c.is_control() || "~^:?*[\\".contains(c);
    if written.is_empty()
        || written.contains("..")
        || written.contains(is_bad)
        || written.starts_with(['/', '-'])
        || written.ends_with('/')
    {
        let message = format!("`{written}` is not a branch");
        return Err(Problem::new(node.span.clone(), message, "write the branch's name, such as `main`"));
    }
    Ok(written)
}

/// `external:`, a prefix of addresses on the same host that another site answers.
pub(super) fn external(node: &Node) -> Result<Arc<str>, Problem> {
    let written = node.text("external")?;
    let why = if !written.starts_with('/') || written.starts_with("//") {
        "does not begin with one slash"
    } else if written.len() == 1 {
        "would stand for every address of this site"
    } else if written.split('/').any(|segment| segment == "..")
        || written.contains(|c: char| c.is_whitespace() || "?#\\".contains(c))
    {
        "is not a plain path"
    } else {
        return Ok(written.into());
    };
    let message = format!("the prefix `{written}` {why}");
    let problem = Problem::new(node.span.clone(), message, "write the path that the other site answers, such as `/api/`");
    let is_word = !written.is_empty()
        && written.chars().all(|c| c.is_ascii_alphanumeric() || "/-_.".contains(c))
        && !written.starts_with('/');
    Err(if is_word && !written.contains("..") { problem.suggest(format!("/{written}")) } else { problem })
}

/// `beside:`, a folder that another build fills, relative to the root of this site: `guide/`, or `../` for the site around this
/// one.
pub(super) fn beside(node: &Node) -> Result<Arc<str>, Problem> {
    let written = node.text("beside")?;
    let names = written.trim_end_matches('/');
    let is_name = |name: &str| {
        !name.is_empty() && name != "." && name != ".." && !name.contains(|c: char| c.is_whitespace() || "?#\\:".contains(c))
    };
    if written.ends_with('/') && (names.split('/').all(is_name) || names.split('/').all(|name| name == "..")) {
        return Ok(written.into());
    }
    let message = format!("`{written}` is not a folder from the root of the site");
    Err(Problem::new(
        node.span.clone(),
        message,
        "write a folder with its slash, such as `guide/`, or `../` for the site around this one",
    ))
}

/// `language:`, a tag that has the form of BCP 47.
pub(super) fn language(node: &Node) -> Result<&str, Problem> {
    let written = node.text("language")?;
    let is_tag = |tag: &str| {
        let mut parts = tag.split('-');
        let primary = parts.next().unwrap_or_default();
        (2..=8).contains(&primary.len())
            && primary.bytes().all(|byte| byte.is_ascii_alphabetic())
            && parts.all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()))
    };
    if is_tag(written) && written.len() <= 35 {
        return Ok(written);
    }
    let problem = Problem::new(
        node.span.clone(),
        format!("`{written}` is not a language tag"),
        "write a tag of BCP 47, such as `en` or `pt-BR`",
    );
    let dashed = written.replace('_', "-");
    Err(if is_tag(&dashed) { problem.suggest(dashed) } else { problem })
}
