//! The client: HTTP and HTTPS, with the certificates that the system trusts.

use std::sync::Arc;
use std::thread;
use std::time::Duration;

use ureq::Agent;
use ureq::http::StatusCode;
use ureq::tls::{Certificate, RootCerts, TlsConfig};

use super::request;

/// How many redirects are followed (the Fetch standard allows 20; a link that needs ten should be replaced).
const MOST_REDIRECTS: u32 = 10;

/// The largest file that is read, in bytes.
const LARGEST: u64 = 64_000_000;

/// The timeout for a published file.
const PATIENCE: Duration = Duration::from_secs(30);

/// How long to wait before it is asked for once more, and then again.
const PAUSES: [Duration; 2] = [Duration::from_secs(1), Duration::from_secs(3)];

/// Creates a client with this timeout for each answer.
pub(super) fn agent(timeout: Duration) -> Agent {
    let trusted = rustls_native_certs::load_native_certs().certs;
    let trusted = trusted.iter().map(|certificate| Certificate::from_der(certificate).to_owned()).collect();
    let tls = TlsConfig::builder()
        .root_certs(RootCerts::Specific(Arc::new(trusted)))
        .unversioned_rustls_crypto_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .build();
    Agent::config_builder()
        .tls_config(tls)
        .timeout_global(Some(timeout))
        .http_status_as_error(false)
        .max_redirects(MOST_REDIRECTS)
        .user_agent(concat!("journeybook/", env!("CARGO_PKG_VERSION")))
        .build()
        .new_agent()
}

/// What stands at an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fetched {
    /// A text.
    Text(String),
    /// Nothing: the site answers 404 or 410 (RFC 9110, section 15.5).
    Nothing,
}

/// Reads the text at an address. A server that is busy is asked again, twice at most.
///
/// # Errors
/// Why it cannot be read, as the end of a sentence.
pub fn fetch(url: &str) -> Result<Fetched, String> {
    let agent = agent(PATIENCE);
    let ask = || agent.get(url).call();
    let mut answer = ask();
    for pause in PAUSES {
        if !answer.as_ref().is_ok_and(|response| request::is_busy(response.status())) {
            break;
        }
        thread::sleep(pause);
        answer = ask();
    }
    let mut response = answer.map_err(|error| request::in_words(&error))?;
    match response.status() {
        StatusCode::NOT_FOUND | StatusCode::GONE => Ok(Fetched::Nothing),
        status if status.is_success() => {
            let text = response.body_mut().with_config().limit(LARGEST).read_to_string();
            text.map(Fetched::Text).map_err(|error| request::in_words(&error))
        }
        status => Err(request::status_in_words(status)),
    }
}
