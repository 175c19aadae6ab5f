// What a reader says is not derived: neither marked nor counted from then on, in the panel, in the page and on the badge.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { beforeEach, test } from "node:test";
import { emptyDocument } from "./dom.js";
import { document, report, sentence } from "./reports.js";
import { reset, world } from "./stand-in.js";
import { checkTab } from "../../extension/background/check.js";
import { showCorrected } from "../../extension/background/corrected.js";
import { addCorrection, correctionOf, loadCorrections, undoCorrection } from "../../extension/corrections.js";
import { builder } from "../../extension/view/element.js";
import { reportHead } from "../../extension/view/report.js";
import { withoutSetAside } from "../../extension/view/set-aside.js";
import { lookupIn, makeWords } from "../../extension/view/words.js";

const words = makeWords(lookupIn(JSON.parse(readFileSync(new URL("../../extension/_locales/en/messages.json", import.meta.url), "utf8"))));
const page = { id: "https://site.example/", blocks: [] };
const text = "Ten chars. Ten chars. Ten chars. Ten chars. Heading.";
/** @param {number} at @param {string} kind @param {string} uri */
const from = (at, kind, uri, more = {}) => sentence(at, at + 10, kind, { matches: [{ document: uri, sentence: 0, text: "", score: 0.9 }], ...more });
const found = report({
  text,
  verdict: { kind: "rewritten", share: 0.75, documents: [document({ sentences: 2 }), document({ document: "urn:two", share: 0.25, sentences: 1 })] },
  sentences: [from(0, "rewritten", "urn:one"), from(11, "verbatim", "urn:one"), from(22, "rewritten", "urn:two"), sentence(33, 43, "own"),
    from(44, "rewritten", "urn:one", { zone: "headline" })],
});

/** @param {number[]} starts */
const setAside = (...starts) => withoutSetAside(found, starts.map((start) => correctionOf("not-derived", sentence(start, start + 10, "rewritten"))));
/** @param {import("../../extension/types.js").Report} left */
const summary = ({ verdict: { kind, share, documents } }) =>
  [kind, share, documents.map((one) => `${one.document} ${one.sentences} ${one.share}`)];

test("shares, sources and verdict count what is left", () => {
  assert.deepEqual(summary(setAside(0)), ["rewritten", 0.5, ["urn:one 1 0.25", "urn:two 1 0.25"]]);
  assert.deepEqual(summary(setAside(0, 22)), ["partial", 0.25, ["urn:one 1 0.25"]], "less than half");
  assert.deepEqual(summary(setAside(0, 11, 22)), ["independent", 0, []]);
  assert.deepEqual(summary(setAside(44)), summary(found), "no share counts a headline");
});

test("nothing changes where nothing that was found is set aside", () => {
  assert.equal(setAside(), found);
  assert.equal(setAside(33), found);
  assert.equal(withoutSetAside(found, [correctionOf("missed", sentence(33, 43, "own"))]), found);
});

test("what is said of the whole tells that something was set aside", () => {
  const said = reportHead(builder(emptyDocument()), words, { report: setAside(0, 22) }).map((node) => node.textContent).join(" ");
  assert.match(said, /25% of this article matches agency text.*You set 2 sentences aside as not derived; they are not counted\./);
  assert.doesNotMatch(said, /urn:two/);
});

/** What the page was told to mark last, by index. @type {string[]} */
let marked = [];
let holds = page.id;

beforeEach(() => {
  reset();
  holds = page.id;
  world.page = (message) => {
    if (message.type === "show") marked = Object.keys(message.report.sentences);
    return message.type === "read" ? { page: JSON.stringify(page), title: "Title" } : message.type === "holds" ? holds : { shown: 0, missed: 0 };
  };
  world.engine = () => ({ report: found, problems: [] });
});

/** @param {(page: { page: string, title: string, text: string, engine: any }) => Promise<unknown>} change */
async function correct(change) {
  const corrected = { page: page.id, title: "Title", text, engine: found.engine };
  await change(corrected);
  await showCorrected([{ ...corrected, corrections: [] }]);
}

test("page and badge follow at once, both ways, and at the next check", async () => {
  await checkTab(7, { clicked: true });
  assert.deepEqual([world.badges.get(7), marked], ["75%", ["0", "1", "2", "4"]]);
  await correct((corrected) => addCorrection(corrected, correctionOf("not-derived", sentence(0, 10, "rewritten"))));
  assert.deepEqual([world.badges.get(7), marked], ["50%", ["1", "2", "4"]]);
  await checkTab(7, { clicked: true });
  assert.deepEqual([world.badges.get(7), marked], ["50%", ["1", "2", "4"]]);
  await correct((corrected) => undoCorrection(corrected, 0));
  assert.deepEqual([world.badges.get(7), marked, await loadCorrections()], ["75%", ["0", "1", "2", "4"], []]);
});

test("a tab that shows another page by now keeps what it has", async () => {
  await checkTab(7, { clicked: true });
  marked = [];
  holds = "https://site.example/next";
  await correct((corrected) => addCorrection(corrected, correctionOf("not-derived", sentence(0, 10, "rewritten"))));
  assert.deepEqual([world.badges.get(7), marked], ["75%", []]);
});
