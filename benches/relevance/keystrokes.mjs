// How long a reader waits for results after each letter, in Chromium, with the pieces of the index fetched before.
//
//   (cd ../../tests/browser && npm ci) && node keystrokes.mjs [HANDBOOK…]
//
// Each handbook is built, by default this project's own, served, and searched for words of titles, typed letter by letter: right, and
// with one letter left out. Each query is typed twice: the first time fetches what it needs, the second is measured, from the
// letter to the moment that its results stand in the page, layout included. Beside that wait it says how much of its processor the page's
// main thread takes for a letter, painting included: other programs lengthen the first and not the second. In the environment,
// `SLOWER=6` lets Chromium compute six times slower, about as a telephone does, and `SITES` names a folder with the built sites.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { serve } from "../../tests/browser/site/server.js";

const project = fileURLToPath(new URL("../..", import.meta.url));
const { chromium } = createRequire(join(project, "tests/browser/package.json"))("@playwright/test");
const program = process.env.JOURNEYBOOK ?? join(project, "target/release/journeybook");
const handbooks = process.argv.slice(2).length ? process.argv.slice(2) : [project];
const QUERIES = 40;

// Runs in the page: types a query up to some letter and gives the milliseconds until its results stood there.
const type = async (query) => {
  const field = document.getElementById("jb-query");
  const status = document.getElementById("jb-find-status");
  /** @type {Promise<void>} */
  const isShown = new Promise((resolve) => {
    const observer = new MutationObserver(() => {
      observer.disconnect();
      resolve();
    });
    observer.observe(status, { childList: true, characterData: true, subtree: true });
  });
  const start = performance.now();
  field.value = query;
  field.dispatchEvent(new InputEvent("input"));
  await isShown;
  document.querySelector(".jb-hits").getBoundingClientRect();
  const time = performance.now() - start;
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  return time;
};

for (const handbook of handbooks) {
  const folder = process.env.SITES ? join(process.env.SITES, basename(resolve(handbook))) : mkdtempSync(join(tmpdir(), "keystrokes-"));
  let server, browser;
  try {
    if (!process.env.SITES) execFileSync(program, ["build", resolve(handbook), "-d", folder, "--warn", "all"], { stdio: "ignore" });
    const list = readFileSync(join(folder, "search/index.html"), "utf8");
    const titles = [...list.matchAll(/<li><a [^>]*>([^<&]{4,40})<\/a>/g)].map(([, title]) => title.toLowerCase());
    const step = Math.max(1, Math.floor(titles.length / (QUERIES / 2)));
    const some = titles.filter((_, at) => at % step === 0).slice(0, QUERIES / 2);
    const queries = some.flatMap((title) => [title, title.replace(/([^ ]{3})[^ ]/, "$1")]);
    server = await serve(folder);
    browser = await chromium.launch({
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
      args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
    });
    const page = await browser.newPage();
    await page.goto(server.origin);
    const session = await page.context().newCDPSession(page);
    if (process.env.SLOWER) await session.send("Emulation.setCPUThrottlingRate", { rate: Number(process.env.SLOWER) });
    await session.send("Performance.enable", { timeDomain: "threadTicks" });
    const worked = async () => {
      const { metrics } = await session.send("Performance.getMetrics");
      return 1000 * (metrics.find(({ name }) => name === "TaskDuration")?.value ?? 0);
    };
    await page.keyboard.press("/");
    await page.waitForSelector("#jb-query:focus");
    const letters = [];
    for (const query of queries) {
      for (let length = 1; length <= query.length; length++) await page.evaluate(type, query.slice(0, length));
      for (let length = 1; length <= query.length; length++) {
        const typed = query.slice(0, length);
        const before = await worked();
        const wait = await page.evaluate(type, typed);
        letters.push({ typed, wait, work: (await worked()) - before });
      }
    }
    console.log(`${handbook}: ${titles.length} titles, ${letters.length} letters`);
    for (const kind of /** @type {const} */ (["wait", "work"])) {
      letters.sort((a, b) => a[kind] - b[kind]);
      const at = (share) => letters[Math.floor((letters.length - 1) * share)][kind].toFixed(0);
      console.log(`  ${kind}: median ${at(0.5)} ms, 95 % ${at(0.95)} ms, most ${at(1)} ms ("${letters.at(-1)?.typed}")`);
    }
  } finally {
    await browser?.close();
    await server?.stop();
    if (!process.env.SITES) rmSync(folder, { recursive: true, force: true });
  }
}
