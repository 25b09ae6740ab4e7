// The preview in a real browser: a save shows without a load, faults come and go, and the server may be started anew.
import { spawn } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer as createHttpServer, get } from "node:http";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { test as base, expect } from "@playwright/test";

const PROGRAM = process.env.JOURNEYBOOK ?? fileURLToPath(new URL("../../../target/debug/journeybook", import.meta.url));

/** Paragraphs that make a page longer than the window. */
const LONG = Array.from({ length: 60 }, (_, n) => `Paragraph ${n} of the page.`).join("\n\n");

const freePort = () =>
  new Promise((found, failed) => {
    const server = createServer()
      .on("error", failed)
      .listen(0, "127.0.0.1", () => {
        const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
        server.close(() => found(port));
      });
  });

/** A handbook on disk with a preview of it. */
class Preview {
  dir = "";
  port = 0;
  origin = "";
  /** @type {string[]} */
  flags = [];
  /** @type {import("node:child_process").ChildProcess} */
  child;

  static async of(files, flags = []) {
    const preview = new Preview();
    preview.dir = await mkdtemp(join(tmpdir(), "preview-"));
    preview.port = await freePort();
    preview.origin = `http://127.0.0.1:${preview.port}`;
    preview.flags = flags;
    for (const [path, text] of Object.entries(files)) await preview.write(path, text);
    await preview.start();
    return preview;
  }

  async write(path, text) {
    await mkdir(dirname(join(this.dir, path)), { recursive: true });
    await writeFile(join(this.dir, path), text);
  }

  async start() {
    this.child = spawn(PROGRAM, ["serve", this.dir, "--color", "never", "--port", String(this.port), ...this.flags], {
      stdio: ["ignore", "ignore", "pipe"],
    });
    await /** @type {Promise<void>} */ (
      new Promise((started, failed) => {
        let said = "";
        this.child.stderr.on("data", (text) => {
          said += text;
          if (said.includes("serving http")) started();
        });
        this.child.on("exit", () => failed(new Error("the preview ended")));
      })
    );
  }

  async stop() {
    this.child.removeAllListeners("exit");
    const ended = new Promise((resolve) => this.child.on("exit", resolve));
    this.child.kill("SIGINT");
    await ended;
  }

  async remove() {
    await this.stop();
    await rm(this.dir, { recursive: true });
  }
}

const FILES = {
  "content/index.md": "# Home\n\n[A](a.md)\n",
  "content/a.md": `# A\n\nThe first words.\n\n<details><summary>More</summary>\n\nInside.\n\n</details>\n\n${LONG}\n\nThe last words.\n`,
  "content/b.md": "# B\n\nWords of B.\n",
};

/**
 * @typedef {{ flags: string[], preview: Preview }} WithPreview
 * @typedef {import("@playwright/test").PlaywrightTestArgs & import("@playwright/test").PlaywrightTestOptions} Page
 * @typedef {import("@playwright/test").PlaywrightWorkerArgs & import("@playwright/test").PlaywrightWorkerOptions} Worker
 */

const test = base.extend(
  /** @type {import("@playwright/test").Fixtures<WithPreview, {}, Page, Worker>} */ ({
    flags: [[], { option: true }],
    preview: async ({ flags }, use) => {
      const preview = await Preview.of(FILES, flags);
      await use(preview);
      await preview.remove();
    },
  }),
);

/** Opens a page and marks its window, so that a load shows. */
async function open(page, preview, path) {
  // The first news make the page ask for the list of problems; the stream itself may be a worker's.
  const listening = page.waitForRequest(/__journeybook\/problems.json/);
  await page.goto(preview.origin + path);
  await listening;
  await page.evaluate(() => {
    window.marked = true;
  });
}

const isMarked = (page) => page.evaluate(() => window.marked === true);
const panel = (page) => page.getByRole("region", { name: "Problems of the handbook" });

test("an edit shows without a load, and scroll and details stay as they are", async ({ page, preview }) => {
  await open(page, preview, "/a/");
  await page.locator("summary", { hasText: "More" }).click();
  await page.getByText("The last words.").scrollIntoViewIfNeeded();
  const before = await page.evaluate(() => scrollY);
  expect(before).toBeGreaterThan(500);
  await preview.write(
    "content/a.md",
    FILES["content/a.md"].replace("The last words.", "The *very* last words.\n\n> [!NOTE]\n> And a note."),
  );
  await expect(page.getByText("The very last words.")).toBeVisible();
  await expect(page.getByText("And a note.")).toBeVisible();
  expect(Math.abs((await page.evaluate(() => scrollY)) - before)).toBeLessThan(2);
  await expect(page.getByText("Inside.")).toBeVisible();
  expect(await isMarked(page)).toBe(true);
});

test("what scripts added to the page outlives an edit", async ({ page, preview }) => {
  await preview.write("content/a.md", "# A\n\n```sh\nls\n```\n\nWords.\n");
  await open(page, preview, "/a/");
  // What is added to the page as it was before this text would go with that text.
  await expect(page.locator(".jb-prose pre")).toBeVisible();
  await page.evaluate(() => document.querySelector(".jb-prose p").append(Object.assign(document.createElement("b"), { id: "added" })));
  await preview.write("content/a.md", "# A\n\nBefore.\n\n```sh\nls\n```\n\nWords.\n\nAfter.\n");
  await expect(page.getByText("After.")).toBeVisible();
  expect(
    await page.locator(".jb-prose > :not(script)").evaluateAll((all) => all.map((one) => one.textContent.trim().split("\n")[0])),
  ).toEqual(["Before.", expect.stringContaining("ls"), "Words.", "After."]);
  await expect(page.locator("#added")).toHaveCount(1);
  expect(await isMarked(page)).toBe(true);
});

test("code that comes with an edit can be copied", async ({ page, preview }) => {
  await open(page, preview, "/b/");
  await preview.write("content/b.md", "# B\n\n```sh\nls\n```\n\n```sh\ncd\n```\n");
  await expect(page.getByRole("button", { name: "Copy code" })).toHaveCount(2);
  await preview.write("content/b.md", "# B\n\n```sh\nls\n```\n\n```sh\npwd\n```\n");
  await expect(page.getByText("pwd")).toBeVisible();
  await expect(page.getByRole("button", { name: "Copy code" })).toHaveCount(2);
  expect(await isMarked(page)).toBe(true);
});

test("focus and what is typed stay", async ({ page, preview }) => {
  await preview.write("content/a.md", "# A\n\n<input id=field>\n\nWords.\n");
  await open(page, preview, "/a/");
  await page.locator("#field").fill("half a senten");
  await preview.write("content/a.md", "# A\n\nAbove.\n\n<input id=field>\n\nOther words.\n");
  await expect(page.getByText("Other words.")).toBeVisible();
  await expect(page.locator("#field")).toBeFocused();
  await expect(page.locator("#field")).toHaveValue("half a senten");
});

test("a style sheet is exchanged without a load", async ({ page, preview }) => {
  await open(page, preview, "/a/");
  await preview.write("themes/default/static/style.css", "body { background: rgb(1, 2, 3) }");
  await expect.poll(() => page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe("rgb(1, 2, 3)");
  await expect(page.locator("link[rel=stylesheet]")).toHaveCount(1);
  expect(await isMarked(page)).toBe(true);
});

test("a picture's new bytes are shown", async ({ page, preview }) => {
  const picture = (width) => `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="10"/>`;
  await preview.write("content/pic.svg", picture(11));
  await preview.write("content/a.md", '# A\n\n<img id="pic" src="pic.svg" alt="A picture">\n');
  await open(page, preview, "/a/");
  const width = () => page.locator("#pic").evaluate((image) => image.naturalWidth);
  await expect.poll(width).toBe(11);
  await preview.write("content/pic.svg", picture(77));
  await expect.poll(width).toBe(77);
});

test("new bytes are shown wherever a page has them", async ({ page, preview }) => {
  const picture = (width) => `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="10"/>`;
  await preview.write("content/pic.svg", picture(11));
  await preview.write("content/frame.html", "<p>old</p>");
  await preview.write(
    "content/a.md",
    `# A

<picture><source srcset="pic.svg 1x, pic.svg 2x"><img id="chosen" src="pic.svg" alt="A"></picture>
<img id="set" srcset="pic.svg 1x" alt="B"> <video poster="pic.svg"></video> <object data="pic.svg"></object>
<iframe src="frame.html" title="C"></iframe> <img src="http://[" alt="D">
`,
  );
  await open(page, preview, "/a/");
  const width = (id) => () => page.locator(id).evaluate((image) => image.naturalWidth);
  await expect.poll(width("#set")).toBe(11);
  await preview.write("content/pic.svg", picture(77));
  await expect.poll(width("#set")).toBe(77);
  await expect.poll(width("#chosen")).toBe(77);
  await expect(page.locator("video")).toHaveAttribute("poster", /pic\.svg\?journeybook=/);
  await expect(page.locator("object")).toHaveAttribute("data", /pic\.svg\?journeybook=/);
  await preview.write("content/frame.html", "<p>new</p>");
  await expect(page.frameLocator("iframe").getByText("new")).toBeVisible();
  expect(await isMarked(page)).toBe(true);
});

test("a slow save keeps the page as it is", async ({ page, preview }) => {
  await preview.write("content/a.md", "# A\n\n<input id=field>\n\nWords.\n");
  await open(page, preview, "/a/");
  await page.locator("#field").fill("half a senten");
  // Some programs remove the file before they write it, others empty it.
  const remove = () => rm(join(preview.dir, "content/a.md"));
  const empty = () => preview.write("content/a.md", "");
  for (const [begin, gap] of /** @type {const} */ ([
    [remove, 60],
    [remove, 250],
    [remove, 450],
    [empty, 70],
    [empty, 260],
    [empty, 440],
  ])) {
    await begin();
    await new Promise((resolve) => setTimeout(resolve, gap));
    await preview.write("content/a.md", `# A\n\n<input id=field>\n\nSaved after ${gap}.\n`);
    await expect(page.getByText(`Saved after ${gap}.`)).toBeVisible();
  }
  await expect(page.locator("#field")).toHaveValue("half a senten");
  expect(await isMarked(page)).toBe(true);
});

test("a save is shown although the first fetch of it fails", async ({ page, preview }) => {
  await open(page, preview, "/b/");
  let failures = 0;
  await page.route("**/b/", (route) => (failures++ < 2 ? route.abort() : route.continue()));
  await preview.write("content/b.md", "# B\n\nSaved all the same.\n");
  await expect(page.getByText("Saved all the same.")).toBeVisible();
  expect(failures).toBe(3);
});

test("nine open pages follow a save", async ({ context, preview }) => {
  const pages = [];
  for (let i = 0; i < 9; i++) {
    const page = await context.newPage();
    await open(page, preview, "/b/");
    pages.push(page);
  }
  await preview.write("content/b.md", "# B\n\nSeen by all.\n");
  for (const page of pages) await expect(page.getByText("Seen by all.")).toBeVisible();
  // The worker goes on when the page goes that it began with.
  await pages.shift()?.close();
  await preview.write("content/b.md", "# B\n\nSeen by the others.\n");
  for (const page of pages) await expect(page.getByText("Seen by the others.")).toBeVisible();
});

test("a proxy may take a path away", async ({ page, preview }) => {
  const proxy = createHttpServer((request, response) => {
    const path = request.url?.replace(/^\/tool\/proxy/, "") ?? "/";
    if (path === request.url) return response.writeHead(404).end();
    const headers = { ...request.headers, host: `127.0.0.1:${preview.port}`, connection: "close" };
    get({ host: "127.0.0.1", port: preview.port, path, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(response);
    });
  });
  await /** @type {Promise<void>} */ (new Promise((ready) => proxy.listen(0, "127.0.0.1", () => ready())));
  const { port } = /** @type {import("node:net").AddressInfo} */ (proxy.address());
  const behind = { ...preview, origin: `http://127.0.0.1:${port}/tool/proxy` };
  const refused = [];
  page.on("response", (answer) => answer.status() >= 400 && refused.push(answer.url()));
  await open(page, behind, "/a");
  await expect(page).toHaveURL(/\/tool\/proxy\/a\/$/);
  await preview.write("content/a.md", "# A\n\nThrough the proxy.\n\n[nowhere](none.md)\n");
  await expect(page.getByText("Through the proxy.")).toBeVisible();
  await expect(panel(page).getByRole("link", { name: "Go to the page" })).toHaveAttribute("href", "/tool/proxy/a/");
  // Fonts are asked for with the origin, which is the proxy's.
  expect(refused).toEqual([]);
  await page.close();
  proxy.closeAllConnections();
  proxy.close();
});

test("a broken template brings the overlay over the last good page, and fixing takes it away", async ({ page, preview }) => {
  await open(page, preview, "/a/");
  await preview.write("themes/default/templates/page.html", "{% if %}<b>");
  await expect(panel(page)).toBeVisible();
  await expect(panel(page)).toContainText("error[template]");
  await expect(panel(page)).toContainText("themes/default/templates/page.html:1");
  await expect(panel(page).getByRole("link", { name: /in the editor/ })).toHaveAttribute("href", /^vscode:\/\/file\/.*page\.html:1:\d+$/);
  await expect(page.getByText("The first words.")).toBeVisible();
  await preview.write("content/a.md", FILES["content/a.md"].replace("The first words.", "Words under the overlay."));
  await expect(page.getByText("Words under the overlay.")).toBeVisible();
  await rm(join(preview.dir, "themes"), { recursive: true });
  await expect(panel(page)).toBeHidden();
  await expect(page.locator("journeybook-problems")).toHaveCount(0);
  expect(await isMarked(page)).toBe(true);
});

test("faults of the content are marked in place, listed, and dismissed for good", async ({ page, preview }) => {
  await open(page, preview, "/b/");
  await preview.write("content/a.md", "# A\n\n[nowhere](<no &lt;img src=x onerror=window.hacked=1&gt;.md>)\n");
  await expect(panel(page)).toContainText("error[broken-link]");
  await panel(page).getByRole("link", { name: "Go to the page" }).click();
  await expect(page).toHaveURL(/\/a\/$/);
  await expect(page.locator(".jb-missing")).toHaveText(/nowhere/);
  await expect(panel(page)).toBeVisible();
  await panel(page).getByRole("button", { name: "Close" }).click();
  await expect(panel(page)).toBeHidden();
  await expect(page.getByRole("button", { name: "1 error" })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("button", { name: "1 error" })).toBeVisible();
  await expect(panel(page)).toBeHidden();
  expect(await page.evaluate(() => window.hacked)).toBeUndefined();
});

test("live reload survives a restart of the server", async ({ page, preview }) => {
  await open(page, preview, "/a/");
  await preview.stop();
  await preview.write("content/a.md", FILES["content/a.md"].replace("The first words.", "Written while it was away."));
  await preview.start();
  await expect(page.getByText("Written while it was away.")).toBeVisible();
  await preview.write("content/a.md", FILES["content/a.md"].replace("The first words.", "Written after its return."));
  await expect(page.getByText("Written after its return.")).toBeVisible();
  expect(await isMarked(page)).toBe(true);
});

test("a page that goes and comes back is followed", async ({ page, preview }) => {
  await open(page, preview, "/b/");
  await rm(join(preview.dir, "content/b.md"));
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/not found|not here/i);
  await preview.write("content/b.md", "# B again\n");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("B again");
});

test("the search knows what is saved in pages that are not open", async ({ page, preview }) => {
  await open(page, preview, "/a/");
  await page.getByRole("button", { name: "Search", exact: true }).click();
  const field = page.getByLabel("Search this handbook");
  await field.fill("quokka");
  await expect(page.getByRole("dialog").getByRole("status")).toHaveText(/^No page/);
  await preview.write("content/b.md", "# B\n\nWords of B, and a quokka.\n");
  await expect(page.locator(".jb-hit > a").first()).toHaveText("B");
  await rm(join(preview.dir, "content/b.md"));
  await expect(page.locator(".jb-hit")).toHaveCount(0);
  expect(await isMarked(page)).toBe(true);
});

test("a page that did not change is left alone", async ({ page, preview }) => {
  await open(page, preview, "/b/");
  const changes = page.evaluate(
    () =>
      new Promise((resolve) => {
        let count = 0;
        // The theme's own script moves the mark of the current heading.
        new MutationObserver((found) => {
          count += found.length;
        }).observe(document.querySelector(".jb-prose"), { subtree: true, childList: true, attributes: true, characterData: true });
        setTimeout(() => resolve(count), 1500);
      }),
  );
  await preview.write("content/a.md", FILES["content/a.md"].replace("Paragraph 3 ", "Another paragraph "));
  expect(await changes).toBe(0);
});

test.describe("with --follow", () => {
  test.use({ flags: ["--follow"] });
  test("the browser goes where the author saves", async ({ page, preview }) => {
    await open(page, preview, "/a/");
    await preview.write("content/b.md", "# B\n\nSaved now.\n");
    await expect(page).toHaveURL(/\/b\/$/);
    await expect(page.getByText("Saved now.")).toBeVisible();
  });
});

test("a search after an edit knows the edit, and what was deleted is gone, without a load", async ({ page, preview }) => {
  await open(page, preview, "/a/");
  await page.keyboard.press("/");
  const field = page.getByLabel("Search this handbook");
  const hits = page.locator(".jb-hit > a");
  await field.fill("words");
  await expect(hits).toHaveCount(2);
  await field.fill("lighthouse");
  await expect(hits).toHaveCount(0);
  await preview.write("content/a.md", FILES["content/a.md"].replace("The last words.", "The lighthouse."));
  await expect(hits).toHaveText(["A"]);
  // An edit of another page, while the tab is hidden and hears nothing.
  const hide = (/** @type {boolean} */ isHidden) =>
    page.evaluate((isHidden) => {
      Object.defineProperty(document, "hidden", { value: isHidden, configurable: true });
      document.dispatchEvent(new Event("visibilitychange"));
    }, isHidden);
  await field.fill("cormorant");
  await expect(hits).toHaveCount(0);
  await hide(true);
  await preview.write("content/b.md", `${FILES["content/b.md"]}\n\nLater on, a cormorant.\n`);
  await expect.poll(() => page.evaluate(async () => (await fetch("/b/", { cache: "no-store" })).text())).toContain("cormorant");
  await hide(false);
  await expect(hits).toHaveText(["B"]);
  await rm(join(preview.dir, "content/b.md"));
  await field.fill("words");
  await expect(hits).toHaveText(["A"]);
  expect(await isMarked(page)).toBe(true);
});

test("the preview of an editor shows what is unsaved and follows the cursor", async ({ page, preview }) => {
  await preview.write("handbook.yaml", "title: Acme\n");
  await preview.write("content/a.md", `${FILES["content/a.md"]}\n## Set up\n\n${LONG}\n`);
  const server = spawn(PROGRAM, ["lsp"], { stdio: ["pipe", "pipe", "inherit"] });
  let heard = "";
  server.stdout.on("data", (text) => {
    heard += text;
  });
  const send = (message) => {
    const text = JSON.stringify({ jsonrpc: "2.0", ...message });
    server.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
  };
  const textDocument = { uri: `file://${preview.dir}/content/a.md` };
  const place = (line) => ({ textDocument, position: { line, character: 0 } });
  send({ id: 1, method: "initialize", params: { processId: null, rootUri: `file://${preview.dir}`, capabilities: {} } });
  send({ method: "initialized", params: {} });
  send({
    method: "textDocument/didOpen",
    params: { textDocument: { ...textDocument, languageId: "markdown", version: 1, text: "# A\n\nNot saved.\n\n## Set up\n\n" + LONG } },
  });
  const command = { command: "journeybook.openPreview", arguments: [place(2)] };
  send({ id: 2, method: "workspace/executeCommand", params: command });
  await expect.poll(() => heard).toMatch(/"result":"http:[^"]*\/a\/"/);
  const origin = /"result":"(http:\/\/[^/]*)/.exec(heard)[1];
  await open(page, { ...preview, origin }, "/a/");
  await expect(page.getByText("Not saved.")).toBeVisible();
  send({ method: "journeybook/cursor", params: place(8) });
  await expect.poll(() => page.evaluate(() => document.querySelector("#set-up").getBoundingClientRect().top)).toBeLessThan(200);
  expect(await isMarked(page)).toBe(true);
  send({
    method: "journeybook/cursor",
    params: { textDocument: { uri: `file://${preview.dir}/content/b.md` }, position: { line: 0, character: 0 } },
  });
  await expect(page).toHaveURL(/\/b\/$/);
  // A page that the reader opens is left alone until somebody writes.
  await page.goto(`${origin}/`);
  await expect(page.getByRole("link", { name: "A", exact: true }).first()).toBeVisible();
  await expect(page).toHaveURL(`${origin}/`);
  server.stdin.end();
});
