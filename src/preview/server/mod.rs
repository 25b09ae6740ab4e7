//! HTTP/1.1 over the live site.
//!
//! 1. `guard` looks at the method, the Host and the Origin: nobody else's page may read the handbook.
//! 2. `address` turns a request's path into an output of the plan. No file is looked up by it.
//! 3. `answer` makes the response: `injected` puts the client's script into pages, `file` streams assets, `range` cuts, `mime` names
//!    the type.
//! 4. `channel` tells browsers what changed, and hands out the client's script and the list of problems.

use std::convert::Infallible;
use std::io;
use std::net::{IpAddr, Ipv4Addr, TcpListener};
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc;
use std::time::Duration;

use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::runtime::{Builder, Runtime};
use tokio::sync::Semaphore;
use tokio::time::timeout;

use super::generation::Generation;
use super::live_site::LiveSite;
use super::{Editor, StartError};
use crate::config::Config;
use crate::diagnostic::Checked;
use crate::disk::{self, Project};
use crate::workspace::{Standing, Workspace};

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
/// How many bytes of a connection without sockets are under way at once.
const ROOM: usize = 64 << 10;
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

impl Service {
    fn new(live_site: Arc<LiveSite>, hosts: Hosts) -> Self {
        Self { live_site, hosts, listeners: Arc::new(Semaphore::new(channel::MOST_LISTENERS)) }
    }
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
    runtime.spawn(accept(listener, Arc::new(Service::new(live_site, hosts))));
    Ok(runtime)
}

/// How long a server without sockets is listened to while it says nothing.
const SILENCE: Duration = Duration::from_millis(200);

/// A preview of a project that hears no sockets: what came from a client is given to it, for tests that send all kinds of bytes.
pub struct WithoutSockets {
    runtime: Runtime,
    service: Arc<Service>,
}

impl WithoutSockets {
    /// Reads the project in a folder, as it is now.
    ///
    /// # Errors
    /// When there is no project, or no server to be had.
    pub fn open(project: &Path) -> Result<Self, StartError> {
        let project = disk::open(project).map_err(StartError::Project)?;
        let configure = |_: &Project| Checked::clean(Config::default());
        let workspace = Workspace::open(project, Box::new(configure), Standing::LastGood);
        let live_site = LiveSite::new(Generation::new(&workspace, 1), "/".to_owned(), Editor::default(), mpsc::channel().0);
        let hosts = Hosts::new("127.0.0.1", (Ipv4Addr::LOCALHOST, 0).into(), Vec::new(), mpsc::channel().0);
        let runtime = Builder::new_multi_thread().worker_threads(1).enable_time().build().map_err(StartError::Server)?;
        Ok(Self { runtime, service: Arc::new(Service::new(live_site, hosts)) })
    }

    /// All that is answered to these bytes until the connection ends, as it does when the client hangs up behind them, or until nothing
    /// more is said: news last as long as the client, whose end nobody sees while there are requests of it that are not yet read.
    ///
    /// # Panics
    /// When the server does.
    #[must_use]
    pub fn answer(&self, bytes: &[u8]) -> Vec<u8> {
        let (mut client, other_end) = tokio::io::duplex(ROOM);
        let service = Arc::clone(&self.service);
        self.runtime.block_on(async move {
            let mut conversation = tokio::spawn(converse(other_end, Ipv4Addr::LOCALHOST.into(), service));
            let mut answer = Vec::new();
            let _ = client.write_all(bytes).await;
            let _ = client.shutdown().await;
            while let Ok(Ok(1..)) = timeout(SILENCE, client.read_buf(&mut answer)).await {}
            drop(client);
            match timeout(SILENCE, &mut conversation).await {
                Ok(ended) => ended.expect("the connection ends without a panic"),
                Err(_) => conversation.abort(),
            }
            answer
        })
    }
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
async fn converse(stream: impl AsyncRead + AsyncWrite + Unpin, local: IpAddr, service: Arc<Service>) {
    let answer = service_fn(|request| {
        let service = Arc::clone(&service);
        async move { Ok::<_, Infallible>(answer::answer(&request, local, &service).await) }
    });
    let mut builder = http1::Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(HEAD_TIMEOUT).max_buf_size(LARGEST_HEAD);
    // Whatever a client does wrong ends its own connection alone.
    let _ = builder.serve_connection(TokioIo::new(Patient::new(stream, STALL_TIMEOUT)), answer).await;
}
