//! HTTP/1.1 over the live site.
//!
//! 1. `guard` looks at the method, the Host and the Origin: nobody else's page may read the handbook.
//! 2. `address` turns a request's path into an output of the plan. No file is looked up by it.
//! 3. `answer` makes the response: `injected` puts the client's script into pages, `file` streams assets, `range` cuts, `mime` names
//!    the type.
//! 4. `channel` tells browsers what changed, and hands out the client's script and the list of problems.

use std::convert::Infallible;
use std::io;
use std::net::{IpAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::runtime::{Builder, Runtime};
use tokio::sync::Semaphore;

use super::live_site::LiveSite;

mod address;
mod answer;
mod body;
mod channel;
mod file;
mod guard;
mod injected;
mod mime;
mod patient;
mod range;

pub(super) use guard::Hosts;

use patient::Patient;

/// How many connections are held at once; others wait in the system's queue.
const MOST_CONNECTIONS: usize = 800;
/// How long a request's head may take, and how long a connection may be idle.
const HEAD_TIMEOUT: Duration = Duration::from_secs(15);
/// How long a client may take nothing of an answer that is on its way.
const STALL_TIMEOUT: Duration = Duration::from_secs(30);
/// The most bytes of a request's head.
const LARGEST_HEAD: usize = 16 << 10;
/// How many threads answer; rendering is done on threads of its own.
const THREADS: usize = 2;
/// How many pages are rendered at once.
const MOST_RENDERED_AT_ONCE: usize = 8;

/// What every request is answered from.
struct Service {
    live_site: Arc<LiveSite>,
    hosts: Hosts,
    /// How many browsers listen to the channel; each has a permit.
    listeners: Arc<Semaphore>,
}

/// Serves the live site until the runtime that it gives is dropped.
pub(super) fn start(listener: TcpListener, live_site: Arc<LiveSite>, hosts: Hosts) -> io::Result<Runtime> {
    let runtime = Builder::new_multi_thread()
        .worker_threads(THREADS)
        .max_blocking_threads(MOST_RENDERED_AT_ONCE)
        .thread_name("server")
        .enable_io()
        .enable_time()
        .build()?;
    listener.set_nonblocking(true)?;
    let listener = {
        let _inside = runtime.enter();
        tokio::net::TcpListener::from_std(listener)?
    };
    let service = Service { live_site, hosts, listeners: Arc::new(Semaphore::new(channel::MOST_LISTENERS)) };
    runtime.spawn(accept(listener, Arc::new(service)));
    Ok(runtime)
}

async fn accept(listener: tokio::net::TcpListener, service: Arc<Service>) {
    let seats = Arc::new(Semaphore::new(MOST_CONNECTIONS));
    while let Ok(seat) = Arc::clone(&seats).acquire_owned().await {
        let Ok((stream, _)) = listener.accept().await else {
            // The process has no more descriptors: some will come free.
            tokio::time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        let Ok(local) = stream.local_addr() else { continue };
        // Small answers should not wait for more to send; without it they are merely slower.
        let _ = stream.set_nodelay(true);
        let service = Arc::clone(&service);
        tokio::spawn(async move {
            let _seat = seat;
            converse(stream, local.ip(), service).await;
        });
    }
}

/// Answers the requests of one connection.
async fn converse(stream: tokio::net::TcpStream, local: IpAddr, service: Arc<Service>) {
    let answer = service_fn(|request| {
        let service = Arc::clone(&service);
        async move { Ok::<_, Infallible>(answer::answer(&request, local, &service).await) }
    });
    let mut builder = http1::Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(HEAD_TIMEOUT).max_buf_size(LARGEST_HEAD);
    // Whatever a client does wrong ends its own connection alone.
    let _ = builder.serve_connection(TokioIo::new(Patient::new(stream, STALL_TIMEOUT)), answer).await;
}
