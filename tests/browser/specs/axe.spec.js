// No rule of axe-core is broken: those of WCAG 2.2 at all levels, of best practice, and those still called experimental.
import { createRequire } from "node:module";
import { at, eachTheme, expect, schemes, sorts, test, widths } from "../site/pages.js";

const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
// All tags that axe-core has. Those of AAA ask for a contrast of 7 to 1, which both themes have.
const tags = [
  "wcag2a",
  "wcag2aa",
  "wcag2aaa",
  "wcag21a",
  "wcag21aa",
  "wcag21aaa",
  "wcag22a",
  "wcag22aa",
  "best-practice",
  "experimental",
  "ACT",
  "section508",
  "TTv5",
  "EN-301-549",
  "RGAAv4",
];

/** The broken rules and the elements that break them, in a form that a failed test can show. */
async function broken(page, ...without) {
  await page.addScriptTag({ path: axe });
  return page.evaluate(
    async ([values, without]) => {
      const { violations } = await window.axe.run(document, { runOnly: { type: "tag", values }, resultTypes: ["violations"] });
      return violations
        .filter(({ id }) => !without.includes(id))
        .map(({ id, nodes }) => `${id}: ${nodes.map(({ html, any }) => `${html.slice(0, 160)} ${any[0]?.message ?? ""}`).join("\n  ")}`);
    },
    [tags, without],
  );
}

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
