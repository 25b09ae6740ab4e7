// Keys in the search and around it: input methods, slow networks, and fields of other scripts.
import { at, eachTheme, expect, test } from "../site/pages.js";

const dialog = (page) => page.getByRole("dialog", { name: "Search" });
const field = (page) => page.getByLabel("Search this handbook");
const titles = (page) => page.locator(".jb-hit > a");

/** A key as browsers report it while an input method composes: with its sign, or with the code that stands for any such key. */
const compose = (page, key, init) =>
  page.evaluate(
    ([key, init]) => {
      const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...init });
      return document.activeElement.dispatchEvent(event);
    },
    [key, init],
  );

eachTheme((theme) => {
  test("while an input method composes, Enter, arrows and Escape are its own", async ({ page }) => {
    await page.goto(at("own", theme, "adoption/"));
    await page.keyboard.press("/");
    await field(page).fill("hackathons");
    await expect(titles(page).first()).toHaveText("Hackathons");
    for (const init of [{ isComposing: true }, { keyCode: 229 }]) {
      for (const key of ["Enter", "ArrowDown", "ArrowUp", "Escape"]) {
        expect(await compose(page, key, init), key).toBe(true);
        await expect(field(page)).toBeFocused();
      }
    }
    await page.waitForTimeout(100);
    await expect(page).toHaveURL(/adoption\/\?q=hackathons$/);
    await expect(dialog(page)).toBeVisible();
    await expect(field(page)).toHaveAttribute("autocorrect", "off");
    await expect(field(page)).toHaveAttribute("autocapitalize", "off");
  });

  test("a real composition is committed by Enter and opens nothing", async ({ page }) => {
    await page.goto(at("own", theme, "adoption/"));
    await page.keyboard.press("/");
    await expect(field(page)).toBeFocused();
    const session = await page.context().newCDPSession(page);
    await session.send("Input.imeSetComposition", { text: "mentor", selectionStart: 6, selectionEnd: 6 });
    await expect(titles(page).first()).toBeVisible();
    await session.send("Input.dispatchKeyEvent", { type: "rawKeyDown", key: "Process", code: "Enter", windowsVirtualKeyCode: 229 });
    await session.send("Input.insertText", { text: "mentor" });
    await expect(field(page)).toHaveValue("mentor");
    await page.waitForTimeout(100);
    await expect(dialog(page)).toBeVisible();
  });

  for (const [first, then] of [
    ["", "hackathons"],
    ["ment", "hackathons"],
  ]) {
    test(`Enter opens what was asked last on a slow network, after “${first}”`, async ({ page }) => {
      await page.route(/\/search\/[a-z0-9-]+\.js/, async (route) => {
        await new Promise((resolve) => setTimeout(resolve, 120));
        await route.continue();
      });
      await page.goto(at("own", theme, "adoption/"));
      await page.keyboard.press("/");
      await expect(field(page)).toBeFocused();
      if (first) {
        await field(page).fill(first);
        await expect(titles(page).first()).toBeVisible();
      }
      await field(page).fill(then);
      await page.keyboard.press("Enter");
      await expect(page).toHaveURL(/adoption\/hackathons\/$/);
    });
  }

  test("keys in editable places, in shadow roots too, are left alone", async ({ page }) => {
    await page.goto(at("own", theme, "adoption/"));
    await page.evaluate(() => {
      const box = document.querySelector("#jb-main");
      const host = document.createElement("div");
      const shadow = host.attachShadow({ mode: "open" });
      for (const [to, html] of /** @type {[Element | ShadowRoot, string][]} */ ([
        [shadow, '<input id="inside"><div id="rich" contenteditable tabindex="0"></div>'],
        [box, '<div id="textbox" role="textbox" tabindex="0"></div><textarea id="area"></textarea><input id="input">'],
      ])) {
        const template = document.createElement("template");
        template.innerHTML = html;
        to.append(template.content);
      }
      host.id = "host";
      box.append(host);
    });
    for (const name of ["#host #inside", "#host #rich", "#textbox", "#area", "#input"]) {
      await page.locator(name).focus();
      await page.keyboard.press("/");
      await page.keyboard.press("?");
      await page.keyboard.press("Control+k");
      await page.waitForTimeout(50);
      await expect(page.locator("dialog[open]"), name).toHaveCount(0);
    }
    expect(await page.locator("#host #inside").inputValue()).toBe("/?");
    expect(await page.locator("#area").inputValue()).toBe("/?");
    await page.evaluate(() => /** @type {HTMLElement} */ (document.activeElement).blur());
    await page.keyboard.press("Control+k");
    await expect(field(page)).toBeFocused();
  });

  test("what asks for nothing lists nothing", async ({ page }) => {
    await page.goto(at("own", theme, "adoption/"));
    await page.keyboard.press("/");
    for (const query of ["→", "***", '""', "\\", "stage:", "\u200b"]) {
      await field(page).fill(query);
      await expect(dialog(page).getByRole("status"), query).toHaveText(/^Type a word/);
      await expect(titles(page), query).toHaveCount(0);
    }
  });

  test("results stand still while one types on", async ({ page }) => {
    await page.goto(at("own", theme, "adoption/"));
    await page.keyboard.press("/");
    await field(page).fill("hack");
    await expect(titles(page).first()).toHaveText("Hackathons");
    // From one frame to the next the list is never empty, and nothing above it comes or goes alone.
    await page.evaluate(() => {
      const empty = Object.assign(window, { empty: 0 });
      const look = () => {
        if (!document.querySelector(".jb-hits > li")) empty.empty++;
        requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    });
    await page.keyboard.type("athons", { delay: 40 });
    await expect(field(page)).toHaveValue("hackathons");
    await page.waitForTimeout(100);
    expect(await page.evaluate(() => /** @type {any} */ (window).empty)).toBe(0);
  });

  test("the address takes a query once typing pauses, and at once where a reader leaves", async ({ page }) => {
    await page.goto(at("own", theme, "adoption/"));
    await page.keyboard.press("/");
    await expect(field(page)).toBeFocused();
    const type = (query) =>
      page.evaluate((query) => {
        const counted = Object.assign(window, { changes: 0 });
        const replace = history.replaceState.bind(history);
        history.replaceState = (...given) => {
          counted.changes++;
          replace(...given);
        };
        const input = /** @type {HTMLInputElement} */ (document.activeElement);
        for (let length = 1; length <= query.length; length++) {
          input.value = query.slice(0, length);
          input.dispatchEvent(new InputEvent("input"));
        }
      }, query);
    await type("hackathons");
    await expect(page).toHaveURL(/adoption\/\?q=hackathons$/);
    expect(await page.evaluate(() => /** @type {any} */ (window).changes)).toBe(1);
    await type("hackathon");
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/adoption\/hackathons\/$/);
    await page.goBack();
    await expect(field(page)).toHaveValue("hackathon");
  });
});
