// The extension: starts the language server, and offers tasks and the preview.
// @ts-check
"use strict";

const vscode = require("vscode");
const { LanguageClient, TransportKind } = require("vscode-languageclient/node");
const { clientOptions, serverOptions, taskArguments, COMMANDS } = require("./settings.js");

/** @type {LanguageClient | undefined} */
let client;

const program = () => vscode.workspace.getConfiguration("journeybook").get("path", "journeybook");

async function start() {
  client = new LanguageClient("journeybook", "Journeybook", serverOptions(program(), TransportKind.stdio), clientOptions());
  await client.start();
}

async function restart() {
  await client?.stop();
  await start();
}

/** Tasks that report their problems by the matcher `$journeybook`. */
const tasks = {
  provideTasks: () => COMMANDS.map((command) => task({ type: "journeybook", command })),
  resolveTask: (/** @type {vscode.Task} */ given) => task(given.definition),
};

/** @param {vscode.TaskDefinition} definition */
function task(definition) {
  const run = new vscode.ProcessExecution(program(), taskArguments(definition.command));
  return new vscode.Task(definition, vscode.TaskScope.Workspace, definition.command, "journeybook", run, ["$journeybook"]);
}

/** Shows the preview, which `journeybook serve` opens in the browser. */
function preview() {
  const terminal = vscode.window.createTerminal({ name: "Journeybook", shellPath: program(), shellArgs: ["serve", "--open", "--follow"] });
  terminal.show(true);
}

/** What a problem's code means, as a document that is read only. */
const explanations = {
  provideTextDocumentContent: async (/** @type {vscode.Uri} */ uri) =>
    (await client?.sendRequest("journeybook/explain", { uri: uri.toString() })) ?? "Nothing is known of this code.",
};

exports.activate = async (/** @type {vscode.ExtensionContext} */ context) => {
  context.subscriptions.push(
    vscode.commands.registerCommand("journeybook.restart", restart),
    vscode.commands.registerCommand("journeybook.preview", preview),
    vscode.tasks.registerTaskProvider("journeybook", tasks),
    vscode.workspace.registerTextDocumentContentProvider("journeybook", explanations),
  );
  try {
    await start();
  } catch (error) {
    void vscode.window.showErrorMessage(`Journeybook could not start \`${program()}\`: ${error}. Set \`journeybook.path\`.`);
  }
};

exports.deactivate = () => client?.stop();
