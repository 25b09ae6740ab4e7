// What a reader has of a hit: facts of the page, its section, the words marked there, and what is offered at the next search.
import { at, eachTheme, expect, test } from "../site/pages.js";

const dialog = (page) => page.getByRole("dialog", { name: "Search" });
const field = (page) => page.getByLabel("Search this handbook");
const titles = (page) => page.locator(".jb-hit > a");
const unmark = (page) => page.getByRole("button", { name: /words? marked/ });
const seek = async (page, query) => {
  await page.getByRole("button", { name: "Search", exact: true }).click();
  await field(page).fill(query);
};
/** The words that are marked in the page. */
const marked = (page) => page.evaluate(() => [...(CSS.highlights.get("jb-found") ?? [])].map((range) => range.toString().toLowerCase()));

eachTheme((theme) => {
  test("a hit says what its page's front matter does", async ({ page }) => {
    await page.goto(at("elements", theme, ""));
    await seek(page, "rather long title");
    await expect(page.locator(".jb-hit-facts").first()).toHaveText(/^Play · Kept by alice/);
  });

  test("a hit leads to its section, with the words marked until the reader clears them", async ({ page }) => {
    await page.goto(at("own", theme, ""));
    await seek(page, "what peple read first");
    await page.locator(".jb-hit-part > a", { hasText: "What people read first" }).first().click();
    await expect(page).toHaveURL(/surveys\/#what-people-read-first$/);
    await expect(unmark(page)).toBeVisible();
    const words = await marked(page);
    expect(words).toContain("read");
    // What only says how a question is asked is not marked.
    expect(words).not.toContain("what");
    await page.keyboard.press("Escape");
    await expect(unmark(page)).toHaveCount(0);
    expect(await marked(page)).toEqual([]);
    await page.reload();
    await page.waitForTimeout(200);
    expect(await marked(page)).toEqual([]);
  });

  test("on the page that one is on, the words are marked without leaving it", async ({ page }) => {
    await page.goto(at("own", theme, "adoption/hackathons/"));
    await page.evaluate(() => Object.assign(window, { stayed: true }));
    await seek(page, "hackathons");
    await titles(page).first().click();
    await expect(dialog(page)).toBeHidden();
    await expect(unmark(page)).toBeVisible();
    expect(await page.evaluate(() => "stayed" in window)).toBe(true);
    await unmark(page).click();
    expect(await marked(page)).toEqual([]);
  });

  test("without custom highlights, elements mark the words and leave the text as it was", async ({ page }) => {
    await page.addInitScript(() => Object.defineProperty(CSS, "highlights", { value: undefined }));
    await page.goto(at("own", theme, "adoption/hackathons/"));
    const text = await page.locator("#jb-main").innerText();
    await seek(page, "hackathons");
    await titles(page).first().click();
    await expect(page.locator("mark.jb-found").first()).toHaveText(/^hackathons?$/i);
    await page.keyboard.press("Escape");
    await expect(page.locator("mark.jb-found")).toHaveCount(0);
    expect(await page.locator("#jb-main").innerText()).toBe(text);
  });

  test("a page that is opened without a search fetches nothing of it", async ({ page }) => {
    const requests = [];
    page.on("request", (request) => requests.push(request.url()));
    await page.goto(at("own", theme, "adoption/hackathons/"), { waitUntil: "networkidle" });
    expect(requests.filter((url) => /search/.test(url))).toEqual([]);
  });

  test("an empty field offers what was looked for and read last, and forgets it when asked to", async ({ page }) => {
    await page.goto(at("own", theme, "adoption/hackathons/"));
    await seek(page, "mentoring");
    await titles(page).first().click();
    await expect(page).toHaveURL(/activation\/mentoring\/$/);
    await page.goto(at("own", theme, ""));
    await page.keyboard.press("/");
    const queries = page.getByRole("list", { name: "Recent searches" });
    const pages = page.getByRole("list", { name: "Pages last seen" });
    await expect(pages.getByRole("link")).toHaveText([/Mentoring/, /Hackathons/]);
    // Nothing is opened that was not asked for.
    await page.keyboard.press("Enter");
    await expect(dialog(page)).toBeVisible();
    await page.keyboard.press("ArrowDown");
    await expect(queries.getByRole("button", { name: "mentoring" })).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(field(page)).toHaveValue("mentoring");
    await expect(titles(page).first()).toBeVisible();
    await expect(queries).toHaveCount(0);
    await field(page).fill("");
    await expect(queries).toBeVisible();
    const keys = () => page.evaluate(() => Object.keys(localStorage));
    const base = new URL(at("own", theme, "")).pathname;
    for (const key of await keys()) expect(key.startsWith(`jb${base}`), key).toBe(true);
    await page.getByRole("button", { name: "Forget these" }).click();
    await expect(pages).toHaveCount(0);
    expect(await keys()).toEqual([]);
    await expect(field(page)).toBeFocused();
  });

  test("a page tells of searches, of the hit that is followed, and of feedback, to scripts of the site", async ({ page }) => {
    await page.goto(at("own", theme, "adoption/hackathons/"));
    await page.evaluate(() => {
      const told = Object.assign(window, { told: [] }).told;
      for (const name of ["journeybook:search", "journeybook:feedback"])
        document.addEventListener(name, (event) => told.push([name, /** @type {CustomEvent} */ (event).detail]));
      document.addEventListener("click", (event) => /** @type {Element} */ (event.target).closest(".jb-report") && event.preventDefault());
    });
    const told = () => page.evaluate(() => /** @type {any} */ (window).told);
    await seek(page, "hackathons");
    await expect(titles(page).first()).toBeVisible();
    await expect.poll(async () => (await told()).length, { timeout: 4000 }).toBe(1);
    await titles(page).first().click();
    const [settled, followed] = await told();
    expect(settled).toEqual(["journeybook:search", { query: "hackathons", results: settled[1].results }]);
    expect(followed[1].followed).toMatch(/adoption\/hackathons\/$/);
    const report = page.locator(".jb-report a");
    if (await report.count()) {
      await report.click();
      expect((await told()).at(-1)).toEqual(["journeybook:feedback", { form: await report.getAttribute("href"), words: "" }]);
    }
  });
});
