// What the list of changes costs: a handbook of 10,000 pages and 3,000 commits, built with `changes: true` and without.
//
//   node benches/changes.mjs [PROGRAM]
//
// Prints the times of a first build, of one whose last commit is known, and of one in a partial clone, and fails if the list costs more than
// three seconds at first, more than a tenth of a second later, or if anything is fetched for it.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const program = resolve(process.argv[2] ?? "target/release/journeybook");
const PAGES = 10_000;
const COMMITS = 3_000;
const folder = mkdtempSync(join(tmpdir(), "journeybook-changes-"));
const environment = { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_SYSTEM: "/dev/null" };
const git = (...words) => execFileSync("git", words, { cwd: folder, env: environment, encoding: "utf8", maxBuffer: 1 << 30 });

/** @param {string} text */
const data = (text) => `data ${Buffer.byteLength(text)}\n${text}\n`;

/** @param {number} page @param {number} version */
const text = (page, version) =>
  `---\ndescription: Page ${page} of many\nreviewed: 2026-01-${String(1 + (version % 28)).padStart(2, "0")}\n---\n# Page ${page}\n\n` +
  `${`A sentence that stays on page ${page}. `.repeat(30)}\n\nVersion ${version}, on to [the next](page-${(page + 100) % PAGES}.md).\n`;

/** @param {number} page */
const path = (page) => `content/part-${page % 100}/page-${page}.md`;

// The first commit writes all pages; each further one changes a few of them, and every fiftieth changes hundreds.
function history() {
  const lines = [];
  for (let commit = 0; commit < COMMITS; commit++) {
    const stamp = `Ada <ada@acme.example> ${1_600_000_000 + commit * 40_000} +0000`;
    lines.push(`commit refs/heads/main\nmark :${commit + 1}\ncommitter ${stamp}\n${data(`Change ${commit}`)}`);
    if (commit > 0) lines.push(`from :${commit}\n`);
    if (commit === 0) lines.push(`M 644 inline handbook.yaml\n${data("title: Many pages\nhistory: all\n")}`);
    const count = commit === 0 ? PAGES : commit % 50 === 0 ? 300 : 4;
    for (let step = 0; step < count; step++) {
      const page = commit === 0 ? step : (commit * 37 + step * 101) % PAGES;
      lines.push(`M 644 inline ${path(page)}\n${data(text(page, commit))}`);
    }
    lines.push("\n");
  }
  return lines.join("");
}

/** @param {string} name @param {string[]} words @param {string} at */
function time(name, words, at) {
  const start = process.hrtime.bigint();
  const run = spawnSync(program, words, { cwd: at, env: environment, encoding: "utf8" });
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  if (run.status !== 0) throw new Error(`${name}: ${run.stderr}`);
  console.log(`${seconds.toFixed(2).padStart(7)} s  ${name}`);
  return seconds;
}

try {
  git("init", "-q", "-b", "main");
  execFileSync("git", ["fast-import", "--quiet"], { cwd: folder, env: environment, input: history(), maxBuffer: 1 << 30 });
  git("checkout", "-q", "main");
  git("config", "uploadpack.allowFilter", "true");
  const forget = (at) => rmSync(join(at, ".journeybook"), { recursive: true, force: true });
  const settings = (at, more) => writeFileSync(join(at, "handbook.yaml"), `title: Many pages\n${more}`);
  const check = ["check", "--quiet", "--allow", "all"];
  // The first run warms the file system's memory.
  time("check without the list, first run", check, folder);
  forget(folder);
  const without = time("check without the list, nothing known", check, folder);
  const withoutWarm = time("check without the list, the last commit known", check, folder);
  settings(folder, "changes: true\n");
  forget(folder);
  const cold = time("check with the list, nothing known", check, folder);
  const warm = time("check with the list, the last commit known", check, folder);

  const partial = join(folder, "partial");
  git("clone", "-q", "--filter=blob:none", "--no-checkout", `file://${folder}`, partial);
  execFileSync("git", ["checkout", "-q", "main"], { cwd: partial, env: environment });
  settings(partial, "changes: true\n");
  const objects = () => execFileSync("git", ["count-objects", "-v"], { cwd: partial, env: environment, encoding: "utf8" });
  const before = objects();
  time("check with the list, in a partial clone", check, partial);
  const fetched = before !== objects();

  console.log(`${(cold - without).toFixed(2).padStart(7)} s  for the list, nothing known`);
  console.log(`${(warm - withoutWarm).toFixed(2).padStart(7)} s  for the list, the last commit known`);
  console.log(fetched ? "the partial clone FETCHED texts" : "the partial clone fetched nothing");
  if (cold - without > 3 || warm - withoutWarm > 0.1 || fetched) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
