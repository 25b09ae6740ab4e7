// What the system asks for is given: forced colours, less motion, paper; and in greyscale things are still told apart.
import { extractText, getDocumentProxy } from "unpdf";
import { at, eachTheme, expect, sorts, test } from "../site/pages.js";

eachTheme((theme) => {
  test("with forced colours, marks and the current place can still be seen", async ({ page }) => {
    await page.emulateMedia({ forcedColors: "active" });
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.goto(at("elements", theme, sorts["every element"]));
    const told = await page.evaluate(() => {
      const canvas = getComputedStyle(document.documentElement).backgroundColor;
      const isSeen = (mark) => {
        const { fill, stroke } = getComputedStyle(mark);
        const ground = fill === "none" ? canvas : fill;
        return (
          [fill, stroke].some((colour) => colour !== canvas && colour !== "none") &&
          getComputedStyle(mark.querySelector("text")).fill !== ground
        );
      };
      const here = document.querySelector('.jb-nav .jb-tree [aria-current="page"]');
      const callout = getComputedStyle(document.querySelector(".jb-callout"));
      return {
        lost: [...document.querySelectorAll(".jb-mark")].filter((mark) => !isSeen(mark)).map((mark) => mark.parentElement.outerHTML),
        current: !here || Number(getComputedStyle(here).fontWeight) > 500,
        callout: callout.borderTopStyle !== "none",
      };
    });
    expect(told).toEqual({ lost: [], current: true, callout: true });
  });

  test("a picture's sources follow the scheme that the reader chose", async ({ page }) => {
    const shown = () =>
      page.evaluate(async () => {
        await new Promise((done) => setTimeout(done, 50));
        return document.querySelector("picture img").currentSrc.split("/").pop();
      });
    for (const { system, chosen, other } of [
      { system: /** @type {const} */ ("light"), chosen: "day.svg", other: ["dark", "night.svg"] },
      { system: /** @type {const} */ ("dark"), chosen: "night.svg", other: ["light", "day.svg"] },
    ]) {
      await page.emulateMedia({ colorScheme: system });
      await page.goto(at("elements", theme, "notes/deep/room/"));
      await expect.poll(shown).toBe(chosen);
      await page.evaluate((scheme) => Object.assign(document.documentElement.dataset, { scheme }), other[0]);
      await expect.poll(shown).toBe(other[1]);
      await page.evaluate(() => delete document.documentElement.dataset.scheme);
      await expect.poll(shown).toBe(chosen);
    }
  });

  test("with less motion, nothing is animated", async ({ page }) => {
    await page.emulateMedia({ reducedMotion: "reduce" });
    await page.goto(at("elements", theme, sorts["every element"]));
    const moving = await page.evaluate(
      () =>
        [...document.querySelectorAll("*")].filter((element) => {
          const { animationName, transitionDuration, scrollBehavior } = getComputedStyle(element);
          return animationName !== "none" || parseFloat(transitionDuration) > 0 || scrollBehavior === "smooth";
        }).length,
    );
    expect(moving).toBe(0);
    const applied = await page.evaluate(() => {
      const transitions = (rules) =>
        [...rules].flatMap((rule) => {
          if (rule.media) return matchMedia(rule.media.mediaText).matches ? transitions(rule.cssRules) : [];
          return rule.constructor.name === "CSSViewTransitionRule" ? [rule.navigation] : [];
        });
      return transitions(document.styleSheets[0].cssRules);
    });
    expect(applied).toEqual([]);
  });

  test("a printed page is whole, and without what only a screen has", async ({ page }) => {
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.goto(at("elements", theme, sorts["every element"]));
    const pdf = await extractText(await getDocumentProxy(new Uint8Array(await page.pdf({ format: "A4" }))), { mergePages: true });
    const text = pdf.text.replace(/\s+/g, " ");
    for (const words of [
      "Every element, code in the title too",
      "Something to know",
      "Caution",
      "on every screen there is, this one too",
      "Some time passes",
      "Text below it",
      "A heading of level 6",
      "The second note",
      "And a second line",
      "https://example.com/",
      "A loop of stages",
      "11 incomprehensibilities",
    ]) {
      expect(text.replaceAll(" ", "")).toContain(words.replaceAll(" ", ""));
    }
    for (const words of ["Skip to the text", "Reading settings", "Copy", "Previous", "On this page"]) expect(text).not.toContain(words);
  });

  test("in grey, stages differ by shape and number, callouts by label and weight", async ({ page }) => {
    await page.goto(at("elements", theme, ""));
    const marks = await page.evaluate(() =>
      [...document.querySelectorAll(".jb-stages .jb-mark")].map((mark) => [
        mark.querySelector("use").getAttribute("href"),
        mark.textContent.trim(),
      ]),
    );
    expect(new Set(marks.map(([shape]) => shape)).size).toBe(7);
    expect(new Set(marks.map(([, number]) => number)).size).toBe(7);
    await page.goto(at("elements", theme, sorts["every element"]));
    const callouts = await page.evaluate(() =>
      [...document.querySelectorAll(".jb-callout")].map((callout) => {
        const label = callout.querySelector(".jb-label");
        return [
          label.textContent,
          getComputedStyle(callout).borderTopWidth,
          getComputedStyle(callout).borderLeftWidth,
          getComputedStyle(label).backgroundColor,
          getComputedStyle(label).fontWeight,
        ].join(" ");
      }),
    );
    expect(new Set(callouts.map((look) => look.split(" ")[0])).size).toBe(5);
    // Note and tip are of one weight; the three that ask for more heed differ from both and from one another.
    expect(new Set(callouts.map((look) => look.split(" ").slice(1).join(" "))).size).toBe(4);
  });
});
