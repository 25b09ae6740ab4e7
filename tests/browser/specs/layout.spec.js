// Nothing moves while a page loads, nothing sticks out of a narrow screen, targets are large enough for fingers.
import { at, eachTheme, expect, sorts, test, widths } from "../site/pages.js";

eachTheme((theme) => {
  for (const [sort, path] of Object.entries(sorts)) {
    test(`${sort}: nothing moves`, async ({ page }) => {
      await page.addInitScript(() => {
        window.moved = [];
        new PerformanceObserver((list) => {
          for (const { value, sources } of list.getEntries())
            window.moved.push([value, sources.map(({ node }) => node?.className ?? node?.nodeName)]);
        }).observe({ type: "layout-shift", buffered: true });
      });
      for (const width of widths) {
        await page.setViewportSize({ width, height: 900 });
        await page.goto(at("elements", theme, path), { waitUntil: "networkidle" });
        await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
        expect(await page.evaluate(() => window.moved), `${width} px`).toEqual([]);
      }
    });
  }

  for (const [handbook, path] of [
    ...Object.values(sorts).map((path) => ["elements", path]),
    ["own", ""],
    ["own", "map/"],
    ["own", "what-is-devrel/"],
    ["twelve", ""],
    ["twelve", "map/"],
    ["five", ""],
    ["hostile", "one/page/"],
    ["bare", ""],
  ]) {
    test(`${handbook}: /${path} fits into 320 px`, async ({ page }) => {
      await page.setViewportSize({ width: 320, height: 640 });
      await page.goto(at(handbook, theme, path));
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
      // What is wider than the window has to scroll inside a box of its own.
      const cut = await page.evaluate(() =>
        [...document.querySelectorAll("main *")]
          .filter((element) => element.getBoundingClientRect().right > 321 && !element.closest(".jb-table, pre, svg, .jb-vh"))
          .map((element) => element.outerHTML.slice(0, 120)),
      );
      expect(cut).toEqual([]);
    });
  }

  test("targets are 24 by 24 px or stand in a sentence (WCAG 2.5.8)", async ({ page }) => {
    for (const width of widths) {
      await page.setViewportSize({ width, height: 900 });
      await page.goto(at("elements", theme, sorts["every element"]));
      const small = await page.evaluate(() =>
        [...document.querySelectorAll("nav a, header a, button, .jb-anchor, .jb-back, summary, footer a")]
          .map((target) => ({ target, box: target.getBoundingClientRect() }))
          .filter(({ target, box: { width, height } }) => width && height && !target.closest(".jb-skip") && (width < 24 || height < 23.5))
          .filter(
            ({ target }) => target.checkVisibility({ opacityProperty: false, visibilityProperty: true }) && !target.matches(".jb-skip"),
          )
          .map(({ target, box: { width, height } }) => `${target.outerHTML.slice(0, 100)} ${width}x${height}`),
      );
      expect(small, `${width} px`).toEqual([]);
    }
  });

  test("tables and code grow into a margin that is empty", async ({ page }) => {
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.goto(at("elements", theme, "notes/deep/room/"));
    const found = await page.evaluate(() => {
      const prose = document.querySelector(".jb-prose").getBoundingClientRect();
      const table = document.querySelector(".jb-table");
      const widths = [table, document.querySelector(".jb-code")].map((wide) => wide.getBoundingClientRect().width);
      const heights = [...table.querySelectorAll("td")].map((cell) => cell.getBoundingClientRect().height);
      return {
        growth: Math.min(...widths) - prose.width,
        scrolls: table.scrollWidth > table.clientWidth,
        lines: Math.max(...heights) / parseFloat(getComputedStyle(table.querySelector("td")).lineHeight),
        page: document.documentElement.scrollWidth,
      };
    });
    expect(found.growth).toBeGreaterThan(100);
    expect(found.scrolls).toBe(false);
    expect(found.lines).toBeLessThan(4);
    expect(found.page).toBeLessThanOrEqual(1440);
  });

  test("the first row of a long table stays in sight", async ({ page }) => {
    await page.setViewportSize({ width: 1440, height: 500 });
    await page.goto(at("elements", theme, "notes/deep/room/"));
    await page.locator(".jb-long td").nth(50).scrollIntoViewIfNeeded();
    await page.mouse.wheel(0, 100);
    const heading = page.locator(".jb-long th").first();
    await expect(heading).toBeInViewport();
    await expect(page.locator(".jb-long td").first()).not.toBeInViewport();
    // What scrolls below it does not show through.
    expect(await heading.evaluate((cell) => getComputedStyle(cell).backgroundColor)).not.toBe("rgba(0, 0, 0, 0)");
  });

  test("lines of prose hold 45 to 80 characters", async ({ page }) => {
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.goto(at("own", theme, "what-is-devrel/"));
    const longest = await page.evaluate(() => {
      const lines = [];
      for (const paragraph of document.querySelectorAll(".jb-prose > p")) {
        const { height } = paragraph.getBoundingClientRect();
        const count = Math.round(height / parseFloat(getComputedStyle(paragraph).lineHeight));
        if (count > 3) lines.push(paragraph.innerText.length / (count - 0.5));
      }
      return Math.max(...lines);
    });
    expect(longest).toBeGreaterThan(45);
    expect(longest).toBeLessThan(80);
  });
});
