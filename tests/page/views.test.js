// What panel, demo page and tip show of a report.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { builder, webAddress } from "../../extension/view/element.js";
import { findings } from "../../extension/view/findings.js";
import { alteredQuotations, sides } from "../../extension/view/sides.js";
import { compared, sources, verdict, verdictInWords } from "../../extension/view/verdict.js";
import { lookupIn, makeWords } from "../../extension/view/words.js";
import { emptyDocument } from "./dom.js";
import { document, report, sentence } from "./reports.js";

const english = JSON.parse(readFileSync(new URL("../../extension/_locales/en/messages.json", import.meta.url), "utf8"));
const words = makeWords(lookupIn(english));
const h = builder(emptyDocument());

/** @param {number} documents @param {string | null} newest */
const pack = (documents, newest) => ({ name: "p", documents, sentences: 9, newest, checksum: "0" });
const engine = { version: "0", packs: [pack(40, "2026-05-01T10:00:00Z"), pack(2, "2026-06-23T10:00:00Z")], sensitivity: "balanced", weights: "0" };

test("no more is claimed than was compared", () => {
  assert.equal(verdictInWords(words, report({ engine })), "No match among 42 articles in 2 sets (newest: Jun 23, 2026)");
  const another = { ...pack(7, "2026-07-01T10:00:00Z"), comparable: 0 };
  const some = { ...engine, packs: [{ ...pack(40, "2026-05-01T10:00:00Z"), comparable: 3 }, another] };
  assert.equal(compared(words, report({ engine: some })), "3 articles in 1 set (newest: May 1, 2026)", "what is in another language was not");
  const none = { ...engine, packs: [] };
  assert.equal(compared(words, report({ engine: none })), "0 articles in 0 sets");
});

test("the verdict says how much of the page and in what way", () => {
  const credits = [{ agency: "TPA", start: 0, end: 3 }];
  const shown = verdict(h, words, report({ engine, verdict: { kind: "rewritten", share: 0.874, documents: [] }, credits }));
  assert.match(shown.textContent ?? "", /87% of this article matches agency text, most of it reworded.*The page credits TPA/);
});

test("the bar of the share has the colour of what most of it is, as the map under it has", () => {
  const bar = (/** @type {string} */ kind, /** @type {any[]} */ sentences) =>
    verdict(h, words, report({ engine, verdict: { kind, share: 0.3, documents: [] }, sentences })).querySelector(".meter")?.getAttribute("data-mostly");
  assert.equal(bar("partial", [sentence(0, 90, "verbatim"), sentence(91, 120, "rewritten")]), "verbatim");
  assert.equal(bar("partial", [sentence(0, 9, "verbatim"), sentence(91, 120, "rewritten")]), "rewritten");
  assert.equal(bar("rewritten", []), "rewritten");
});

test("a page that could not be compared says why", () => {
  const shown = verdict(h, words, report({ verdict: { kind: "not-compared", share: 0, reason: "too-short", documents: [] } }));
  assert.match(shown.textContent ?? "", /Nothing could be compared.*under four sentences, too few to tell/);
  assert.doesNotMatch(shown.textContent ?? "", /Compared with|credits no agency/, "nothing is said of what was not done");
});

test("of too few sentences there is no verdict, and what single ones match is not denied", () => {
  const few = report({ engine, verdict: { kind: "not-compared", share: 0, reason: "too-short", documents: [] }, sentences: [found] });
  const shown = verdict(h, words, few).textContent ?? "";
  assert.match(shown, /No verdict; single sentences match agency text.*under four sentences, too few to tell.*Compared with 42 articles/);
  assert.doesNotMatch(shown, /Nothing could be compared/);
});

test("a limit that was reached is told in words", () => {
  assert.match(verdict(h, words, report({ limits: ["page-too-long"] })).textContent ?? "", /only its beginning was compared/);
});

test("a source links only to the web", () => {
  for (const [url, linked] of /** @type {[string | null, boolean][]} */ ([
    ["https://agency.example/a", true], ["http://agency.example/a", true], ["javascript:alert(1)", false],
    ["data:text/html,x", false], ["/relative", false], ["not an address", false], [null, false],
  ])) {
    const shown = sources(h, words, report({ verdict: { kind: "partial", share: 0.2, documents: [document({ url })] } }));
    assert.equal(shown?.querySelectorAll("a[href]").length, linked ? 1 : 0, String(url));
    assert.equal(webAddress(url) !== null, linked);
  }
});

test("markup in a reference is shown as text", () => {
  const hostile = "<img src=x onerror=alert(1)>";
  const shown = sources(h, words, report({ verdict: { kind: "partial", share: 0.2, documents: [document({ headline: hostile, source: hostile })] } }));
  assert.equal(shown?.querySelector("img"), null);
  assert.equal(shown?.querySelector("cite")?.textContent, hostile);
});

const text = "Before. Rates rose by 3 percent on Monday. After.";
const found = sentence(8, 42, "rewritten", {
  matches: [{ document: "urn:one", sentence: 4, text: "Rates climbed by 2 percent on Monday.", score: 0.9 }],
  changes: [
    { kind: "kept", page: [8, 13], source: [0, 5] },
    { kind: "synonym", page: [14, 18], source: [6, 13] },
    { kind: "number", page: [22, 23], source: [17, 18] },
    { kind: "deleted", page: null, source: [27, 29] },
  ],
});

/** @param {Element} side */
const marked = (side) => [...side.querySelectorAll("mark")].map((mark) => [mark.dataset.change, mark.textContent]);

test("page sentence and source sentence stand side by side, what changed marked on either side", () => {
  const shown = sides(h, words, { report: report({ verdict: { kind: "partial", share: 0.2, documents: [document()] } }), text, sentence: found });
  const [page, source] = /** @type {[Element, Element]} */ (/** @type {unknown} */ ([...shown.querySelectorAll("blockquote")]));
  assert.equal(page.textContent, "Rates rose by 3 percent on Monday.");
  assert.deepEqual(marked(page), [["synonym", "rose"], ["number", "3"]]);
  assert.equal(source.textContent, "Rates climbed by 2 percent on Monday.");
  assert.deepEqual(marked(source), [["synonym", "climbed"], ["number", "2"], ["deleted", "on"]]);
});

test("where the set holds no text, the view says so", () => {
  const without = { ...found, matches: [{ ...found.matches[0], text: null }] };
  const shown = sides(h, words, { report: report(), text, sentence: without });
  assert.match(shown.textContent ?? "", /does not hold the article’s text/);
});

test("changes that lie over each other or outside the text do no harm", () => {
  const odd = { ...found, changes: [{ kind: "moved", page: [8, 20], source: [0, 99] }, { kind: "name", page: [10, 30], source: null }] };
  const shown = sides(h, words, { report: report(), text, sentence: odd });
  assert.equal(shown.querySelector("blockquote")?.textContent, "Rates rose by 3 percent on Monday.");
});

test("a finding names its class and its document, facts before wording", () => {
  const list = findings(h, words, report({ sentences: [sentence(0, 7, "own"), found] }), text);
  const items = [...(list?.querySelectorAll("[data-finding]") ?? [])];
  assert.deepEqual(items.map((item) => [item.getAttribute("data-class"), item.getAttribute("data-document"), item.getAttribute("data-sentence")]), [
    ["rewritten", "urn:one", "1"],
  ]);
  assert.match(items[0]?.textContent ?? "", /number differs · other word, same meaning · left out/);
  const key = [...(items[0]?.querySelectorAll(".changes mark") ?? [])].map((mark) => mark.getAttribute("data-change"));
  assert.deepEqual(key, ["number", "synonym", "deleted"], "each is marked as it is in the text");
});

test("an altered quotation stands beside the source's wording", () => {
  const quotes = [{ start: 14, end: 23, status: "altered", flip: "number", source: { document: "urn:one", text: "climbed by 2" } }];
  const shown = alteredQuotations(h, words, text, { ...found, quotes });
  assert.deepEqual([...(shown?.querySelectorAll("bdi") ?? [])].map((quoted) => quoted.textContent), ["“rose by 3”", "“climbed by 2”"]);
  assert.match(shown?.textContent ?? "", /a number differs/);
});

test("nothing found, nothing listed", () => {
  assert.equal(findings(h, words, report({ sentences: [sentence(0, 7, "own")] }), text), null);
  assert.equal(sources(h, words, report()), null);
});
