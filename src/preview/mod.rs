//! The preview: a server that shows the handbook as it is on disk at this moment, and informs open browsers of changes.
//!
//! 1. `listen` opens a socket; from then on browsers can connect, and wait for the first page.
//! 2. [`Workspace`] reads the project and assembles the handbook, keeping the last good configuration and theme.
//! 3. `watch` reports changes on disk; the workspace reads only those, and a new [`Generation`](generation::Generation) replaces
//!    the last in the [`LiveSite`](live_site::LiveSite).
//! 4. `server` answers requests from the live site: a page is rendered when a browser asks for it, and kept while its inputs are equal.
//! 5. `problems` lists the problems for the overlay and the terminal; the browser's part is in `client/`.
//!
//! A `companion` is a preview of a language server's workspace: that server reports changes, and no watch is needed.
//!
//! Nothing is ever written, and no file is looked up by a request's path: only the plan decides what can be served.

#![allow(clippy::disallowed_methods, reason = "the preview has sockets and streams assets from the disk")]

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::time::{Duration, Instant};

use crate::diagnostic::Diagnostic;
use crate::disk::OpenError;
use crate::workspace::{Changes, Comparison, Configure, Standing, Workspace};

mod cache;
mod changed;
mod companion;
pub mod editor;
mod generation;
mod listen;
mod notice;
mod opener;
mod problems;
mod server;
mod live_site;
pub mod watch;

pub use companion::Companion;
pub use editor::Editor;
pub use listen::ListenError;
pub use notice::{Notice, Shown};
pub use server::WithoutSockets;

use generation::Generation;
use live_site::LiveSite;
use watch::{Message, Next, Watch};

/// The options of a preview.
pub struct Options {
    /// The project folder.
    pub project: PathBuf,
    /// How its configuration is read.
    pub configure: Configure,
    /// The name or address to listen on.
    pub host: String,
    /// The other host names that requests may use; one that begins with a dot stands for all names that end with it, and `{port}`
    /// in one for the port.
    pub allowed_hosts: Vec<String>,
    /// The port; without it, the first free one from 3000 on.
    pub port: Option<u16>,
    /// The path that the site is served below, with a slash at both ends.
    pub base_path: String,
    /// Whether browsers are taken to the page that was saved.
    pub follow: Follow,
    /// Whether a browser is opened.
    pub opening: Opening,
    /// How changes are noticed.
    pub watching: Watching,
    /// What links to an editor look like.
    pub editor: Editor,
}

/// `--follow`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Follow {
    /// Browsers stay where they are.
    Nobody,
    /// Browsers go to the page that was saved last.
    Author,
}

/// `--open`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opening {
    /// No browser is opened.
    Nothing,
    /// The system's browser is opened.
    Browser,
}

/// `--poll`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Watching {
    /// The system reports changes; if it cannot, files are polled.
    Events,
    /// All files are checked at this interval.
    Polling(Duration),
}

/// Why a preview could not start.
#[derive(Debug)]
pub enum StartError {
    /// The project could not be opened.
    Project(OpenError),
    /// Listening failed.
    Listen(ListenError),
    /// The system refuses threads or sockets for the server.
    Server(std::io::Error),
}

impl StartError {
    /// The error as it is shown to people.
    #[must_use]
    pub fn diagnostic(&self) -> Diagnostic {
        match self {
            Self::Project(error) => error.diagnostic(),
            Self::Listen(error) => error.diagnostic(),
            Self::Server(error) => Diagnostic::new(crate::diagnostic::Code::Io, format!("the server could not start: {error}")),
        }
    }
}

/// Serves the project until the program ends; returns only if it could not start, with the reason.
///
/// `tell` is called for everything worth a line on the terminal.
pub fn run(options: Options, mut tell: impl FnMut(Notice<'_>)) -> StartError {
    match serve(options, &mut tell) {
        Ok(never) => match never {},
        Err(error) => error,
    }
}

fn serve(options: Options, tell: &mut impl FnMut(Notice<'_>)) -> Result<std::convert::Infallible, StartError> {
    let project = crate::disk::open(&options.project).map_err(StartError::Project)?;
    let listening = listen::listen(&options.host, options.port).map_err(StartError::Listen)?;
    let url = format!("http://{}{}", listening.authority(), options.base_path);
    let elsewhere: Vec<String> =
        listening.reachable_at().map(|authority| format!("http://{authority}{}", options.base_path)).collect();
    tell(Notice::Listening { url: &url, elsewhere: &elsewhere, is_exposed: !listening.address.ip().is_loopback() });
    let began = Instant::now();
    // The watch starts before the first read, so that no change is missed in between.
    let mut watch = Watch::new(options.watching, &project.dir);
    let mut workspace = Workspace::open(project, options.configure, Standing::LastGood);
    let live_site = LiveSite::new(Generation::new(&workspace, 1), options.base_path, options.editor, watch.sender());
    let port = listening.address.port().to_string();
    let allowed = options.allowed_hosts.iter().map(|name| name.replace("{port}", &port)).collect();
    let hosts = server::Hosts::new(&options.host, listening.address, allowed, watch.sender());
    let _server = server::start(listening.listener, Arc::clone(&live_site), hosts).map_err(StartError::Server)?;
    watch.follow(workspace.folders());
    live_site.review(began.elapsed(), &[], tell);
    if options.opening == Opening::Browser
        && let Err(error) = opener::open(&url)
    {
        tell(Notice::NotOpened { reason: &error.to_string() });
    }
    loop {
        if let Some(refusal) = watch.take_refusal() {
            tell(Notice::Polling { reason: &refusal });
        }
        let next = watch.next();
        let began = Instant::now();
        match next {
            Next::Refresh(changes) => {
                let changes = settled(changes, &workspace, &mut watch);
                if workspace.refresh(&changes) {
                    show(&workspace, &live_site, options.follow, began, tell);
                }
            }
            Next::Compare => {
                let (is_new, comparison) = workspace.compare();
                if is_new {
                    show(&workspace, &live_site, options.follow, began, tell);
                }
                compare_beside(comparison, live_site.current().number, watch.sender());
            }
            Next::Differs(generation) if generation == live_site.current().number => {
                if workspace.refresh(&settled(Changes::Anything, &workspace, &mut watch)) {
                    show(&workspace, &live_site, options.follow, began, tell);
                }
            }
            // The compared generation is no longer the one shown.
            Next::Differs(_) => watch.compare_later(),
            Next::Review => live_site.review(began.elapsed(), &[], tell),
            Next::Warn(host) => tell(Notice::Refused { host: &host }),
        }
        watch.follow(workspace.folders());
    }
}

/// The changes, once missing files have returned or have had time to.
fn settled(changes: Changes, workspace: &Workspace, watch: &mut Watch) -> Changes {
    let vanished = workspace.vanished(&changes);
    if vanished.is_empty() { changes } else { watch.wait_for(&vanished, changes) }
}

/// Shows the present state of the workspace.
fn show(workspace: &Workspace, live_site: &LiveSite, follow: Follow, began: Instant, tell: &mut impl FnMut(Notice<'_>)) {
    let files = live_site.swap(workspace, follow);
    live_site.review(began.elapsed(), &files, tell);
}

/// Compares the disk with the generation with this number on a separate thread, and sends a message if they differ.
fn compare_beside(comparison: Comparison, generation: u64, sender: Sender<Message>) {
    let compare = move || {
        if comparison.finds_a_difference() {
            // When the program is ending, nobody receives messages.
            let _ = sender.send(Message::Differs(generation));
        }
    };
    // Without a thread, only events are used until the next change.
    let _ = std::thread::Builder::new().name("compare".to_owned()).spawn(compare);
}
