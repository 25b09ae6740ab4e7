// Other searches over the sections of a handbook, with the options that their documentation gives for sites. Each is a function from
// a query to the numbers of the pages found, the best first.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { create, insertMultiple, search } from "@orama/orama";
import MiniSearch from "minisearch";
import { close, createIndex } from "pagefind";
import { serve } from "../../tests/browser/site/server.js";

/** How many pages are looked at. */
export const LISTED = 20;

/** @typedef {{ page: number, title: string, heading: string, goesOn: boolean, anchor: string, text: string }} Section */
/** @typedef {(query: string) => Promise<number[]>} Rank */

const pagesOf = (hits) => [...new Set(hits)].slice(0, LISTED);

/** @type {(sections: Section[]) => { [name: string]: Rank }} */
const miniSearch = (sections) => {
  const index = new MiniSearch({ fields: ["title", "heading", "text"], idField: "id", storeFields: ["page"] });
  index.addAll(sections.map((section, id) => ({ ...section, id })));
  const ranked = (options) => async (query) =>
    pagesOf(index.search(query, { boost: { title: 4, heading: 2 }, ...options }).map(({ page }) => page));
  return { MiniSearch: ranked({ prefix: true, fuzzy: 0.2 }), "MiniSearch, no tolerance": ranked({ prefix: true }) };
};

/** @type {(sections: Section[]) => Promise<Rank>} */
const orama = async (sections) => {
  const index = create({
    schema: { title: "string", heading: "string", text: "string", page: "number" },
    components: { tokenizer: { stemming: true, language: "english" } },
  });
  await insertMultiple(
    index,
    sections.map(({ page, title, heading, text }) => ({ page, title, heading, text })),
    500,
  );
  /** @type {any} */
  const options = { properties: ["title", "heading", "text"], boost: { title: 4, heading: 2 }, limit: 10 * LISTED };
  return async (query) =>
    pagesOf((await search(index, { term: query, tolerance: 1, ...options })).hits.map(({ document }) => document.page));
};

const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

/** Pagefind reads pages as HTML, and is asked in Node as in a browser. @type {(sections: Section[]) => Promise<{ rank: Rank, end: () => Promise<void> }>} */
const pagefind = async (sections) => {
  const folder = mkdtempSync(join(tmpdir(), "pagefind-"));
  const { index } = await createIndex({ forceLanguage: "en" });
  const pages = new Map();
  for (const section of sections) pages.set(section.page, [...(pages.get(section.page) ?? []), section]);
  for (const [page, parts] of pages) {
    const body = parts.map(
      ({ heading, anchor, text }) =>
        `${heading ? `<h2 id="${escaped(anchor)}">${escaped(heading)}</h2>` : ""}<p>${escaped(text).replaceAll("\n", "</p><p>")}</p>`,
    );
    const content = `<html lang="en"><head><title>${escaped(parts[0].title)}</title></head><body><h1>${escaped(parts[0].title)}</h1>${body.join("")}</body></html>`;
    await index.addHTMLFile({ url: `/${page}/`, content });
  }
  await index.writeFiles({ outputPath: join(folder, "pagefind") });
  await close();
  const server = await serve(folder);
  const fetched = globalThis.fetch;
  Object.assign(globalThis, {
    fetch: (address, options) => fetched(new URL(address, server.origin), options),
    document: { querySelector: () => ({ getAttribute: () => "en" }) },
    location: new URL(server.origin),
    window: { location: new URL(server.origin) },
  });
  const found = await import(pathToFileURL(join(folder, "pagefind/pagefind.js")).href);
  await found.options({ basePath: `${server.origin}/pagefind/`, baseUrl: "/" });
  await found.init();
  return {
    rank: async (query) => {
      const { results } = await found.search(query);
      const some = await Promise.all(results.slice(0, LISTED).map((result) => result.data()));
      return pagesOf(some.map(({ url }) => Number(url.match(/(\d+)/)[1])));
    },
    end: async () => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

/** All of them over the same sections, and what ends them. @type {(sections: Section[]) => Promise<{ engines: { [name: string]: Rank }, end: () => Promise<void> }>} */
export const others = async (sections) => {
  const third = await pagefind(sections);
  return { engines: { ...miniSearch(sections), Pagefind: third.rank, Orama: await orama(sections) }, end: third.end };
};

/** The sections of a built site. @returns {Promise<Section[]>} */
export const sectionsOf = async (engine, count) => {
  const sections = [];
  for (let page = 0; page < count; page++) {
    const read = await engine.page(page);
    read.sections.forEach((section, at) => {
      const goesOn = at > 0 && read.sections[at - 1].anchor === section.anchor;
      sections.push({
        page,
        title: read.title,
        heading: goesOn ? "" : section.heading,
        goesOn,
        anchor: section.anchor,
        text: section.text,
      });
    });
  }
  return sections;
};
