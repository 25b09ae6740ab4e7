// The dialog.
import { kept } from "./kept.js";
import { ask, more, Outdated, renew } from "./loading.js";
import { AT_ONCE, item, make, mark, shown } from "./results.js";

// What the dialog says, in the language of the handbook.
const say = (name, values = {}) => globalThis.jbWords("search")(name, values);

/** The longest query that the address bears, in UTF-16 units. */
const LONGEST_SHARED = 400;
/** How long a query stands before the page tells of it, in milliseconds. */
const SETTLED = 1500;
/** For how long a page is expected after its link was followed, in milliseconds. */
const EXPECTED = 60_000;
/** How long a query stands before the address bears it, in milliseconds: each change of it costs browsers more than a search does. */
const NAMED = 250;
/** How long results are made before the browser may do something else, in milliseconds. */
const SLICE = 12;

let dialog;

const markWords = (script, words) =>
  more(script)
    .then(({ highlight }) => highlight(words))
    .catch(() => {});

/** Marks what the reader looked for, when this is the page that was chosen; on a page for lost readers, lists what its address leads to. */
export const arrive = ({ dataset }, lost) => {
  const { root, script } = dataset;
  if (lost) return more(script).then(({ suggest }) => suggest(places(dataset), lost));
  const storage = kept(root);
  const found = storage.get("found");
  storage.set("found");
  try {
    const { path, time, ...words } = JSON.parse(found);
    if (path === location.pathname && Date.now() - time < EXPECTED) markWords(script, words);
  } catch {
    /* What others may have written there. */
  }
};

// Puts elements into a box. What stands there already stays, so that it neither flickers nor has to be laid out once more.
const renewed = (box, elements) => {
  elements.forEach((element, at) => {
    const old = box.children[at];
    if (!old) box.append(element);
    else if (!old.isEqualNode(element)) old.replaceWith(element);
  });
  while (box.children[elements.length]) box.lastChild.remove();
};

const build = ({ root, index, pages, script }) => {
  const input = Object.assign(make("input"), { type: "text", id: "jb-query", autocomplete: "off", spellcheck: false, enterKeyHint: "go" });
  input.setAttribute("autocorrect", "off");
  input.setAttribute("autocapitalize", "off");
  input.setAttribute("aria-describedby", "jb-find-status");
  const status = make("p", "jb-find-status");
  status.id = "jb-find-status";
  status.setAttribute("role", "status");
  const facets = make("div", "jb-facets");
  const list = make("ul", "jb-hits");
  const onward = Object.assign(make("button", "jb-button", say("more")), { type: "button", hidden: true });
  const close = Object.assign(make("button", "jb-button", say("close")), { type: "button" });
  const label = Object.assign(make("label", "", say("field")), { htmlFor: input.id });
  const recent = make("div", "jb-recent");
  const body = make("div", "jb-find-body", status, facets, recent, list, onward);
  dialog = make("dialog", "jb-find", make("div", "jb-find-head", label, make("div", "jb-find-line", input, close)), body);
  dialog.setAttribute("aria-label", say("title"));

  const storage = kept(root);
  const links = () => [...list.querySelectorAll("a")];
  // What the arrow keys walk through: the results, or what is offered before anything is asked for.
  const stops = () => [...recent.querySelectorAll("li > *"), ...links()];
  let round = 0;
  let settling = 0;
  let naming = 0;
  let rest;

  const show = async (number, next = false) => {
    const items = [];
    let start = performance.now();
    while (items.length < AT_ONCE) {
      const { value, done } = await rest.pages.next();
      // Whatever is typed meanwhile need not wait for all of them.
      if (performance.now() - start > SLICE) {
        await new Promise((resolve) => setTimeout(resolve));
        start = performance.now();
      }
      if (number !== round) return;
      if (done) {
        rest.done = true;
        break;
      }
      items.push(item(value, rest.result, root));
    }
    rest.count += items.length;
    // Whoever walks the results already while the last letters are still being looked for stays on the same one.
    const active = document.activeElement;
    const walked = active instanceof HTMLAnchorElement && list.contains(active) ? active.href : undefined;
    next ? list.append(...items) : renewed(list, items);
    if (!next) {
      rest.query.trim() ? recent.replaceChildren() : offer();
      if (!walked) body.scrollTop = 0;
    }
    if (walked && !next) (links().find((link) => link.href === walked) ?? links()[0] ?? input).focus();
    if (next) items[0]?.querySelector("a").focus();
    onward.hidden = Boolean(rest.done) || (rest.result.phrases.length === 0 && rest.count >= rest.result.found.length);
  };

  const told = ({ found, all, unknown, similar, phrases, hasWords, filters }) => {
    const count = phrases.length ? rest.count : found.length;
    // What has no word to look for, such as an arrow, asks for nothing yet.
    const isFiltered = Object.values(filters).some(({ size }) => size);
    if (!hasWords && !isFiltered) return say("empty");
    if (!found.length && isFiltered) return say("none_filtered");
    if (!count && phrases.length) return say("none_phrase");
    if (!count) return say("none");
    const listed = (words) => {
      const quoted = words.map((word) => say("quoted", { word }));
      return new Intl.ListFormat(globalThis.jbTexts.lang, { type: "unit" }).format(quoted);
    };
    if (unknown.length) return say("unknown", { words: listed(unknown), count });
    if (similar.length) return say("similar", { words: listed(similar) });
    if (!all && hasWords) return say("most", { count });
    if (all < found.length && !phrases.length) return say("all_and_most", { count: all, most: found.length - all });
    return phrases.length && !rest.done ? say("at_least", { count }) : say("pages", { count });
  };

  const offer = () => {
    const seek = (query) => {
      input.value = query;
      input.focus();
      run();
    };
    const forget = () => {
      storage.forget();
      recent.replaceChildren();
      input.focus();
    };
    const number = round;
    if (storage.queries().length || storage.pages().length > 1)
      more(script)
        .then(({ recents }) => number === round && recent.replaceChildren(...recents(storage, root, { seek, forget })))
        .catch(() => {});
  };

  // A filter is a part of the query, so that it travels with the address.
  const toggle = (kind, id, isOn) => {
    const term = new RegExp(`(^|\\s)${kind}:${id.replace(/[^\p{L}\p{N}]/gu, "\\$&")}(?=\\s|$)`, "giu");
    input.value = isOn ? input.value.replace(term, "$1").replace(/\s+/g, " ").trim() : `${input.value.trim()} ${kind}:${id}`.trim();
    run();
  };

  const named = { stage: say("stage"), need: say("need"), tag: say("tag") };
  const group = (kind, name, known, counts, chosen) => {
    const buttons = known.flatMap(([id, title], at) => {
      const isOn = chosen.has(at);
      if (!counts[at] && !isOn) return [];
      const button = make("button", `jb-facet${kind === "stage" ? ` jb-i${(at % 7) + 1}` : ""}`);
      button.type = "button";
      button.dataset.facet = `${kind}:${id}`;
      button.setAttribute("aria-pressed", isOn);
      if (kind === "stage") button.append(mark(at));
      button.append(title, make("span", "jb-count", ` ${counts[at]}`));
      button.addEventListener("click", () => toggle(kind, id, isOn));
      return [button];
    });
    if (!buttons.length) return [];
    const box = make("div", "jb-facet-group", make("span", "jb-label", name), ...buttons);
    box.setAttribute("role", "group");
    box.setAttribute("aria-label", name);
    return [box];
  };

  // The address bears the query, so that it can be shared and found again by going back.
  const remember = (query) => {
    const address = new URL(location.href);
    // What is too long for servers stays out of the address.
    if (query.trim() && query.length <= LONGEST_SHARED) address.searchParams.set("q", query);
    else address.searchParams.delete("q");
    try {
      history.replaceState(history.state, "", address);
    } catch {
      /* A page from a disk may not change its address. */
    }
  };

  // A site may listen and collect what its readers look for; nothing is sent.
  const tell = (query, results, followed) =>
    document.dispatchEvent(new CustomEvent("journeybook:search", { detail: { query, results, ...(followed && { followed }) } }));

  const look = async (isAgain) => {
    const number = ++round;
    const query = input.value;
    clearTimeout(naming);
    clearTimeout(settling);
    naming = setTimeout(remember, NAMED, query);
    try {
      const result = await ask(index, (engine) => engine.search(query));
      if (number !== round) return;
      const get = (page, sections) => ask(index, (engine) => engine.page(page, sections));
      rest = { result, query, pages: shown(result, get), count: 0 };
      await show(number);
      if (number !== round) return;
      status.textContent = told(result);
      if (result.hasWords) settling = setTimeout(tell, SETTLED, query, result.found.length);
      const focused = document.activeElement instanceof HTMLElement && document.activeElement.dataset.facet;
      const isEmptyPhrase = result.phrases.length > 0 && !rest.count;
      renewed(
        facets,
        isEmptyPhrase
          ? []
          : [
              ...result.facts.aspects.flatMap(({ key, title, known }) =>
                group(key, title ?? named[key], known, result.counts[key], result.filters[key]),
              ),
            ],
      );
      if (focused) (facets.querySelector(`[data-facet="${CSS.escape(focused)}"]`) ?? input).focus();
    } catch (error) {
      if (number !== round) return;
      if (error instanceof Outdated && isAgain !== true) return look(true);
      status.replaceChildren(say("failed"), " ", Object.assign(make("a", "", say("failed_link")), { href: pages }));
    }
  };

  let asking = Promise.resolve();
  const run = () => {
    asking = look();
    return asking;
  };
  // Opens the first page of what was asked last, however long that takes.
  const follow = async () => {
    for (let number = 0; number !== round; ) {
      number = round;
      await asking;
    }
    if (dialog.open) links()[0]?.click();
  };

  input.addEventListener("input", run);
  // In a preview, pages change while one looks for them.
  document.addEventListener("journeybook:news", () => {
    renew(index);
    if (dialog.open) run();
  });
  onward.addEventListener("click", () => show(round, true));
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.addEventListener("close", () => {
    clearTimeout(naming);
    remember("");
  });
  // Words that only say how something is asked are not marked, unless there are no others.
  const marked = ({ marks, facts }) => {
    const terms = [...marks.terms.keys()];
    const telling = terms.filter((term) => !facts.asides.has(term));
    return { terms: telling.length ? telling : terms, prefixes: marks.prefixes };
  };
  list.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link) return;
    const { query, result } = rest;
    const words = marked(result);
    if (result.hasWords) {
      clearTimeout(settling);
      tell(query, result.found.length, link.href);
      storage.add(query.trim());
    }
    // A link to the page that one is on does not leave it.
    const stays = link.pathname === location.pathname && !event.ctrlKey && !event.metaKey && !event.shiftKey;
    if (!stays) {
      clearTimeout(naming);
      remember(query);
      return storage.set("found", JSON.stringify({ path: link.pathname, time: Date.now(), ...words }));
    }
    event.preventDefault();
    dialog.close();
    remember("");
    if (link.hash) location.hash = link.hash;
    else scrollTo(0, 0);
    markWords(script, words);
  });
  dialog.addEventListener("keydown", (event) => {
    // Keys belong to the composition of an input method while there is one.
    if (event.isComposing || event.keyCode === 229) return;
    const all = stops();
    const at = all.indexOf(document.activeElement);
    if (event.key === "ArrowDown" && all.length && (at >= 0 || event.target === input)) all[Math.min(at + 1, all.length - 1)].focus();
    else if (event.key === "ArrowUp" && at >= 0) (all[at - 1] ?? input).focus();
    else if (event.key === "Enter" && event.target === input) follow();
    else return;
    event.preventDefault();
  });
  document.body.append(dialog);

  return ({ query, typed }) => {
    if (!dialog.open) dialog.showModal();
    if (query || typed) input.value = typed || query;
    input.focus();
    // What the reader is typing goes on; what is there from before gives way to it.
    if (!typed) input.select();
    run();
  };
};

let opened;
const places = ({ index, root, pages, script }) => ({ index: new URL(index, location.href).href, root, pages, script });

// Opens the search for the button that leads to it: with a query to be looked for, or with the letters typed so far.
export const open = (button, words = {}) => {
  opened ??= build(places(button.dataset));
  opened(words);
};
