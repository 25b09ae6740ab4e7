//! Which requests are allowed.
//!
//! Any web page can send requests to this machine. It cannot read the answers, unless its own name is made to resolve to this
//! machine: so the Host must be in a fixed list (against DNS rebinding), and an Origin must be this server's own. Behind a proxy
//! that replaces the browser's Host the two cannot be compared; there the browser's statement that page and request have the same
//! origin (the W3C's Fetch Metadata) counts, which no page can forge.

use std::collections::BTreeSet;
use std::net::{IpAddr, SocketAddr};
use std::sync::mpsc::Sender;
use std::sync::{Mutex, PoisonError};

use hyper::header::{HOST, HeaderMap, HeaderName, HeaderValue, ORIGIN};
use hyper::{Method, Request, StatusCode};

use crate::preview::watch::Message;

/// The most hosts that are reported on the terminal: somebody who tries names must not fill it.
const MOST_TOLD: usize = 20;
/// The longest name that is shown; the longest of the domain name system has 253 characters.
const LONGEST_SHOWN: usize = 253;

/// The host names and addresses for which this server answers.
pub(in crate::preview) struct Hosts {
    /// In lower case; those that begin with a dot stand for all names that end with it.
    names: Vec<String>,
    /// The receiver of refused hosts.
    terminal: Sender<Message>,
    told: Mutex<BTreeSet<String>>,
    /// Whether a request may use the address at which it arrived as its host, as other machines do.
    allows_own_address: bool,
}

impl Hosts {
    /// The loopback names (RFC 6761 reserves all of `.localhost` for them), the host given with `--host`, and those of `allowed`.
    pub(in crate::preview) fn new(host: &str, address: SocketAddr, allowed: Vec<String>, terminal: Sender<Message>) -> Self {
        let mut names: Vec<String> = ["localhost", ".localhost", "127.0.0.1", "[::1]"].map(str::to_owned).into();
        names.extend(allowed.into_iter().map(|name| name.to_ascii_lowercase()));
        if !address.ip().is_unspecified() {
            let host = host.to_ascii_lowercase();
            names.push(if host.contains(':') && !host.starts_with('[') { format!("[{host}]") } else { host });
        }
        Self { names, terminal, told: Mutex::default(), allows_own_address: !address.ip().is_loopback() }
    }

    /// Reports a refused host on the terminal, once.
    fn tell(&self, host: &str) {
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        if told.len() < MOST_TOLD && told.insert(host.to_owned()) {
            // When the program is ending, nobody is listening.
            let _ = self.terminal.send(Message::Refused(host.to_owned()));
        }
    }

    /// Whether the authority of a request, `name` or `name:port`, is in the list. The port is not compared: it changes with port
    /// forwarding, and rebinding cannot change the name.
    fn allow(&self, authority: &str, local: IpAddr) -> bool {
        let (name, port) = match authority.rfind(':').filter(|colon| !authority[*colon..].contains(']')) {
            Some(colon) => (&authority[..colon], &authority[colon + 1..]),
            None => (authority, ""),
        };
        let is_port = port.bytes().all(|byte| byte.is_ascii_digit());
        let name = name.to_ascii_lowercase();
        let is_known = |known: &String| match known.strip_prefix('.') {
            Some(_) => name.strip_suffix(&**known).is_some_and(|rest| !rest.is_empty() && !rest.starts_with('.')),
            None => *known == name,
        };
        is_port && (self.names.iter().any(is_known) || self.is_own_address(&name, local))
    }

    fn is_own_address(&self, name: &str, local: IpAddr) -> bool {
        let bare = name.strip_prefix('[').and_then(|name| name.strip_suffix(']')).unwrap_or(name);
        self.allows_own_address && bare.parse::<IpAddr>().is_ok_and(|address| address.to_canonical() == local.to_canonical())
    }
}

/// Checks a request; `local` is the address at which it arrived.
///
/// # Errors
/// Why it is refused.
pub(super) fn check<B>(request: &Request<B>, local: IpAddr, hosts: &Hosts) -> Result<(), Refusal> {
    let host = only(request.headers(), &HOST).ok_or(Refusal::Plain(StatusCode::FORBIDDEN))?;
    let named = request.uri().authority().map(hyper::http::uri::Authority::as_str);
    if let Some(refused) = named.into_iter().chain([host]).find(|authority| !hosts.allow(authority, local)) {
        let shown = shown(refused);
        hosts.tell(&shown);
        return Err(Refusal::Host(shown));
    }
    if request.headers().contains_key(ORIGIN) {
        let origin = only(request.headers(), &ORIGIN).ok_or(Refusal::Plain(StatusCode::FORBIDDEN))?;
        let own = ["http://", "https://"].iter().find_map(|scheme| origin.strip_prefix(scheme));
        let is_own = own.is_some_and(|own| own.eq_ignore_ascii_case(host)) || is_from_here(request.headers());
        if !is_own {
            return Err(Refusal::Plain(StatusCode::FORBIDDEN));
        }
    }
    if request.method() != Method::GET && request.method() != Method::HEAD {
        return Err(Refusal::Plain(StatusCode::METHOD_NOT_ALLOWED));
    }
    Ok(())
}

/// Why a request is refused.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// The status is enough.
    Plain(StatusCode),
    /// Its host is unknown.
    Host(String),
}

/// The name of a host without its port, safe to print.
fn shown(authority: &str) -> String {
    let name =
        authority.rfind(':').filter(|colon| !authority[*colon..].contains(']')).map_or(authority, |colon| &authority[..colon]);
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | ':' | '[' | ']');
    name.chars().filter(|c| is_plain(*c)).take(LONGEST_SHOWN).collect()
}

/// Whether the browser says that the request comes from another site's page. Pages may be linked from anywhere, the channel may
/// not.
pub(super) fn is_from_elsewhere(headers: &HeaderMap) -> bool {
    headers.get("sec-fetch-site").is_some_and(|site| site != "same-origin" && site != "none")
}

/// Whether the browser says that the request comes from a page of this origin.
fn is_from_here(headers: &HeaderMap) -> bool {
    only(headers, &HeaderName::from_static("sec-fetch-site")) == Some("same-origin")
}

/// The header's value, if it occurs once and is text.
fn only<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    let mut values = headers.get_all(name).iter();
    let value: &HeaderValue = values.next()?;
    values.next().is_none().then(|| value.to_str().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_listed_hosts_are_answered() {
        let local: IpAddr = "192.168.1.5".parse().expect("an address");
        let here: IpAddr = "127.0.0.1".parse().expect("an address");
        let hosts = |host: &str, address: &str, allowed: &[&str]| {
            let allowed = allowed.iter().map(ToString::to_string).collect();
            Hosts::new(host, address.parse().expect("an address"), allowed, std::sync::mpsc::channel().0)
        };
        let on_loopback = hosts("127.0.0.1", "127.0.0.1:3000", &[]);
        let everywhere = hosts("0.0.0.0", "0.0.0.0:3000", &[]);
        let named = hosts("desk.example", "192.168.1.5:3000", &[]);
        let behind = hosts("127.0.0.1", "127.0.0.1:3000", &["Docs", ".preview.example"]);
        for (hosts, authority, arrived_at, allowed) in [
            (&on_loopback, "localhost", here, true),
            (&on_loopback, "LOCALHOST:3000", here, true),
            (&on_loopback, "127.0.0.1:80", here, true),
            (&on_loopback, "[::1]:3000", here, true),
            (&on_loopback, "[::1]", here, true),
            (&on_loopback, "evil.example", here, false),
            (&on_loopback, "localhost.evil", here, false),
            (&on_loopback, "docs.localhost:3000", here, true),
            (&on_loopback, ".localhost", here, false),
            (&on_loopback, "evillocalhost", here, false),
            (&behind, "docs:80", here, true),
            (&behind, "docs.evil", here, false),
            (&behind, "w-3000.Preview.example", here, true),
            (&behind, "a.b.preview.example", here, true),
            (&behind, "preview.example", here, false),
            (&behind, "evilpreview.example", here, false),
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

    #[test]
    fn a_refused_host_is_told_once_and_in_plain_letters() {
        let (sender, told) = std::sync::mpsc::channel();
        let hosts = Hosts::new("127.0.0.1", "127.0.0.1:3000".parse().expect("an address"), Vec::new(), sender);
        let here: IpAddr = "127.0.0.1".parse().expect("an address");
        for (authority, expected) in [("docs:3000", "docs"), ("docs:3000", "docs"), ("a`b<c>.d", "abc.d"), ("[::2]:80", "[::2]")]
        {
            let request = Request::builder().header(HOST, authority).body(()).expect("a request");
            assert_eq!(check(&request, here, &hosts), Err(Refusal::Host(expected.to_owned())));
        }
        for number in 0..100 {
            hosts.tell(&number.to_string());
        }
        let told: Vec<String> = told
            .try_iter()
            .map(|message| match message {
                Message::Refused(host) => host,
                _ => "something else".to_owned(),
            })
            .collect();
        assert_eq!((&told[..3], told.len()), (&["docs", "abc.d", "[::2]"].map(str::to_owned)[..], MOST_TOLD));
    }
}
