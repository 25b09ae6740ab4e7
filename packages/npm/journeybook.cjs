#!/usr/bin/env node
// Starts the program of this system, which is a package of its own.
"use strict";
const { spawn } = require("node:child_process");

const name = `journeybook-${process.platform}-${process.arch}`;
const program = process.platform === "win32" ? "journeybook.exe" : "journeybook";

function fail(message, help) {
  console.error(`error: ${message}\nhelp: ${help}`);
  process.exit(2);
}

function find() {
  try {
    return require.resolve(`${name}/bin/${program}`);
  } catch {
    return fail(
      `the package \`${name}\` is not installed`,
      "install journeybook again without `--omit=optional`; if there is no such package, compile the program with `cargo install`",
    );
  }
}

const child = spawn(find(), process.argv.slice(2), { stdio: "inherit" });
child.on("error", (error) => fail(`the program cannot be started: ${error.message}`, `look at the package \`${name}\``));
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  // Ctrl-C reaches the program through the terminal already, and a second one would end it at once.
  const isTold = signal === "SIGINT" && process.stdin.isTTY;
  process.on(signal, () => isTold || child.kill(signal));
}
child.on("exit", (code, signal) => {
  if (signal) {
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  } else {
    process.exit(code);
  }
});
