// Without JavaScript everything can be read and reached.
import { at, eachTheme, expect, sorts, test } from "../site/pages.js";

test.use({ javaScriptEnabled: false });

eachTheme((theme) => {
  test("the text is there, and controls that need the script are not", async ({ page }) => {
    await page.goto(at("elements", theme, sorts["every element"]));
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(page.getByText("The second note")).toBeVisible();
    await expect(page.getByRole("button", { name: "Reading settings" })).toBeHidden();
    await expect(page.getByRole("button", { name: /copy/i })).toHaveCount(0);
    await page.getByRole("link", { name: "Search" }).click();
    await page.getByRole("main").getByRole("link", { name: "Champions" }).click();
    await expect(page).toHaveURL(at("elements", theme, "activation/champions/"));
  });

  test("a phone's reader opens the contents and goes on from there", async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(at("elements", theme, sorts["every element"]));
    await page.getByRole("button", { name: "Contents", exact: true }).click();
    const drawer = page.getByRole("navigation", { name: "Handbook" });
    await expect(drawer).toBeVisible();
    await drawer.getByRole("link", { name: /^\D*\d?\s*Activation/ }).click();
    await expect(page).toHaveURL(at("elements", theme, "activation/"));
  });

  test("one can walk the whole loop by its last link", async ({ page }) => {
    const visited = new Set();
    await page.goto(at("elements", theme, "attraction/"));
    while (!visited.has(page.url())) {
      visited.add(page.url());
      await page.locator('.jb-turns a[rel="next"]').click();
    }
    expect(page.url()).toBe(at("elements", theme, "attraction/"));
    expect(visited.size).toBe(7 + 3);
  });

  test("every page is reached from the front page", async ({ page }) => {
    const start = at("own", theme, "");
    const waiting = [start];
    const found = new Set(waiting);
    while (waiting.length) {
      const address = waiting.pop();
      const answer = await page.request.get(address);
      expect(answer.status(), address).toBe(200);
      // A page's Markdown is text, and so are the tags in its samples.
      if (!answer.headers()["content-type"].startsWith("text/html")) continue;
      for (const [, href] of (await answer.text()).matchAll(/<a [^>]*?href="([^"]*)"/g)) {
        const to = new URL(href.replaceAll("&amp;", "&"), address);
        to.hash = to.search = "";
        if (to.href.startsWith(start) && !found.has(to.href)) {
          found.add(to.href);
          waiting.push(to.href);
        }
      }
    }
    const known = await (await page.request.get(`${start}urls.json`)).json();
    const pages = new Set(known.map(([path]) => start + path));
    const lost = [];
    for (const address of [...pages].filter((address) => !found.has(address))) {
      // An old address leads to a page, and nothing leads to it.
      if (!(await (await page.request.get(address)).text()).includes('http-equiv="refresh"')) lost.push(address);
    }
    expect(lost).toEqual([]);
  });
});
