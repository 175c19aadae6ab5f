// Where highlighted text stands, as selectors. A rule for all elements would make the browser style all of a long page anew, in one
// go that the reader feels; these name the elements by their kind and the kinds around them, and no more of the page is touched.
// Ids and classes are left out: pages change them at any time.

import { bare } from "./flat.js";

/** The elements that hold text of a range themselves. @param {Range} range */
function* holders({ commonAncestorContainer: around, startContainer, endContainer }) {
  const walker = /** @type {Document} */ (around.ownerDocument).createTreeWalker(around, 4 /* text */);
  walker.currentNode = startContainer;
  for (let node = /** @type {Node | null} */ (startContainer); node; node = walker.nextNode()) {
    if (node.parentElement) yield node.parentElement;
    if (node === endContainer) return;
  }
}

/** @param {Element} element */
function selectorOf(element) {
  const names = [];
  for (let next = /** @type {Element | null} */ (element); next; next = next.parentElement) {
    next = bare(next);
    names.unshift(CSS.escape(next.localName));
  }
  return names.join(">");
}

/** Remembers which places have their style. */
export class Places {
  /** @type {Set<string>} */
  #known = new Set();

  /**
   * The style for those of the ranges that stand where none stood before; empty where there are none.
   * @param {Range[]} ranges in the page's own document
   * @param {string} style rules for highlights of any element
   */
  styleFor(ranges, style) {
    const found = new Set(ranges.flatMap((range) => [...holders(range)].map(selectorOf)));
    const fresh = [...found].filter((place) => !this.#known.has(place));
    for (const place of fresh) this.#known.add(place);
    // One by one: of an `:is()` of several, Firefox does not see what kind of element it is about, and styles all of the page.
    return fresh.length > 0 ? style.replace(/::highlight\([^)]*\)/g, (named) => fresh.map((place) => place + named).join(",")) : "";
  }
}
