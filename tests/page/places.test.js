// Where highlights stand, as selectors: as few elements of the page as possible are given a style.

import assert from "node:assert/strict";
import { test } from "node:test";
import { parse } from "./dom.js";
import { Places } from "../../extension/page/places.js";

globalThis.CSS = /** @type {any} */ ({ escape: (/** @type {string} */ name) => name });
const STYLE = "::highlight(a) { color: red }\n::highlight(b) { color: blue }";

/** A range over the words between the text nodes that hold `from` and `to`. @param {Document} document @param {string} from @param {string} to */
function over(document, from, to) {
  const walker = document.createTreeWalker(document.body, 4);
  const range = document.createRange();
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.nodeValue?.includes(from)) range.setStart(node, 0);
    if (node.nodeValue?.includes(to)) range.setEnd(node, node.nodeValue.length);
  }
  return range;
}

const html = "<main><article><p>One <em>two</em> three.</p><p>Four.</p></article></main><ol><li><p>A comment.</p></li></ol>";

test("the rules name the elements that hold highlighted text, and no others", () => {
  const document = parse(html);
  const style = new Places().styleFor([over(document, "One", "three")], STYLE);
  const selectorsOf = (/** @type {string} */ name) =>
    [...style.matchAll(/([^\s,{}]+)::highlight\((\w)\)/g)].flatMap(([, place = "", named]) => (named === name ? [place] : []));
  assert.deepEqual([...document.querySelectorAll(selectorsOf("a").join(","))].map(({ textContent }) => textContent), ["One two three.", "two", "Four."]);
  assert.deepEqual(selectorsOf("b"), selectorsOf("a"));
});

test("what has its style already is not given it again", () => {
  const document = parse(html);
  const places = new Places();
  places.styleFor([over(document, "One", "three")], STYLE);
  assert.equal(places.styleFor([over(document, "Four", "Four")], STYLE), "");
  assert.match(places.styleFor([over(document, "A comment", "A comment")], STYLE), /ol>li>p/);
});
