//! One address: requested with HEAD, with GET if HEAD is not understood, and judged.

use std::io;
use std::time::{Duration, SystemTime};

use ureq::http::StatusCode;
use ureq::{Agent, Error};

use super::{Answer, Wanted, fragments};

/// The longest page in which fragments are looked for, in bytes.
const LONGEST_PAGE: u64 = 8_000_000;

/// The result of one try.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Try {
    /// The answer.
    Final(Answer),
    /// No answer yet, for this reason; the host may have said how long to wait, and may do this only to programs.
    Later { reason: String, wait: Option<Duration>, is_for_robots: bool },
}

/// Tries once. HEAD saves both sides the text, but some hosts answer it wrongly or never: a link is only reported because of GET,
/// and later tries use only GET. So do tries that look for fragments in the page.
pub(super) fn ask(agent: &Agent, wanted: &Wanted, is_first: bool) -> Try {
    let url = &*wanted.address;
    if is_first && wanted.fragments.is_empty() {
        match agent.head(url).call() {
            Ok(response) if response.status().is_success() => return Try::Final(Answer::Good),
            Ok(response) if is_busy(response.status()) => return judged(&response),
            Ok(_) => {}
            Err(error) => {
                if let Some(failed) = failed(&error) {
                    return failed;
                }
            }
        }
    }
    match agent.get(url).call() {
        Ok(response) if response.status().is_success() && !wanted.fragments.is_empty() => searched(response, wanted),
        Ok(response) => judged(&response),
        Err(error) => failed(&error).unwrap_or_else(|| Try::Later { reason: in_words(&error), wait: None, is_for_robots: false }),
    }
}

/// Looks for fragments in a page. Anything that is not HTML or is too long is assumed to have them.
fn searched(mut response: ureq::http::Response<ureq::Body>, wanted: &Wanted) -> Try {
    let kind = response.headers().get("content-type").and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if !kind.to_ascii_lowercase().starts_with("text/html") {
        return Try::Final(Answer::Good);
    }
    let missing = match response.body_mut().with_config().limit(LONGEST_PAGE).lossy_utf8(true).read_to_string() {
        Ok(html) => fragments::missing(&html, &wanted.fragments),
        Err(_) => return Try::Final(Answer::Good),
    };
    Try::Final(if missing.is_empty() { Answer::Good } else { Answer::Without(missing) })
}

fn judged(response: &ureq::http::Response<ureq::Body>) -> Try {
    let status = response.status();
    if status.is_success() {
        return Try::Final(Answer::Good);
    }
    let reason = status_in_words(status);
    if is_busy(status) {
        let wait = response.headers().get("retry-after").and_then(|value| retry_after(value.to_str().ok()?));
        return Try::Later { reason, wait, is_for_robots: is_for_robots(status) };
    }
    Try::Final(if is_for_robots(status) { Answer::Unknown(reason) } else { Answer::Bad(reason) })
}

/// Statuses that programs get while people see the page: access denied, and robots refused (`LinkedIn` answers 999).
fn is_for_robots(status: StatusCode) -> bool {
    matches!(status.as_u16(), 401 | 403 | 429 | 999)
}

/// Temporary statuses: too many requests, and server errors (RFC 9110, section 15.6, and RFC 6585).
pub(super) fn is_busy(status: StatusCode) -> bool {
    status == StatusCode::TOO_MANY_REQUESTS || (status.is_server_error() && status != StatusCode::NOT_IMPLEMENTED)
}

/// How long to wait according to `Retry-After`: seconds, or a date (RFC 9110, section 10.2.3).
fn retry_after(value: &str) -> Option<Duration> {
    if let Ok(seconds) = value.trim().parse::<u64>() {
        return Some(Duration::from_secs(seconds));
    }
    let date = jiff::fmt::rfc2822::parse(value.trim()).ok()?;
    let at = SystemTime::UNIX_EPOCH + Duration::from_secs(u64::try_from(date.timestamp().as_second()).ok()?);
    Some(at.duration_since(SystemTime::now()).unwrap_or_default())
}

/// What an error means; `None` if the other method may do better.
fn failed(error: &Error) -> Option<Try> {
    let reason = in_words(error);
    match error {
        Error::TooManyRedirects | Error::RedirectFailed | Error::BadUri(_) | Error::Http(_) => {
            Some(Try::Final(Answer::Bad(reason)))
        }
        Error::HostNotFound | Error::Timeout(_) | Error::ConnectionFailed => {
            Some(Try::Later { reason, wait: None, is_for_robots: false })
        }
        Error::Io(error) if error.kind() == io::ErrorKind::ConnectionRefused => {
            Some(Try::Later { reason, wait: None, is_for_robots: false })
        }
        Error::Rustls(_) | Error::Tls(_) => Some(Try::Final(Answer::Bad(reason))),
        _ => None,
    }
}

const UNKNOWN_HOST: &str = "names a host that is not known";

/// An error as the end of a sentence that begins with the address.
pub(super) fn in_words(error: &Error) -> String {
    match error {
        Error::Timeout(_) => "does not answer in time".to_owned(),
        Error::HostNotFound => UNKNOWN_HOST.to_owned(),
        // What the system's resolver says has no kind of its own.
        Error::Io(error) if error.to_string().contains("failed to lookup address") => UNKNOWN_HOST.to_owned(),
        Error::TooManyRedirects => "leads in a circle of redirects, or through more than ten".to_owned(),
        Error::RedirectFailed => "redirects to nowhere".to_owned(),
        Error::BadUri(_) | Error::Http(_) => "is not an address that can be asked for".to_owned(),
        Error::ConnectionFailed => "cannot be connected to".to_owned(),
        Error::Rustls(error) => format!("has no certificate that is trusted: {error}"),
        Error::BodyExceedsLimit(_) => "is larger than any file that is read".to_owned(),
        Error::Io(error) if error.kind() == io::ErrorKind::ConnectionRefused => "refuses the connection".to_owned(),
        other => format!("gives no proper answer: {other}"),
    }
}

/// A status as the end of a sentence that begins with the address.
pub(super) fn status_in_words(status: StatusCode) -> String {
    match status.canonical_reason() {
        Some(reason) => format!("answers {} {}", status.as_u16(), reason.to_lowercase()),
        None => format!("answers {}", status.as_u16()),
    }
}
