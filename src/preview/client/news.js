// Listens to the server and does what its news ask for. A hidden tab does not listen: browsers hold few connections to one server, and it
// looks again when it is shown.

const here = document.currentScript?.dataset ?? {};
const base = here.base ?? "/";
/** How long after a connection ended for good the next is tried, in milliseconds. */
const AGAIN = 500;
/** How often a fetch that failed is tried again. */
const MOST_TRIES = 4;
/** How long a page that vanished may take to come back, in milliseconds: some programs remove a file before they write it anew. */
const SLOW_SAVE = 700;

const overlay = new Overlay();
// The script runs before those of the theme, so the page is still as it was served.
const served = new Served(document);
let version = here.version;
/** Whether the page that is shown is the one for addresses that lead nowhere. */
let isMissing = false;
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

const look = () =>
  fetch(location.pathname + location.search, { cache: "no-store", headers: { "If-None-Match": `"${version}"` } });

const refresh = inTurn(async () => {
  let answer = await look();
  if (answer.status === 404 && !isMissing) {
    await new Promise((resolve) => setTimeout(resolve, SLOW_SAVE));
    answer = await look();
  }
  if (answer.status === 304) return;
  const next = new DOMParser().parseFromString(await answer.text(), "text/html");
  /** @type {HTMLScriptElement | null} */
  const mark = next.querySelector("script[data-journeybook]");
  if (!mark || answer.redirected) return location.reload();
  if (mark.dataset.version === version) return;
  try {
    served.become(next);
    version = mark.dataset.version;
    isMissing = answer.status === 404;
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
  /** @type {(address: string) => string} the address with the generation, where it is one of the assets */
  const renewed = (address) => {
    const url = new URL(address, document.baseURI);
    if (url.origin !== location.origin || !paths.has(url.pathname)) return address;
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
