// The browser's half of the search, run in Node over sites that the program builds: node --test tests/search/
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { load, open } from "./engine.mjs";

const program = process.env.JOURNEYBOOK ?? fileURLToPath(new URL("../../target/debug/journeybook", import.meta.url));
const cases = JSON.parse(readFileSync(new URL("cases.json", import.meta.url), "utf8"));
const folder = mkdtempSync(join(tmpdir(), "journeybook-search-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const build = (name, pages) => {
  for (const [path, text] of Object.entries(pages)) {
    const file = join(folder, name, "content", path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  execFileSync(program, ["build", join(folder, name)], { stdio: "ignore" });
  return join(folder, name, "public");
};

const site = build("cases", cases.pages);
const { compounds, densest, distance } = load(site);
const addresses = async (engine, query) => {
  const { found } = await engine.search(query);
  return Promise.all(found.map(async ({ page }) => (await engine.page(page, [])).address));
};

test("texts become the same terms as in the program", () => {
  for (const [text, terms] of cases.tokens) {
    assert.deepEqual(
      JSON.parse(JSON.stringify(compounds(text).flatMap(({ words, wholes, humps }) => [...words, ...wholes, ...humps]))),
      terms,
      text,
    );
  }
});

test("whole words find the same pages in the same order as in the program", async () => {
  const engine = open(site);
  for (const [query, expected] of cases.queries) assert.deepEqual(await addresses(engine, `${query} `), expected, query);
});

test("an excerpt is of the words that tell most, not of the most words", () => {
  const common = "We do what we can when people do what they can. ";
  const text = `${common.repeat(8)}Only here is the embargo named. ${common.repeat(8)}`;
  const marks = {
    terms: new Map([
      ["embargo", 5],
      ["do", 0.2],
      ["what", 0.2],
      ["can", 0.2],
      ["when", 0.2],
    ]),
    prefixes: [],
  };
  const { at, end } = densest(text, marks);
  assert.match(text.slice(at, end), /embargo/);
  const beginning = densest("One. Two. Three.", { terms: new Map(), prefixes: ["thr"] });
  assert.equal(beginning.at, 10);
});

test("slips, beginnings, forms and filters find what was meant", async () => {
  const engine = open(site);
  for (const [query, first] of cases.forgiving) assert.equal((await addresses(engine, query))[0], first, query);
});

test("what nobody asked for is nowhere in the index", async () => {
  for (const file of readdirSync(join(site, "search"))) {
    const text = readFileSync(join(site, "search", file), "utf8");
    assert.doesNotMatch(text, /nobody may find|not published|Secret|Draft of/, file);
  }
  assert.equal((await addresses(open(site), "secret")).length, 0);
});

test("every single slip in a word of four letters is forgiven, and any two in a word of eight", async () => {
  const engine = open(build("slips", { "index.md": "# Home\n\nText.\n", "a.md": "# Onboarding\n\nlabs\n", "b.md": "# Zebra\n\nquux\n" }));
  const slips = (word) => {
    const all = new Set();
    for (let at = 0; at <= word.length; at++) {
      all.add(word.slice(0, at) + "x" + word.slice(at));
      if (at === word.length) continue;
      all.add(word.slice(0, at) + word.slice(at + 1));
      all.add(`${word.slice(0, at)}x${word.slice(at + 1)}`);
      if (at + 1 < word.length) all.add(word.slice(0, at) + word[at + 1] + word[at] + word.slice(at + 2));
    }
    all.delete(word);
    return [...all];
  };
  for (const word of slips("labs")) if (word.length >= 4) assert.deepEqual(await addresses(engine, `${word} `), ["a/"], word);
  for (const once of slips("onboarding")) {
    for (const twice of slips(once)) {
      // A letter put between two that are swapped is a third error by this measure.
      if (twice.length < 8 || twice === "onboarding" || distance([...twice], [..."onboarding"], 2, false) > 2) continue;
      assert.deepEqual(await addresses(engine, `${twice} `), ["a/"], twice);
    }
  }
});

test("what somebody else mistyped too leads to the word as well, and an unknown word is first of all a slip", async () => {
  const text = (word) => `The ${word} came. `.repeat(2);
  const pages = {
    "index.md": "# Home\n",
    "typed.md": `# One\n\n${text("intrest")}`,
    "interest.md": "# Interest\n\nIt grows.\n",
    "chart.md": "# Chart\n\nCharts of it.\n",
    "charter.md": "# Charter\n\nAn agreement.\n",
  };
  for (let page = 0; page < 20; page++) pages[`more/${page}.md`] = `# More\n\n${text("interest")}`;
  const engine = open(build("mistyped", pages));
  assert.equal((await addresses(engine, "intrest "))[0], "typed/");
  assert.ok((await addresses(engine, "intrest ")).includes("interest/"));
  assert.equal((await addresses(engine, "chartner "))[0], "charter/");
});

test("other names of a page lead to it, and words that nobody wrote are told", async () => {
  const engine = open(
    build("names", {
      "index.md": "# Home\n",
      "measuring.md": "---\naliases: [ROI, /old/address/]\n---\n# Measuring\n\nWhat it is worth.\n",
    }),
  );
  assert.deepEqual(await addresses(engine, "roi "), ["measuring/"]);
  assert.deepEqual(await addresses(engine, "address "), []);
  const told = async (query) => JSON.parse(JSON.stringify((await engine.search(query)).unknown));
  assert.deepEqual(await told("measuring zebras "), ["zebras"]);
  assert.deepEqual(await told("measuring roi "), []);
});

test("a slip in a beginning makes it no shorter", async () => {
  const engine = open(
    build("beginnings", { "index.md": "# Home\n", "a.md": "# Persons\n\nPersona and personal.\n", "b.md": "# Onboarding\n" }),
  );
  assert.deepEqual(await addresses(engine, "perks"), []);
  assert.deepEqual(await addresses(engine, "onbordin"), ["b/"]);
});

test("an unknown form leads to its word across the edges of shards", async () => {
  const letters = (number) =>
    [...number.toString(26).padStart(3, "0")].map((digit) => String.fromCharCode(97 + parseInt(digit, 26))).join("");
  const pages = { "index.md": "# Home\n", "mentor.md": "# Mentor\n\nSomebody who helps.\n" };
  for (let page = 0; page < 30; page++) {
    pages[`more/${page}.md`] =
      `# More\n\n${Array.from({ length: 40 }, (_, word) => `mentor${letters(page * 40 + word)}quixotically`).join(" ")}\n`;
  }
  for (let page = 0; page < 30; page++)
    pages[`more/${page}.md`] += Array.from({ length: 40 }, (_, word) => `happl${letters(page * 40 + word)}quixotically`).join(" ");
  pages["happy.md"] = "# Happy\n\nWho smiles.\n";
  const engine = open(build("edges", pages));
  assert.deepEqual(await addresses(engine, "mentorship "), ["mentor/"]);
  assert.deepEqual(await addresses(engine, "happiness "), ["happy/"]);
});

test("distances count letters, and swapped neighbours once", () => {
  /** @type {[string, string, number, boolean, number][]} */
  const distances = [
    ["labs", "labs", 1, false, 0],
    ["lbas", "labs", 1, false, 1],
    ["lab", "labs", 1, false, 1],
    ["laabs", "labs", 1, false, 1],
    ["cats", "dogs", 1, false, 2],
    ["onbordi", "onboarding", 1, true, 1],
    ["onbordi", "onboarding", 1, false, 2],
  ];
  for (const [word, term, most, isPrefix, expected] of distances) {
    assert.equal(distance([...word], [...term], most, isPrefix), expected, `${word} ${term}`);
  }
});

test("hostile queries find nothing and break nothing", async () => {
  const engine = open(site);
  for (const query of [
    "",
    " ",
    '"',
    '""',
    "stage:",
    'stage:"',
    "need:nothing",
    "*",
    "m*",
    "~",
    "|",
    "\\",
    "<img src=x onerror=alert(1)>",
    "__proto__",
    "constructor",
    "\ud800",
    "a".repeat(10_000),
    '"a b '.repeat(200),
    "日".repeat(500),
  ]) {
    const { found } = await engine.search(query);
    assert.ok(Array.isArray(JSON.parse(JSON.stringify(found))), query.slice(0, 20));
  }
});
