//! One address: asked for with HEAD, with GET where that is not understood, and judged.

use std::io;
use std::time::{Duration, SystemTime};

use ureq::http::StatusCode;
use ureq::{Agent, Error};

use super::Answer;

/// What one try gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Try {
    /// The answer.
    Final(Answer),
    /// No answer yet, for this reason; the host may have said how long to wait.
    Later { reason: String, wait: Option<Duration> },
}

/// Asks once. HEAD spares both sides the text, but some hosts answer it wrongly or never: only what GET says is held against a link,
/// and a later try asks with GET alone.
pub(super) fn ask(agent: &Agent, url: &str, is_first: bool) -> Try {
    if is_first {
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
        Ok(response) => judged(&response),
        Err(error) => failed(&error).unwrap_or_else(|| Try::Later { reason: in_words(&error), wait: None }),
    }
}

fn judged(response: &ureq::http::Response<ureq::Body>) -> Try {
    let status = response.status();
    if status.is_success() {
        return Try::Final(Answer::Good);
    }
    let reason = status_in_words(status);
    if is_busy(status) {
        let wait = response.headers().get("retry-after").and_then(|value| retry_after(value.to_str().ok()?));
        return Try::Later { reason, wait };
    }
    Try::Final(Answer::Bad(reason))
}

/// Statuses that pass: too many requests, and faults of the server (RFC 9110, section 15.6, and RFC 6585).
fn is_busy(status: StatusCode) -> bool {
    status == StatusCode::TOO_MANY_REQUESTS || (status.is_server_error() && status != StatusCode::NOT_IMPLEMENTED)
}

/// How long to wait by `Retry-After`: seconds, or a date (RFC 9110, section 10.2.3).
fn retry_after(value: &str) -> Option<Duration> {
    if let Ok(seconds) = value.trim().parse::<u64>() {
        return Some(Duration::from_secs(seconds));
    }
    let date = jiff::fmt::rfc2822::parse(value.trim()).ok()?;
    let at = SystemTime::UNIX_EPOCH + Duration::from_secs(u64::try_from(date.timestamp().as_second()).ok()?);
    Some(at.duration_since(SystemTime::now()).unwrap_or_default())
}

/// What an error means; `None` when the other method may do better.
fn failed(error: &Error) -> Option<Try> {
    let reason = in_words(error);
    match error {
        Error::TooManyRedirects | Error::RedirectFailed | Error::BadUri(_) | Error::Http(_) => {
            Some(Try::Final(Answer::Bad(reason)))
        }
        Error::HostNotFound | Error::Timeout(_) | Error::ConnectionFailed => Some(Try::Later { reason, wait: None }),
        Error::Io(error) if error.kind() == io::ErrorKind::ConnectionRefused => Some(Try::Later { reason, wait: None }),
        Error::Rustls(_) | Error::Tls(_) => Some(Try::Final(Answer::Bad(reason))),
        _ => None,
    }
}

/// An error as the end of a sentence that begins with the address.
pub(super) fn in_words(error: &Error) -> String {
    match error {
        Error::Timeout(_) => "does not answer in time".to_owned(),
        Error::HostNotFound => "names a host that is not known".to_owned(),
        Error::TooManyRedirects => "leads in a circle of redirects, or through more than ten".to_owned(),
        Error::RedirectFailed => "redirects to nowhere".to_owned(),
        Error::BadUri(_) | Error::Http(_) => "is no address that can be asked for".to_owned(),
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
