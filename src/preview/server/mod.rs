//! HTTP/1.1 over the live site.
//!
//! 1. `guard` checks the method, the Host and the Origin: pages of other sites must not read the handbook.
//! 2. `address` turns a request's path into an output of the plan. No file is looked up by it.
//! 3. `answer` makes the response: `injected` inserts the client's script into pages, `file` streams assets, `range` selects parts,
//!    `mime` gives the type.
//! 4. `channel` informs browsers of changes, and serves the client's script and the list of problems.

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

/// The most concurrent connections; others wait in the system's queue.
const MOST_CONNECTIONS: usize = 800;
/// The timeout for a request's head, and for an idle connection.
const HEAD_TIMEOUT: Duration = Duration::from_secs(15);
/// How long a client may go without reading from an answer.
const STALL_TIMEOUT: Duration = Duration::from_secs(30);
/// The most bytes of a request's head.
const LARGEST_HEAD: usize = 16 << 10;
/// The buffer size of a connection without sockets.
const ROOM: usize = 64 << 10;
/// The number of threads that answer; rendering has separate threads.
const THREADS: usize = 2;
/// The most pages that are rendered at once.
const MOST_RENDERED_AT_ONCE: usize = 8;

/// The state for answering requests.
struct Service {
    live_site: Arc<LiveSite>,
    hosts: Hosts,
    /// The permits for listening to the channel.
    listeners: Arc<Semaphore>,
}

impl Service {
    fn new(live_site: Arc<LiveSite>, hosts: Hosts) -> Self {
        Self { live_site, hosts, listeners: Arc::new(Semaphore::new(channel::MOST_LISTENERS)) }
    }
}

/// Serves the live site until the returned runtime is dropped.
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

/// How long to wait for a silent server without sockets.
const SILENCE: Duration = Duration::from_millis(200);

/// A preview of a project without sockets: a client's bytes are passed to it, for tests that send all kinds of bytes.
pub struct WithoutSockets {
    runtime: Runtime,
    service: Arc<Service>,
}

impl WithoutSockets {
    /// Reads the project in a folder, as it is now.
    ///
    /// # Errors
    /// If there is no project, or the server cannot be started.
    pub fn open(project: &Path) -> Result<Self, StartError> {
        let project = disk::open(project).map_err(StartError::Project)?;
        let configure = |_: &Project| Checked::clean(Config::default());
        let workspace = Workspace::open(project, Box::new(configure), Standing::LastGood);
        let live_site = LiveSite::new(Generation::new(&workspace, 1), "/".to_owned(), Editor::default(), mpsc::channel().0);
        let hosts = Hosts::new("127.0.0.1", (Ipv4Addr::LOCALHOST, 0).into(), Vec::new(), mpsc::channel().0);
        let runtime = Builder::new_multi_thread().worker_threads(1).enable_time().build().map_err(StartError::Server)?;
        Ok(Self { runtime, service: Arc::new(Service::new(live_site, hosts)) })
    }

    /// Everything that is answered to these bytes until the connection ends, which happens when the client closes it after them, or
    /// until nothing more is sent: the stream of news lasts as long as the client, whose end is not noticed while it has unread
    /// requests.
    ///
    /// # Panics
    /// If the server panics.
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
            // The process has no more descriptors: some will be freed.
            tokio::time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        let Ok(local) = stream.local_addr() else { continue };
        // Small answers should be sent at once; without this they are only slower.
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
    // A client's mistake ends only its own connection.
    let _ = builder.serve_connection(TokioIo::new(Patient::new(stream, STALL_TIMEOUT)), answer).await;
}
