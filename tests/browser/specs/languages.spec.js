// An interface in another language: no rule of axe-core is broken, nothing sticks out, and right to left everything is mirrored.
import { languages } from "../site/build.js";
import { at, eachTheme, expect, sorts, test } from "../site/pages.js";
import { broken } from "../site/rules.js";

/** The boxes of what matches, from the left and from the right edge of the window. */
const boxes = (page, selector) =>
  page.locator(selector).evaluateAll((found) =>
    found.map((element) => {
      const { left, right, top } = element.getBoundingClientRect();
      return { left: Math.round(left), right: Math.round(document.documentElement.clientWidth - right), top: Math.round(top) };
    }),
  );

eachTheme((theme) => {
  for (const [handbook, language] of Object.entries(languages)) {
    for (const sort of ["home", "stage", "every element"]) {
      test(`${handbook}: ${sort}`, async ({ page }) => {
        await page.goto(at(handbook, theme, sorts[sort]));
        await expect(page.locator("html")).toHaveAttribute("lang", language);
        for (const width of [320, 1440]) {
          await page.setViewportSize({ width, height: 900 });
          expect(await broken(page), `${width} px`).toEqual([]);
          expect(await page.evaluate(() => document.documentElement.scrollWidth), `${width} px`).toBeLessThanOrEqual(width);
        }
      });
    }
  }
});

test("right to left, the frame is mirrored", async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  const frame = ["#jb-nav", "header .jb-name", "#jb-toc", ".jb-thumbs"];
  const found = {};
  for (const handbook of ["elements", "arabic"]) {
    await page.goto(at(handbook, "default", sorts["every element"]));
    found[handbook] = [];
    for (const part of frame) found[handbook].push(...(await boxes(page, part)));
  }
  expect(found.elements.length).toBeGreaterThan(1);
  // Where text runs the other way, what was far from the left edge is as far from the right one.
  // What lies in the middle, or is hidden, has no side.
  const hasSide = found.elements.map(({ left, right }) => Math.abs(left - right) > 20);
  const sides = (list) => list.map(({ left, right }) => left < right).filter((_, place) => hasSide[place]);
  expect(sides(found.arabic)).toEqual(sides(found.elements).map((isLeft) => !isLeft));
});

for (const width of [390, 1440]) {
  test(`right to left, the ring is mirrored on a screen of ${width}`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 });
    const found = {};
    for (const handbook of ["elements", "arabic"]) {
      await page.goto(at(handbook, "default", ""));
      found[handbook] = await page.locator(".jb-ring:visible").evaluate((ring) => {
        const { left, right } = ring.querySelector("svg").getBoundingClientRect();
        const centre = (left + right) / 2;
        const middle = (element) => {
          const box = element.getBoundingClientRect();
          return Math.round((box.left + box.right) / 2 - centre);
        };
        return [...ring.querySelectorAll("use, .jb-stage-name")].map(middle);
      });
    }
    expect(found.arabic.length).toBe(14);
    for (const [place, x] of found.arabic.entries()) expect(Math.abs(x + found.elements[place])).toBeLessThanOrEqual(2);
  });
}
