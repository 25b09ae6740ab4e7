// The search of a built site, run in Node: the theme's own script, with a loader that reads files.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createContext, runInContext } from "node:vm";
import { gzipSync } from "node:zlib";

const script = new URL("../../themes/default/static/search.js", import.meta.url);

// What the script defines where there is no browser: `engine`, `compounds`, `fold` and `distance`.
export const load = () => {
  const context = createContext({});
  runInContext(readFileSync(script, "utf8"), context);
  return context.jbSearch;
};

// The engine over the site in a folder. `fetched` has the pieces that it loaded, with their sizes as gzip makes them.
export const open = (site) => {
  const fetched = new Map();
  const values = new Map();
  const engine = load().engine((name) => {
    if (!values.has(name)) {
      const text = readFileSync(join(site, "search", `${name}.js`));
      fetched.set(name, gzipSync(text).length);
      runInContext(text.toString(), createContext({ jbSearch: (edition, of, ...given) => values.set(of, given) }));
    }
    return Promise.resolve(values.get(name));
  });
  return { ...engine, fetched };
};
