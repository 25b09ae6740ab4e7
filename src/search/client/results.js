// What readers see of the pages that are found.
import { compounds } from "./terms.js";

export const AT_ONCE = 10;
const EXCERPT = 170;
const STUB = 24;

export const make = (tag, className = "", ...children) => {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...children);
  return element;
};

export const isMarked = ({ words, wholes, humps }, { terms, prefixes }) => {
  const isIt = (word) => terms.has(word) || prefixes.some((prefix) => word.startsWith(prefix));
  return words.some(isIt) || wholes.some(isIt) || humps.some(isIt);
};

/** How many texts are remembered with their compounds: those of the pages that a reader sees while the last letters are typed. */
const MOST_READ = 40;
const textsRead = new Map();
const readText = (text) => {
  const found = textsRead.get(text) ?? compounds(text);
  if (textsRead.size === MOST_READ) textsRead.clear();
  textsRead.set(text, found);
  return found;
};

// A text with its marked words in <mark>, as nodes: whatever a page says, it stays text.
const marked = (text, marks, from = 0, to = text.length) => {
  const nodes = [];
  let at = from;
  for (const compound of compounds(text.slice(from, to))) {
    if (!isMarked(compound, marks)) continue;
    nodes.push(text.slice(at, from + compound.at), make("mark", "", text.slice(from + compound.at, from + compound.end)));
    at = from + compound.end;
  }
  nodes.push(text.slice(at, to));
  return nodes;
};

// How rare the rarest marked word of a compound is; the beginning of a word counts little, but is better than nothing.
const rarity = ({ words, wholes, humps }, { terms }) =>
  Math.max(0.01, ...[...words, ...wholes, ...humps].map((word) => terms.get(word) ?? 0));

// Where in a text the rarest marked words stand close to one another: each word counts once.
export const densest = (text, marks) => {
  const hits = readText(text).filter((compound) => isMarked(compound, marks));
  let best = { weight: 0, at: 0, end: 0 };
  hits.forEach((hit, first) => {
    const near = new Map();
    let next = first;
    for (; next < hits.length && hits[next].end - hit.at < EXCERPT * 0.8; next++) {
      near.set(hits[next].words.join(" "), rarity(hits[next], marks));
    }
    let weight = 0;
    for (const each of near.values()) weight += each;
    if (weight > best.weight) best = { weight, at: hit.at, end: hits[next - 1].end };
  });
  return best;
};

const excerpt = (text, marks) => {
  const best = densest(text, marks);
  const before = text.lastIndexOf("\n", best.at) + 1;
  const from = best.at - before < EXCERPT / 3 ? before : text.lastIndexOf(" ", best.at - EXCERPT / 5) + 1;
  let to = Math.min(text.length, from + EXCERPT);
  if (to < text.length) to = Math.max(text.lastIndexOf(" ", to), best.at);
  // A few words of the next sentence tell nothing.
  const [whole] = text.slice(from, to).match(/^.*(?:[.!?](?=\s|$)|[。\n])/s) ?? [""];
  if (to < text.length && from + whole.length > Math.max(best.end, to - STUB)) to = from + whole.trimEnd().length;
  // Entries of a list and cells of a table end without a full stop, so something else parts them.
  const parted = marked(text, marks, from, to).map((node) =>
    typeof node === "string" ? node.replace(/(^|[^.!?:;,。])\n/g, "$1 · ") : node,
  );
  return [from > before ? "… " : "", ...parted, to < text.length ? " …" : ""];
};

// Whether a section says a phrase, with its words next to one another.
const says = ({ title, heading, text }, phrases) => {
  const inRow = (found) => ` ${found.flatMap(({ words }) => words).join(" ")} `;
  return phrases.every((phrase) => [title, heading, text].some((field) => inRow(compounds(field ?? "")).includes(inRow(phrase))));
};

// The pages of a result, one by one, with what is shown of each. Phrases are looked for in the texts themselves.
export async function* shown(result, get) {
  const { found, phrases } = result;
  for (let from = 0; from < found.length; from += AT_ONCE) {
    const some = await Promise.all(
      found.slice(from, from + AT_ONCE).map(async (hit) => {
        // A phrase may stand in any section that has its words.
        const some = hit.sections.slice(0, phrases.length ? undefined : 3);
        const page = await get(
          hit.page,
          some.map(({ section }) => section),
        );
        let sections = some.map(({ section, score }) => ({ ...page.sections[section], number: section, score }));
        if (phrases.length) sections = sections.filter((section) => says({ ...section, title: section.number ? "" : page.title }, phrases));
        return { ...hit, ...page, sections };
      }),
    );
    for (const page of some) if (!phrases.length || page.sections.length) yield page;
  }
}

export const mark = (stage) => {
  const ink = (stage % 7) + 1;
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", "jb-mark");
  svg.setAttribute("viewBox", "-24 -24 48 48");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(svg.namespaceURI, "use");
  use.setAttribute("href", `#jb-m${ink}`);
  const text = document.createElementNS(svg.namespaceURI, "text");
  text.setAttribute("y", { 3: 13, 5: 8, 7: 8 }[ink] ?? 7);
  text.textContent = stage + 1;
  svg.append(use, text);
  return svg;
};

// What is told of a page beside its words, as far as it has any of it.
const about = ({ kind, owner, status, changed }) => {
  const say = globalThis.jbWords("search");
  const told = [];
  if (kind) told.push(kind[0].toLocaleUpperCase() + kind.slice(1));
  if (status) told.push(status === true ? say("draft") : status);
  if (owner) told.push(say("kept_by", { name: owner }));
  if (changed) {
    const date = new Date(changed).toLocaleDateString(globalThis.jbTexts.lang, { dateStyle: "long", timeZone: "UTC" });
    told.push(say("changed", { date }));
  }
  return told;
};

// One page of the results: its title and stage, what is told of it, and its best sections.
export const item = (page, result, root) => {
  const { facts, marks } = result;
  const address = root + page.address + (location.protocol === "file:" && /(^|\/)$/.test(page.address) ? "index.html" : "");
  const link = (anchor, ...words) =>
    Object.assign(make("a", "", ...words), { href: anchor ? `${address}#${encodeURIComponent(anchor)}` : address });
  const home = facts.pages[page.page][0][0];
  const title = make("div", "jb-hit", link("", ...marked(page.title, marks)));
  if (home !== undefined) {
    const stage = make("span", "jb-hit-stage", mark(home), facts.stages[home][1]);
    title.append(stage);
  }
  const entry = make("li", home === undefined ? "" : `jb-i${(home % 7) + 1}`, title);
  const told = about(page.facts);
  if (told.length) entry.append(make("p", "jb-hit-facts", told.join(" · ")));
  const least = (page.sections[0]?.score ?? 0) / 2;
  const seen = new Set();
  for (const section of page.sections) {
    if (section.score < least || seen.has(section.anchor) || seen.size === 3) continue;
    seen.add(section.anchor);
    const part = make("div", section.anchor ? "jb-hit-part" : "jb-hit-top");
    if (section.anchor) part.append(link(section.anchor, ...marked(section.heading, marks)));
    if (section.text) part.append(make("p", "jb-says", ...excerpt(section.text, marks)));
    entry.append(part);
  }
  return entry;
};
