// The search as people use it: by hand and by keyboard, by address, from a disk, without JavaScript, and with hostile words.
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { siteName, work } from "../site/build.js";
import { at, eachTheme, expect, schemes, test, widths } from "../site/pages.js";

const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const dialog = (page) => page.getByRole("dialog", { name: "Search" });
const field = (page) => page.getByLabel("Search this handbook");
const status = (page) => dialog(page).getByRole("status");
const titles = (page) => page.locator(".jb-hit > a");
const seek = async (page, query) => {
  await page.getByRole("button", { name: "Search", exact: true }).click();
  await field(page).fill(query);
};
// Holds the search's code back; what it gives lets `end` say what becomes of the request.
const hold = async (page, end) => {
  let release;
  const released = new Promise((resolve) => {
    release = resolve;
  });
  await page.route(/\/theme\/search\.[^/]*js/, async (route) => {
    await released;
    await end(route);
  });
  return release;
};

eachTheme((theme) => {
  test("nothing is fetched before the search opens; then little is", async ({ page }) => {
    const answers = [];
    page.on("response", (response) => answers.push(response));
    await page.goto(at("own", theme, "adoption/"), { waitUntil: "networkidle" });
    expect(answers.filter((answer) => /search/.test(answer.url())).length).toBe(0);
    await seek(page, "mentor");
    await expect(titles(page).first()).toBeVisible();
    const sizes = { code: 0, index: 0 };
    for (const answer of answers.filter((answer) => /search/.test(answer.url()))) {
      const { responseBodySize } = await answer.request().sizes();
      sizes[/\/theme\/search\./.test(answer.url()) ? "code" : "index"] += responseBodySize;
    }
    console.log(theme, "search", sizes);
    // Narrowing by the tags and facets of a handbook takes 200 bytes of it.
    expect(sizes.code).toBeLessThanOrEqual(15_250);
    expect(sizes.index).toBeLessThanOrEqual(40_000);
  });

  test("results show the page, its stage, its sections and the words", async ({ page }) => {
    await page.goto(at("own", theme, ""));
    await seek(page, "speker suport");
    await expect(titles(page).first()).toHaveText("Speaker support");
    await expect(page.locator(".jb-hit-stage").first()).toHaveText(/Advocacy$/);
    await expect(page.locator(".jb-hits mark").first()).toHaveText(/speaker/i);
    await titles(page).first().click();
    await expect(page).toHaveURL(/advocacy\/speaker-support\/$/);
  });

  test("keys: / and Ctrl+K open, arrows move, Enter goes, Escape closes and gives the focus back", async ({ page }) => {
    await page.goto(at("own", theme, "adoption/"));
    const button = page.getByRole("button", { name: "Search", exact: true });
    await button.focus();
    await page.keyboard.press("/");
    await expect(field(page)).toBeFocused();
    await page.keyboard.type("code");
    await expect(status(page)).toHaveText(/^\d+ pages?$/);
    await page.keyboard.press("ArrowDown");
    await expect(titles(page).first()).toBeFocused();
    await page.keyboard.press("ArrowUp");
    await expect(field(page)).toBeFocused();
    await page.keyboard.press("Escape");
    await expect(dialog(page)).toBeHidden();
    await expect(button).toBeFocused();
    await page.keyboard.press("Control+k");
    await expect(field(page)).toBeFocused();
    await field(page).fill("hackathons");
    await expect(titles(page).first()).toHaveText("Hackathons");
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/adoption\/hackathons\/$/);
  });

  test("keys of an input method's composition choose no result", async ({ page }) => {
    await page.goto(at("own", theme, "adoption/"));
    await seek(page, "hackathons");
    await expect(titles(page).first()).toHaveText("Hackathons");
    // Browsers say it in either of two ways; Safari ends the composition before the key that ended it is told.
    for (const way of [{ isComposing: true }, { keyCode: 229 }]) {
      for (const key of ["Enter", "ArrowDown"]) {
        const init = { ...way, key, bubbles: true, cancelable: true };
        const isLeft = await field(page).evaluate((input, init) => input.dispatchEvent(new KeyboardEvent("keydown", init)), init);
        expect(isLeft, `${key} ${JSON.stringify(way)}`).toBe(true);
        await expect(field(page)).toBeFocused();
      }
    }
    await expect(page).toHaveURL(/adoption\/\?q=hackathons$/);
    // A composition as the browser's own input gives it.
    const devtools = await page.context().newCDPSession(page);
    await field(page).fill("");
    await devtools.send("Input.imeSetComposition", { text: "hackathons", selectionStart: 10, selectionEnd: 10 });
    await expect(titles(page).first()).toHaveText("Hackathons");
    const pressed = {
      type: /** @type {const} */ ("rawKeyDown"),
      key: "Enter",
      code: "Enter",
      windowsVirtualKeyCode: 229,
      nativeVirtualKeyCode: 229,
    };
    await devtools.send("Input.dispatchKeyEvent", pressed);
    await expect(field(page)).toBeFocused();
    await expect(page).toHaveURL(/adoption\/\?q=hackathons$/);
  });

  test("Enter opens the first page of what stands in the field, however slowly that is found", async ({ page }) => {
    await page.route(/\/search\/.*\.js/, async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 80));
      await route.continue();
    });
    await page.goto(at("own", theme, "adoption/"));
    await page.keyboard.press("/");
    await expect(field(page)).toBeFocused();
    // The first query of all, before any piece of the index is there.
    await page.keyboard.type("hackathons");
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/adoption\/hackathons\/$/);
    await page.waitForLoadState();
    // A query that goes on from one whose results are shown.
    await page.keyboard.press("/");
    await page.keyboard.type("speaker");
    await expect(titles(page).first()).toHaveText(/speaker/i);
    for (let n = 0; n < "speaker".length; n++) await page.keyboard.press("Backspace");
    await page.keyboard.type("hackathons");
    await page.keyboard.press("Backspace");
    await page.keyboard.press("Enter");
    await expect(dialog(page)).toBeHidden();
    await expect(page).toHaveURL(/adoption\/hackathons\/$/);
  });

  test("letters that are typed while the search is being fetched are part of the query", async ({ page }) => {
    const arrives = await hold(page, (route) => route.continue());
    await page.goto(at("own", theme, "adoption/"));
    await page.keyboard.press("/");
    await page.keyboard.type("q");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+k");
    await page.keyboard.type("// hackatx");
    await page.keyboard.press("Backspace");
    await page.keyboard.press("Enter");
    await page.keyboard.type("hon/ a");
    arrives();
    await expect(field(page)).toBeFocused();
    await page.keyboard.type("wards");
    await expect(field(page)).toHaveValue("hackathon/ awards");
    await expect(titles(page).first()).toHaveText("Hackathons");
    await page.keyboard.press("Escape");
    await expect(dialog(page)).toBeHidden();
    await page.keyboard.press("/");
    await page.keyboard.type("mentor");
    await expect(field(page)).toHaveValue("mentor");
  });

  test("it opens again right after it closed", async ({ page }) => {
    await page.goto(at("own", theme, "adoption/"));
    await page.keyboard.press("/");
    await field(page).fill("code");
    // Before the browser has painted anything.
    await page.evaluate(() => {
      document.querySelector(".jb-find").close();
      const key = { key: "/", bubbles: true, cancelable: true };
      document.activeElement.dispatchEvent(new KeyboardEvent("keydown", key));
    });
    await expect(field(page)).toBeFocused();
    await expect(dialog(page)).toBeVisible();
  });

  test("Escape takes back an opening that is still on its way", async ({ page }) => {
    const arrives = await hold(page, (route) => route.continue());
    await page.goto(at("own", theme, "adoption/"));
    await page.keyboard.press("/");
    await page.keyboard.press("Escape");
    arrives();
    await page.waitForFunction(() => window.jbSearch);
    await expect(dialog(page)).toHaveCount(0);
    await page.keyboard.press("/");
    await expect(field(page)).toBeFocused();
  });

  test("who goes elsewhere while the search is being fetched has the keyboard there", async ({ page }) => {
    await hold(page);
    await page.goto(at("own", theme, "adoption/"));
    await page.keyboard.press("/");
    await page.getByRole("link", { name: "Hackathons" }).first().focus();
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/adoption\/hackathons\/$/);
  });

  test("a search that cannot be fetched leads to the list of all pages, unless it was taken back", async ({ context }) => {
    // A page of its own: what fails here on purpose is logged as an error.
    const page = await context.newPage();
    const fails = await hold(page, (route) => route.abort());
    await page.goto(at("own", theme, "adoption/"));
    await page.keyboard.press("/");
    await page.keyboard.press("Escape");
    const gone = page.waitForEvent("requestfailed");
    fails();
    await gone;
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 100)));
    await expect(page).toHaveURL(/adoption\/$/);
    await page.goto(at("own", theme, "adoption/"));
    await page.keyboard.press("/");
    await expect(page).toHaveURL(/\/search\/$/);
  });

  test("what stands in different entries of a list is parted in excerpts", async ({ page }) => {
    await page.goto(at("own", theme, ""));
    await seek(page, "docs quiet room");
    await expect(page.locator(".jb-says", { hasText: "quiet room" }).first()).toContainText(
      "samples · A quiet room with a door · A code of conduct",
    );
  });

  test("excerpts do not end with the first words of a sentence", async ({ page }) => {
    await page.goto(at("own", theme, ""));
    const ends = [];
    for (const query of ["code", "mentor", "docs", "time"]) {
      await seek(page, query);
      await expect(page.locator(".jb-says mark").first()).toHaveText(new RegExp(query.slice(0, 3), "i"));
      ends.push(...(await page.locator(".jb-says").allTextContents()).map((text) => text.slice(-40)));
      await page.keyboard.press("Escape");
    }
    expect(ends.length).toBeGreaterThan(20);
    expect(ends.filter((end) => /[.!?]\s(?=.{1,20} …$)/.test(end))).toEqual([]);
  });

  test("who walks the results keeps the place when they are shown anew", async ({ page }) => {
    await page.goto(at("own", theme, "adoption/"));
    await seek(page, "code");
    await expect(titles(page).first()).toBeVisible();
    await titles(page).first().focus();
    await page.locator(".jb-hits > *").evaluateAll((items) => items.forEach((item) => void item.setAttribute("data-old", "")));
    await field(page).dispatchEvent("input");
    await expect(page.locator("[data-old]")).toHaveCount(0);
    await expect(titles(page).first()).toBeFocused();
  });

  test("the keys can be switched off", async ({ page }) => {
    await page.goto(at("own", theme, "adoption/"));
    await page.getByRole("button", { name: "Reading settings" }).click();
    await page.getByLabel(/Open the search with/).uncheck();
    await page.keyboard.press("Escape");
    await page.keyboard.press("/");
    await page.keyboard.press("Control+k");
    await expect(dialog(page)).toBeHidden();
  });

  test("filters have counts, are reached by keyboard, and are part of the query", async ({ page }) => {
    await page.goto(at("own", theme, ""));
    await seek(page, "code");
    await expect(status(page)).toHaveText(/^\d+ pages?$/);
    const adoption = page.getByRole("group", { name: "Stage" }).getByRole("button", { name: /Adoption/ });
    const count = Number((await adoption.textContent()).match(/(\d+)$/)[1]);
    await adoption.focus();
    await page.keyboard.press("Enter");
    await expect(status(page)).toHaveText(`${count} page${count === 1 ? "" : "s"}`);
    await expect(field(page)).toHaveValue("code stage:adoption");
    await expect(adoption).toHaveAttribute("aria-pressed", "true");
    await expect(adoption).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(field(page)).toHaveValue("code");
  });

  test("a query lives in the address", async ({ page }) => {
    await page.goto(at("own", theme, "adoption/?q=hackathn"));
    await expect(field(page)).toHaveValue("hackathn");
    await expect(titles(page).first()).toHaveText("Hackathons");
    await field(page).fill("code  hackathons");
    await expect(page).toHaveURL(/\?q=code\+\+hackathons$/);
    // While one types, results of fewer letters show, the open page among them: a click on that one would not leave it.
    await titles(page).filter({ hasText: "Hackathons" }).first().click();
    await expect(page).toHaveURL(/adoption\/hackathons\/(#.*)?$/);
    await page.goBack();
    await expect(field(page)).toHaveValue("code  hackathons");
    await page.keyboard.press("Escape");
    await expect(page).toHaveURL(/adoption\/$/);
  });

  test("empty and without results it helps", async ({ page }) => {
    await page.goto(at("own", theme, ""));
    await seek(page, "");
    await expect(status(page)).toHaveText(/^Type a word/);
    await field(page).fill("qqqqxxxx");
    await expect(status(page)).toHaveText(/^No page has anything like this/);
    await field(page).fill("hackathons xylophone zebra");
    await expect(status(page)).toHaveText(/^Nothing here says “xylophone”, “zebra”, or writes it otherwise; \d+ pages? with the rest\.$/);
    await field(page).fill("kitchen scorecard trademark ");
    await expect(status(page)).toHaveText(/^No page has all of these words; th/);
    await field(page).fill('"developer loudly"');
    await expect(status(page)).toHaveText(/^No page has these words next to one another/);
    await expect(dialog(page).locator(".jb-facet")).toHaveCount(0);
  });

  test("on the page of missing addresses, the words of the address are looked for", async ({ page }) => {
    await page.goto(at("own", theme, "old/place/interactive_lab.html"));
    await expect(page.getByRole("heading", { name: "Did you look for one of these?" })).toBeVisible();
    await expect(page.locator("#jb-near a").first()).toHaveText("Interactive labs");
    await page.locator("#jb-near a").first().click();
    await expect(page).toHaveURL(/adoption\/interactive-labs\/$/);
  });

  test("from a disk", async ({ page }) => {
    await page.goto(pathToFileURL(join(work, "sites", siteName("disk", theme), "adoption/index.html")).href);
    await seek(page, "hackathon");
    await titles(page).filter({ hasText: "Hackathons" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Hackathons");
  });

  test("hostile words and titles stay text", async ({ page }) => {
    await page.goto(at("hostile", theme, ""));
    await seek(page, "script");
    await expect(titles(page).first()).toContainText("<script>window.hostile");
    for (const query of [
      "<img src=x onerror=window.hostile=1>",
      '"><script>window.hostile=1</script>',
      "__proto__",
      "stage:constructor",
      "\\u0000",
      "((((",
      "window",
    ]) {
      await field(page).fill(query);
      await page.waitForTimeout(50);
    }
    await page.goto(at("hostile", theme, `?q=${encodeURIComponent("<svg onload=window.hostile=1> page")}`));
    await expect(dialog(page)).toBeVisible();
    await expect(status(page)).not.toBeEmpty();
    expect(await page.evaluate(() => window.hostile)).toBeUndefined();
    expect(await page.locator("dialog img, dialog script, dialog svg[onload]").count()).toBe(0);
  });

  for (const scheme of schemes) {
    test(`no rule of axe-core is broken while it is open, ${scheme}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme: scheme });
      await page.goto(at("own", theme, "adoption/"));
      await seek(page, "code stage:adoption");
      await expect(titles(page).first()).toBeVisible();
      await page.addScriptTag({ path: axe });
      for (const width of widths) {
        await page.setViewportSize({ width, height: 900 });
        // Behind an open dialog the page is inert, its heading and landmarks with it.
        const rules = Object.fromEntries(["landmark-one-main", "page-has-heading-one", "region"].map((rule) => [rule, { enabled: false }]));
        const broken = await page.evaluate(
          async (rules) =>
            (await window.axe.run(document, { rules })).violations.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 160)}`),
          rules,
        );
        expect(broken, `${width} px`).toEqual([]);
        expect(
          await page.evaluate(() => document.querySelector("dialog").scrollWidth <= document.querySelector("dialog").clientWidth),
          `${width} px`,
        ).toBe(true);
      }
    });
  }
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });
  eachTheme((theme) => {
    test("the search is a list of all pages by title", async ({ page }) => {
      await page.goto(at("own", theme, "adoption/"));
      await page.getByRole("link", { name: "Search", exact: true }).click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("All pages");
      await page.getByRole("link", { name: "Hackathons" }).first().click();
      await expect(page).toHaveURL(/adoption\/hackathons\/$/);
    });
  });
});
