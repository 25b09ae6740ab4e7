// What a reader's browser keeps of searches: recent queries, the pages last seen, and what the next page is to mark. Nothing of it leaves
// the browser.

/** How many queries are kept. */
const QUERIES = 5;
/** How many pages are offered, with the one that the reader is on. */
const PAGES = 6;

/**
 * What the browser keeps for the site whose pages stand below `root`, under names that other sites of the same origin do not have.
 * @param {string} root
 */
export const kept = (root) => {
  const name = (key) => `jb${new URL(root, location.href).pathname}${key}`;
  // Storage may be forbidden.
  const get = (key) => {
    try {
      return localStorage.getItem(name(key)) ?? "";
    } catch {
      return "";
    }
  };
  const set = (key, value) => {
    try {
      if (value) localStorage.setItem(name(key), value);
      else localStorage.removeItem(name(key));
    } catch {}
  };
  const lines = (key) => get(key).split("\n").filter(Boolean);
  return {
    get,
    set,
    queries: () => lines("queries"),
    /** @param {string} query */
    add: (query) => set("queries", [query, ...lines("queries").filter((other) => other !== query)].slice(0, QUERIES).join("\n")),
    /** Address and title of the pages last seen, each once, the last one first. The theme's script writes a line for each visit. */
    pages: () => {
      const titles = new Map();
      for (const [address, title] of lines("pages").map((line) => line.split("\t"))) {
        // The end of the text may be cut off.
        if (title && !titles.has(address) && titles.size < PAGES) titles.set(address, title);
      }
      return [...titles];
    },
    forget: () => {
      set("queries");
      set("pages");
    },
  };
};
