// The sites under test: every fixture and our own handbook, each in both built-in themes.
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
export const project = join(here, "../../..");
export const work = join(project, "target/browser");
export const program = process.env.JOURNEYBOOK ?? join(project, "target/debug/journeybook");
export const themes = ["default", "field-guide"];
/** The language of each handbook that is `elements` with an interface in another language. */
export const languages = { german: "de", japanese: "ja", arabic: "ar" };
// `budget` is our own handbook with the page that the budgets are measured on.
export const handbooks = ["own", "budget", "elements", "hostile", "five", "twelve", "bare", "kinds", ...Object.keys(languages)];

/** The folder name and the address of a handbook in a theme. */
export const siteName = (handbook, theme) => `${handbook}-${theme}`;

/** Builds all sites below `target/browser/sites/`, as if they were published below `origin`. */
export function buildAll(origin) {
  rmSync(work, { recursive: true, force: true });
  for (const handbook of handbooks) {
    for (const theme of themes) build(handbook, theme, origin);
  }
}

function build(handbook, theme, origin) {
  const name = siteName(handbook, theme);
  const source = join(work, "sources", name);
  mkdirSync(source, { recursive: true });
  if (handbook === "own" || handbook === "budget") {
    cpSync(join(project, "content"), join(source, "content"), { recursive: true });
    cpSync(join(project, "handbook.yaml"), join(source, "handbook.yaml"));
    if (handbook === "budget") {
      writeFileSync(join(source, "content/adoption/a-thousand-words.md"), aThousandWords());
      writeFileSync(join(source, "content/adoption/a-long-title.md"), longOpening);
    }
  } else {
    cpSync(join(here, "../fixtures", languages[handbook] ? "elements" : handbook), source, { recursive: true });
  }
  const config = join(source, "handbook.yaml");
  let written = existsSync(config) ? readFileSync(config, "utf8") : "";
  if (languages[handbook]) written = written.replace("language: en", `language: ${languages[handbook]}`);
  writeFileSync(config, withTheme(written, theme) + `url: ${origin}/${name}/\n`);
  const arguments_ = ["build", source, "-d", join(work, "sites", name), "--quiet", "--csp"];
  const policy = execFileSync(program, arguments_, { stdio: ["inherit", "pipe", handbook === "own" ? "inherit" : "ignore"] });
  mkdirSync(join(work, "policies"), { recursive: true });
  writeFileSync(join(work, "policies", name), policy);
  // The own handbook is also built to be opened from a disk, and the guide lies below it, as it is published.
  if (handbook === "own") {
    const disk = join(work, "sites", siteName("disk", theme));
    execFileSync(program, ["build", source, "-d", disk, "--explicit-index", "--quiet"], { stdio: "inherit" });
    const guide = join(work, "sites", name, "guide");
    const address = `${origin}/${name}/guide/`;
    execFileSync(program, ["build", join(project, "docs"), "-d", guide, "--base-url", address, "--quiet"], { stdio: "inherit" });
  }
}

/** Puts the theme's name in the place of the default one's, or under the `theme:` that a fixture may have, whose first line it then is. */
function withTheme(config, theme) {
  if (config.includes("name: default")) return config.replace("name: default", `name: ${theme}`);
  return /^theme:$/m.test(config) ? config.replace(/^theme:$/m, `theme:\n  name: ${theme}`) : `${config}theme: { name: ${theme} }\n`;
}

/** The longest opening that an ordinary page has: a title of two lines on a phone, a description of 120 characters, a stage, an owner. */
const longOpening = `---
description: ${"What to say when people ask for a thing that we will not build, and how to say it so that they come back to ask again".padEnd(120, "!")}
needs: [autonomy]
kind: guide
owner: docs-team
---
# How we say no to people we like

The text begins here.

## One

One.

## Two

Two.
`;

/** A page of just over 1,000 words of real prose with headings and code: what the budgets are measured on. */
function aThousandWords() {
  const pages = ["sample-code", "interactive-labs", "tutorials", "hackathons"].map((page) =>
    readFileSync(join(project, "content/adoption", `${page}.md`), "utf8")
      .replace(/^---\n.*?\n---\n/s, "")
      .replace(/^# .*\n/m, ""),
  );
  const kept = [];
  let words = 0;
  for (const block of pages.join("\n\n").split(/\n{2,}/)) {
    kept.push(block);
    words += block.split(/\s+/).filter((word) => /\w/.test(word)).length;
    if (words > 1_000) break;
  }
  return `---\nneeds: [autonomy, tutoring]\nkind: guide\nowner: docs-team\nreviewed: 2026-11-02\n---\n# A thousand words\n\n${kept.join("\n\n")}\n`;
}
