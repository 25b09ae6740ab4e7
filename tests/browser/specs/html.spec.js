// Every page of our own handbook and of the fixtures is valid HTML by the living standard.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { esmResolver, FileSystemConfigLoader, HtmlValidate } from "html-validate";
import { handbooks, siteName, themes, work } from "../site/build.js";

/** @type {import("html-validate").ConfigData} */
const rules = {
  root: true,
  extends: ["html-validate:standard"],
  rules: {
    // Matters of style, in which the renderer writes what is shortest.
    "no-trailing-whitespace": "off",
    "void-style": "off",
    "attribute-boolean-style": "off",
    "no-inline-style": "off",
    // What a handbook's authors answer for.
    "long-title": "off",
    "no-raw-characters": ["error", { relaxed: true }],
  },
};

for (const theme of themes) {
  for (const handbook of handbooks) {
    test(`${handbook}, ${theme}`, async () => {
      const validator = new HtmlValidate(new FileSystemConfigLoader([esmResolver()], rules));
      const site = join(work, "sites", siteName(handbook, theme));
      const pages = readdirSync(site, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".html"));
      expect(pages.length).toBeGreaterThan(2);
      const faults = [];
      for (const page of pages) {
        const report = await validator.validateString(readFileSync(join(site, page), "utf8"), rules);
        for (const { messages } of report.results)
          faults.push(...messages.map(({ line, column, ruleId, message }) => `${page}:${line}:${column} ${ruleId}: ${message}`));
      }
      expect(faults.slice(0, 20)).toEqual([]);
    });
  }
}
