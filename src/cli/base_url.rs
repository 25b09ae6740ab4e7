//! `--base-url`: the address under which the site will be published.

/// Checks an absolute `http` or `https` address and gives it with a slash at its end.
pub(super) fn parse(written: &str) -> Result<String, String> {
    let after_scheme = written.strip_prefix("https://").or_else(|| written.strip_prefix("http://"));
    let Some(rest) = after_scheme else {
        return Err("an address begins with `https://` or `http://`".to_owned());
    };
    let host = rest.split('/').next().unwrap_or_default();
    if host.is_empty() || host.starts_with(':') {
        return Err("the address names no host".to_owned());
    }
    if rest.contains(['?', '#']) {
        return Err("a query or a fragment has no place in the address of a site".to_owned());
    }
    if rest.contains(|c: char| {
        c.is_whitespace() || c.is_control() || matches!(c, '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}')
    }) {
        return Err("blanks, quotes and brackets have to be percent-encoded in an address".to_owned());
    }
    Ok(if written.ends_with('/') { written.to_owned() } else { format!("{written}/") })
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn addresses() {
        for (written, url) in [
            ("https://acme.example", Some("https://acme.example/")),
            ("http://localhost:8000/a/b/", Some("http://localhost:8000/a/b/")),
            ("https://acme.example/handbuch-für-alle", Some("https://acme.example/handbuch-für-alle/")),
            ("acme.example", None),
            ("/handbook/", None),
            ("ftp://acme.example/", None),
            ("https://", None),
            ("https:///a", None),
            ("https://acme.example/?a", None),
            ("https://acme.example/#a", None),
            ("https://acme.example/a b", None),
            ("javascript:alert(1)", None),
        ] {
            assert_eq!(parse(written).ok().as_deref(), url, "{written}");
        }
    }
}
