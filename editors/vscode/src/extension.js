// The extension: starts the language server, and offers tasks and the preview.
// @ts-check
"use strict";

const vscode = require("vscode");
const { LanguageClient, TransportKind } = require("vscode-languageclient/node");
const { clientOptions, placeOf, serverOptions, taskArguments, COMMANDS, OPEN_PREVIEW } = require("./settings.js");

/** @type {LanguageClient | undefined} */
let client;

const program = () => vscode.workspace.getConfiguration("journeybook").get("path", "journeybook");

async function start() {
  client = new LanguageClient("journeybook", "Journeybook", serverOptions(program(), TransportKind.stdio), clientOptions());
  await client.start();
}

async function restart() {
  await client?.stop();
  isPreviewed = false;
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

/** Whether the preview was opened, so that the server wants to know of the cursor. */
let isPreviewed = false;

/** Has the server open the preview in the browser, where the cursor stands. It shows what is not saved yet. */
async function preview() {
  const editor = vscode.window.activeTextEditor;
  const place = editor ? [placeOf(editor.document.uri.toString(), editor.selection.active)] : [];
  try {
    await client?.sendRequest("workspace/executeCommand", { command: OPEN_PREVIEW, arguments: place });
    isPreviewed = true;
  } catch (error) {
    void vscode.window.showErrorMessage(`Journeybook could not open the preview: ${error}`);
  }
}

/** @param {vscode.TextEditorSelectionChangeEvent} event */
function tellCursor({ textEditor: { document, selection } }) {
  if (!isPreviewed || document.languageId !== "markdown") return;
  void client?.sendNotification("journeybook/cursor", placeOf(document.uri.toString(), selection.active));
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
    vscode.window.onDidChangeTextEditorSelection(tellCursor),
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
