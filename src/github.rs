//! What the address of a repository on GitHub tells: its name, and where GitHub Pages publishes it.

/// Where this program is kept, as `repository` in `Cargo.toml` says; empty while that is not set.
pub const OUR_REPOSITORY: &str = env!("CARGO_PKG_REPOSITORY");

/// `OWNER/NAME` of a repository's address, such as `https://github.com/acme/handbook`; `None` for an address on another host.
pub fn repository_name(address: &str) -> Option<&str> {
    let name = address.strip_prefix("https://github.com/")?.trim_end_matches('/');
    let name = name.strip_suffix(".git").unwrap_or(name);
    pages(name).is_some().then_some(name)
}

/// The address, with a slash at its end, at which GitHub Pages publishes the repository `OWNER/NAME`: `NAME.github.io` at the top of
/// its owner's host, any other below it. `None` when that is not the name of a repository.
pub fn pages(repository: &str) -> Option<String> {
    let (owner, name) = repository.split_once('/')?;
    let is_owner = (1..=39).contains(&owner.len())
        && !owner.starts_with('-')
        && !owner.ends_with('-')
        && owner.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    let is_name = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte));
    if !is_owner || !is_name {
        return None;
    }
    let host = format!("{}.github.io", owner.to_ascii_lowercase());
    Some(if name.eq_ignore_ascii_case(&host) { format!("https://{host}/") } else { format!("https://{host}/{name}/") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_repository_is_known_by_its_address() {
        for (address, name) in [
            ("https://github.com/acme/journeybook", Some("acme/journeybook")),
            ("https://github.com/acme/journeybook.git", Some("acme/journeybook")),
            ("https://github.com/acme/journeybook/", Some("acme/journeybook")),
            ("https://github.com/acme", None),
            ("https://github.com/acme/a/b", None),
            ("https://github.com/-acme/a", None),
            ("https://git.acme.example/acme/journeybook", None),
            ("", None),
        ] {
            assert_eq!(repository_name(address), name, "{address}");
        }
    }
}
