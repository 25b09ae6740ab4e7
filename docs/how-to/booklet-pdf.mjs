#!/usr/bin/env node
// Makes a PDF of a booklet, with page numbers in its contents:
//
//     node booklet-pdf.mjs public/print/index.html handbook.pdf
//
// Chromium prints the booklet once, the pages that its chapters begin on are read from the PDF, their numbers are put into the contents, and
// it is printed again. CHROMIUM=/path/to/chromium takes another browser. Nothing but Node.js and Chromium is needed.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

/** The objects of a PDF by their numbers, as text. Chromium writes them without object streams. */
function objects(pdf) {
  const found = new Map();
  for (const [, number, body] of pdf.matchAll(/(?:^|[\r\n])(\d+) 0 obj\b([\s\S]*?)\bendobj\b/g)) found.set(Number(number), body);
  return found;
}

/** The pages that the named destinations of a PDF stand on: from the name to the number of the page, from 1. */
export function pagesOfTargets(bytes) {
  const pdf = Buffer.from(bytes).toString("latin1");
  const all = objects(pdf);
  const catalog = [...all.values()].find((body) => /\/Type\s*\/Catalog\b/.test(body));
  if (!catalog) throw new Error("the file is not a PDF that can be read");
  // Pages in their order, down the tree.
  const order = [];
  const open = [Number(/\/Pages\s+(\d+) 0 R/.exec(catalog)?.[1])];
  while (open.length) {
    const at = open.pop();
    const body = all.get(at) ?? "";
    const kids = /\/Kids\s*\[([^\]]*)\]/.exec(body)?.[1];
    if (kids === undefined) order.push(at);
    else open.push(...[...kids.matchAll(/(\d+) 0 R/g)].map(([, number]) => Number(number)).reverse());
  }
  const pages = new Map();
  const name = (written) => written.replace(/#([0-9A-Fa-f]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
  // As a dictionary (`/name [page 0 R /XYZ …]`), and as a tree of strings (`(name) [page 0 R /XYZ …]`).
  for (const body of all.values()) {
    for (const [, key, text, page] of body.matchAll(/(?:\/([^\s/[\]()<>]+)|\(([^)]*)\))\s*\[\s*(\d+) 0 R\s*\/XYZ/g)) {
      const number = order.indexOf(Number(page)) + 1;
      if (number) pages.set(key === undefined ? text : name(key), number);
    }
  }
  return pages;
}

/** The booklet with numbers in its contents. */
export function numbered(html, pages) {
  return html.replace(/(<a href="#([^"]+)">[^<]*<\/a>)<span class="jb-folio">[^<]*<\/span>/g, (whole, link, target) => {
    const page = pages.get(target);
    return page ? `${link}<span class="jb-folio">${page}</span>` : whole;
  });
}

function print(page, pdf) {
  const chromium = process.env.CHROMIUM ?? "chromium";
  const profile = mkdtempSync(join(tmpdir(), "booklet-"));
  const flags = ["--headless", "--disable-gpu", "--no-pdf-header-footer", `--user-data-dir=${profile}`, `--print-to-pdf=${pdf}`];
  if (process.getuid?.() === 0) flags.push("--no-sandbox");
  try {
    execFileSync(chromium, [...flags, pathToFileURL(page).href], { stdio: ["ignore", "ignore", "ignore"], timeout: 300_000 });
  } finally {
    rmSync(profile, { recursive: true, force: true });
  }
  return readFileSync(pdf);
}

/** Prints a booklet's file to a PDF, and gives the pages of its targets. */
export function makePdf(booklet, pdf) {
  const html = readFileSync(booklet, "utf8");
  // Beside the booklet, so that everything it loads is found.
  const draft = join(dirname(resolve(booklet)), ".booklet-draft.html");
  try {
    let pages = pagesOfTargets(print(resolve(booklet), resolve(pdf)));
    // Numbers could move a line of the contents, and with it what follows: then it is printed once more.
    for (let turn = 0; turn < 3; turn++) {
      writeFileSync(draft, numbered(html, pages));
      const now = pagesOfTargets(print(draft, resolve(pdf)));
      const isSettled = [...now].every(([name, page]) => pages.get(name) === page);
      pages = now;
      if (isSettled) break;
    }
    return pages;
  } finally {
    rmSync(draft, { force: true });
  }
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const [booklet, pdf] = process.argv.slice(2);
  if (!booklet || !pdf) {
    console.error("usage: node booklet-pdf.mjs BOOKLET.html OUTPUT.pdf");
    process.exit(2);
  }
  const pages = makePdf(booklet, pdf);
  console.log(`made ${pdf} with ${Math.max(0, ...pages.values())} pages or more and ${pages.size} numbers in its contents`);
}
