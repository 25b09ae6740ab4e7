// The search of a built site, run in Node: the script of the site itself, with a loader that reads files.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runInThisContext } from "node:vm";
import { gzipSync } from "node:zlib";

// What the script of a site defines where there is no browser: `engine`, `compounds`, `densest`, `fold` and `distance`. It runs in this context: in
// one of its own each look at `Math` or `Map` would cost more than what they do.
export const load = (site) => {
  runInThisContext(readFileSync(join(site, "theme/search.js"), "utf8"));
  return globalThis.jbSearch;
};

// The engine over the site in a folder. `fetched` has the pieces that it loaded, with their sizes as gzip makes them.
export const open = (site) => {
  const fetched = new Map();
  const values = new Map();
  const engine = load(site).engine((name) => {
    if (!values.has(name)) {
      const text = readFileSync(join(site, "search", `${name}.js`));
      fetched.set(name, gzipSync(text).length);
      // A piece is a call with JSON for its arguments.
      const [, of, ...given] = JSON.parse(`[${text.toString().trim().slice("jbSearch(".length, -1)}]`);
      values.set(of, given);
    }
    return Promise.resolve(values.get(name));
  });
  return { ...engine, fetched };
};
