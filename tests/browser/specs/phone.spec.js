// What a reader on a phone sees first, and what follows them as they scroll.
import { at, expect, test } from "../site/pages.js";

const page390 = { width: 390, height: 844 };

for (const [width, most] of [
  [390, 310],
  [320, 345],
]) {
  test(`the text of an ordinary page begins high on a screen of ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height: 844 });
    await page.goto(at("own", "default", "application/breaking-changes/"));
    const top = await page
      .locator(".jb-prose > p")
      .first()
      .evaluate((text) => text.getBoundingClientRect().top);
    expect(top).toBeLessThanOrEqual(most);
  });
}

test("the front page shows the journey on the first screen", async ({ page }) => {
  await page.setViewportSize(page390);
  await page.goto(at("own", "default", ""));
  await expect(page.getByRole("navigation", { name: "The journey", exact: true }).getByRole("link", { name: /Adoption/ })).toBeInViewport();
});

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
