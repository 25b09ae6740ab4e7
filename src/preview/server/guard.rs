//! Who may ask, and how.
//!
//! Any web page can send requests to this machine. It can not read the answers, unless its own name is made to lead here: so the Host
//! must be one of a fixed list (DNS rebinding), and an Origin must be this server's own.

use std::net::{IpAddr, SocketAddr};

use hyper::header::{HOST, HeaderMap, HeaderValue, ORIGIN};
use hyper::{Method, Request, StatusCode};

/// The names and addresses that this server answers to.
#[derive(Debug, Clone)]
pub(in crate::preview) struct Hosts {
    names: Vec<String>,
    /// Whether a connection may name the very address it arrived at, as other machines do.
    allows_own_address: bool,
}

impl Hosts {
    /// The loopback names, and the host that was asked for with `--host`.
    pub(in crate::preview) fn new(host: &str, address: SocketAddr) -> Self {
        let mut names: Vec<String> = ["localhost", "127.0.0.1", "[::1]"].map(str::to_owned).into();
        if !address.ip().is_unspecified() {
            let host = host.to_ascii_lowercase();
            names.push(if host.contains(':') && !host.starts_with('[') { format!("[{host}]") } else { host });
        }
        Self { names, allows_own_address: !address.ip().is_loopback() }
    }

    /// Whether the authority of a request, `name` or `name:port`, is one of the list. The port is not compared: it differs where it is
    /// forwarded, and rebinding cannot change the name.
    fn allow(&self, authority: &str, local: IpAddr) -> bool {
        let (name, port) = match authority.rfind(':').filter(|colon| !authority[*colon..].contains(']')) {
            Some(colon) => (&authority[..colon], &authority[colon + 1..]),
            None => (authority, ""),
        };
        let is_port = port.bytes().all(|byte| byte.is_ascii_digit());
        is_port && (self.names.iter().any(|known| known.eq_ignore_ascii_case(name)) || self.is_own_address(name, local))
    }

    fn is_own_address(&self, name: &str, local: IpAddr) -> bool {
        let bare = name.strip_prefix('[').and_then(|name| name.strip_suffix(']')).unwrap_or(name);
        self.allows_own_address && bare.parse::<IpAddr>().is_ok_and(|address| address.to_canonical() == local.to_canonical())
    }
}

/// Checks a request; `local` is the address that it arrived at.
///
/// # Errors
/// The status that refuses it.
pub(super) fn check<B>(request: &Request<B>, local: IpAddr, hosts: &Hosts) -> Result<(), StatusCode> {
    let host = only(request.headers(), &HOST).ok_or(StatusCode::FORBIDDEN)?;
    let is_named_elsewhere = request.uri().authority().is_some_and(|authority| !hosts.allow(authority.as_str(), local));
    if !hosts.allow(host, local) || is_named_elsewhere {
        return Err(StatusCode::FORBIDDEN);
    }
    if request.headers().contains_key(ORIGIN) {
        let origin = only(request.headers(), &ORIGIN).ok_or(StatusCode::FORBIDDEN)?;
        let own = ["http://", "https://"].iter().find_map(|scheme| origin.strip_prefix(scheme));
        if own.is_none_or(|own| !own.eq_ignore_ascii_case(host)) {
            return Err(StatusCode::FORBIDDEN);
        }
    }
    if request.method() != Method::GET && request.method() != Method::HEAD {
        return Err(StatusCode::METHOD_NOT_ALLOWED);
    }
    Ok(())
}

/// Whether the browser says that another site's page asks. Pages may be linked to from anywhere, the channel may not.
pub(super) fn is_from_elsewhere(headers: &HeaderMap) -> bool {
    headers.get("sec-fetch-site").is_some_and(|site| site != "same-origin" && site != "none")
}

/// The header's value, when it is there once and is text.
fn only<'a>(headers: &'a HeaderMap, name: &hyper::header::HeaderName) -> Option<&'a str> {
    let mut values = headers.get_all(name).iter();
    let value: &HeaderValue = values.next()?;
    values.next().is_none().then(|| value.to_str().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn row_65_hosts_are_a_fixed_list() {
        let local: IpAddr = "192.168.1.5".parse().expect("an address");
        let here: IpAddr = "127.0.0.1".parse().expect("an address");
        let on_loopback = Hosts::new("127.0.0.1", "127.0.0.1:3000".parse().expect("an address"));
        let everywhere = Hosts::new("0.0.0.0", "0.0.0.0:3000".parse().expect("an address"));
        let named = Hosts::new("desk.example", "192.168.1.5:3000".parse().expect("an address"));
        for (hosts, authority, arrived_at, allowed) in [
            (&on_loopback, "localhost", here, true),
            (&on_loopback, "LOCALHOST:3000", here, true),
            (&on_loopback, "127.0.0.1:80", here, true),
            (&on_loopback, "[::1]:3000", here, true),
            (&on_loopback, "[::1]", here, true),
            (&on_loopback, "evil.example", here, false),
            (&on_loopback, "localhost.evil", here, false),
            (&on_loopback, "localhost.", here, false),
            (&on_loopback, "localhost:evil", here, false),
            (&on_loopback, "localhost@evil", here, false),
            (&on_loopback, "", here, false),
            (&on_loopback, "::1", here, false),
            (&on_loopback, "192.168.1.5", local, false),
            (&everywhere, "localhost", local, true),
            (&everywhere, "192.168.1.5:3000", local, true),
            (&everywhere, "192.168.1.6:3000", local, false),
            (&everywhere, "0.0.0.0:3000", local, false),
            (&everywhere, "evil.example", local, false),
            (&named, "desk.example:3000", local, true),
            (&named, "192.168.1.5", local, true),
            (&named, "evil.example", local, false),
        ] {
            assert_eq!(hosts.allow(authority, arrived_at), allowed, "{authority:?}");
        }
    }
}
