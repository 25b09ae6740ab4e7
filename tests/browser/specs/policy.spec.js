// The site works under the Content-Security-Policy that `build --csp` prints: a page that breaks it logs an error, which fails its test.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { siteName, work } from "../site/build.js";
import { at, eachTheme, expect, test } from "../site/pages.js";

eachTheme((theme) => {
  for (const path of ["", "adoption/", "application/breaking-changes/", "map/", "search/", "no-such-page/"]) {
    test(`/${path} under a strict policy`, async ({ page }) => {
      const header = readFileSync(join(work, "policies", siteName("own", theme)), "utf8").trim();
      const policy = header.slice(header.indexOf(":") + 2);
      expect(policy).not.toContain("unsafe");
      await page.route("**/*", async (route) => {
        const response = await route.fetch();
        await route.fulfill({ response, headers: { ...response.headers(), "content-security-policy": policy } });
      });
      await page.goto(at("own", theme, path), { waitUntil: "networkidle" });
      // What the scripts do still works: the class that the first one sets, a scheme, and the search.
      await expect(page.locator("html")).toHaveClass("jb-js");
      await page.getByRole("button", { name: "Reading settings" }).click();
      await page.getByRole("radio", { name: "Dark" }).check();
      await page.keyboard.press("Escape");
      await page.keyboard.press("/");
      await page.getByLabel("Search this handbook").fill("sample code");
      await expect(page.getByRole("dialog").getByRole("link").first()).toBeVisible();
    });
  }
});
