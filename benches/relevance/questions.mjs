// How well the search answers questions as people ask them, beside other searches on the same sections.
//
//   npm install && node questions.mjs [--held] [--corpora FOLDER]
//
// `questions/` holds a file for each handbook: a line a question, with the addresses of the pages that answer it before it. The first, third,
// fifth … question of a file are for tuning; `--held` asks the others, which are left alone until the tuning is over. The questions about
// this project's handbook run without more; those about others run for the folders of their names in FOLDER.
//
// A question counts for the best placed of its pages: mean reciprocal rank, and success at 3. In the environment, `SHOW=1` lists the
// questions whose page is not the first, `ALONE=1` leaves the others out, and `SITES` names a folder with the built sites.
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { open } from "../../tests/search/engine.mjs";
import { LISTED, others, sectionsOf } from "./others.mjs";

const project = fileURLToPath(new URL("../..", import.meta.url));
const program = process.env.JOURNEYBOOK ?? join(project, "target/release/journeybook");
const isHeld = process.argv.includes("--held");
const at = process.argv.indexOf("--corpora");
const corpora = at < 0 ? undefined : process.argv[at + 1];

const rows = [];
for (const file of readdirSync(new URL("questions/", import.meta.url)).sort()) {
  const name = file.replace(/\.tsv$/, "");
  const handbook = name === "own" ? project : join(corpora ?? "", name);
  if (name !== "own" && !(corpora && existsSync(handbook))) continue;
  const site = process.env.SITES ? join(process.env.SITES, name) : mkdtempSync(join(tmpdir(), "questions-"));
  try {
    if (!process.env.SITES) execFileSync(program, ["build", handbook, "-d", site, "--warn", "all"], { stdio: "ignore" });
    const ours = open(site);
    const { pages } = await ours.head;
    const sections = await sectionsOf(ours, pages.length);
    const addresses = await Promise.all(pages.map(async (_, page) => (await ours.page(page, [])).address));
    const { engines, end } = process.env.ALONE ? { engines: {}, end: async () => {} } : await others(sections);
    const rank = async (query) => (await ours.search(query)).found.slice(0, LISTED).map(({ page }) => page);
    const lines = readFileSync(new URL(`questions/${file}`, import.meta.url), "utf8")
      .trim()
      .split("\n");
    const asked = lines.filter((_, line) => (line % 2 === 1) === isHeld).map((line) => line.split("\t"));
    const missing = lines.flatMap((line) => line.split("\t")[0].split(" ")).filter((address) => !addresses.includes(address));
    if (missing.length) console.log(`${name}: no page is at ${missing.join(", ")}`);
    const cells = [];
    for (const [engine, ask] of Object.entries({ Journeybook: rank, ...engines })) {
      let [reciprocal, within] = [0, 0];
      for (const [right, question] of asked) {
        const found = await ask(question);
        const place = found.findIndex((page) => right.split(" ").includes(addresses[page]));
        if (place >= 0) reciprocal += 1 / (place + 1);
        if (place >= 0 && place < 3) within++;
        if (process.env.SHOW && engine === "Journeybook" && place !== 0)
          console.log("   ", place, JSON.stringify(question), "first is", addresses[found[0]]);
      }
      cells.push({ engine, text: `${(reciprocal / asked.length).toFixed(3)} | ${((100 * within) / asked.length).toFixed(0)} %` });
    }
    if (!rows.length) {
      rows.push(`| questions about | number | ${cells.map(({ engine }) => `${engine}: MRR | at 3`).join(" | ")} |`);
      rows.push(`| --- | ---: | ${cells.map(() => "---: | ---:").join(" | ")} |`);
    }
    rows.push(`| ${name} | ${asked.length} | ${cells.map(({ text }) => text).join(" | ")} |`);
    await end();
  } finally {
    if (!process.env.SITES) rmSync(site, { recursive: true, force: true });
  }
}
console.log(rows.join("\n"));
process.exit(0);
