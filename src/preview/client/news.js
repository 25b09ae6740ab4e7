// Listens to the server and does what its news ask for. A hidden tab does not listen: it looks again when it is shown.

const here = document.currentScript?.dataset ?? {};
/** The site's own path as this browser sees it, whatever a proxy makes of it. */
const base = new URL(here.base ?? "/", location.href).pathname;
/** How long after a connection ended for good the next is tried, in milliseconds. */
const AGAIN = 500;
/** How often a fetch that failed is tried again. */
const MOST_TRIES = 4;

const overlay = new Overlay();
// The script runs before those of the theme, so the page is still as it was served.
const served = new Served(document);
let version = here.version;
let problems = "";
let seen = 0;
/** @type {{ close: () => void } | undefined} */
let source;

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
      for (let tries = 0; ; tries++) {
        try {
          await work();
          break;
        } catch (error) {
          if (!(error instanceof TypeError)) throw error;
          // One failed fetch must not lose a save. A server that is gone for longer is back when the stream is.
          if (tries === MOST_TRIES) break;
          await new Promise((resolve) => setTimeout(resolve, AGAIN * 2 ** tries));
        }
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
  const answer = await fetch(`${base}__journeybook/problems.json`, { cache: "no-store" });
  if (answer.ok) overlay.show(await answer.json());
});

/** Shows the new bytes of pictures and other media whose addresses stay the same. */
function refreshMedia(assets, generation) {
  const paths = new Set(assets.map((asset) => base + asset));
  /** @type {(address: string) => string} the address with the generation, where it is one of the assets */
  const renewed = (address) => {
    const url = URL.canParse(address, document.baseURI) && new URL(address, document.baseURI);
    if (!url || url.origin !== location.origin || !paths.has(url.pathname)) return address;
    url.searchParams.set("journeybook", generation);
    return url.href;
  };
  for (const element of document.querySelectorAll("[src], [srcset], [poster], object[data]")) {
    if (element.matches("script, [data-journeybook]")) continue;
    for (const name of ["src", "srcset", "poster", "data"]) {
      const old = element.getAttribute(name);
      if (old === null) continue;
      // Each candidate of a set is an address and, behind a space, for which screen.
      const candidate = (/** @type {string} */ text) => text.replace(/\S+/, renewed);
      const now = name === "srcset" ? old.split(/,\s+/).map(candidate).join(", ") : renewed(old);
      if (now === old) continue;
      element.setAttribute(name, now);
      // A player does not look at its sources again by itself.
      const player = element.matches("source") && element.closest("video, audio");
      if (player instanceof HTMLMediaElement) player.load();
    }
  }
}

/** How many places the author had written at when this page was last led; none before the first news. */
let led;

/** Goes where the author writes in an editor. Where that was when the page was opened does not matter: its reader chose it. */
function follow(place) {
  const [count, address] = place ?? [-1, ""];
  const isNew = led !== undefined && count !== led;
  led = count;
  if (!isNew) return;
  const target = new URL(base + address, location.href);
  if (target.pathname !== location.pathname) return location.assign(target.href);
  const heading = target.hash && document.getElementById(decodeURIComponent(target.hash.slice(1)));
  if (heading) heading.scrollIntoView();
  else scrollTo(0, 0);
}

function take(news, isFirst) {
  const isNew = !isFirst && news.generation !== seen;
  if (isNew && news.saved?.[0] === news.generation && base + news.saved[1] !== location.pathname) {
    location.assign(base + news.saved[1]);
    return;
  }
  // A heading may have come with the edit.
  (isFirst || isNew ? refresh() : Promise.resolve()).then(() => follow(news.place));
  // Whatever was made from other pages as well, such as the search's index, is out of date, also where the news came while the tab was hidden.
  if (isNew || (seen && news.generation !== seen)) document.dispatchEvent(new CustomEvent("journeybook:news"));
  if (isNew && news.assets.length) refreshMedia(news.assets, news.generation);
  if (news.problems !== problems) {
    problems = news.problems;
    review();
  }
  seen = news.generation;
}

/** Hears news from the worker that listens for all pages of this browser. */
function hearWorker() {
  const worker = new SharedWorker(`${base}__journeybook/listener.js`);
  worker.port.addEventListener("message", ({ data }) => take(JSON.parse(data.news), data.isFirst));
  worker.port.start();
  const leave = () => {
    worker.port.postMessage("leave");
    worker.port.close();
  };
  // Where a policy forbids it, the page listens by itself.
  worker.addEventListener("error", () => {
    if (source?.close === leave) source = hearServer();
  });
  return { close: leave };
}

/** Hears news by a stream of its own. */
function hearServer() {
  const stream = new EventSource(`${base}__journeybook/news`);
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
    if (stream.readyState !== EventSource.CLOSED) return;
    rest();
    setTimeout(listen, AGAIN);
  });
  return stream;
}

function listen() {
  if (source || document.hidden) return;
  try {
    source = hearWorker();
  } catch {
    // Some browsers know no such worker, and frames without an origin may have none.
    source = hearServer();
  }
}

function rest() {
  source?.close();
  source = undefined;
}

document.addEventListener("visibilitychange", () => (document.hidden ? rest() : listen()));
addEventListener("pagehide", rest);
addEventListener("pageshow", listen);
listen();
