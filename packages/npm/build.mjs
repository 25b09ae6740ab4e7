// Makes the npm packages of a release: one for each system, with its program, and `journeybook`, which depends on all of them, so that
// npm installs the one that fits.
//
//   node build.mjs VERSION ARCHIVES FOLDER
//
// ARCHIVES holds the archives as `.github/scripts/package` writes them; all must be there.
import { execFileSync } from "node:child_process";
import { copyFileSync, cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const [tag, archives, folder] = process.argv.slice(2);

// What Node.js calls the systems. The programs for Linux need no library, so that they run on any.
const systems = [
  { target: "x86_64-unknown-linux-musl", os: "linux", cpu: "x64", program: "journeybook" },
  { target: "aarch64-unknown-linux-musl", os: "linux", cpu: "arm64", program: "journeybook" },
  { target: "x86_64-apple-darwin", os: "darwin", cpu: "x64", program: "journeybook" },
  { target: "aarch64-apple-darwin", os: "darwin", cpu: "arm64", program: "journeybook" },
  { target: "x86_64-pc-windows-msvc", os: "win32", cpu: "x64", program: "journeybook.exe" },
];

const repository = execFileSync(join(here, "../../.github/scripts/repository"), { encoding: "utf8" }).trim();
const version = tag.replace(/^v/, "");
const common = { version, license: "MIT OR Apache-2.0", repository: { type: "git", url: `git+${repository}.git` } };
const licences = ["LICENSE-MIT", "LICENSE-APACHE", "THIRD-PARTY.txt"];

/** Copies files of a target's archive into the folder of a package: each to its own path, unless `moved` says another. */
function unpack(target, name, files, moved = {}) {
  const unpacked = mkdtempSync(join(tmpdir(), "journeybook-"));
  try {
    execFileSync("tar", ["-xzf", join(archives, `journeybook-${tag}-${target}.tar.gz`), "-C", unpacked]);
    for (const file of files) {
      const to = join(folder, name, moved[file] ?? file);
      mkdirSync(dirname(to), { recursive: true });
      cpSync(join(unpacked, file), to, { recursive: true });
    }
  } finally {
    rmSync(unpacked, { recursive: true });
  }
}

function describe(name, described) {
  writeFileSync(join(folder, name, "package.json"), `${JSON.stringify({ name, ...common, ...described }, null, 2)}\n`);
}

const optionalDependencies = {};
for (const { target, os, cpu, program } of systems) {
  const name = `journeybook-${os}-${cpu}`;
  unpack(target, name, [...licences, program], { [program]: `bin/${program}` });
  describe(name, { description: `The program journeybook for ${os} on ${cpu}`, os: [os], cpu: [cpu] });
  optionalDependencies[name] = version;
}

unpack(systems[0].target, "journeybook", [...licences, "README.md", "man", "completions", "schemas"]);
copyFileSync(join(here, "journeybook.cjs"), join(folder, "journeybook/journeybook.cjs"));
describe("journeybook", {
  description: "A static site generator for DevRel handbooks whose readers move along the developer's journey",
  keywords: ["static-site", "devrel", "handbook", "markdown", "documentation"],
  bin: { journeybook: "journeybook.cjs" },
  man: readdirSync(join(folder, "journeybook/man")).map((page) => `man/${page}`),
  engines: { node: ">=18" },
  optionalDependencies,
});
