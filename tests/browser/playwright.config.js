// Two workers keep two cores busy; the tests of one file run side by side, since each has a page of its own.
import { defineConfig } from "@playwright/test";

export default defineConfig({
  testDir: "specs",
  globalSetup: "./site/setup.js",
  outputDir: "test-results",
  fullyParallel: true,
  forbidOnly: true,
  workers: 2,
  retries: 0,
  timeout: 60_000,
  // Failures are told once more at the end, where those who read a long log look first.
  reporter: [["dot"]],
  use: {
    browserName: "chromium",
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
      args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
    },
    contextOptions: { reducedMotion: "no-preference" },
  },
});
