// The dialog.
import { ask, Outdated } from "./loading.js";
import { AT_ONCE, item, make, mark, shown } from "./results.js";

// What the dialog says, in the language of the handbook.
const say = (name, values = {}) => globalThis.jbWords("search")(name, values);

let dialog;

const build = ({ root, index, pages }) => {
  const input = Object.assign(make("input"), { type: "text", id: "jb-query", autocomplete: "off", spellcheck: false, enterKeyHint: "go" });
  input.setAttribute("aria-describedby", "jb-find-status");
  const status = make("p", "jb-find-status");
  status.id = "jb-find-status";
  status.setAttribute("role", "status");
  const facets = make("div", "jb-facets");
  const list = make("ul", "jb-hits");
  const more = Object.assign(make("button", "jb-button", say("more")), { type: "button", hidden: true });
  const close = Object.assign(make("button", "jb-button", say("close")), { type: "button" });
  const label = Object.assign(make("label", "", say("field")), { htmlFor: input.id });
  const body = make("div", "jb-find-body", status, facets, list, more);
  dialog = make("dialog", "jb-find", make("div", "jb-find-head", label, make("div", "jb-find-line", input, close)), body);
  dialog.setAttribute("aria-label", say("title"));

  const links = () => [...list.querySelectorAll("a")];
  let round = 0;
  let rest;

  const show = async (number, next = false) => {
    const items = [];
    while (items.length < AT_ONCE) {
      const { value, done } = await rest.pages.next();
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
    next ? list.append(...items) : list.replaceChildren(...items);
    if (walked && !next) (links().find((link) => link.href === walked) ?? links()[0] ?? input).focus();
    if (next) items[0]?.querySelector("a").focus();
    more.hidden = Boolean(rest.done) || (rest.result.phrases.length === 0 && rest.count >= rest.result.found.length);
  };

  const told = ({ found, all, isPartial, unknown, phrases, hasWords, filters }, asked) => {
    const count = phrases.length ? rest.count : found.length;
    if (!asked.trim()) return say("empty");
    if (!count && (filters.stage.size || filters.need.size) && found.length === 0) return say("none_filtered");
    if (!count && phrases.length) return say("none_phrase");
    if (!count) return say("none");
    if (isPartial && unknown.length) {
      const words = unknown.map((word) => say("quoted", { word }));
      return say("unknown", { words: new Intl.ListFormat(globalThis.jbTexts.lang, { type: "unit" }).format(words), count });
    }
    if (isPartial && hasWords) return say("most", { count });
    if (all < found.length && !phrases.length) return say("all_and_most", { count: all, most: found.length - all });
    return phrases.length && !rest.done ? say("at_least", { count }) : say("pages", { count });
  };

  // A filter is a part of the query, so that it travels with the address.
  const toggle = (kind, id, isOn) => {
    const term = new RegExp(`(^|\\s)${kind}:${id.replace(/[^\p{L}\p{N}]/gu, "\\$&")}(?=\\s|$)`, "giu");
    input.value = isOn ? input.value.replace(term, "$1").replace(/\s+/g, " ").trim() : `${input.value.trim()} ${kind}:${id}`.trim();
    run();
  };

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
    query.trim() ? address.searchParams.set("q", query) : address.searchParams.delete("q");
    try {
      history.replaceState(history.state, "", address);
    } catch {
      /* A page from a disk may not change its address. */
    }
  };

  const run = async (isAgain) => {
    const number = ++round;
    const query = input.value;
    remember(query);
    try {
      const result = await ask(index, (engine) => engine.search(query));
      if (number !== round) return;
      const get = (page, sections) => ask(index, (engine) => engine.page(page, sections));
      if (!query.trim()) result.found = [];
      rest = { result, pages: shown(result, get), count: 0 };
      await show(number);
      if (number !== round) return;
      status.textContent = told(result, query);
      const focused = document.activeElement instanceof HTMLElement && document.activeElement.dataset.facet;
      const isEmptyPhrase = result.phrases.length > 0 && !rest.count;
      facets.replaceChildren(
        ...(isEmptyPhrase
          ? []
          : [
              ...group("stage", say("stage"), result.facts.stages, result.counts.stage, result.filters.stage),
              ...group("need", say("need"), result.facts.needs, result.counts.need, result.filters.need),
            ]),
      );
      if (focused) (facets.querySelector(`[data-facet="${CSS.escape(focused)}"]`) ?? input).focus();
    } catch (error) {
      if (number !== round) return;
      if (error instanceof Outdated && isAgain !== true) return run(true);
      status.replaceChildren(say("failed"), " ", Object.assign(make("a", "", say("failed_link")), { href: pages }));
    }
  };

  input.addEventListener("input", run);
  more.addEventListener("click", () => show(round, true));
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.addEventListener("close", () => remember(""));
  // A link to the page that one is on does not leave it.
  list.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (link && link.href.split("#")[0].split("?")[0] === location.href.split("#")[0].split("?")[0]) dialog.close();
  });
  dialog.addEventListener("keydown", (event) => {
    const all = links();
    const at = all.indexOf(document.activeElement);
    if (event.key === "ArrowDown" && all.length && (at >= 0 || event.target === input)) all[Math.min(at + 1, all.length - 1)].focus();
    else if (event.key === "ArrowUp" && at >= 0) (all[at - 1] ?? input).focus();
    else if (event.key === "Enter" && event.target === input) all[0]?.click();
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
const places = ({ index, root, pages }) => ({ index: new URL(index, location.href).href, root, pages });

// Opens the search for the button that leads to it: with a query to be looked for, or with the letters typed so far.
export const open = (button, words = {}) => {
  opened ??= build(places(button.dataset));
  opened(words);
};

// For the page of addresses that do not exist: lists the pages that the words of the address lead to.
export const suggest = async (button, words, box) => {
  const { index, root } = places(button.dataset);
  const result = await ask(index, (engine) => engine.search(words));
  const items = [];
  for await (const page of shown(result, (number, sections) => ask(index, (engine) => engine.page(number, sections)))) {
    items.push(item({ ...page, sections: page.sections.slice(0, 1) }, result, root));
    if (items.length === 5) break;
  }
  if (!items.length) return;
  box.querySelector("ul").replaceChildren(...items);
  box.hidden = false;
};
