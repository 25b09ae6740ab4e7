// What a page costs: bytes over the wire, requests, and nobody else's server.
import { gzipSync } from "node:zlib";
import { at, eachTheme, expect, test } from "../site/pages.js";

eachTheme((theme) => {
  test("a page of 1,000 words: 35 kB, 6 requests, 10 kB of CSS, 5 kB of JavaScript, one small font, no third party", async ({ page }) => {
    const answers = [];
    page.on("response", (response) => answers.push(response));
    await page.goto(at("budget", theme, "adoption/a-thousand-words/"), { waitUntil: "networkidle" });
    expect(Number(await page.evaluate(() => document.querySelector(".jb-prose").innerText.split(/\s+/).length))).toBeGreaterThan(1_000);
    const sizes = {};
    for (const answer of answers) {
      expect(answer.url().startsWith(process.env.ORIGIN), answer.url()).toBe(true);
      const { responseBodySize, responseHeadersSize } = await answer.request().sizes();
      const type = answer.request().resourceType();
      sizes[type] = (sizes[type] ?? 0) + responseBodySize + responseHeadersSize;
    }
    const inline = await page.evaluate(() =>
      [...document.querySelectorAll("script:not([src]):not([type])")].map((script) => script.textContent).join(""),
    );
    const css = await page.evaluate(() => [...document.querySelectorAll("style")].map((style) => style.textContent).join(""));
    console.log(theme, answers.length, "requests", sizes);
    expect(answers.length).toBeLessThanOrEqual(6);
    expect(Object.values(sizes).reduce((sum, size) => sum + size)).toBeLessThanOrEqual(35_000);
    expect(sizes.document).toBeLessThanOrEqual(10_500);
    expect(sizes.stylesheet + gzipSync(css).length).toBeLessThanOrEqual(10_000);
    expect(sizes.script + gzipSync(inline).length).toBeLessThanOrEqual(5_000);
    expect(sizes.font ?? 0).toBeLessThanOrEqual(theme === "default" ? 15_000 : 0);
  });
});
