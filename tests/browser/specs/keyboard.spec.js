// By keyboard alone: past the frame, through drawer and contents, the settings, the pages; and everything can be switched off.
import { at, eachTheme, expect, sorts, test } from "../site/pages.js";

const focused = (page) => page.evaluate(() => document.activeElement?.textContent.trim().replace(/\s+/g, " "));

eachTheme((theme) => {
  const long = at("elements", theme, sorts["every element"]);

  test("the first stop skips to the text", async ({ page }) => {
    await page.goto(long);
    await page.keyboard.press("Tab");
    const skip = page.getByRole("link", { name: "Skip to the text" });
    await expect(skip).toBeFocused();
    await expect(skip).toBeInViewport();
    await page.keyboard.press("Enter");
    await expect(page.locator("main")).toBeFocused();
  });

  test("the drawer keeps the focus, and gives it back", async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(long);
    const menu = page.getByRole("button", { name: "Contents", exact: true });
    await menu.focus();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("button", { name: "Close" })).toBeFocused();
    const stops = new Set();
    for (let step = 0; step < 60; step++) {
      await page.keyboard.press("Tab");
      const place = await page.evaluate(() => (document.activeElement.closest("#jb-nav") ? "drawer" : document.activeElement.tagName));
      // From the last stop the focus goes to the browser's own controls, which the page sees as its body.
      expect(["drawer", "BODY", "HTML"]).toContain(place);
      stops.add(await focused(page));
    }
    expect(stops.size).toBeGreaterThan(8);
    await page.keyboard.press("Escape");
    await expect(page.getByRole("navigation", { name: "Handbook" })).toBeHidden();
    await expect(menu).toBeFocused();
  });

  test("the page's contents lead to a heading that is not hidden", async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(long);
    const summary = page.getByText("On this page", { exact: true }).first();
    await summary.focus();
    await page.keyboard.press("Enter");
    await page.getByRole("navigation", { name: "On this page" }).getByRole("link", { name: "Tables" }).focus();
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/#tables$/);
    await expect(page.getByRole("heading", { name: "Tables" })).toBeInViewport();
  });

  test("every stop can be seen, and its outline too", async ({ page }) => {
    await page.goto(long);
    const seen = new Set();
    for (let step = 0; step < 120; step++) {
      await page.keyboard.press("Tab");
      const stop = await page.evaluate(() => {
        const { activeElement: element } = document;
        if (element === document.body) return;
        const box = element.getClientRects()[0];
        const style = getComputedStyle(element);
        const x = Math.min(Math.max(box.left + box.width / 2, 0), innerWidth - 1);
        const y = Math.min(Math.max(box.top + Math.min(box.height / 2, 20), 0), innerHeight - 1);
        const top = document.elementFromPoint(x, y);
        return {
          name: element.outerHTML.slice(0, 100),
          isOutlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
          isOnTop: !!top && (element.contains(top) || top.contains(element)),
        };
      });
      if (!stop) break;
      seen.add(stop.name);
      expect(stop, stop.name).toMatchObject({ isOutlined: true, isOnTop: true });
    }
    expect(seen.size).toBeGreaterThan(40);
  });

  test("the colour scheme is chosen and remembered", async ({ page }) => {
    await page.emulateMedia({ colorScheme: "light" });
    await page.goto(long);
    const paper = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    const light = await paper();
    await page.getByRole("button", { name: "Reading settings" }).focus();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    await expect(page.getByRole("radio", { name: "As the system" })).toBeFocused();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await expect(page.getByRole("radio", { name: "Dark" })).toBeChecked();
    const dark = await paper();
    expect(dark).not.toBe(light);
    await page.reload();
    expect(await paper()).toBe(dark);
    await page.getByRole("button", { name: "Reading settings" }).click();
    await page.getByRole("radio", { name: "As the system" }).check();
    expect(await paper()).toBe(light);
  });

  test("a chosen scheme is there before the first paint", async ({ page }) => {
    await page.emulateMedia({ colorScheme: "light" });
    await page.goto(long);
    await page.evaluate(() =>
      localStorage.setItem(`jb${new URL(document.documentElement.dataset.root, location.href).pathname}scheme`, "dark"),
    );
    // With the deferred script kept back, only what stands in the head can have set the scheme.
    await page.route("**/script.js*", (route) => route.fulfill({ contentType: "text/javascript", body: "" }));
    await page.goto(long);
    expect(await page.evaluate(() => document.documentElement.dataset.scheme)).toBe("dark");
    await page.unroute("**/script.js*");
    await page.goto(long);
  });

  test("arrow keys turn pages, until a reader switches them off", async ({ page }) => {
    await page.goto(long);
    const next = await page.locator('.jb-turns [rel="next"]').evaluate((link) => link.href);
    await page.keyboard.press("ArrowRight");
    await expect(page).toHaveURL(next);
    await page.keyboard.press("ArrowLeft");
    await expect(page).toHaveURL(long);
    await page.locator("pre[tabindex]").first().focus();
    await page.keyboard.press("ArrowRight");
    await expect(page).toHaveURL(long);
    await page.getByRole("button", { name: "Reading settings" }).click();
    await page.getByRole("checkbox", { name: "Arrow keys turn pages" }).uncheck();
    await page.keyboard.press("Escape");
    await page.reload();
    await page.locator("main").focus();
    await page.keyboard.press("ArrowRight");
    await page.waitForTimeout(200);
    await expect(page).toHaveURL(long);
  });

  test("code and tables scroll by keyboard", async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(long);
    for (const region of [page.locator("pre[tabindex]").first(), page.getByRole("region", { name: "Table 2" })]) {
      await region.focus();
      await page.keyboard.press("ArrowRight");
      await page.keyboard.press("ArrowRight");
      await expect.poll(() => region.evaluate((element) => element.scrollLeft)).toBeGreaterThan(0);
    }
  });

  test("a preview opens on focus, stays under the pointer, and goes with Escape", async ({ page }) => {
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.goto(long);
    await page.locator(".jb-prose").getByRole("link", { name: "link to another" }).focus();
    await page.keyboard.press("Shift+Tab");
    const preview = page.getByRole("tooltip");
    await expect(preview).toContainText("A play with a rather long title");
    await page.keyboard.press("Escape");
    await expect(preview).toBeHidden();
    await page.locator(".jb-prose").getByRole("link", { name: "link to a page" }).hover();
    await expect(preview).toBeVisible();
    await preview.hover();
    await page.waitForTimeout(500);
    await expect(preview).toBeVisible();
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Reading settings" }).click();
    await page.getByRole("checkbox", { name: "Links show a preview" }).uncheck();
    await page.keyboard.press("Escape");
    await page.locator(".jb-prose").getByRole("link", { name: "link to a page" }).hover();
    await page.waitForTimeout(700);
    await expect(preview).toBeHidden();
  });

  test("code is copied, and that is said", async ({ page, context }) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.goto(at("elements", theme, "adoption/second/"));
    await page.getByRole("button", { name: "Copy code" }).focus();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("status")).toHaveText("Copied");
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe("echo short");
  });

  test("from a console, commands alone are copied", async ({ page, context }) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.goto(at("elements", theme, "notes/deep/room/"));
    await page.getByRole("button", { name: "Copy code" }).click();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toMatch(/^notes serve .*\nnotes check$/);
  });

  test("the page's contents follow the reader", async ({ page }) => {
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.goto(`${long}#tables`);
    const opens = page.getByRole("button", { name: "On this page" });
    if (await opens.isVisible()) await opens.click();
    const contents = page.getByRole("navigation", { name: "On this page" });
    await expect(contents.getByRole("link", { name: "Tables" })).toHaveAttribute("aria-current", "true");
    await expect(contents.getByRole("link", { name: /of the page/ })).toHaveCount(0);
  });
});
