// What a reader takes along: enough to repeat the check, safe to open, true to what was found.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { emptyDocument, parse, readHtml } from "./dom.js";
import { document, report, sentence } from "./reports.js";
import "./stand-in.js";
import { labelledCases } from "../../extension/corrections.js";
import { proven } from "../../extension/proof/proof.js";
import { findQuote, quoteOf } from "../../extension/proof/quote.js";
import { fileName } from "../../extension/proof/save.js";
import { savedReport } from "../../extension/proof/saved-report.js";
import { snapshot } from "../../extension/proof/snapshot.js";
import { table } from "../../extension/proof/table.js";
import { findingAsText } from "../../extension/proof/text.js";
import { lookupIn, makeWords } from "../../extension/view/words.js";

const words = makeWords(lookupIn(JSON.parse(readFileSync(new URL("../../extension/_locales/en/messages.json", import.meta.url), "utf8"))));
const text = "Own words come first. Rates rose by 3 percent. =1+1 is no formula.";
const match = { document: "urn:one", sentence: 4, text: "Rates climbed by 2 percent.", score: 0.9 };
const found = report({
  text,
  verdict: { kind: "partial", share: 0.4, documents: [document({ url: "https://agency.example/a" })] },
  sentences: [sentence(0, 21, "own"), sentence(22, 46, "rewritten", { matches: [match] }), sentence(47, 66, "verbatim", { matches: [match] })],
});
const record = /** @type {any} */ ({ page: "https://site.example/a", title: "A </script> title", checked: "2026-05-01T10:00:00Z", report: found });

test("a saved report names address, time, hash of the text, and a selector for each finding", async () => {
  const { proof, verdict } = await proven(record);
  assert.equal(verdict, found.verdict);
  assert.deepEqual([proof.address, proof.checked], [record.page, record.checked]);
  assert.equal(proof.hash, "sha256-6a3f39ed8845be6a5334a6817600e0336e9061d384ab7e84302a5fb207a57f2d");
  assert.deepEqual(proof.selectors.map(({ sentence, exact, prefix }) => [sentence, exact, prefix]), [
    [1, "Rates rose by 3 percent.", "Own words come first. "],
    [2, "=1+1 is no formula.", "rds come first. Rates rose by 3 percent. ".slice(-32)],
  ]);
});

test("a quote is found where its surroundings are, and nowhere where its words are gone", () => {
  const page = "It rained. He left. It shone. It rained. She left.";
  const quote = quoteOf(page, 30, 40);
  assert.deepEqual(findQuote(`New lead. ${page}`, quote), { start: 40, end: 50 });
  assert.deepEqual(findQuote("It rained.", quote), { start: 0, end: 10 });
  assert.equal(findQuote("It snowed.", quote), null);
  assert.equal(findQuote("anything", quoteOf("", 0, 0)), null);
});

test("the HTML file holds the report, nothing that runs, and the report as data", async () => {
  const html = savedReport(emptyDocument(), words, await proven(record), "body { color: black }");
  const saved = parse(html);
  assert.match(saved.body.textContent ?? "", /40% of this article matches agency text.*Rates climbed by 2 percent/s);
  assert.equal(saved.querySelectorAll("script:not([type='application/json'])").length, 0);
  assert.match(saved.querySelector("meta[http-equiv]")?.getAttribute("content") ?? "", /default-src 'none'/);
  const data = JSON.parse(saved.querySelector("#wirecopy-report")?.textContent ?? "");
  assert.equal(data.proof.title, record.title);
  assert.deepEqual(data.sentences, found.sentences);
});

test("the table has a row for each finding, and no cell that a spreadsheet would calculate", async () => {
  const [head, ...rows] = table(await proven(record)).trimEnd().split("\r\n");
  assert.ok(head?.startsWith('"page","title"'));
  assert.equal(rows.length, 2);
  assert.match(rows[0] ?? "", /"rewritten","0\.500","Rates rose by 3 percent\.","Rates climbed by 2 percent\."/);
  assert.match(rows[1] ?? "", /"'=1\+1 is no formula\."/);
});

test("where the page has no verdict, what is taken along names the source all the same", async () => {
  const url = "https://agency.example/a";
  const few = report({ ...found, verdict: { kind: "not-compared", share: 0, reason: "too-short", documents: [] }, others: [document({ url })] });
  const taken = await proven({ ...record, report: few });
  const cited = parse(savedReport(emptyDocument(), words, taken, "")).querySelector(".attribution");
  assert.equal(cited?.querySelector("a")?.getAttribute("href"), url);
  assert.equal(cited?.textContent, "Head Agency · Mar 4, 2026");
  assert.match(table(taken), /"urn:one","Head","Agency","2026-03-04T10:00:00Z","https:\/\/agency\.example\/a","uncredited"/);
  const shared = { ...few, others: [document({ url, sentences: 0, share: 0 })] };
  assert.match(table(await proven({ ...record, report: shared })), /"https:\/\/agency\.example\/a",""/, "nobody owes credit for a shared quotation");
  assert.match(findingAsText(words, { report: few, text, title: "Title", page: record.page }, 1), /Source: Head, Agency, Mar 4, 2026, https:/);
});

test("a finding as text has both sentences and both addresses", () => {
  const copied = findingAsText(words, { report: found, text, title: "Title", page: record.page }, 1);
  for (const part of ["Rates rose by 3 percent.", "Rates climbed by 2 percent.", "https://site.example/a", "https://agency.example/a", "Agency"]) {
    assert.ok(copied.includes(part), part);
  }
});

test("a file is named after its page, in letters that every system takes", () => {
  assert.equal(fileName("Ünïted: “a/b”\\c?", "html"), "wirecopy-Ünïted-a-b-c.html");
  assert.equal(fileName("…", "csv"), "wirecopy-report.csv");
});

test("the page as read gives the same blocks when it is read again", () => {
  const folder = new URL("../../reference/pages/", import.meta.url);
  for (const name of readdirSync(folder).filter((name) => name.endsWith(".html"))) {
    const { page } = readHtml(readFileSync(new URL(name, folder), "utf8"));
    const again = readHtml(snapshot(page, emptyDocument())).page;
    const shown = (/** @type {typeof page} */ { blocks }) => blocks.filter(({ hidden }) => !hidden).map(({ text, linked }) => [text, linked]);
    assert.deepEqual(shown(again), shown(page), name);
    assert.deepEqual([again.title, again.language], [page.title, page.language], name);
  }
});

test("corrections are saved as labelled cases, offsets in code points", () => {
  const page = { page: "https://site.example/a", title: "T", text: "🦀 One. Two.", engine: found.engine };
  const correction = { class: /** @type {const} */ ("own"), score: 0.1, source: { document: "urn:one", sentence: 4 }, made: "" };
  const cases = labelledCases([{ ...page, corrections: [
    { ...correction, label: "missed", start: 3, end: 7 }, { ...correction, label: "not-derived", start: 8, end: 12 },
  ] }]);
  assert.deepEqual(JSON.parse(cases).gold, [
    { start: 2, end: 6, label: "rewritten", src: ["urn:one#4"] }, { start: 7, end: 11, label: "own", src: [] },
  ]);
});
