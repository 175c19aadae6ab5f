// The entries of a page's context menu, and what each leads to.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { report, sentence } from "./reports.js";
import { reset, world } from "./stand-in.js";
import { loadAdded } from "../../extension/added.js";
import { lastRecord } from "../../extension/background/records.js";
import "../../extension/background.js";

const TEXT = "One two. Three.";

beforeEach(() => {
  reset();
  world.engine = () => ({ report: report({ text: TEXT, sentences: [sentence(0, 8, "own"), sentence(9, 15, "own")] }), problems: [] });
});

/** @param {() => Promise<unknown>} happened */
async function until(happened) {
  while (!(await happened())) await new Promise((resolve) => setImmediate(resolve));
}

/** Chooses an entry on a page and waits for the report. @param {string} entry @param {string} id of the page */
async function choose(entry, id) {
  world.page = ({ type }) => (type === "read" ? { page: JSON.stringify({ id, blocks: [] }), title: "Title" } : { shown: 0, missed: 0 });
  world.menu({ menuItemId: entry }, { id: 7 });
  await until(async () => {
    const record = await lastRecord();
    return record?.page === id && record.state === "done";
  });
}

test("a page is checked, and it is a reference only where that was chosen", async () => {
  await choose("page", "https://site.example/checked");
  await choose("add", "https://site.example/added");
  await until(async () => (await loadAdded()).length > 0);
  assert.deepEqual((await loadAdded()).map(({ page, text }) => [page, text]), [["https://site.example/added", TEXT]]);
});
