// A worker that holds one stream of news for all pages of a browser: browsers hold six connections to one server, and with a stream for
// each page the seventh page would never load.

(() => {
  /** How long after a connection ended for good the next is tried, in milliseconds. */
  const AGAIN = 500;

  /** @type {Set<MessagePort>} */
  const pages = new Set();
  /** @type {EventSource | undefined} */
  let stream;
  /** The latest news as JSON, while the stream stands. */
  let latest;

  function listen() {
    if (stream || !pages.size) return;
    // The worker's script lies beside the stream.
    stream = new EventSource("news");
    let isFirst = true;
    stream.addEventListener("open", () => {
      isFirst = true;
    });
    stream.addEventListener("message", (event) => {
      latest = event.data;
      for (const page of pages) page.postMessage({ news: latest, isFirst });
      isFirst = false;
    });
    stream.addEventListener("error", () => {
      latest = undefined;
      // While it is connecting again by itself, it is left alone.
      if (stream?.readyState !== EventSource.CLOSED) return;
      rest();
      setTimeout(listen, AGAIN);
    });
  }

  function rest() {
    stream?.close();
    stream = undefined;
    latest = undefined;
  }

  addEventListener("connect", (event) => {
    const page = /** @type {MessageEvent} */ (event).ports[0];
    pages.add(page);
    // All that pages ever say is that they leave.
    page.addEventListener("message", () => {
      pages.delete(page);
      if (!pages.size) rest();
    });
    page.start();
    if (latest) page.postMessage({ news: latest, isFirst: true });
    listen();
  });
})();
