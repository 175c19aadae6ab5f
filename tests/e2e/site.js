// A small site on this machine for the browsers to visit.

import { createServer } from "node:http";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = new URL("../../", import.meta.url);
/** @param {string} path */
export const repository = (path) => new URL(path, root);
/** The extension as built; a packaged one can be named in its place. */
export const EXTENSION = resolve(process.env.WIRECOPY_EXTENSION ?? fileURLToPath(repository("extension")));

/** @type {Record<string, string>} */
const TYPES = {
  html: "text/html; charset=utf-8", js: "text/javascript", css: "text/css", json: "application/json",
  svg: "image/svg+xml", png: "image/png", wasm: "application/wasm",
};

/** @typedef {{ type?: string, headers?: Record<string, string>, body: string | Buffer }} Answer */
/** @typedef {(request: import("node:http").IncomingMessage, response: import("node:http").ServerResponse) => void} Handler */

/** Serves what a test puts there, and the folders of the demo page as they lie in the repository. */
export class Site {
  /** @type {Map<string, Answer>} */
  #pages = new Map();
  /** @type {Map<string, Handler>} */
  #handlers = new Map();
  /** Paths that were asked for. @type {string[]} */
  asked = [];
  #server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://site").pathname;
    this.asked.push(path);
    const handler = this.#handlers.get(path);
    if (handler) return handler(request, response);
    const answer = this.#pages.get(path) ?? fromRepository(path);
    if (!answer) return void response.writeHead(404).end();
    response.writeHead(200, { "content-type": answer.type ?? "text/html; charset=utf-8", ...answer.headers }).end(answer.body);
  });

  async start() {
    await new Promise((resolve) => this.#server.listen(0, "127.0.0.1", () => resolve(undefined)));
    return this;
  }

  /**
   * @param {string} path
   * @param {Answer} answer
   * @returns {string} its address
   */
  put(path, answer) {
    this.#pages.set(path, answer);
    return this.address(path);
  }

  /**
   * Lets a test answer for itself.
   * @param {string} path
   * @param {Handler} handler
   */
  handle(path, handler) {
    this.#handlers.set(path, handler);
    return this.address(path);
  }

  /** @param {string} path */
  address(path) {
    const { port } = /** @type {import("node:net").AddressInfo} */ (this.#server.address());
    return `http://127.0.0.1:${port}${path}`;
  }

  stop() {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

/**
 * @param {string} path
 * @returns {Answer | null}
 */
function fromRepository(path) {
  if (!/^\/(www|extension|reference)\/[\w./-]+$/.test(path) || path.includes("..")) return null;
  try {
    const file = path.startsWith("/extension/") ? join(EXTENSION, path.slice("/extension/".length)) : repository(path.slice(1));
    return { type: TYPES[path.split(".").at(-1) ?? ""] ?? "application/octet-stream", body: readFileSync(file) };
  } catch {
    return null;
  }
}
