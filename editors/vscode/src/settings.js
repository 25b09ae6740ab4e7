// What the extension tells the client, apart from the editor so that tests can hold it.
// @ts-check
"use strict";

/** The commands that are offered as tasks. */
exports.COMMANDS = ["check", "build", "fix"];

/** The server's command that opens the preview. */
exports.OPEN_PREVIEW = "journeybook.openPreview";

/**
 * A place in a text, as the server takes it.
 * @param {string} uri
 * @param {{ line: number, character: number }} position
 */
exports.placeOf = (uri, { line, character }) => ({ textDocument: { uri }, position: { line, character } });

/**
 * How the server is started.
 * @param {string} command
 * @param {number} transport
 */
exports.serverOptions = (command, transport) => ({ command, args: ["lsp"], transport });

/** The texts that the server is told of, and that the extension can show what a problem's code means. */
exports.clientOptions = () => ({
  initializationOptions: { opensExplanations: true },
  documentSelector: [
    { scheme: "file", language: "markdown" },
    { scheme: "file", language: "yaml", pattern: "**/{handbook,theme}.yaml" },
  ],
});

/**
 * The arguments of a task; its problems are printed one a line.
 * @param {string} command
 */
exports.taskArguments = (command) => (command === "fix" ? ["fix"] : [command, "--format", "github"]);
