// Before all tests: serve what will be built, build it for that address, and tell the tests where it is.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { buildAll, work } from "./build.js";
import { serve } from "./server.js";

export default async function setup() {
  const server = await serve(join(work, "sites"));
  process.env.ORIGIN = server.origin;
  buildAll(server.origin);
  mkdirSync(join(work, "sites"), { recursive: true });
  return server.stop;
}
