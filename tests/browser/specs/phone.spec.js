// What a reader on a phone sees first, and what follows them as they scroll.
import { at, expect, test } from "../site/pages.js";

/** How far from the top of the page what its author wrote begins below the title, in CSS pixels: the box of a play, or the text. */
const firstText = (page) =>
  page
    .locator(".jb-work dd, .jb-prose > p")
    .first()
    .evaluate((text) => text.getBoundingClientRect().top);

/** The height of two lines of a title. */
const twoLines = (page) => page.locator("h1").evaluate((title) => Math.round(2 * parseFloat(getComputedStyle(title).lineHeight)));

const page390 = { width: 390, height: 844 };

for (const [width, most] of [
  [390, 280],
  [320, 320],
]) {
  for (const [handbook, path] of [
    ["own", "application/breaking-changes/"],
    ["own", "activation/answering-in-public/"],
    ["budget", "adoption/a-long-title/"],
  ]) {
    test(`the text of /${path} begins above ${most} px on a screen of ${width}`, async ({ page }) => {
      await page.setViewportSize({ width, height: 844 });
      await page.goto(at(handbook, "default", path));
      expect(await firstText(page)).toBeLessThan(most);
      if (handbook === "budget") await expect(page.locator("h1")).toHaveJSProperty("offsetHeight", await twoLines(page));
    });
  }
}

test("on the narrowest screen the stage and who keeps the page are read whole", async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 844 });
  await page.goto(at("own", "default", "application/breaking-changes/"));
  const keeper = page.locator(".jb-opening .jb-facts").getByRole("listitem").filter({ hasText: "Kept by" });
  expect(await keeper.evaluate((item) => item.scrollWidth - item.clientWidth)).toBe(0);
  const stage = page.locator(".jb-opening .jb-crumbs").getByRole("link", { name: "Application" });
  expect(await stage.evaluate((link) => link.getClientRects().length)).toBe(1);
});

test("a window of 1,280 by 1,024 px enlarged four times shows the text", async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 256 });
  for (const [handbook, path] of [
    ["own", "application/breaking-changes/"],
    ["own", "what-is-devrel/"],
    ["budget", "adoption/a-long-title/"],
  ]) {
    await page.goto(at(handbook, "default", path));
    expect(await firstText(page), path).toBeLessThan(240);
    await page.getByRole("button", { name: "On this page" }).click();
    await expect(page.getByRole("navigation", { name: "On this page" })).toBeVisible();
  }
});

test("the front page shows the journey on the first screen", async ({ page }) => {
  await page.setViewportSize(page390);
  await page.goto(at("own", "default", ""));
  await expect(page.getByRole("navigation", { name: "The journey", exact: true }).getByRole("link", { name: /Adoption/ })).toBeInViewport();
});

for (const width of [390, 320]) {
  test(`nothing on the ring covers anything else on a screen of ${width}`, async ({ page }) => {
    await page.setViewportSize({ width, height: 844 });
    await page.goto(at("own", "default", ""));
    // The upper and the lower quarter of a line of text are mostly empty.
    const covered = await page.locator(".jb-ring-small").evaluate((ring) => {
      const parts = [...ring.querySelectorAll("use, text:not(.jb-number)")].map((part) => {
        const { left, right, top, bottom, height } = part.getBoundingClientRect();
        const air = part.nodeName === "text" ? height / 4 : 0;
        return { name: part.textContent || part.closest("a").textContent, left, right, top: top + air, bottom: bottom - air };
      });
      const meets = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
      return parts.flatMap((a, i) =>
        parts
          .slice(i + 1)
          .filter((b) => meets(a, b))
          .map((b) => `${a.name} / ${b.name}`),
      );
    });
    expect(covered).toEqual([]);
  });
}

test("menu, search and settings are on every page", async ({ page }) => {
  await page.setViewportSize(page390);
  for (const path of ["", "adoption/", "application/breaking-changes/", "map/"]) {
    await page.goto(at("own", "default", path));
    await expect(page.getByRole("button", { name: "Contents", exact: true })).toBeVisible();
    await expect(page.getByRole("button", { name: "Search", exact: true })).toBeVisible();
    await expect(page.getByRole("button", { name: "Reading settings" })).toBeVisible();
  }
});

test("the section that was clicked is marked", async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto(at("own", "default", "application/breaking-changes/"));
  const links = page.locator("#jb-toc a");
  for (const link of await links.all()) {
    await link.click();
    await expect(link).toHaveAttribute("aria-current", "true");
    await expect(page.locator("#jb-toc [aria-current]")).toHaveCount(1);
  }
});

test("a preview stands beside its link", async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto(at("own", "default", "application/breaking-changes/"));
  const link = page.locator(".jb-prose a[href^='../']:not([class])").first();
  await link.hover();
  const preview = page.getByRole("tooltip");
  await expect(preview).toBeVisible();
  const [box, beside] = [await link.boundingBox(), await preview.boundingBox()];
  expect(Math.abs(beside.y - (box.y + box.height))).toBeLessThanOrEqual(24);
  expect(Math.abs(beside.x - box.x)).toBeLessThanOrEqual(24);
});
