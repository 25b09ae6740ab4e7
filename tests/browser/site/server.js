// Serves a folder as GitHub Pages does: `index.html` for folders, a redirect to the slash, `.html` left out of addresses,
// `404.html` for the rest, gzip, and ten minutes of cache. The port is chosen by the system.

import { readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize, sep } from "node:path";
import { gzipSync } from "node:zlib";

const types = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "application/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".xml": "application/xml",
  ".txt": "text/plain; charset=utf-8",
};

const kind = (path) => statSync(path, { throwIfNoEntry: false });

/** What stands at an address: a file and its status, or where to go instead. */
function locate(root, address) {
  const path = normalize(join(root, decodeURIComponent(address)));
  if (!path.startsWith(root + sep) && path !== root) return { status: 404 };
  const found = kind(path);
  if (found?.isDirectory()) {
    if (!address.endsWith("/")) return { status: 301, location: `${address}/` };
    return kind(join(path, "index.html")) ? { status: 200, path: join(path, "index.html") } : { status: 404 };
  }
  if (found?.isFile()) return { status: 200, path };
  if (kind(`${path}.html`)?.isFile()) return { status: 200, path: `${path}.html` };
  return { status: 404 };
}

/** Starts the server; resolves to its origin and what stops it. */
export function serve(root) {
  const server = createServer((request, response) => {
    const { pathname, search } = new URL(request.url, "http://localhost");
    const answer = locate(root, pathname);
    if (answer.location) return response.writeHead(301, { location: answer.location + search }).end();
    // A site is published below its name, and its 404 page serves everything below it.
    const path = answer.path ?? join(root, pathname.split("/")[1] ?? "", "404.html");
    if (!kind(path)?.isFile()) return response.writeHead(404).end("not found");
    const type = types[extname(path)] ?? "application/octet-stream";
    const bytes = readFileSync(path);
    const zips = /text|javascript|json|xml/.test(type);
    response.writeHead(answer.status, {
      "content-type": type,
      "cache-control": "max-age=600",
      ...(zips && { "content-encoding": "gzip" }),
    });
    response.end(zips ? gzipSync(bytes, { level: 6 }) : bytes);
  });
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
      resolve({ origin: `http://127.0.0.1:${port}`, stop: () => server.close() });
    });
  });
}
