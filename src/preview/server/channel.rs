//! The endpoints for the client's script: the stream of news, the list of problems, and the script itself.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc, watch};

use super::body::Answer;
use crate::preview::live_site::{LiveSite, News};

/// The path of the client's script, below the site's own path like all of the channel.
pub(super) const CLIENT: &str = "__journeybook/client.js";
/// The path of the worker that listens for all pages of a browser.
pub(super) const LISTENER: &str = "__journeybook/listener.js";
/// The path of the stream of news.
pub(super) const NEWS: &str = "__journeybook/news";
/// The path of the list of problems.
pub(super) const PROBLEMS: &str = "__journeybook/problems.json";
/// The beginning of the channel's paths.
pub(super) const PREFIX: &str = "__journeybook/";

/// How many browsers can listen at once.
pub(super) const MOST_LISTENERS: usize = 600;
/// How often something is sent to a browser, so that a closed one is noticed.
const HEARTBEAT: Duration = Duration::from_secs(10);
/// How long a browser waits before it connects again, in milliseconds.
const RETRY: u32 = 300;

/// The client's script.
pub(super) const SCRIPT: &str = concat!(
    "(() => {\n\"use strict\";\n",
    include_str!("../client/patch.js"),
    include_str!("../client/overlay.js"),
    include_str!("../client/news.js"),
    "})();\n"
);

/// The worker's script.
pub(super) const LISTENER_SCRIPT: &str = include_str!("../client/listener.js");

/// A stream of server-sent events: the present news, and then each change. `None` if too many are listening already.
pub(super) fn listen(live_site: &LiveSite, listeners: &Arc<Semaphore>) -> Option<Answer> {
    let seat = Arc::clone(listeners).try_acquire_owned().ok()?;
    let (sender, receiver) = mpsc::channel(1);
    tokio::spawn(tell(live_site.news(), sender, seat));
    Some(Answer::Stream(receiver))
}

async fn tell(mut news: watch::Receiver<News>, sender: mpsc::Sender<Bytes>, _seat: OwnedSemaphorePermit) {
    let mut message = format!("retry: {RETRY}\n{}", event(&news.borrow_and_update()));
    loop {
        // A browser that reads slowly gets the latest when it is ready, so nothing accumulates.
        if sender.send(message.into()).await.is_err() {
            return;
        }
        let changed = tokio::select! {
            changed = news.changed() => changed,
            () = sender.closed() => return,
            () = tokio::time::sleep(HEARTBEAT) => {
                message = String::from(":\n\n");
                continue;
            }
        };
        if changed.is_err() {
            return;
        }
        message = event(&news.borrow_and_update());
    }
}

fn event(news: &News) -> String {
    format!("data: {}\n\n", serde_json::to_string(news).unwrap_or_default())
}
