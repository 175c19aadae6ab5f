// Which stretches of a report are painted, and as what.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { HIGHLIGHTS, marks, paint } from "../../extension/page/highlight.js";
import { report, sentence } from "./reports.js";

/** @param {ReturnType<typeof sentence>[]} sentences */
const painted = (...sentences) => marks(report({ sentences })).map(({ name, start, end }) => [name.replace("wirecopy-", ""), start, end]);

test("a flagged sentence is painted whole, by its class", () => {
  assert.deepEqual(painted(sentence(0, 10, "verbatim"), sentence(11, 20, "rewritten"), sentence(21, 30, "own")), [
    ["verbatim", 0, 10],
    ["rewritten", 11, 20],
  ]);
});

test("of a shared quotation only the quotation is painted", () => {
  const quotes = [{ start: 2, end: 8, status: "exact" }, { start: 9, end: 10, status: "unmatched" }];
  assert.deepEqual(painted(sentence(0, 12, "shared-quotation", { quotes })), [["quotation-shared", 2, 8]]);
});

test("an altered quotation is painted in a sentence of any class", () => {
  const quotes = [{ start: 2, end: 8, status: "altered" }];
  assert.deepEqual(painted(sentence(0, 12, "own", { quotes })), [["quotation-altered", 2, 8]]);
  assert.deepEqual(painted(sentence(0, 12, "rewritten", { quotes })), [["rewritten", 0, 12], ["quotation-altered", 2, 8]]);
});

test("a quotation that runs over sentences is painted sentence by sentence", () => {
  const quotes = [{ start: 5, end: 25, status: "altered" }];
  assert.deepEqual(painted(sentence(0, 12, "own", { quotes }), sentence(13, 30, "own", { quotes })), [
    ["quotation-altered", 5, 12],
    ["quotation-altered", 13, 25],
  ]);
});

test("furniture is never painted", () => {
  assert.deepEqual(painted(sentence(0, 10, "verbatim", { zone: "furniture" })), []);
});

test("painting replaces what was painted before", () => {
  const registry = new Map();
  const view = /** @type {any} */ ({ Highlight: class extends Set { priority = 0; }, CSS: { highlights: registry } });
  const range = /** @type {any} */ ({});
  paint(view, [{ name: "wirecopy-verbatim", range }]);
  paint(view, [{ name: "wirecopy-rewritten", range }]);
  assert.deepEqual([...registry.keys()], ["wirecopy-rewritten"]);
});

test("every kind of highlight has a look of its own, and one that needs no colour", () => {
  const css = readFileSync(new URL("../../extension/page/page.css", import.meta.url), "utf8");
  const underlines = HIGHLIGHTS.map((name) => new RegExp(`::highlight\\(${name}\\)[^}]*underline (\\w+)`).exec(css)?.[1]);
  assert.deepEqual([...new Set(underlines)].sort(), ["dashed", "dotted", "solid", "wavy"]);
});
