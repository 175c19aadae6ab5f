// The views of a report beyond its findings: reasons, drawings, dates, what is new, and narrowing the list.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { cameFirst } from "../../extension/view/dates.js";
import { builder } from "../../extension/view/element.js";
import { addFilter } from "../../extension/view/filter.js";
import { findings, kindsOf } from "../../extension/view/findings.js";
import { fresh } from "../../extension/view/fresh.js";
import { isItself } from "../../extension/view/itself.js";
import { articleMap, sourceMap } from "../../extension/view/maps.js";
import { sources, verdict, verdictInWords } from "../../extension/view/verdict.js";
import { reasons } from "../../extension/view/why.js";
import { lookupIn, makeWords } from "../../extension/view/words.js";
import { emptyDocument } from "./dom.js";
import { document, report, sentence } from "./reports.js";

const words = makeWords(lookupIn(JSON.parse(readFileSync(new URL("../../extension/_locales/en/messages.json", import.meta.url), "utf8"))));
const h = builder(emptyDocument());
const text = "The tower stood since 1871. Nobody asked. Keepers left at noon. It rained.";
const from = (/** @type {number} */ number) => [{ document: "urn:one", sentence: number, text: "The old tower had stood since 1871.", score: 0.9 }];
const first = sentence(0, 27, "rewritten", {
  score: 0.93, matches: from(4), telling: [[4, 9]],
  changes: [
    { kind: "kept", page: [0, 9], source: [0, 3] }, { kind: "moved", page: [10, 15], source: [18, 23] }, { kind: "kept", page: [16, 26], source: [24, 34] },
  ],
});
const last = sentence(42, 63, "verbatim", { matches: from(2) });
const found = report({
  text,
  verdict: { kind: "partial", share: 0.5, documents: [document({ length: 9 })] },
  sentences: [first, sentence(28, 41, "own"), last, sentence(64, 74, "own")],
});

test("why a sentence was marked: rare words, what is the same, numbers, place in the source, probability", () => {
  const why = reasons(words, found, text, 0).join("\n");
  for (const part of ["“tower”", "same order: 4 of 5.", "another place", "1871", "sentence 5 of 9", "93%"]) assert.ok(why.includes(part), `${part} in ${why}`);
  assert.deepEqual(reasons(words, found, text, 1), [], "an own sentence was not marked");
});

test("a neighbour from the same source is named as a reason", () => {
  const together = report({ ...found, sentences: [first, { ...last, start: 28 }] });
  assert.match(reasons(words, together, text, 0).join("\n"), /beside it comes from the same article/);
});

test("the map of the article has a part for every finding, and says how many", () => {
  const map = /** @type {HTMLElement} */ (articleMap(h, words, found));
  assert.deepEqual([...map.querySelectorAll("[data-kind]")].map((part) => part.getAttribute("data-sentence")), ["0", "2"]);
  assert.match(map.querySelector("svg")?.getAttribute("aria-label") ?? "", /: 2 of 4$/);
  assert.equal(articleMap(h, words, report()), null);
});

test("a page that is the source itself is called so, and owes itself no credit", () => {
  const url = "https://agency.example/tower?utm_source=feed";
  const page = (/** @type {string} */ page) => report({ ...found, page, verdict: { ...found.verdict, documents: [document({ url })] } });
  const [own, copy] = [page("http://www.agency.example/tower/#top"), page("https://paper.example/tower")];
  assert.match(verdict(h, words, own).textContent ?? "", /a source itself/);
  assert.doesNotMatch(verdict(h, words, copy).textContent ?? "", /a source itself/);
  assert.equal(sources(h, words, own)?.querySelector("[data-credit]"), null);
  assert.ok(sources(h, words, copy)?.querySelector("[data-credit]"));
  assert.ok(!isItself("https://agency.example/story?id=1", "https://agency.example/story?id=2"), "another article");
  assert.ok(!isItself("pasted text", null));
});

test("the drawing of a source says which of its sentences were used, and in which order", () => {
  const label = (/** @type {any[]} */ sentences) =>
    sourceMap(h, words, report({ ...found, sentences }), /** @type {any} */ (document({ length: 9 })))?.querySelector("svg")?.getAttribute("aria-label") ?? "";
  assert.match(label([first, last]), /sentence 3 and 5 of 9, in another order/);
  assert.match(label([last, first]), /sentence 3 and 5 of 9, in its order/);
  assert.match(label([1, 2, 3].map((number) => ({ ...last, matches: from(number) }))), /sentence 2–4 of 9/);
  assert.equal(sourceMap(h, words, report(), /** @type {any} */ (document())), null);
});

test("which came first is said as exactly as both dates are known", () => {
  for (const [page, source, said] of /** @type {[string | undefined, string | null, RegExp | null][]} */ ([
    ["2026-03-04T13:00:00Z", "2026-03-04T10:00:00Z", /source came 3 hours before/],
    ["2026-03-04T10:00:00Z", "2026-03-06T10:00:00Z", /source came 2 days after/],
    ["2026-03-04", "2026-03-04T23:00:00Z", /on the same day/],
    ["2026-03-05", "2026-03-04T23:00:00Z", /1 day before/],
    ["2026-03-04T10:00:00Z", "2026-03-04T10:00:00Z", /at the same time/],
    [undefined, "2026-03-04T10:00:00Z", null], ["2026-03-04", null, null], ["yesterday", "2026-03-04", null],
  ])) {
    const first = cameFirst(words, page, source);
    if (said) assert.match(first ?? "", said);
    else assert.equal(first, null);
  }
});

test("what is new: the article's own sentences, in runs", () => {
  const shown = fresh(h, words, found, text, { correct: true });
  assert.deepEqual([...(shown?.querySelectorAll("[data-own]") ?? [])].map((own) => own.textContent), ["Nobody asked.", "It rained."]);
  assert.equal(shown?.querySelectorAll("blockquote").length, 2);
  assert.equal(shown?.querySelectorAll("[data-action=missed]").length, 2);
  assert.equal(fresh(h, words, report({ ...found, verdict: { kind: "not-compared", share: 0, documents: [] } }), text), null);
});

test("the list begins with the kinds that the reader wants to see", () => {
  const section = /** @type {HTMLElement} */ (findings(h, words, found, text));
  addFilter(h, words, section, ["verbatim", "rewritten"]);
  const shown = () => [...section.querySelectorAll("[data-finding]:not([hidden])")].map((item) => item.getAttribute("data-sentence"));
  assert.deepEqual(shown(), ["0", "2"]);
  addFilter(h, words, section, ["verbatim"]);
  assert.deepEqual(shown(), ["2"]);
});

test("a quotation that is shared only in another wording is an altered one", () => {
  const quotes = [{ start: 0, end: 5, status: "altered", flip: null, source: null }];
  assert.deepEqual(kindsOf(sentence(0, 9, "shared-quotation", { quotes })), ["quotation-altered"]);
  assert.deepEqual(kindsOf(sentence(0, 9, "rewritten", { quotes })), ["rewritten", "quotation-altered"]);
});

test("a page with single matching sentences is not said to have none", () => {
  const single = report({ ...found, verdict: { ...found.verdict, kind: "independent" } });
  assert.match(verdictInWords(words, single), /single sentences match/);
  const quoting = report({ sentences: [sentence(0, 9, "shared-quotation")] });
  assert.match(verdictInWords(words, quoting), /only quotations match/);
});
