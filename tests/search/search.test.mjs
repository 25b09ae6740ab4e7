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
const { compounds, densest, distance, shown } = load(site);
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

test("a word of four letters is a slip only where no page has it, one of three only where nothing is found, and both are told", async () => {
  const pages = {
    "index.md": "# Home\n\nText.\n",
    "a.md": "# Tide\n\nIt ebbs.\n",
    "b.md": "# Lighthouse\n\nIt turns.\n",
    "c.md": "# Knots\n\nThey are tidy.\n",
  };
  const engine = open(build("short", pages));
  const asked = async (query) => {
    const { unknown, similar } = JSON.parse(JSON.stringify(await engine.search(query)));
    return { addresses: await addresses(engine, query), unknown, similar };
  };
  // As long as somebody has the word, nobody's slip is meant.
  assert.deepEqual(await asked("tidy "), { addresses: ["c/"], unknown: [], similar: [] });
  assert.deepEqual(await asked("tied "), { addresses: ["a/"], unknown: [], similar: ["tied"] });
  assert.deepEqual((await asked("tied lighthouse ")).similar, ["tied"]);
  assert.deepEqual(await asked("tde "), { addresses: ["a/"], unknown: [], similar: ["tde"] });
  assert.deepEqual(await asked("tde lighthouse "), { addresses: ["b/"], unknown: ["tde"], similar: [] });
});

test("text is found as readers see it", async () => {
  const engine = open(
    build("text", {
      "index.md": "# Home\n\nText.\n",
      "breaks.md":
        "# Breaks\n\nCedar<br>juniper<hr>spruce<p>larch</p><div>rowan</div>alder\n\n| one<br/>hazel | b |\n| --- | --- |\n| c | d |\n",
      "invisible.md":
        "# Invisible\n\nWater\u00admelon, pome\u200bgranate, black\u2060berry, goose&shy;berry, cran&#8288;berry and rasp\u200dberry.\n",
      "hyphens.md": "# Hyphens\n\nA free\u2011standing kiln.\n",
      "long.md": `# Long\n\nIts name is Wasserkraft${"werk".repeat(12)}, its digest 7c4a8d09ca3762af61e59520943dc26494f8941b7c4a8d09.\n`,
      "names.md": "# Names\n\nCall `fetchLedgerRows`, `XMLParserPool`, `std.collections.deque` or open `guides/setup/checklist.md`.\n",
      "marks.md": "# Marks\n\nشَجَرَة and שָׁלוֹם, ёлка, می\u200cروند, ｶﾒﾗ and ＷＩＤＥ.\n",
      "pictures.md": '# Pictures\n\n![A heron at dusk](https://example.org/h.png) <img src="https://example.org/o.png" alt="An otter">\n',
      "code.md": '# Code\n\n```yaml title="deploy/rollout.yaml"\na: b\n```\n',
    }),
  );
  for (const [page, ...queries] of [
    ["breaks/", "cedar", "juniper", "spruce", "larch", "rowan", "alder", "hazel"],
    [
      "invisible/",
      "watermelon",
      "pomegranate",
      "blackberry",
      "gooseberry",
      "cranberry",
      "raspberry",
      "water\u00admelon",
      "black\u2060berry",
    ],
    ["hyphens/", "freestanding", "standing", "free-standing", "free\u2011standing"],
    ["long/", "wasserkraftwerk", `Wasserkraft${"werk".repeat(12)}`, "7c4a8d09ca", "7c4a8d09ca3762af61e59520943dc26494f8941b7c4a8d09"],
    ["names/", "fetchLedgerRows", "ledger", "ledgerrows", "XMLParserPool", "parser", "xml", "parserpool"],
    ["names/", "std.collections.deque", "collections", "deque", "guides/setup/checklist.md", "setup", "checklist"],
    ["marks/", "شجرة", "שלום", "елка", "ЁЛКА", "میروند", "カメラ", "かめら", "wide"],
    ["pictures/", "heron", "dusk", "otter"],
    ["code/", "rollout.yaml", "deploy/rollout.yaml", "rollout"],
  ])
    for (const query of queries) assert.deepEqual(await addresses(engine, query), [page], query);
  // A long word that nobody wrote asks for something, and finds nothing.
  const nothing = await engine.search(`Unheardof${"werk".repeat(12)}`);
  assert.ok(nothing.hasWords);
  assert.equal(nothing.found.length, 0);
});

test("a phrase is found in whatever section of a page it stands", async () => {
  const sections = Array.from({ length: 40 }, (_, at) => `## Part ${at}\n\nThe hammer of velvet.\n\n`);
  const site = build("phrase", { "index.md": "# Home\n", "faq.md": `# Answers\n\n${sections.join("")}## Last\n\nThe velvet hammer.\n` });
  const engine = open(site);
  const result = await engine.search('"velvet hammer"');
  const anchors = [];
  for await (const page of shown(result, engine.page)) anchors.push(...page.sections.map(({ anchor }) => anchor));
  assert.deepEqual(anchors, ["last"]);
  const told = execFileSync(program, ["search", '"velvet hammer"', join(folder, "phrase"), "--format", "json"], { encoding: "utf8" });
  assert.deepEqual(
    told
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line).address),
    ["/faq/#last"],
  );
});

test("a page is first for its own name, before glossaries and lists, and stop words neither exclude nor win", async () => {
  const terms = ["Anchor", "Berth", "Cleat", "Draught", "Embargo", "Fender"].map((term) => `## ${term}\n\nAn ${term} is what it is.\n\n`);
  const engine = open(
    build("lists", {
      "index.md": "# Home\n",
      "glossary.md": `# Glossary\n\n${terms.join("")}`,
      "list.md": `# All pages\n\n${"- [Embargo](embargo.md): the embargo\n".repeat(12)}`,
      "embargo.md": "# Embargo\n\nBefore a launch we ask writers to wait.\n\n## When it ends\n\nThey may publish.\n",
      "asking.md": "# How do we do what we do when we do it\n\nHow we do it is what we do.\n",
    }),
  );
  for (const query of [
    "embargo ",
    "Embargo",
    "what is an embargo",
    "when do we end the embargo ",
    "how do we handle an embargo with writers",
  ])
    assert.equal((await addresses(engine, query))[0], "embargo/", query);
  assert.equal((await addresses(engine, "how do we do what we do when we do it"))[0], "asking/");
});

test("an entry of a glossary comes after the page about its thing, and first where there is no such page", async () => {
  const terms = ["Anchor", "Berth", "Cleat", "Draught", "Fender", "Galley", "Hull", "Jetty", "Keel", "Lock", "Mast", "Pilots"];
  const entries = terms.map((term) => `## ${term}\n\nHow a harbour has a ${term}: it is safe and there are many.\n\n`);
  const engine = open(
    build("entries", {
      "index.md": "# Home\n",
      "glossary.md": `# Glossary\n\n${entries.join("")}`,
      "piloting.md":
        "# Piloting ships\n\nShe boards at the buoy.\n\n## Coming in\n\nEach harbour asks for one.\n\n## Going out\n\nIt is as safe.\n",
    }),
  );
  for (const query of ["pilot a harbour ", "how safe is a pilot "]) assert.equal((await addresses(engine, query))[0], "piloting/", query);
  for (const query of ["cleat ", "what is a cleat", "harbour keel"]) assert.equal((await addresses(engine, query))[0], "glossary/", query);
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
