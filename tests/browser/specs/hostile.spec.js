// Text is text: nothing that a title, a summary or a fence says is ever run.
import { at, eachTheme, expect, test } from "../site/pages.js";

eachTheme((theme) => {
  for (const path of ["", "one/", "two/", "one/page/", "one/other/", "map/", "nowhere/"]) {
    test(`/${path} runs nothing`, async ({ page }) => {
      await page.goto(at("hostile", theme, path));
      for (const target of await page.locator("main a, main b").all()) await target.hover({ force: true, timeout: 2_000 }).catch(() => {});
      await page.evaluate(() => {
        for (const element of document.querySelectorAll("main *")) element.dispatchEvent(new Event("mouseover", { bubbles: true }));
      });
      expect(await page.evaluate(() => window.hostile)).toBeUndefined();
      expect(await page.locator("img[onerror], [onclick], [onfocus], [onmouseover], svg[onload]").count()).toBe(0);
    });
  }

  test("the words stand as they were written", async ({ page }) => {
    await page.goto(at("hostile", theme, "one/page/"));
    await expect(page).toHaveTitle(/^<\/title><script>window\.hostile=7<\/script>/);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("</title><script>window.hostile=7</script>");
    await page.goto(at("hostile", theme, "two/"));
    await expect(page.locator("main")).toContainText("{{ 7 * 7 }}");
  });

  test("a preview shows markup as text", async ({ page }) => {
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.goto(at("hostile", theme, "one/other/"));
    await page.locator(".jb-prose").getByRole("link", { name: "the other" }).hover();
    await expect(page.getByRole("tooltip")).toContainText("</title><script>");
    expect(await page.evaluate(() => window.hostile)).toBeUndefined();
  });
});
