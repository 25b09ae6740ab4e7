// How long an editor waits for the language server, over the protocol, on a handbook of many pages.
//
//   cargo build --release && node benches/lsp.mjs [PAGES]
//
// Prints a line for each wait and ends with 1 when one is longer than promised at 10,000 pages; completions keep their promise at 50,000.
// On Linux the processor's time of the start is printed too: on a busy machine it says more than the clock.
import { spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";

const pages = Number(process.argv[2] ?? 10_000);
const program = process.env.JOURNEYBOOK ?? path.resolve(import.meta.dirname, "../target/release/journeybook");
const FOLDERS = 50;
const TIMES = 20;

/** What is promised, in milliseconds, and in megabytes. */
const LIMITS = { start: 1000, memory: 200, page: 20, handbook: 100, completion: 50 };

const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "journeybook-lsp-")));
process.on("exit", () => fs.rmSync(folder, { recursive: true, force: true }));

const name = (number) => `topic-${number % FOLDERS}/page-${number}.md`;

function generate() {
  fs.writeFileSync(path.join(folder, "handbook.yaml"), "title: Many pages\n");
  for (let number = 0; number < FOLDERS; number++) {
    fs.mkdirSync(path.join(folder, "content", `topic-${number}`), { recursive: true });
  }
  for (let number = 0; number < pages; number++) {
    const links = [1, 7, 50, 450].map((step) => (number + step) % pages);
    const text = links.map((to) => `It follows from [page ${to}](../${name(to)}#what-to-do-${to}), which says more of it.`);
    const words = "Developers come for an answer, and stay where they find the next one. ".repeat(6);
    const page = `---\ntitle: Page ${number}\nowner: team-${number % 9}\n---\n\n${words}\n\n## What to do ${number}\n\n${text.join("\n\n")}\n\n## Why\n\n${words}\n`;
    fs.writeFileSync(path.join(folder, "content", name(number)), page);
  }
}

class Client {
  constructor() {
    this.server = spawn(program, ["lsp"], { stdio: ["pipe", "pipe", "inherit"] });
    this.buffer = Buffer.alloc(0);
    this.waiting = [];
    this.next = 0;
    this.server.stdout.on("data", (data) => this.take(data));
  }

  take(data) {
    this.buffer = Buffer.concat([this.buffer, data]);
    for (;;) {
      const head = this.buffer.indexOf("\r\n\r\n");
      if (head < 0) return;
      const length = Number(/Content-Length: (\d+)/.exec(this.buffer.subarray(0, head).toString())[1]);
      if (this.buffer.length < head + 4 + length) return;
      const message = JSON.parse(this.buffer.subarray(head + 4, head + 4 + length).toString());
      this.buffer = this.buffer.subarray(head + 4 + length);
      const answered = this.waiting.filter((wait) => wait.isIt(message));
      this.waiting = this.waiting.filter((wait) => !answered.includes(wait));
      for (const wait of answered) wait.resolve(message);
    }
  }

  send(message) {
    const text = JSON.stringify({ jsonrpc: "2.0", ...message });
    this.server.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
  }

  notify(method, params) {
    this.send({ method, params });
  }

  wait(isIt) {
    return new Promise((resolve) => this.waiting.push({ isIt, resolve }));
  }

  async ask(method, params) {
    const id = ++this.next;
    const answer = this.wait((message) => message.id === id);
    this.send({ id, method, params });
    return (await answer).result;
  }

  /** Waits until the problems of a file are told that hold, or no longer hold, a code. */
  told(uri, code, holds) {
    return this.wait(
      ({ method, params }) =>
        method === "textDocument/publishDiagnostics" &&
        params.uri === uri &&
        params.diagnostics.some((problem) => problem.code === code) === holds,
    );
  }
}

const median = (times) => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)];
const since = (start) => performance.now() - start;

async function measure() {
  const found = {};
  const uri = (number) => pathToFileURL(path.join(folder, "content", name(number))).href;
  let start = performance.now();
  const client = new Client();
  await client.ask("initialize", { processId: process.pid, rootUri: pathToFileURL(folder).href, capabilities: {} });
  client.notify("initialized", {});
  await client.ask("workspace/symbol", { query: "" });
  found.start = since(start);
  const status = () => fs.readFileSync(`/proc/${client.server.pid}/status`, "utf8");
  if (process.platform === "linux") {
    // User and system time, in hundredths of a second (proc_pid_stat(5)).
    const fields = fs.readFileSync(`/proc/${client.server.pid}/stat`, "utf8").split(") ")[1].split(" ");
    console.log(`the processor worked ${(Number(fields[11]) + Number(fields[12])) * 10} ms until then`);
  }
  const [edited, reader] = [uri(451), uri(1)];
  const text = fs.readFileSync(path.join(folder, "content", name(451)), "utf8");
  client.notify("textDocument/didOpen", { textDocument: { uri: edited, languageId: "markdown", version: 1, text } });
  await client.ask("textDocument/references", {
    textDocument: { uri: edited },
    position: { line: 0, character: 0 },
    context: { includeDeclaration: false },
  });
  const heading = text.split("\n").findIndex((line) => line.startsWith("## What"));
  const at = (line, character) => ({ line, character });
  let version = 1;
  const change = (range, written) =>
    client.notify("textDocument/didChange", {
      textDocument: { uri: edited, version: ++version },
      contentChanges: [{ range, text: written }],
    });
  const [own, others, completions] = [[], [], []];
  for (let time = 0; time < TIMES; time++) {
    start = performance.now();
    const broken = client.told(edited, "broken-link", true);
    change({ start: at(heading + 1, 0), end: at(heading + 1, 0) }, "[x](nowhere.md)");
    await broken;
    own.push(since(start));
    change({ start: at(heading + 1, 0), end: at(heading + 1, 15) }, "");
    start = performance.now();
    const lit = client.told(reader, "broken-anchor", true);
    change({ start: at(heading, 3), end: at(heading, 4) }, "w");
    change({ start: at(heading, 3), end: at(heading, 4) }, "Th");
    await lit;
    others.push(since(start));
    const out = client.told(reader, "broken-anchor", false);
    change({ start: at(heading, 3), end: at(heading, 5) }, "W");
    await out;
    change({ start: at(heading + 1, 0), end: at(heading + 1, 0) }, "[x](../pag");
    start = performance.now();
    await client.ask("textDocument/completion", { textDocument: { uri: edited }, position: at(heading + 1, 10) });
    completions.push(since(start));
    change({ start: at(heading + 1, 0), end: at(heading + 1, 10) }, "");
  }
  Object.assign(found, { page: median(own), handbook: median(others), completion: median(completions) });
  if (process.platform === "linux") found.memory = Number(/VmHWM:\s+(\d+)/.exec(status())[1]) / 1024;
  await client.ask("shutdown", null);
  client.notify("exit");
  return found;
}

generate();
const found = await measure();
let isSlow = false;
for (const [what, limit] of Object.entries(LIMITS).filter(([what]) => what in found)) {
  const unit = what === "memory" ? "MB" : "ms";
  const isOver = (pages <= 10_000 || what === "completion") && found[what] > limit;
  isSlow ||= isOver;
  console.log(`${what.padEnd(12)}${found[what].toFixed(1).padStart(9)} ${unit}   of ${limit}${isOver ? "   too much" : ""}`);
}
process.exitCode = isSlow ? 1 : 0;
