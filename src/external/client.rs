//! The client that asks: HTTP and HTTPS, with the certificates that the system trusts.

use std::sync::Arc;
use std::time::Duration;

use ureq::Agent;
use ureq::tls::{Certificate, RootCerts, TlsConfig};

/// How many redirects are followed (the Fetch standard allows 20; a link that needs ten should be written anew).
const MOST_REDIRECTS: u32 = 10;

/// The largest file that is read, in bytes.
const LARGEST: u64 = 64_000_000;

/// How long a published file may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// Makes a client that waits so long for each answer.
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

/// Reads the text at an address.
///
/// # Errors
/// Why it cannot be read, as the end of a sentence.
pub fn fetch(url: &str) -> Result<String, String> {
    let mut response = agent(PATIENCE).get(url).call().map_err(|error| super::request::in_words(&error))?;
    if !response.status().is_success() {
        return Err(super::request::status_in_words(response.status()));
    }
    let text = response.body_mut().with_config().limit(LARGEST).read_to_string();
    text.map_err(|error| super::request::in_words(&error))
}
