// What a reader looked for and read last, offered while nothing is asked for.
import { make } from "./results.js";

/**
 * The lists, as elements; none when there is nothing to offer.
 * @param {ReturnType<typeof import("./kept.js").kept>} storage
 * @param {string} root
 * @param {{ seek: (query: string) => void, forget: () => void }} acts what a query and the last button do
 */
export const recents = (storage, root, { seek, forget }) => {
  const say = globalThis.jbWords("search_more");
  const button = (words, act, className = "") => {
    const element = Object.assign(make("button", className, words), { type: "button" });
    element.addEventListener("click", act);
    return element;
  };
  const column = (name, words, entries) => {
    if (!entries.length) return [];
    const heading = make("p", "jb-label", words);
    heading.id = `jb-recent-${name}`;
    const list = make("ul", "", ...entries.map((entry) => make("li", "", entry)));
    list.setAttribute("aria-labelledby", heading.id);
    return [make("div", "", heading, list)];
  };
  const queries = storage.queries().map((query) => button(query, () => seek(query)));
  const pages = storage
    .pages()
    .map(([address, title]) => Object.assign(make("a", "", title), { href: root + address }))
    .filter(({ pathname }) => pathname !== location.pathname);
  const columns = [...column("queries", say("queries"), queries), ...column("seen", say("seen"), pages)];
  return columns.length ? [...columns, button(say("forget"), forget, "jb-button")] : [];
};
