//! A preview of a handbook that is kept open by an editor's language server, whose unsaved texts it shows.

use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Weak};
use std::thread;
use std::time::Duration;

use tokio::runtime::Runtime;

use super::generation::Generation;
use super::live_site::LiveSite;
use super::notice::Notice;
use super::watch::Message;
use super::{Editor, Follow, StartError, listen, server};
use crate::workspace::Workspace;

/// Only this machine is served.
const HOST: &str = "127.0.0.1";

/// A preview without its own watch. It ends when it is dropped.
pub struct Companion {
    url: String,
    live_site: Arc<LiveSite>,
    _server: Runtime,
}

impl Companion {
    /// Serves the present state of the workspace, on the first free port from 3000 on. Problems lead to the editor, where it has
    /// addresses.
    ///
    /// # Errors
    /// If there is no free address, or the server cannot be started.
    pub fn start(workspace: &Workspace, editor: Editor) -> Result<Self, StartError> {
        let listening = listen::listen(HOST, None).map_err(StartError::Listen)?;
        let url = format!("http://{}/", listening.authority());
        let (sender, messages) = channel();
        let first = Generation::new(workspace, 1);
        let live_site = LiveSite::new(first, "/".to_owned(), editor, sender.clone());
        let hosts = server::Hosts::new(HOST, listening.address, Vec::new(), sender);
        let server = server::start(listening.listener, Arc::clone(&live_site), hosts).map_err(StartError::Server)?;
        review(&live_site, &[]);
        let watched = Arc::downgrade(&live_site);
        // Without a thread, faults found only by rendering are listed after the next change.
        let _ = thread::Builder::new().name("review".to_owned()).spawn(move || review_when_told(&messages, &watched));
        Ok(Self { url, live_site, _server: server })
    }

    /// Shows the present state of the workspace.
    pub fn show(&self, workspace: &Workspace) {
        let files = self.live_site.swap(workspace, Follow::Nobody);
        review(&self.live_site, &files);
    }

    /// The full address of a page, from its address relative to the site's.
    #[must_use]
    pub fn url(&self, address: &str) -> String {
        format!("{}{address}", self.url)
    }

    /// Makes browsers go to a page, and to a heading in it: `adoption/labs/#set-up`.
    pub fn lead(&self, address: &str) {
        self.live_site.lead(address);
    }
}

fn review(live_site: &LiveSite, changed: &[String]) {
    live_site.review(Duration::ZERO, changed, &mut |_: Notice<'_>| {});
}

/// Updates the list of problems when a page turns out to be faulty; ends with the preview.
fn review_when_told(messages: &Receiver<Message>, live_site: &Weak<LiveSite>) {
    for message in messages {
        let Some(live_site) = live_site.upgrade() else { return };
        if matches!(message, Message::Faulty) {
            review(&live_site, &[]);
        }
    }
}
