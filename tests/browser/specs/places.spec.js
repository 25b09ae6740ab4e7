// Where the main boxes of a screen lie, what the page's contents mark, and what becomes of both when letters are enlarged.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { siteName, work } from "../site/build.js";
import { at, eachTheme, expect, test } from "../site/pages.js";

/** How far a box may lie from its place, in CSS pixels: fonts and their rounding differ between browsers. */
const TOLERANCE = 2;
const screens = { home: "", stage: "adoption/", page: "adoption/sample-code/", map: "map/" };
const parts = {
  header: "#jb-top",
  menu: "#jb-nav",
  text: "main",
  title: "main h1",
  ring: ".jb-ring:visible",
  contents: "#jb-toc",
  tabs: ".jb-thumbs",
};
const known = new URL("places.json", import.meta.url);

/** Boxes that begin within so many pixels of the window's top have no text above them whose length would decide their place. */
const TOP = 80;

/** The left and right edges of the main boxes of a screen, and the top of those with nothing but the frame above them. */
async function places(page) {
  const found = {};
  for (const [name, selector] of Object.entries(parts)) {
    const box = await page
      .locator(selector)
      .first()
      .boundingBox({ timeout: 1_000 })
      .catch(() => null);
    if (!box || box.width === 0) continue;
    found[name] = { left: Math.round(box.x), right: Math.round(box.x + box.width) };
    if (box.y < TOP) found[name].top = Math.round(box.y);
  }
  return found;
}

eachTheme((theme) => {
  for (const [screen, path] of Object.entries(screens)) {
    for (const width of [390, 1440]) {
      test(`${screen} at ${width} px has its boxes where they belong`, async ({ page }) => {
        await page.setViewportSize({ width, height: 900 });
        await page.goto(at("own", theme, path));
        const found = await places(page);
        const all = JSON.parse(readFileSync(known, "utf8"));
        const name = `${theme}, ${screen}, ${width}`;
        if (process.env.JOURNEYBOOK_BLESS) {
          writeFileSync(known, `${JSON.stringify({ ...all, [name]: found }, null, 2)}\n`);
          return;
        }
        expect(Object.keys(found)).toEqual(Object.keys(all[name]));
        for (const [part, box] of Object.entries(all[name])) {
          for (const [edge, place] of Object.entries(box)) {
            expect(Math.abs(found[part][edge] - place), `${part}: ${edge} is ${found[part][edge]}`).toBeLessThanOrEqual(TOLERANCE);
          }
        }
      });
    }
  }
});

test("on every page of the handbook the section that was clicked is marked", async ({ page }) => {
  test.setTimeout(240_000);
  await page.setViewportSize({ width: 1440, height: 900 });
  const addresses = JSON.parse(readFileSync(join(work, "sites", siteName("own", "default"), "urls.json"), "utf8"));
  const wrong = [];
  let clicked = 0;
  for (const [url] of addresses.filter(([path]) => path === "" || path.endsWith("/"))) {
    await page.goto(at("own", "default", url));
    for (const link of await page.locator("#jb-toc a").all()) {
      await link.click();
      clicked++;
      const isMarked = await expect(link)
        .toHaveAttribute("aria-current", "true", { timeout: 2_000 })
        .then(() => true)
        .catch(() => false);
      if (!isMarked || (await page.locator("#jb-toc [aria-current]").count()) !== 1) wrong.push(`${url} ${await link.textContent()}`);
    }
  }
  expect(clicked).toBeGreaterThan(100);
  expect(wrong).toEqual([]);
});

test("with letters twice as large nothing is cut off or covered", async ({ page }) => {
  for (const width of [640, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    for (const path of Object.values(screens)) {
      await page.goto(at("own", "default", path));
      await page.addStyleTag({ content: "html { font-size: 200% }" });
      expect(await page.evaluate(() => document.documentElement.scrollWidth), `${path} at ${width}`).toBeLessThanOrEqual(width);
      const cut = await page.evaluate(() => {
        const isCut = (element) => {
          const { overflowX, textOverflow } = getComputedStyle(element);
          // Words for screen readers alone are one pixel wide.
          if (element.clientWidth <= 1) return false;
          return overflowX === "hidden" && textOverflow !== "ellipsis" && element.scrollWidth > element.clientWidth + 1;
        };
        const shown = [...document.querySelectorAll("main *, header *, nav *")].filter((element) => element.checkVisibility());
        return shown
          .filter((element) => isCut(element) && !element.closest(".jb-vh, svg"))
          .map((element) => element.outerHTML.slice(0, 100));
      });
      expect(cut, `${path} at ${width}`).toEqual([]);
      for (const control of ["Search", "Reading settings"]) {
        await expect(page.getByRole("button", { name: control, exact: true })).toBeInViewport({ ratio: 1 });
      }
    }
  }
});
