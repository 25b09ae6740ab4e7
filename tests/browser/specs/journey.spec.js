// The journey as navigation, whatever its length.
import { at, eachTheme, expect, test } from "../site/pages.js";

eachTheme((theme) => {
  /** @type {[string, number, number][]} */
  const journeys = [
    ["elements", 7, 3],
    ["five", 5, 0],
    ["twelve", 12, 2],
  ];
  for (const [handbook, stages, arcs] of journeys) {
    test(`${stages} stages in ${arcs} arcs`, async ({ page }) => {
      await page.setViewportSize({ width: 1440, height: 1000 });
      await page.goto(at(handbook, theme, ""));
      const list = page.getByRole("navigation", { name: "Stages of the journey" });
      await expect(list.getByRole("listitem")).toHaveCount(stages);
      await expect(list.getByRole("heading", { level: 2 })).toHaveCount(arcs);
      const first = list.getByRole("link").first();
      const landing = await first.evaluate((link) => link.href);
      await first.click();
      await expect(page).toHaveURL(landing);
      await expect(page.locator("main")).toContainText(`Stage 1 of ${stages}`);
      await expect(page.getByRole("heading", { name: "Along the journey" })).toBeVisible();
      await page.setViewportSize({ width: 390, height: 844 });
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    });
  }

  test("a folder without a journey is its own contents", async ({ page }) => {
    await page.goto(at("bare", theme, ""));
    await page.getByRole("link", { name: "The second guide" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("The second guide");
    await expect(page.getByRole("navigation", { name: "Stages" })).toHaveCount(0);
  });

  test("the table says every cell in words", async ({ page }) => {
    await page.goto(at("elements", theme, "map/"));
    const table = page.getByRole("table");
    await expect(table).toHaveAccessibleName(/^Needs by stage: \d+ pages, \d+ gaps$/);
    await expect(table.getByRole("columnheader")).toHaveCount(8);
    await expect(table.getByRole("rowheader")).toHaveCount(5);
    await expect(table.getByRole("link", { name: "Adoption, tutoring: 1 page" })).toBeVisible();
    await expect(table.getByRole("cell", { name: /Attraction, tutoring: not applicable Nobody is stuck yet/ })).toBeVisible();
    // Adoption has a play, so its gaps invite; attraction has none.
    await expect(table.getByRole("link", { name: "Start a page for Adoption, stewarding" })).toHaveAttribute(
      "href",
      /new\/main\/.*filename=stewarding/,
    );
    await expect(table.getByRole("link", { name: /Start a page for Attraction/ })).toHaveCount(0);
    await table.getByRole("link", { name: "Adoption, tutoring: 1 page" }).click();
    await expect(page).toHaveURL(/adoption\/#jb-need-tutoring$/);
    await expect(page.getByRole("heading", { name: "Tutoring" })).toBeInViewport();
  });

  test("a lost reader is shown the nearest page", async ({ page }) => {
    const answer = await page.goto(at("elements", theme, "adoption/every-elment/"));
    expect(answer.status()).toBe(404);
    await page
      .getByRole("main")
      .getByRole("link", { name: /Every element/ })
      .first()
      .click();
    await expect(page).toHaveURL(at("elements", theme, "adoption/every-element/"));
  });
});
