// Booklets: one document whose links stay inside, and a PDF with page numbers in its contents.
import { execFileSync } from "node:child_process";
import { appendFileSync, cpSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { program, project, work } from "../site/build.js";
import { expect, test } from "../site/pages.js";

// Each worker has folders of its own.
const worker = process.env.TEST_WORKER_INDEX;
const source = join(work, `sources/booklets-${worker}`);
const site = join(work, `booklets-${worker}`);

test.beforeAll(() => {
  rmSync(source, { recursive: true, force: true });
  cpSync(join(work, "sources/own-default"), source, { recursive: true });
  appendFileSync(join(source, "handbook.yaml"), "print: all\n");
  execFileSync(program, ["build", source, "-d", site, "--quiet"], { stdio: "inherit" });
});

test("every link inside a booklet leads to something", async ({ page }) => {
  await page.goto(pathToFileURL(join(site, "print/index.html")).href);
  const lost = await page.evaluate(() =>
    [...document.querySelectorAll('a[href^="#"]')]
      .map((link) => decodeURIComponent(/** @type {HTMLAnchorElement} */ (link).hash.slice(1)))
      .filter((id) => !document.getElementById(id)),
  );
  expect(lost).toEqual([]);
  const ids = await page.evaluate(() => [...document.querySelectorAll("[id]")].map((element) => element.id));
  expect(new Set(ids).size).toBe(ids.length);
});

test("a PDF has the numbers of the pages that its chapters begin on", async () => {
  test.setTimeout(300_000);
  const { makePdf, numbered } = await import(pathToFileURL(join(project, "docs/how-to/booklet-pdf.mjs")).href);
  process.env.CHROMIUM ??= "/usr/bin/chromium";
  const booklet = join(site, "adoption/print/index.html");
  const pdf = join(work, "adoption.pdf");
  const pages = makePdf(booklet, pdf);
  expect(readFileSync(pdf).subarray(0, 5).toString()).toBe("%PDF-");
  const html = readFileSync(booklet, "utf8");
  const chapters = [...html.matchAll(/<article class="jb-chapter" id="([^"]+)"/g)].map(([, id]) => id);
  expect(chapters.length).toBeGreaterThan(10);
  // Cover and contents come first, and each chapter begins on a page of its own.
  const numbers = chapters.map((id) => pages.get(id));
  expect(numbers[0]).toBeGreaterThanOrEqual(3);
  expect(numbers).toEqual([...new Set(numbers)].sort((left, right) => left - right));
  expect(numbered(html, pages).match(/<span class="jb-folio">\d+<\/span>/g)).toHaveLength(chapters.length);
});
