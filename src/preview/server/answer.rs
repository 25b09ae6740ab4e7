//! The response to one request.

use std::io;
use std::net::IpAddr;
use std::sync::Arc;

use bytes::Bytes;
use hyper::body::Incoming;
use hyper::header::{
    ACCEPT_RANGES, ALLOW, CACHE_CONTROL, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE, ETAG, HeaderMap, HeaderName, IF_NONE_MATCH,
    IF_RANGE, LOCATION, RANGE,
};
use hyper::http::response::Builder;
use hyper::{Method, Request, Response, StatusCode};
use tokio::io::AsyncSeekExt;

use super::address::{self, Found};
use super::body::Answer;
use super::guard::Refusal;
use super::range::{self, Part};
use super::{Service, channel, file, guard, injected, mime};
use crate::path::OutputPath;
use crate::plan::Recipe;
use crate::preview::cache::Output;
use crate::preview::live_site::LiveSite;
use crate::render::escape::push_text;

/// A complete response.
enum Content {
    Bytes(Bytes),
    File(file::Asset),
}

/// Answers a request that arrived at the address `local`.
pub(super) async fn answer(request: &Request<Incoming>, local: IpAddr, service: &Service) -> Response<Answer> {
    match guard::check(request, local, &service.hosts) {
        Ok(()) => {}
        Err(Refusal::Plain(status)) => return refusal(status),
        Err(Refusal::Host(host)) => return unknown_host(&host),
    }
    let path = request.uri().path();
    let live_site = &service.live_site;
    if let Some(name) = path.strip_prefix(&*live_site.base_path).filter(|below| below.starts_with(channel::PREFIX)) {
        return on_channel(request, name, service);
    }
    let Some(decoded) = address::decode(path) else { return refusal(StatusCode::BAD_REQUEST) };
    let Some(below) = decoded.strip_prefix(&*live_site.base_path) else {
        // The site's own address without its slash, and the root of the server, redirect to the site.
        if decoded == "/" {
            return redirect(&format!(".{}", live_site.base_path));
        }
        if format!("{decoded}/") == live_site.base_path {
            return redirect(&below_last(&live_site.base_path, ""));
        }
        return missing(request, live_site).await;
    };
    let plan = Arc::clone(&live_site.current().handbook.plan);
    match address::find(&plan, below) {
        Found::Elsewhere(to) => {
            let query = request.uri().query().map(|query| format!("?{query}")).unwrap_or_default();
            redirect(&below_last(&to, &query))
        }
        Found::Nothing => missing(request, live_site).await,
        Found::Output(path) => match plan.outputs.get(&path) {
            Some(Recipe::Asset(source)) => match file::open(&live_site.current(), source).await {
                Some(asset) => {
                    let tag = format!("\"{}\"", asset.version);
                    send(request, StatusCode::OK, mime::of(path.as_str()), Some(&tag), Content::File(asset)).await
                }
                None => missing(request, live_site).await,
            },
            Some(recipe) => rendered(request, StatusCode::OK, &path, recipe, live_site).await,
            None => missing(request, live_site).await,
        },
    }
}

fn on_channel(request: &Request<Incoming>, path: &str, service: &Service) -> Response<Answer> {
    if guard::is_from_elsewhere(request.headers()) {
        return refusal(StatusCode::FORBIDDEN);
    }
    let is_head = request.method() == Method::HEAD;
    let fresh = |kind: &str| head(StatusCode::OK).header(CONTENT_TYPE, kind).header(CACHE_CONTROL, "no-store");
    let whole = |kind: &str, bytes: Bytes| {
        let builder = fresh(kind).header(CONTENT_LENGTH, bytes.len());
        finished(builder, if is_head { Answer::empty() } else { Answer::Bytes(Some(bytes)) })
    };
    let script = |text: &'static str| whole("text/javascript; charset=utf-8", Bytes::from_static(text.as_bytes()));
    match path {
        channel::CLIENT => script(channel::SCRIPT),
        channel::LISTENER => script(channel::LISTENER_SCRIPT),
        channel::PROBLEMS => whole("application/json; charset=utf-8", service.live_site.problems().json.clone()),
        channel::NEWS if is_head => finished(unbuffered(), Answer::empty()),
        channel::NEWS => match channel::listen(&service.live_site, &service.listeners) {
            Some(stream) => finished(unbuffered(), stream),
            None => refusal(StatusCode::SERVICE_UNAVAILABLE),
        },
        _ => refusal(StatusCode::NOT_FOUND),
    }
}

/// The head of the stream of news. Proxies must neither buffer nor compress it: nginx heeds one header, others the other.
fn unbuffered() -> Builder {
    head(StatusCode::OK)
        .header(CONTENT_TYPE, "text/event-stream")
        .header(CACHE_CONTROL, "no-store, no-transform")
        .header("x-accel-buffering", "no")
}

/// The site's own page for addresses that do not exist.
async fn missing(request: &Request<Incoming>, live_site: &Arc<LiveSite>) -> Response<Answer> {
    let path = OutputPath::from("404.html");
    let plan = Arc::clone(&live_site.current().handbook.plan);
    match plan.outputs.get(&path) {
        Some(recipe) if !matches!(recipe, Recipe::Asset(_)) => {
            rendered(request, StatusCode::NOT_FOUND, &path, recipe, live_site).await
        }
        _ => refusal(StatusCode::NOT_FOUND),
    }
}

/// A rendered output, with the client's script if it is a page.
async fn rendered(
    request: &Request<Incoming>,
    status: StatusCode,
    path: &OutputPath,
    recipe: &Recipe,
    live_site: &Arc<LiveSite>,
) -> Response<Answer> {
    let (on_live_site, wanted) = (Arc::clone(live_site), path.clone());
    // Rendering a long page must not keep other connections waiting.
    let output = tokio::task::spawn_blocking(move || on_live_site.output(&wanted)).await;
    let Ok(Some(Output { bytes, version, faults })) = output else { return refusal(StatusCode::INTERNAL_SERVER_ERROR) };
    let is_page = recipe.is_page();
    let (status, bytes) = if bytes.is_empty() && !faults.is_empty() {
        (StatusCode::INTERNAL_SERVER_ERROR, unrendered(&faults[0].message))
    } else {
        (status, bytes)
    };
    let bytes = if is_page {
        let base = injected::to_base(request.uri().path(), &live_site.base_path);
        injected::into_page(&bytes, &version, &base)
    } else {
        bytes
    };
    let tag = format!("\"{version}\"");
    // Only existing pages can be answered with 304: a browser that gets it for a missing page would show that as found.
    send(request, status, mime::of(path.as_str()), Some(&tag), Content::Bytes(bytes)).await
}

/// The page that is shown if not even the built-in theme can render one.
fn unrendered(message: &str) -> Bytes {
    let mut page =
        String::from("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>Not rendered</title>\n");
    page.push_str("</head>\n<body>\n<h1>This page could not be rendered</h1>\n<p>");
    push_text(&mut page, message);
    page.push_str("</p>\n</body>\n</html>\n");
    page.into()
}

/// Sends an output: nothing if the client has it already, the requested part, or all of it.
async fn send(
    request: &Request<Incoming>,
    status: StatusCode,
    kind: &str,
    tag: Option<&str>,
    content: Content,
) -> Response<Answer> {
    let headers = request.headers();
    let is_ok = status == StatusCode::OK;
    let mut builder = head(status).header(CONTENT_TYPE, kind).header(CACHE_CONTROL, "no-cache");
    if let Some(tag) = tag {
        builder = builder.header(ETAG, tag);
        if is_ok && text(headers, &IF_NONE_MATCH).is_some_and(|known| range::is_known(known, tag)) {
            return finished(builder.status(StatusCode::NOT_MODIFIED), Answer::empty());
        }
    }
    let length = match &content {
        Content::Bytes(bytes) => bytes.len() as u64,
        Content::File(asset) => asset.length,
    };
    let is_current = text(headers, &IF_RANGE).is_none_or(|known| Some(known) == tag);
    let wanted = text(headers, &RANGE).filter(|_| is_ok && is_current && request.method() == Method::GET);
    let part = match range::part(wanted, length) {
        Part::Whole => 0..length,
        Part::Bytes(part) => {
            let of = format!("bytes {}-{}/{length}", part.start, part.end - 1);
            builder = builder.status(StatusCode::PARTIAL_CONTENT).header(CONTENT_RANGE, of);
            part
        }
        Part::Unsatisfiable => {
            let builder = builder.status(StatusCode::RANGE_NOT_SATISFIABLE).header(CONTENT_RANGE, format!("bytes */{length}"));
            return finished(builder, Answer::empty());
        }
    };
    let builder = builder.header(ACCEPT_RANGES, "bytes").header(CONTENT_LENGTH, part.end - part.start);
    if request.method() == Method::HEAD {
        return finished(builder, Answer::empty());
    }
    let body = match content {
        Content::Bytes(bytes) => {
            let end = usize::try_from(part.end).map_or(bytes.len(), |end| end.min(bytes.len()));
            let start = usize::try_from(part.start).map_or(end, |start| start.min(end));
            Answer::Bytes(Some(bytes.slice(start..end)).filter(|bytes| !bytes.is_empty()))
        }
        Content::File(mut asset) => {
            if part.start > 0 && asset.file.seek(io::SeekFrom::Start(part.start)).await.is_err() {
                return refusal(StatusCode::INTERNAL_SERVER_ERROR);
            }
            Answer::File { file: asset.file, left: part.end - part.start }
        }
    };
    finished(builder, body)
}

/// The address that leads from a folder's path without its slash to the one with it, both below the same parent.
///
/// It is relative, as RFC 9110, section 10.2.2, allows, since a proxy may remove a part of the path that browsers see.
fn below_last(folder: &str, query: &str) -> String {
    let name = folder.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    format!("./{name}/{query}")
}

/// Why a host is refused, and what helps.
fn unknown_host(host: &str) -> Response<Answer> {
    let text = format!(
        "403 Forbidden\n\nThis preview does not answer to the name `{host}`, so that no other site can read it.\n\
         If the name is yours, start the preview with it:\n\n    journeybook serve --allow-host {host}\n"
    );
    plain(head(StatusCode::FORBIDDEN), text)
}

fn redirect(to: &str) -> Response<Answer> {
    let builder = head(StatusCode::MOVED_PERMANENTLY).header(LOCATION, to).header(CACHE_CONTROL, "no-store");
    finished(builder.header(CONTENT_LENGTH, 0), Answer::empty())
}

/// A response with only a short explanation in plain text.
fn refusal(status: StatusCode) -> Response<Answer> {
    let reason = format!("{} {}\n", status.as_u16(), status.canonical_reason().unwrap_or_default());
    let mut builder = head(status);
    if status == StatusCode::METHOD_NOT_ALLOWED {
        builder = builder.header(ALLOW, "GET, HEAD");
    }
    plain(builder, reason)
}

fn plain(builder: Builder, text: String) -> Response<Answer> {
    let builder = builder.header(CONTENT_TYPE, "text/plain; charset=utf-8").header(CACHE_CONTROL, "no-store");
    finished(builder.header(CONTENT_LENGTH, text.len()), Answer::Bytes(Some(text.into())))
}

/// The headers of every response: browsers must not guess types, and other sites must not embed it.
fn head(status: StatusCode) -> Builder {
    Response::builder()
        .status(status)
        .header("x-content-type-options", "nosniff")
        .header("cross-origin-resource-policy", "same-origin")
}

fn finished(builder: Builder, body: Answer) -> Response<Answer> {
    builder.body(body).unwrap_or_else(|_| {
        // A header that cannot be sent: a handbook's text is always encoded in headers, so this does not happen.
        let mut response = Response::new(Answer::empty());
        *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
        response
    })
}

fn text<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}
