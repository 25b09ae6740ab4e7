// Pages that say what they are: banners, chains, terms, checklists, reading paths, tags.
import { at, eachTheme, expect, schemes, test, widths } from "../site/pages.js";
import { broken } from "../site/rules.js";

const pages = [
  "",
  "words/",
  "departure/",
  "decisions/",
  "decisions/0001-paper/",
  "decisions/0002-tablet/",
  "decisions/0003-radio/",
  "decisions/0004-lamps/",
  "paths/",
  "paths/first-watch/",
  "tags/",
  "tags/knots/",
  "boat/ketch/",
];

eachTheme((theme) => {
  for (const scheme of schemes) {
    test(`no rule is broken, ${scheme}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme: scheme });
      for (const path of pages) {
        await page.goto(at("kinds", theme, path));
        for (const width of widths) {
          await page.setViewportSize({ width, height: 900 });
          expect(await broken(page), `${path} ${width} px`).toEqual([]);
          const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
          expect(Math.max(0, over), `${path} ${width} px`).toBe(0);
        }
      }
    });
  }

  test("the meaning of a term shows on hover and focus, stays under the pointer, and goes by Escape", async ({ page }) => {
    for (const width of widths) {
      await page.setViewportSize({ width, height: 900 });
      await page.goto(at("kinds", theme, ""));
      const term = page.locator(".jb-term").first();
      const meaning = page.getByText("Where a boat lies for the night");
      await expect(term).toHaveText("berth");
      await expect(term).toHaveAccessibleDescription(/Where a boat lies/);
      await expect(meaning).toBeHidden();
      await term.hover();
      await expect(meaning).toBeVisible();
      expect(await broken(page)).toEqual([]);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect(Math.max(0, over)).toBe(0);
      const [from, to] = [await term.boundingBox(), await meaning.boundingBox()];
      await page.mouse.move(from.x + from.width / 2, from.y + from.height - 1);
      await page.mouse.move(from.x + from.width / 2, to.y + 4, { steps: 8 });
      await expect(meaning).toBeVisible();
      await page.mouse.move(1, 1);
      await expect(meaning).toBeHidden();
      await term.focus();
      await expect(meaning).toBeVisible();
      await page.keyboard.press("Escape");
      await expect(meaning).toBeHidden();
      await page.keyboard.press("Tab");
      await page.keyboard.press("Shift+Tab");
      await expect(meaning).toBeVisible();
    }
    await page.emulateMedia({ media: "print" });
    await expect(page.getByText("Where a boat lies for the night")).toBeHidden();
  });

  test("ticks of a checklist are kept below the site's path, and can be taken back", async ({ page }) => {
    await page.goto(at("kinds", theme, "departure/"));
    await expect(page.getByText("1 of 4 done")).toBeVisible();
    await page.getByRole("checkbox", { name: "Fill the tank" }).check();
    await page.getByRole("checkbox", { name: "By radio" }).uncheck();
    await page.getByRole("checkbox", { name: "Count heads" }).check();
    await expect(page.getByText("2 of 4 done")).toBeVisible();
    expect(await broken(page)).toEqual([]);
    const keys = await page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes("ticks")));
    expect(keys).toEqual([`jb${new URL(at("kinds", theme, "")).pathname}ticks/departure/`]);
    await page.reload();
    await expect(page.getByText("2 of 4 done")).toBeVisible();
    await expect(page.getByRole("checkbox", { name: "Fill the tank" })).toBeChecked();
    await page.getByRole("button", { name: "Take the ticks back" }).click();
    await expect(page.getByText("1 of 4 done")).toBeVisible();
    expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes("ticks")))).toEqual([]);
  });

  test("steps of a path are ticked", async ({ page }) => {
    await page.goto(at("kinds", theme, "paths/first-watch/"));
    await expect(page.getByText("0 of 5 done")).toBeVisible();
    await page.getByRole("checkbox", { name: "Departure" }).check();
    await page.reload();
    await expect(page.getByText("1 of 5 done")).toBeVisible();
  });

  test("the search narrows by tags and facets", async ({ page }) => {
    await page.goto(at("kinds", theme, "tags/knots/"));
    await page.getByRole("link", { name: /^Ketches 1/ }).click();
    const dialog = page.getByRole("dialog");
    await expect(dialog.getByRole("link")).toHaveText(["Departure"]);
    await dialog.getByRole("button", { name: /^Ketches/ }).click();
    await expect(dialog.locator(".jb-hit a")).toHaveCount(2);
    for (const title of ["Harbour", "Departure"]) await expect(dialog.locator(".jb-hit a").filter({ hasText: title })).toBeVisible();
    await dialog.getByRole("button", { name: /^By night/ }).click();
    await expect(dialog.getByRole("group", { name: "Boat" })).toBeVisible();
  });

  test("pages that use none of it load none of it", async ({ page }) => {
    const asked = [];
    page.on("request", (request) => asked.push(new URL(request.url()).pathname.split("/").pop()));
    await page.goto(at("kinds", theme, "words/"));
    expect(asked.filter((name) => ["terms.js", "ticks.js", "kinds.css"].includes(name))).toEqual([]);
  });
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  eachTheme((theme) => {
    test("meanings show, tasks and issues are there, lists lead on", async ({ page }) => {
      await page.goto(at("kinds", theme, ""));
      await page.locator(".jb-term").first().hover();
      await expect(page.getByText("Where a boat lies for the night")).toBeVisible();
      await page.goto(at("kinds", theme, "departure/"));
      const issue = await page.getByRole("link", { name: "Open as an issue" }).getAttribute("href");
      expect(new URL(issue).searchParams.get("body")).toContain("- [ ] Fill the tank");
      await page.getByText("The tasks as Markdown").click();
      await expect(page.getByText("- [ ] Count heads")).toBeVisible();
      await page.goto(at("kinds", theme, "decisions/0001-paper/"));
      await page.getByRole("note").getByRole("link", { name: "Log on a tablet" }).click();
      await expect(page.getByText("Replaces Log on paper")).toBeVisible();
      await page.goto(at("kinds", theme, "tags/knots/"));
      await expect(page.getByRole("link", { name: /^Ketches/ })).toBeHidden();
      await page.getByRole("main").getByRole("link", { name: "Departure" }).click();
      await expect(page.getByText("each time")).toBeVisible();
    });
  });
});
