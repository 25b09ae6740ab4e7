// The pages that every theme is held to, and how tests open them.
import { test as base } from "@playwright/test";
import { siteName, themes } from "./build.js";

export { expect } from "@playwright/test";
export { themes };
export const widths = [320, 768, 1440];
/** @type {("light" | "dark")[]} */
export const schemes = ["light", "dark"];

/** One page of each sort. */
export const sorts = {
  home: "",
  stage: "adoption/",
  "every element": "adoption/every-element/",
  map: "map/",
  "not found": "adoption/every-elment/",
};

/** The whole address of a page in a handbook. */
export const at = (handbook, theme, path) => `${process.env.ORIGIN}/${siteName(handbook, theme)}/${path}`;

/** Everything that must hold for each theme: `body` declares its tests. */
export function eachTheme(body) {
  for (const theme of themes) base.describe(theme, () => body(theme));
}

/** Fails a test on whatever the page logs as an error, so that no fault hides in the console. */
export const test = base.extend({
  page: async ({ page }, use) => {
    const faults = [];
    page.on("pageerror", (error) => {
      // Chromium gives a transition between two pages up when the new one comes late or is left at once, and reports that like a
      // fault of a script.
      if (!/^Transition was (skipped|aborted because of invalid state)/.test(error.message)) faults.push(String(error));
    });
    page.on("console", (message) => {
      // Chromium logs the 404 status that the page for lost readers is served with.
      if (message.type() === "error" && !message.text().includes("status of 404")) faults.push(message.text());
    });
    await use(page);
    base.expect(faults).toEqual([]);
  },
});
