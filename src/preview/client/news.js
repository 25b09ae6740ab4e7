// Listens to the server and does what its news ask for. A hidden tab does not listen: browsers hold few connections to one server, and it
// looks again when it is shown.

const here = document.currentScript?.dataset ?? {};
const base = here.base ?? "/";
/** How long after a connection ended for good the next is tried, in milliseconds. */
const AGAIN = 500;

const overlay = new Overlay();
// The script runs before those of the theme, so the page is still as it was served.
const served = new Served(document);
let version = here.version;
let problems = "";
let seen = 0;
let stream;

/** Does one thing at a time; what is asked for meanwhile is done once, afterwards. */
function inTurn(work) {
  let running = false;
  let again = false;
  return async () => {
    if (running) {
      again = true;
      return;
    }
    running = true;
    do {
      again = false;
      // A server that is gone is back when the stream is.
      try {
        await work();
      } catch (error) {
        if (!(error instanceof TypeError)) throw error;
      }
    } while (again);
    running = false;
  };
}

const refresh = inTurn(async () => {
  const answer = await fetch(location.pathname + location.search, { cache: "no-store", headers: { "If-None-Match": `"${version}"` } });
  if (answer.status === 304) return;
  const next = new DOMParser().parseFromString(await answer.text(), "text/html");
  /** @type {HTMLScriptElement | null} */
  const mark = next.querySelector("script[data-journeybook]");
  if (!mark || answer.redirected) return location.reload();
  if (mark.dataset.version === version) return;
  try {
    served.become(next);
    version = mark.dataset.version;
    document.dispatchEvent(new CustomEvent("journeybook:patched"));
  } catch (error) {
    if (!(error instanceof Lost)) console.error(error);
    location.reload();
  }
});

const review = inTurn(async () => {
  const answer = await fetch("/__journeybook/problems.json", { cache: "no-store" });
  if (answer.ok) overlay.show(await answer.json());
});

/** Shows the new bytes of pictures and other media whose addresses stay the same. */
function refreshMedia(assets, generation) {
  const paths = new Set(assets.map((asset) => base + asset));
  /** @type {NodeListOf<HTMLImageElement | HTMLMediaElement | HTMLSourceElement>} */
  const shown = document.querySelectorAll("img[src], video[src], audio[src], source[src]");
  for (const element of shown) {
    const url = new URL(element.src, location.href);
    if (url.origin !== location.origin || !paths.has(url.pathname)) continue;
    url.searchParams.set("journeybook", generation);
    element.src = url.href;
  }
}

function take(news, isFirst) {
  const isNew = !isFirst && news.generation !== seen;
  if (isNew && news.saved?.[0] === news.generation && base + news.saved[1] !== location.pathname) {
    location.assign(base + news.saved[1]);
    return;
  }
  if (isFirst || isNew) refresh();
  if (isNew && news.assets.length) refreshMedia(news.assets, news.generation);
  if (news.problems !== problems) {
    problems = news.problems;
    review();
  }
  seen = news.generation;
}

function listen() {
  if (stream || document.hidden) return;
  stream = new EventSource("/__journeybook/news");
  let isFirst = true;
  stream.addEventListener("open", () => {
    isFirst = true;
  });
  stream.addEventListener("message", (event) => {
    take(JSON.parse(event.data), isFirst);
    isFirst = false;
  });
  stream.addEventListener("error", () => {
    // While it is connecting again by itself, it is left alone.
    if (stream?.readyState !== EventSource.CLOSED) return;
    rest();
    setTimeout(listen, AGAIN);
  });
}

function rest() {
  stream?.close();
  stream = undefined;
}

document.addEventListener("visibilitychange", () => (document.hidden ? rest() : listen()));
addEventListener("pagehide", rest);
addEventListener("pageshow", listen);
listen();
