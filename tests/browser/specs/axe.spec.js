// No rule of axe-core is broken: those of WCAG 2.2 at all levels, of best practice, and those still called experimental.
import { at, eachTheme, expect, schemes, sorts, test, widths } from "../site/pages.js";
import { broken } from "../site/rules.js";

eachTheme((theme) => {
  for (const [sort, path] of Object.entries(sorts)) {
    for (const scheme of schemes) {
      test(`${sort}, ${scheme}`, async ({ page }) => {
        await page.emulateMedia({ colorScheme: scheme });
        await page.goto(at("elements", theme, path));
        for (const width of widths) {
          await page.setViewportSize({ width, height: 900 });
          expect(await broken(page), `${width} px`).toEqual([]);
        }
      });
    }
  }

  for (const [handbook, path] of [
    ["own", ""],
    ["own", "adoption/"],
    ["own", "map/"],
    ["own", "search/"],
    ["hostile", "one/page/"],
    ["twelve", ""],
    ["twelve", "map/"],
    ["five", "ship/"],
    ["bare", ""],
  ]) {
    test(`${handbook}: /${path}`, async ({ page }) => {
      await page.goto(at(handbook, theme, path));
      expect(await broken(page)).toEqual([]);
    });
  }

  test("what opens: the drawer, the reading settings, a preview, the search", async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(at("elements", theme, sorts["every element"]));
    await page.getByRole("button", { name: "Reading settings" }).click();
    expect(await broken(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Contents", exact: true }).click();
    // What is behind an open drawer is inert, the page's text and title with it.
    expect(await broken(page, "landmark-one-main", "page-has-heading-one")).toEqual([]);
    await page.keyboard.press("Escape");
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.locator(".jb-prose").getByRole("link", { name: "link to a page" }).hover();
    await expect(page.getByRole("tooltip")).toBeVisible();
    expect(await broken(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await page.keyboard.press("/");
    await page.getByLabel("Search this handbook").fill("element");
    await expect(page.getByRole("dialog").getByRole("link").first()).toBeVisible();
    expect(await broken(page)).toEqual([]);
  });
});
