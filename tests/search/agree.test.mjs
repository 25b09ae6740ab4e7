// The two halves of the search agree: the program and the browser give the same first ten pages to random queries.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { open } from "./engine.mjs";

const project = fileURLToPath(new URL("../..", import.meta.url));
const program = process.env.JOURNEYBOOK ?? join(project, "target/debug/journeybook");
const QUERIES = 1_000;

let seed = 20261128;
const random = (below) => {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
  return Math.floor((seed / 2 ** 32) * below);
};

test("a thousand random queries have the same first ten pages in the program and in the browser", async () => {
  const site = mkdtempSync(join(tmpdir(), "journeybook-agree-"));
  try {
    execFileSync(program, ["build", project, "-d", site, "--warn", "all"], { stdio: "ignore" });
    const engine = open(site);
    const { pages } = await engine.head;
    const words = [];
    for (let page = 0; page < pages.length; page++) {
      const { title, sections } = await engine.page(page);
      words.push(...[title, ...sections.flatMap(({ heading, text }) => [heading, text])].join(" ").split(/\s+/).filter(Boolean));
    }
    const word = () => {
      const letters = [...words[random(words.length)]];
      const kind = random(6);
      if (kind === 0) letters.splice(random(letters.length), 1);
      if (kind === 1) letters.splice(random(letters.length), 0, "e");
      if (kind === 2) letters.length = 1 + random(letters.length);
      return letters.join("");
    };
    const query = () => {
      const asked = Array.from({ length: 1 + random(5) }, word).join(" ");
      return [asked, `${asked} `, `${asked} stage:adoption`][random(3)];
    };
    const queries = Array.from({ length: QUERIES }, query).map((query) => query.replace(/["“”„«»]/g, ""));
    const told = execFileSync(program, ["search", "-", project, "--format", "json"], {
      input: queries.join("\n"),
      encoding: "utf8",
      maxBuffer: 1 << 28,
    });
    const answers = new Map(queries.map((query) => [query, new Set()]));
    for (const line of told.trimEnd().split("\n")) {
      const { query, address } = JSON.parse(line);
      answers.get(query).add(address.slice(1).split("#")[0]);
    }
    for (const [query, addresses] of answers) {
      const { found } = await engine.search(query);
      const expected = await Promise.all(found.slice(0, 10).map(async ({ page }) => (await engine.page(page, [])).address));
      assert.deepEqual([...addresses], expected, JSON.stringify(query));
    }
  } finally {
    rmSync(site, { recursive: true, force: true });
  }
});
