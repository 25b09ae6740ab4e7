// What was looked for, marked on the page that the reader went to.
import { isMarked, make } from "./results.js";
import { compounds } from "./terms.js";

/** How many words are marked at most. */
const MOST = 1_000;
const FOUND = "jb-found";

/** @type {(() => void) | undefined} */
let clear;

/**
 * Where the words stand in the page's text.
 * @param {Element} box
 * @param {{ terms: Set<string>, prefixes: string[] }} marks
 */
const standing = (box, marks) => {
  /** @type {Range[]} */
  const found = [];
  const isText = (text) => !text.parentElement.closest("script, style, button, svg, .jb-anchor");
  const texts = document.createTreeWalker(box, NodeFilter.SHOW_TEXT, (text) =>
    isText(text) ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_REJECT,
  );
  while (found.length < MOST && texts.nextNode()) {
    const text = texts.currentNode;
    for (const compound of compounds(text.textContent ?? "")) {
      if (!isMarked(compound, marks)) continue;
      const range = document.createRange();
      range.setStart(text, compound.at);
      range.setEnd(text, compound.end);
      found.push(range);
    }
  }
  return found;
};

// Marks words without touching the page where the browser can, and with elements where it cannot; gives what takes the marks away.
const paint = (found) => {
  if (globalThis.CSS?.highlights) {
    CSS.highlights.set(FOUND, new Highlight(...found));
    return () => CSS.highlights.delete(FOUND);
  }
  const elements = found.reverse().map((range) => {
    const element = make("mark", FOUND);
    range.surroundContents(element);
    return element;
  });
  return () => {
    for (const element of elements) {
      const parent = element.parentNode;
      element.replaceWith(...element.childNodes);
      parent?.normalize();
    }
  };
};

/**
 * Marks words in the page's text, and offers to take the marks away.
 * @param {{ terms: string[], prefixes: string[] }} words
 */
export const highlight = ({ terms, prefixes }) => {
  clear?.();
  const say = globalThis.jbWords("search_more");
  const box = document.querySelector("#jb-main");
  const find = () => (box ? standing(box, { terms: new Set(terms), prefixes }) : []);
  const found = find();
  if (!found.length) return;
  let unpaint = paint(found);
  const button = Object.assign(
    make("button", "jb-button jb-unmark", say("marked", { count: found.length }), " ", make("b", "", say("unmark"))),
    {
      type: "button",
    },
  );
  const again = () => {
    unpaint();
    unpaint = paint(find());
  };
  const onKey = (event) => {
    if (event.key === "Escape" && !event.defaultPrevented && !document.querySelector("dialog[open], :popover-open")) clear?.();
  };
  clear = () => {
    clear = undefined;
    unpaint();
    button.remove();
    document.removeEventListener("keydown", onKey);
    document.removeEventListener("journeybook:patched", again);
  };
  button.addEventListener("click", clear);
  document.addEventListener("keydown", onKey);
  // A preview puts new text in the place of the old.
  document.addEventListener("journeybook:patched", again);
  document.body.append(button);
};
