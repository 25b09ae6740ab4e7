// Loads the pieces of the index.
import { engine } from "./engine.js";

/** The version of the script beside this one. */
const MORE = "MORE_VERSION";

let fetched;
/** Fetches what most searches need not, from beside the search's own script: gives what marks words and what lists recent searches. */
export const more = (script) => {
  fetched ??= new Promise((resolve, reject) => {
    const src = script.replace(/search\.js[^/]*$/, `search_more.js?v=${MORE}`);
    document.head.append(
      Object.assign(document.createElement("script"), { src, onload: () => resolve(globalThis.jbSearch), onerror: reject }),
    );
  });
  return fetched;
};

/** A piece of another edition than the head: the site was published anew meanwhile. */
export class Outdated extends Error {}

// Each piece of the index is a script that calls `jbSearch` with its edition and its name, so that it loads from a disk too.
const waiting = new Map();
export const receive = (edition, name, ...values) => waiting.get(name)?.(edition, values);

const loader = (base) => {
  const pieces = new Map();
  let current;
  let version = "";
  /** @type {((name: string) => Promise<any[]>) & { again?: string }} */
  const load = (name) => {
    if (!pieces.has(name)) {
      pieces.set(
        name,
        new Promise((resolve, reject) => {
          const script = document.createElement("script");
          const fail = () => {
            if (!waiting.delete(name)) return;
            pieces.delete(name);
            reject(new Error(name));
          };
          waiting.set(name, (edition, values) => {
            waiting.delete(name);
            if (name === "head") {
              current = edition;
              version = values[0].version;
            }
            edition === current ? resolve(values) : reject(new Outdated(name));
          });
          script.onerror = fail;
          script.onload = () => {
            script.remove();
            fail();
          };
          script.src = `${base}${name}.js${version ? `?v=${version}` : (load.again ?? "")}`;
          document.head.append(script);
        }),
      );
    }
    return pieces.get(name);
  };
  return load;
};

// The engine of the site, made anew when the site was published while it was in use: then the question has to be asked again,
// since pages may have other numbers now.
let current;
/** Forgets the index: pages were edited, or it is asked for once more. */
export const renew = (base) => {
  const load = loader(base);
  load.again = `?${Date.now()}`;
  current = engine(load);
};

export const ask = async (base, work) => {
  current ??= engine(loader(base));
  try {
    return await work(current);
  } catch (error) {
    if (error instanceof Outdated) renew(base);
    throw error;
  }
};
