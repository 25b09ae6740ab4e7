// The search of a built site, run in Node: the theme's own script, with a loader that reads files.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runInThisContext } from "node:vm";
import { gzipSync } from "node:zlib";

const script = new URL("../../themes/default/static/search.js", import.meta.url);

// What the script defines where there is no browser: `engine`, `compounds`, `fold` and `distance`. It runs in this context: in one
// of its own each look at `Math` or `Map` would cost more than what they do.
export const load = () => {
  runInThisContext(readFileSync(script, "utf8"));
  return globalThis.jbSearch;
};

// The engine over the site in a folder. `fetched` has the pieces that it loaded, with their sizes as gzip makes them.
export const open = (site) => {
  const fetched = new Map();
  const values = new Map();
  const engine = load().engine((name) => {
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
