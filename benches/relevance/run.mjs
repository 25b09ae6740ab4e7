// How well the search finds pages that somebody looks for, beside others on the same sections.
//
//   npm install && node run.mjs [HANDBOOK…]
//
// Each handbook is built, by default this project's own. Its search is asked for known items: titles, headings and rare words
// of the text, typed right and with one or two errors. A query counts for the page that it was made from: mean reciprocal rank
// (1 for the first place, 1/2 for the second, …) and success at 5 (the share of queries with the page among the first five).
// Then it says how many bytes a first result takes and how long a query does.
//
// In the environment, `ONLY` names the kinds of queries to ask and `SHOW` those whose misses are listed, parted by semicolons;
// `ALONE=1` leaves the others out, which take gigabytes for ten thousand pages; `SITES` names a folder with the built sites. `cargo bench --bench phases -- 10000 --into FOLDER`
// writes a handbook of that size.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { open } from "../../tests/search/engine.mjs";
import { LISTED, others, sectionsOf } from "./others.mjs";

const project = fileURLToPath(new URL("../..", import.meta.url));
const program = process.env.JOURNEYBOOK ?? join(project, "target/release/journeybook");
const handbooks = process.argv.slice(2).length ? process.argv.slice(2) : [project];
const MOST = 300;

// Mulberry32: the same queries each time.
let seed = 20261123;
const random = () => {
  seed = (seed + 0x6d2b79f5) | 0;
  let value = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
  return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32;
};
const pick = (list) => list[Math.floor(random() * list.length)];
const sample = (list, most) => {
  const rest = [...list];
  return Array.from({ length: Math.min(most, rest.length) }, () => rest.splice(Math.floor(random() * rest.length), 1)[0]);
};

// One error of the hand, as typists make them: a letter dropped, doubled, changed, or swapped with its neighbour.
const slip = (word) => {
  const letters = [...word];
  const at = Math.floor(random() * (letters.length - 1));
  const kind = Math.floor(random() * 4);
  if (kind === 0) letters.splice(at, 1);
  else if (kind === 1) letters.splice(at, 0, pick([..."etaoinshrdlu"]));
  else if (kind === 2) letters[at] = pick([..."etaoinshrdlu"].filter((letter) => letter !== letters[at]));
  else if (letters[at] !== letters[at + 1]) [letters[at], letters[at + 1]] = [letters[at + 1], letters[at]];
  else letters.splice(at, 1);
  return letters.join("");
};

// The query with so many errors in one of its words that is long enough for them.
const mistype = (query, errors) => {
  const words = query.split(" ");
  const places = words.flatMap((word, at) => (word.length >= (errors === 1 ? 4 : 8) && /^\p{L}+$/u.test(word) ? [at] : []));
  if (!places.length) return;
  const at = pick(places);
  let word = words[at];
  for (let error = 0; error < errors; error++) word = slip(word);
  if (word === words[at]) return;
  words[at] = word;
  return words.join(" ");
};

const plain = (text) =>
  text
    .replace(/["“”„«»:]/g, " ")
    .trim()
    .split(/\s+/)
    .join(" ")
    .toLowerCase();

const queries = (sections) => {
  const once = (list) => {
    const counts = new Map();
    for (const { query } of list) counts.set(query, (counts.get(query) ?? 0) + 1);
    return list.filter(({ query }) => query && counts.get(query) === 1);
  };
  const titles = once([...new Map(sections.map(({ page, title }) => [page, { page, query: plain(title) }])).values()]);
  const headings = once(
    sections.filter(({ heading, goesOn }) => heading && !goesOn).map(({ page, heading }) => ({ page, query: plain(heading) })),
  );
  const pagesOf = new Map();
  for (const { page, text } of sections) {
    for (const word of new Set(text.toLowerCase().match(/\b\p{L}{5,14}\b/gu) ?? [])) {
      if (!pagesOf.has(word)) pagesOf.set(word, new Set());
      pagesOf.get(word).add(page);
    }
  }
  const rare = sections.flatMap(({ page, text }) => {
    const words = [...new Set(text.toLowerCase().match(/\b\p{L}{5,14}\b/gu) ?? [])].filter((word) => pagesOf.get(word).size <= 3);
    return words.length > 1 ? [{ page, query: sample(words, 2).join(" ") }] : [];
  });
  const single = [...pagesOf].filter(([word, pages]) => pages.size === 1 && word.length >= 6).map(([query, [page]]) => ({ page, query }));
  const wrong = (list, errors) =>
    sample(list, MOST * 3)
      .flatMap(({ page, query }) => {
        const typed = mistype(query, errors);
        return typed ? [{ page, query: typed }] : [];
      })
      .slice(0, MOST);
  return {
    titles: sample(titles, MOST),
    headings: sample(headings, MOST),
    "rare words": sample(once(rare), MOST),
    "titles, one error": wrong(titles, 1),
    "titles, two errors": wrong(titles, 2),
    "headings, one error": wrong(headings, 1),
    "headings, two errors": wrong(headings, 2),
    "one rare word, one error": wrong(single, 1),
    "one rare word, two errors": wrong(single, 2),
  };
};

for (const handbook of handbooks) {
  const site = process.env.SITES ? join(process.env.SITES, basename(resolve(handbook))) : mkdtempSync(join(tmpdir(), "relevance-"));
  try {
    if (!process.env.SITES) execFileSync(program, ["build", resolve(handbook), "-d", site, "--warn", "all"], { stdio: "ignore" });
    const ours = open(site);
    const { pages } = await ours.head;
    const sections = await sectionsOf(ours, pages.length);
    const { engines: rest, end } = process.env.ALONE ? { engines: {}, end: async () => {} } : await others(sections);
    const rank = async (query) => (await ours.search(query)).found.slice(0, LISTED).map(({ page }) => page);
    const engines = { Journeybook: rank, ...rest };
    console.log(`\n${handbook}: ${pages.length} pages, ${sections.length} sections\n`);
    console.log(
      `| queries | number | ${Object.keys(engines)
        .map((name) => `${name}: MRR | at 5`)
        .join(" | ")} |`,
    );
    console.log(
      `| --- | ---: | ${Object.keys(engines)
        .map(() => "---: | ---:")
        .join(" | ")} |`,
    );
    const asked = queries(sections);
    for (const [kind, list] of Object.entries(asked)) {
      if (process.env.ONLY && !process.env.ONLY.split(";").includes(kind)) continue;
      const cells = [];
      for (const [name, rank] of Object.entries(engines)) {
        let reciprocal = 0;
        let within = 0;
        for (const { page, query } of list) {
          const place = (await rank(query)).indexOf(page);
          if (place >= 0) reciprocal += 1 / (place + 1);
          if (place >= 0 && place < 5) within++;
          if (process.env.SHOW?.split(";").includes(kind) && name === "Journeybook" && place !== 0)
            console.log("   ", place, JSON.stringify(query), (await ours.page(page, [])).title);
        }
        cells.push((reciprocal / list.length).toFixed(3), `${((100 * within) / list.length).toFixed(0)} %`);
      }
      console.log(`| ${kind} | ${list.length} | ${cells.join(" | ")} |`);
    }
    // What a first result costs a reader who comes without anything: the head, shards, spellings, and the first page's text.
    const costs = [];
    for (const { query } of sample(Object.values(asked).flat(), 200)) {
      const fresh = open(site);
      const [first] = (await fresh.search(query)).found;
      if (first)
        await fresh.page(
          first.page,
          first.sections.slice(0, 1).map(({ section }) => section),
        );
      const start = performance.now();
      await fresh.search(query);
      costs.push({ bytes: [...fresh.fetched.values()].reduce((sum, bytes) => sum + bytes, 0), time: performance.now() - start });
    }
    await end();
    const of = (key, share) => costs.map((cost) => cost[key]).sort((a, b) => a - b)[Math.floor((costs.length - 1) * share)];
    const kilobytes = (share) => (of("bytes", share) / 1000).toFixed(1);
    console.log(`\nFirst result, gzip: median ${kilobytes(0.5)} kB, 95 % ${kilobytes(0.95)} kB, most ${kilobytes(1)} kB.`);
    console.log(
      `The same query on warm shards: median ${of("time", 0.5).toFixed(1)} ms, 95 % ${of("time", 0.95).toFixed(1)} ms, most ${of("time", 1).toFixed(1)} ms.`,
    );
  } finally {
    if (!process.env.SITES) rmSync(site, { recursive: true, force: true });
  }
}
