// How long a reader waits for results after each letter, in Chromium, with the pieces of the index fetched before.
//
//   (cd ../../tests/browser && npm ci) && node keystrokes.mjs [HANDBOOK…]
//
// Each handbook is built, by default this project's own, served, and searched for words of titles, typed letter by letter: right, and
// with one letter left out. Each query is typed twice: the first time fetches what it needs, the second is measured, from the
// letter to the moment that its results stand in the page, layout included. In the environment, `SLOWER=4` lets Chromium compute four
// times slower, about as a telephone does.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { serve } from "../../tests/browser/site/server.js";

const project = fileURLToPath(new URL("../..", import.meta.url));
const { chromium } = createRequire(join(project, "tests/browser/package.json"))("@playwright/test");
const program = process.env.JOURNEYBOOK ?? join(project, "target/release/journeybook");
const handbooks = process.argv.slice(2).length ? process.argv.slice(2) : [project];
const QUERIES = 40;

// Runs in the page: types a query and gives the milliseconds that each letter took.
const type = async (query) => {
  const field = document.getElementById("jb-query");
  const status = document.getElementById("jb-find-status");
  const times = [];
  for (let length = 1; length <= query.length; length++) {
    /** @type {Promise<void>} */
    const isShown = new Promise((resolve) => {
      const observer = new MutationObserver(() => {
        observer.disconnect();
        resolve();
      });
      observer.observe(status, { childList: true, characterData: true, subtree: true });
    });
    const start = performance.now();
    field.value = query.slice(0, length);
    field.dispatchEvent(new InputEvent("input"));
    await isShown;
    document.querySelector(".jb-hits").getBoundingClientRect();
    times.push(performance.now() - start);
  }
  if (!document.querySelector(".jb-hits > *")) throw new Error(`nothing was shown for ${query}: ${status.textContent}`);
  return times;
};

for (const handbook of handbooks) {
  const folder = mkdtempSync(join(tmpdir(), "keystrokes-"));
  let server, browser;
  try {
    execFileSync(program, ["build", resolve(handbook), "-d", folder, "--warn", "all"], { stdio: "ignore" });
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
    if (process.env.SLOWER) {
      const session = await page.context().newCDPSession(page);
      await session.send("Emulation.setCPUThrottlingRate", { rate: Number(process.env.SLOWER) });
    }
    await page.keyboard.press("/");
    await page.waitForSelector("#jb-query:focus");
    const times = [];
    for (const query of queries) {
      await page.evaluate(type, query);
      times.push(...(await page.evaluate(type, query)).map((time, at) => ({ time, typed: query.slice(0, at + 1) })));
    }
    times.sort((a, b) => a.time - b.time);
    const at = (share) => times[Math.floor((times.length - 1) * share)].time.toFixed(0);
    const { typed } = times.at(-1);
    console.log(
      `${handbook}: ${titles.length} titles, ${times.length} letters: median ${at(0.5)} ms, 95 % ${at(0.95)} ms, most ${at(1)} ms ("${typed}")`,
    );
  } finally {
    await browser?.close();
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
