// What is dropped on the options page: files, and folders with all that is in them.

import assert from "node:assert/strict";
import { test } from "node:test";
import { droppedFiles } from "../../extension/options/dropped.js";

/** An entry as browsers give it: a file by its text, a folder by its entries. @param {string} name @param {any} content @param {string} above */
function entry(name, content, above = "") {
  const fullPath = `${above}/${name}`;
  if (typeof content === "string") {
    return { name, fullPath, isFile: true, isDirectory: false, file: (/** @type {(file: File) => void} */ give) => give(new File([content], name)) };
  }
  const inner = Object.entries(content).map(([name, content]) => entry(name, content, fullPath));
  return {
    name, fullPath, isFile: false, isDirectory: true,
    // Two at a time: browsers give a hundred.
    createReader: () => ({ readEntries: (/** @type {(part: any[]) => void} */ give) => give(inner.splice(0, 2)) }),
  };
}

/** @param {any[]} entries @param {File[]} files */
const dropped = (entries, files = []) => /** @type {any} */ ({ items: entries.map((one) => ({ webkitGetAsEntry: () => one })), files });

test("a folder gives its files by their paths, in order, the hidden ones left out", async () => {
  const desk = entry("desk", { "c.txt": "third", "a.json": "first", ".DS_Store": "x", b: { "1.xml": "second" }, ".git": { x: "x" } });
  const files = await droppedFiles(dropped([desk, entry("z.csv", "last"), null]));
  assert.deepEqual(files.map(({ name }) => name), ["desk/a.json", "desk/b/1.xml", "desk/c.txt", "z.csv"]);
  assert.deepEqual(await Promise.all(files.map((file) => file.text())), ["first", "second", "third", "last"]);
});

test("files without a folder are taken as they are", async () => {
  const file = new File(["x"], "x.txt");
  assert.deepEqual(await droppedFiles(dropped([entry("x.txt", "x")], [file])), [file]);
  assert.deepEqual(await droppedFiles(null), []);
});
