// The import Worker's job, with stand-ins for importer and engine: all or nothing, and nothing unverified.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { isPack, runImport } from "../../extension/options/import-job.js";

class Target {
  bytes = new Uint8Array(0);
  room = Infinity;
  flushed = false;
  /** @param {Uint8Array} view @param {{ at: number }} options */
  write(view, { at }) {
    const taken = view.subarray(0, Math.max(0, Math.min(view.length, this.room - at)));
    const grown = new Uint8Array(Math.max(this.bytes.length, at + taken.length));
    grown.set(this.bytes);
    grown.set(taken, at);
    this.bytes = grown;
    return taken.length;
  }
  /** @param {Uint8Array} view @param {{ at: number }} options */
  read(view, { at }) {
    view.set(this.bytes.subarray(at, at + view.length));
    return view.length;
  }
  getSize() {
    return this.bytes.length;
  }
  truncate() {}
  flush() {
    this.flushed = true;
  }
  close() {}
}

class Importer {
  documents = 0;
  /** @param {string} name @param {Uint8Array} bytes @param {boolean} named @param {(read: number) => void} watcher */
  add(name, bytes, named, watcher) {
    if (bytes.length > 3) watcher(2);
    const text = new TextDecoder().decode(bytes);
    if (text === "deep") throw new RangeError("Maximum call stack size exceeded");
    if (text === "odd" && named) {
      return { documents: 0, skipped: {}, problems: [{ file: name, line: null, message: "no format that Wirecopy reads" }], notes: [] };
    }
    if (text === "odd") return { documents: 0, skipped: { "unknown format": 1 }, problems: [], notes: [] };
    if (text === "bad") return { documents: 0, skipped: { "no text": 1 }, problems: [{ file: name, line: 7, message: "is not JSON" }], notes: [] };
    this.documents++;
    return { documents: 1, skipped: {}, problems: [], notes: text === "short" ? [{ file: name, line: null, message: "is a summary" }] : [] };
  }
  finish() {
    return { pack: new TextEncoder().encode(`WIRECOPY ${this.documents}`), documents: this.documents, sentences: 9 };
  }
}

/** @param {Partial<{ verify: () => void }>} [more] */
function tools(more = {}) {
  /** @type {number[]} */
  const shares = [];
  /** @type {string[]} */
  const calls = [];
  const engine = {
    openPack: (/** @type {string} */ id, /** @type {any} */ source) => (calls.push(`open ${id} ${source.getSize()}`), { id, documents: 2 }),
    verifyPack: more.verify ?? (() => calls.push("verify")),
    closePack: () => calls.push("close"),
  };
  return {
    shares, calls,
    loadImporter: async () => /** @type {any} */ (new Importer()),
    loadEngine: async () => /** @type {any} */ (engine),
    progress: (/** @type {number} */ done, /** @type {number} */ all) => shares.push(done / all),
  };
}

const job = (/** @type {File[]} */ ...files) => ({ id: "new", name: "New", files });
const file = (/** @type {string} */ text, name = "a.json") => new File([text], name);

test("files become one pack, which is written, flushed and verified where it lies", async () => {
  const target = new Target();
  const used = tools();
  const imported = await runImport(job(file("one"), file("two")), target, used);
  assert.equal(new TextDecoder().decode(target.bytes), "WIRECOPY 2");
  assert.ok(target.flushed);
  assert.deepEqual(used.calls, ["open new 10", "verify", "close"]);
  assert.deepEqual(used.shares, [0.5, 1]);
  assert.deepEqual(imported.problems, []);
});

test("how far it is shows within a long file, too", async () => {
  const used = tools();
  await runImport(job(file("one"), file("longer")), new Target(), used);
  assert.deepEqual(used.shares.map((share) => share * 9), [3, 5, 9]);
});

test("what could not be used is told; the rest is imported", async () => {
  const imported = await runImport(job(file("one"), file("bad", "b.json")), new Target(), tools());
  assert.deepEqual(imported.skipped, { "no text": 1 });
  assert.deepEqual(imported.problems, [{ file: "b.json", line: 7, message: "is not JSON" }]);
});

test("a file of no known format is told, and the others are imported", async () => {
  const imported = await runImport(job(file("odd", "x.bin"), file("one")), new Target(), tools());
  assert.deepEqual(imported.problems, [{ file: "x.bin", line: null, message: "no format that Wirecopy reads" }]);
});

test("a file of no known format in a folder is counted, for nobody chose it", async () => {
  const imported = await runImport(job(file("odd", "desk/x.bin"), file("one", "desk/a.json")), new Target(), tools());
  assert.deepEqual([imported.problems, imported.skipped], [[], { "unknown format": 1 }]);
});

test("a file that cannot be read is told, and the others are imported", async () => {
  const gone = Object.assign(file("x", "gone.json"), { arrayBuffer: () => Promise.reject(new Error("it could not be found")) });
  const imported = await runImport(job(gone, file("one")), new Target(), tools());
  assert.deepEqual(imported.problems, [{ file: "gone.json", line: null, message: "it could not be found" }]);
});

test("an importer that crashes is asked for no other file", async () => {
  await assert.rejects(runImport(job(file("deep", "x.html"), file("one")), new Target(), tools()), RangeError);
});

test("what files say of themselves, and what came twice, is told", async () => {
  const imported = await runImport(job(file("short", "feed.xml"), file("two"), file("two again")), new Target(), tools());
  assert.deepEqual(imported.notes, [{ file: "feed.xml", line: null, message: "is a summary" }]);
  assert.deepEqual(imported.skipped, { "repeated, or an earlier version": 1 });
});

test("where nothing could be used the import fails with file and line", async () => {
  await assert.rejects(runImport(job(file("bad", "b.json")), new Target(), tools()), { name: "NothingUsable", message: "b.json:7: is not JSON" });
});

test("where all was left out the import fails with the reasons", async () => {
  const left = { name: "NothingUsable", message: "no article with text was found (1 left out: unknown format)" };
  await assert.rejects(runImport(job(file("odd", "desk/x.bin")), new Target(), tools()), left);
});

test("a pack is copied byte for byte", async () => {
  const bytes = Uint8Array.from({ length: 9_000_000 }, (_, index) => index % 251);
  bytes.set(new TextEncoder().encode("WIRECOPY"));
  const pack = new File([bytes], "a.pack");
  assert.ok(await isPack(pack));
  const target = new Target();
  await runImport(job(pack), target, tools());
  assert.deepEqual(target.bytes, bytes);
});

test("a damaged pack is refused with the reason, and let go of", async () => {
  const damaged = () => {
    throw Object.assign(new Error("block 3 is damaged"), { name: "PackError" });
  };
  const used = tools({ verify: damaged });
  await assert.rejects(runImport(job(file("WIRECOPY…")), new Target(), used), { name: "PackError", message: "block 3 is damaged" });
  assert.equal(used.calls.at(-1), "close");
});

test("no file is written but by what checks that all found room", () => {
  const folder = new URL("../../extension/", import.meta.url);
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".js") && !/^(pkg|page\.js)/.test(path));
  const writing = paths.filter((path) => /\.write\(.*\{ at\b/.test(readFileSync(new URL(path.replaceAll("\\", "/"), folder), "utf8")));
  assert.deepEqual(writing.map((path) => path.replaceAll("\\", "/")), ["engine/packs.js"]);
});

test("a full disk fails the import", async () => {
  const target = Object.assign(new Target(), { room: 4 });
  await assert.rejects(runImport(job(file("one")), target, tools()), { name: "StorageFull" });
});
