// Makes the pictures of the README: home, stage and page of our own handbook, light and dark, and the second theme.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import UPNG from "upng-js";
import { buildAll, project, siteName, work } from "./site/build.js";
import { serve } from "./site/server.js";

const folder = join(project, "docs/screenshots");
const pages = [
  ["home", "default", ""],
  ["stage", "default", "adoption/"],
  ["page", "default", "adoption/sample-code/"],
  ["field-guide", "field-guide", ""],
];
// Enough for the inks and the edges of letters; a flat page needs no more.
const colours = 128;

const server = await serve(join(work, "sites"));
buildAll(server.origin);
mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
});
let total = 0;
for (const colorScheme of /** @type {("light" | "dark")[]} */ (["light", "dark"])) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, colorScheme });
  for (const [name, theme, path] of pages) {
    await page.goto(`${server.origin}/${siteName("own", theme)}/${path}`, { waitUntil: "networkidle" });
    await page.addStyleTag({ content: "html { scrollbar-gutter: auto }" });
    const { width, height, ...image } = UPNG.decode(await page.screenshot());
    const [pixels] = UPNG.toRGBA8({ width, height, ...image });
    const small = Buffer.from(UPNG.encode([pixels], width, height, colours));
    writeFileSync(join(folder, `${name}-${colorScheme}.png`), small);
    total += small.length;
  }
}
await browser.close();
server.stop();
if (total > 900_000) throw new Error(`the pictures have ${total} bytes together, more than 900 kB`);
