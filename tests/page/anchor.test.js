// From offsets in a report's text back to the document: the Range must hold exactly these words.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Anchors } from "../../extension/page/anchor.js";
import { readHtml, textOf } from "./dom.js";

/** @param {string} text */
const withoutSpace = (text) => text.replace(/[\t\n\f\r \u00a0]+/g, "");

/** @type {[string, string][]} */
const PAGES = [
  ["plain", "<p>One two three.</p><p>Four five.</p>"],
  ["inline elements", "<p>On<b>e tw</b>o <i>three</i>.</p>"],
  ["emoji", "<p>A 👩‍👩‍👧‍👦 family 🦀 crab <b>🏳️‍🌈</b> flag</p>"],
  ["combining marks", "<p>Cafe\u0301 n<b>o\u0308</b>el \u1112\u1161\u11ab</p>"],
  ["CRLF", "<p>one\r\ntwo\r\n\r\nthree</p>"],
  ["right to left", "<p>אמר <b>ראש</b> הממשלה 42 היום</p><p>قال الرئيس</p>"],
  ["a lone surrogate", "<p>odd \ud83d text <b>\udc00 here</b> end</p>"],
  ["runs of space", "<p>  a   b\t\tc \u00a0 d<b>  e</b>  f </p>"],
  ["line breaks", "<p>one<br>two <br> three<br><br>four</p>"],
  ["a hidden block between", "<p>one</p><p hidden>no</p><p>two three</p>"],
  ["soft hyphen and zero width", "<p>re\u00adwrit\u200bten wor\u2060ds</p>"],
];

for (const [name, html] of PAGES) {
  test(`every word is found again: ${name}`, () => {
    const reading = readHtml(html);
    const text = reading.anchors.map((block) => block.text).join("\n\n");
    const anchors = new Anchors(reading.anchors);
    for (const word of text.matchAll(/\S+/g)) {
      const range = anchors.range(word.index, word.index + word[0].length);
      assert.equal(range?.toString(), word[0]);
    }
  });

  test(`every stretch within a block is found again: ${name}`, () => {
    const reading = readHtml(html);
    const anchors = new Anchors(reading.anchors);
    for (const { start, text } of reading.anchors) {
      const range = anchors.range(start, start + text.length);
      assert.equal(withoutSpace(range?.toString() ?? ""), withoutSpace(text));
    }
  });
}

test("a stretch may run over blocks", () => {
  const html = "<p>One two</p><div>x</div><p>three four</p>";
  const range = new Anchors(readHtml(html).anchors).range(4, textOf(html).indexOf("three") + 5);
  assert.equal(range?.toString(), "twoxthree");
});

test("words that are no longer there are not found", () => {
  const reading = readHtml("<p>One two three</p><p>four five</p>");
  const anchors = new Anchors(reading.anchors);
  const first = /** @type {Text} */ (reading.anchors[0]?.nodes[0]);
  first.data = "One 2 three";
  assert.equal(anchors.range(0, 13), null);
  assert.equal(anchors.range(15, 19)?.toString(), "four");
  first.remove();
  assert.equal(anchors.range(0, 3), null);
});

test("offsets outside the text give nothing", () => {
  const anchors = new Anchors(readHtml("<p>One</p><p>two</p>").anchors);
  for (const [start, end] of [[0, 0], [2, 1], [0, 99], [3, 5], [-1, 2]]) {
    assert.equal(anchors.range(/** @type {number} */ (start), /** @type {number} */ (end)), null, `${start}..${end}`);
  }
});

test("a page without text has no ranges", () => assert.equal(new Anchors([]).range(0, 1), null));
