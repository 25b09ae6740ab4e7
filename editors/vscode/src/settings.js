// What the extension tells the client, apart from the editor so that tests can hold it.
// @ts-check
"use strict";

/** The commands that are offered as tasks. */
exports.COMMANDS = ["check", "build", "fix"];

/**
 * How the server is started.
 * @param {string} command
 * @param {number} transport
 */
exports.serverOptions = (command, transport) => ({ command, args: ["lsp"], transport });

/** The texts that the server is told of. */
exports.clientOptions = () => ({
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
