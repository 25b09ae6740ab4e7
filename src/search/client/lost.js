// For the page of addresses that do not exist: the pages that the words of the address lead to.
import { ask } from "./loading.js";
import { item, shown } from "./results.js";

const wordsOf = (root) => {
  const base = new URL(root, location.href).pathname;
  const path = location.pathname.startsWith(base) ? location.pathname.slice(base.length) : location.pathname;
  let words = path;
  try {
    words = decodeURIComponent(path);
  } catch {}
  return words
    .replace(/\.(html?|md)$|\/(index(\.html)?)?$/gi, "")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
};

export const suggest = async ({ index, root }, box) => {
  const words = wordsOf(box.dataset.root);
  if (!words) return;
  const result = await ask(index, (engine) => engine.search(words));
  const items = [];
  for await (const page of shown(result, (number, sections) => ask(index, (engine) => engine.page(number, sections)))) {
    // The page for lost readers leads to the front page anyway.
    if (/^(index\.html)?$/.test(page.address)) continue;
    items.push(item({ ...page, sections: page.sections.slice(0, 1) }, result, root));
    if (items.length === 5) break;
  }
  if (!items.length) return;
  box.querySelector("ul").replaceChildren(...items);
  box.hidden = false;
};
