// What is new since a reader's last visit, on the front page: from a disk, and kept in the browser alone.
import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { program, work } from "../site/build.js";
import { expect, test } from "../site/pages.js";

const worker = process.env.TEST_WORKER_INDEX;

/** A handbook with a past, and what adds to it. */
function handbook(theme) {
  const source = join(work, `sources/lately-${worker}-${theme}`);
  const site = join(work, `lately-${worker}-${theme}`);
  rmSync(source, { recursive: true, force: true });
  mkdirSync(join(source, "content"), { recursive: true });
  const git = (...words) =>
    execFileSync("git", ["-c", "user.name=Ada", "-c", "user.email=ada@acme.example", "-c", "commit.gpgSign=false", ...words], {
      cwd: source,
    });
  git("init", "-q");
  writeFileSync(join(source, "handbook.yaml"), `title: Acme\nchanges: true\ntheme: ${theme}\nlinks: explicit\n`);
  const commit = (name, subject) => {
    writeFileSync(join(source, `content/${name}.md`), `# The ${name}\n\nOf interest: ${subject}.\n`);
    git("add", "-A");
    git("commit", "-q", "-m", subject);
    execFileSync(program, ["build", source, "-d", site, "--quiet"], { stdio: "inherit" });
    return pathToFileURL(join(site, "index.html")).href;
  };
  return commit;
}

for (const theme of ["default", "field-guide"]) {
  test(`${theme} › readers who come back see what is new since their last visit`, async ({ page }) => {
    const commit = handbook(theme);
    commit("index", "Begin");
    for (let number = 1; number <= 7; number++) commit(`page-${number}`, `Write page ${number}`);
    const home = commit("labs", "Write the labs");
    await page.clock.install({ time: new Date("2026-11-29T10:00:00Z") });
    await page.goto(home);
    const lately = page.locator(".jb-lately");
    await expect(lately.getByRole("link", { name: "The labs" })).toBeVisible();
    await expect(lately.locator("li:visible")).toHaveCount(5);
    await expect(lately.locator(".jb-fresh")).toHaveCount(0);
    // Chromium writes what a page keeps in its own time.
    await page.waitForTimeout(300);
    for (let number = 1; number <= 6; number++) commit(`news-${number}`, `Write news ${number}`);
    await page.clock.setFixedTime(new Date("2026-12-01T10:00:00Z"));
    await page.reload();
    await expect(lately.locator(".jb-fresh")).toHaveCount(6);
    await expect(lately).toContainText("6 changes since your last visit");
    // What was new stays new while the visit lasts, and is known at the next one.
    await page.reload();
    await expect(lately.locator(".jb-fresh")).toHaveCount(6);
    await page.clock.setFixedTime(new Date("2026-12-02T10:00:00Z"));
    await page.reload();
    await expect(lately.locator(".jb-fresh")).toHaveCount(0);
    const keys = await page.evaluate(() => Object.keys(localStorage));
    expect(keys.filter((key) => key.endsWith("lately"))).toEqual([expect.stringContaining(`/lately-${worker}-${theme}/`)]);
  });
}
