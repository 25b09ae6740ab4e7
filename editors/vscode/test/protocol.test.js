// Speaks with the server as the extension's client does, and reads what its tasks print with its problem matcher.
//
//   JOURNEYBOOK=target/debug/journeybook npm test
"use strict";

const assert = require("node:assert");
const { spawn, spawnSync } = require("node:child_process");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const { test } = require("node:test");
const { pathToFileURL } = require("node:url");
const rpc = require("vscode-languageserver-protocol/node");
const { serverOptions, clientOptions, placeOf, taskArguments, COMMANDS, OPEN_PREVIEW } = require("../src/settings.js");
const manifest = require("../package.json");

const program = path.resolve(process.env.JOURNEYBOOK ?? path.join(__dirname, "../../../target/debug/journeybook"));

/** A handbook whose one link is spelled wrongly. */
function handbook() {
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "journeybook-")));
  fs.mkdirSync(path.join(folder, "content"));
  fs.writeFileSync(path.join(folder, "handbook.yaml"), "title: Acme\n");
  fs.writeFileSync(path.join(folder, "content/index.md"), "# Home\n\n[Kit](Kit.md)\n");
  fs.writeFileSync(path.join(folder, "content/kit.md"), "# Kit\n\n[Home](index.md)\n");
  return folder;
}

test("the server tells of problems and fixes them over the extension's transport", async () => {
  const folder = handbook();
  const { command, args } = serverOptions(program, 0);
  const server = spawn(command, args);
  const connection = rpc.createMessageConnection(
    new rpc.StreamMessageReader(server.stdout),
    new rpc.StreamMessageWriter(server.stdin),
  );
  const published = new Promise((resolve) => connection.onNotification(rpc.PublishDiagnosticsNotification.type, resolve));
  connection.listen();
  const uri = pathToFileURL(path.join(folder, "content/index.md")).href;
  const answer = await connection.sendRequest(rpc.InitializeRequest.type, {
    processId: process.pid,
    rootUri: pathToFileURL(folder).href,
    initializationOptions: clientOptions().initializationOptions,
    capabilities: {
      workspace: { workspaceEdit: { documentChanges: true } },
      textDocument: { codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: [] } } } },
    },
  });
  assert.equal(answer.serverInfo?.name, "journeybook");
  await connection.sendNotification(rpc.InitializedNotification.type, {});
  const text = fs.readFileSync(path.join(folder, "content/index.md"), "utf8");
  await connection.sendNotification(rpc.DidOpenTextDocumentNotification.type, {
    textDocument: { uri, languageId: "markdown", version: 1, text },
  });
  const { diagnostics } = await published;
  assert.equal(diagnostics[0].code, "broken-link");
  const actions = await connection.sendRequest(rpc.CodeActionRequest.type, {
    textDocument: { uri },
    range: diagnostics[0].range,
    context: { diagnostics },
  });
  assert.equal(actions?.[0].edit.documentChanges[0].edits[0].newText, "kit.md");
  const explained = await connection.sendRequest("journeybook/explain", { uri: diagnostics[0].codeDescription.href });
  assert.match(explained, /^# broken-link\n/);
  const url = await connection.sendRequest("workspace/executeCommand", {
    command: OPEN_PREVIEW,
    arguments: [placeOf(uri, { line: 0, character: 0 })],
  });
  await connection.sendNotification("journeybook/cursor", placeOf(uri, { line: 2, character: 0 }));
  assert.match(await (await fetch(url)).text(), /<h1[^>]*>Home/);
  await connection.sendRequest(rpc.ShutdownRequest.type);
  await connection.sendNotification(rpc.ExitNotification.type);
  const code = await new Promise((resolve) => server.on("exit", resolve));
  assert.equal(code, 0);
});

test("the problem matcher reads what the tasks print", () => {
  const folder = handbook();
  const { stdout } = spawnSync(program, taskArguments("check"), { cwd: folder, encoding: "utf8" });
  const { pattern } = manifest.contributes.problemMatchers[0];
  const found = stdout.split("\n").map((line) => new RegExp(pattern.regexp).exec(line)).find(Boolean);
  assert.ok(found, stdout);
  assert.equal(found[pattern.file], "content/index.md");
  assert.equal(`${found[pattern.line]}:${found[pattern.column]}`, "3:7");
});

test("what the manifest lists is what the extension has", () => {
  assert.deepEqual(manifest.contributes.taskDefinitions[0].properties.command.enum, COMMANDS);
  assert.ok(clientOptions().documentSelector.length > 1);
});
