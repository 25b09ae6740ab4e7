// The rules of axe-core that a page breaks.
import { createRequire } from "node:module";

const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
// All tags that axe-core has. Those of AAA ask for a contrast of 7 to 1, which both themes have.
const tags = [
  "wcag2a",
  "wcag2aa",
  "wcag2aaa",
  "wcag21a",
  "wcag21aa",
  "wcag21aaa",
  "wcag22a",
  "wcag22aa",
  "best-practice",
  "experimental",
  "ACT",
  "section508",
  "TTv5",
  "EN-301-549",
  "RGAAv4",
];

/** The broken rules and the elements that break them, in a form that a failed test can show. */
export async function broken(page, ...without) {
  await page.addScriptTag({ path: axe });
  return page.evaluate(
    async ([values, without]) => {
      const { violations } = await window.axe.run(document, { runOnly: { type: "tag", values }, resultTypes: ["violations"] });
      return violations
        .filter(({ id }) => !without.includes(id))
        .map(({ id, nodes }) => `${id}: ${nodes.map(({ html, any }) => `${html.slice(0, 160)} ${any[0]?.message ?? ""}`).join("\n  ")}`);
    },
    [tags, without],
  );
}
