// The announcement above every page: closed by readers, and gone after its last day.
import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { program, work } from "../site/build.js";
import { expect, test } from "../site/pages.js";

// Each worker has folders of its own.
const worker = process.env.TEST_WORKER_INDEX;
const source = join(work, `sources/announcement-${worker}`);

/** Builds a site with an announcement, and gives its home page. */
function build(theme, announcement) {
  const site = join(work, `announcement-${worker}-${theme}`);
  rmSync(source, { recursive: true, force: true });
  mkdirSync(join(source, "content"), { recursive: true });
  writeFileSync(join(source, "content/index.md"), "# Home\n\nOf interest.\n");
  writeFileSync(join(source, "handbook.yaml"), `theme: ${theme}\nlinks: explicit\nannouncement: ${JSON.stringify(announcement)}\n`);
  execFileSync(program, ["build", source, "-d", site, "--quiet"], { stdio: "inherit" });
  return pathToFileURL(join(site, "index.html")).href;
}

for (const theme of ["default", "field-guide"]) {
  test(`${theme} › an announcement that was closed stays closed until there is another`, async ({ page }) => {
    const home = build(theme, { text: "We meet on Thursday", until: "2999-12-31" });
    await page.goto(home);
    const news = page.locator(".jb-news");
    await expect(news).toContainText("We meet on Thursday");
    await news.getByRole("button").click();
    await expect(news).toBeHidden();
    await expect(page.locator("#jb-main")).toBeFocused();
    // The browser stores what a page keeps in its own time, so the first reload may come too early.
    await expect(async () => {
      await page.reload();
      await expect(news).toBeHidden({ timeout: 500 });
    }).toPass();
    build(theme, { text: "We meet on Friday" });
    await page.reload();
    await expect(news).toContainText("We meet on Friday");
  });

  test(`${theme} › an announcement whose last day is over is not shown`, async ({ page }) => {
    await page.goto(build(theme, { text: "We met on Thursday", until: "2020-01-02" }));
    await expect(page.locator(".jb-news")).toBeHidden();
  });
}
