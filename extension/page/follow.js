// Keeps highlights on their words while the page lives: a stretch whose words moved is found again by its words, one whose words
// went is no longer shown. Only what the page changed is looked at, in slices, so that a page that changes all the time stays quick.

/** @import { TextQuote } from "../proof/quote.js" */
/** @import { Mark } from "./highlight.js" */
import { findQuote } from "../proof/quote.js";
import { Anchors } from "./anchor.js";
import { readPart } from "./extract.js";
import { bare, holderOf } from "./flat.js";

/**
 * A mark with where it stands now; without Ranges while the page does not have its words.
 * @typedef {Mark & { quote: TextQuote, ranges: Range[], words: string }} Kept
 */

/** Milliseconds that changes are gathered before they are looked at. */
const GATHER = 120;
/** Changed parts beyond which the page is read as a whole. */
const MANY = 200;

export class Follower {
  #document;
  #moved;
  /** @type {Kept[]} */
  #kept = [];
  /** @type {Set<Element>} */
  #changed = new Set();
  #gathering = false;
  #observer;

  /**
   * @param {Document} document
   * @param {(kept: Kept[]) => void} moved told where everything stands after something moved
   */
  constructor(document, moved) {
    this.#document = document;
    this.#moved = moved;
    this.#observer = new MutationObserver((records) => this.#note(records));
  }

  /** Follows these from now on. @param {Kept[]} kept */
  follow(kept) {
    this.#kept = kept;
    this.#changed.clear();
    this.#observer.disconnect();
    if (kept.length > 0) this.#observe();
  }

  /** @param {MutationRecord[]} records */
  #note(records) {
    for (const { type, target, addedNodes } of records) {
      for (const node of type === "childList" ? addedNodes : [target]) {
        const part = node.nodeType === 1 ? /** @type {Element} */ (node) : node.nodeType === 3 ? paragraphOf(node) : null;
        if (part && this.#changed.size <= MANY) this.#changed.add(part);
      }
    }
    if (this.#gathering) return;
    this.#gathering = true;
    setTimeout(async () => {
      await this.#look();
      this.#gathering = false;
      if (this.#changed.size > 0) this.#note([]);
    }, GATHER);
  }

  async #look() {
    const parts = this.#changed.size > MANY ? [this.#document.body] : [...this.#changed];
    this.#changed.clear();
    const kept = this.#kept;
    const before = kept.map(({ ranges }) => ranges);
    for (const mark of kept) if (mark.ranges.length > 0 && !holdsStill(mark)) mark.ranges = [];
    for (const part of outermost(parts)) {
      const lost = kept.filter(({ ranges }) => ranges.length === 0);
      if (lost.length === 0) break;
      if (!lost.some(({ quote }) => mayHold(bare(part), quote))) continue;
      const { anchors } = await readPart(part);
      if (kept !== this.#kept) return;
      const text = anchors.map((block) => block.text).join("\n\n");
      const places = new Anchors(anchors);
      for (const mark of lost) {
        const place = findQuote(text, mark.quote);
        if (!place) continue;
        mark.ranges = places.ranges(place.start, place.end);
        mark.words = mark.ranges.map(String).join("");
      }
    }
    if (kept.every(({ ranges }, index) => ranges === before[index])) return;
    this.#observe();
    this.#moved(kept);
  }

  #observe() {
    const roots = new Set([this.#document, ...this.#kept.flatMap(({ ranges }) => ranges.map((range) => range.startContainer.getRootNode()))]);
    for (const root of roots) this.#observer.observe(root, { childList: true, characterData: true, subtree: true });
  }
}

/** Whether a mark's Ranges still hold its words. @param {Kept} mark */
function holdsStill({ ranges, words }) {
  return ranges.every((range) => range.startContainer.isConnected) && ranges.map(String).join("") === words;
}

/** A quick look whether a part can hold a quote at all. @param {Element} part @param {TextQuote} quote */
function mayHold(part, { exact }) {
  if (part.shadowRoot || part.querySelector("iframe")) return true;
  const [first = ""] = exact.split(/\s/, 1);
  return (part.textContent ?? "").includes(first);
}

/** The block that a text node stands in: a sentence may go on in the elements beside it. @param {Node} node */
function paragraphOf(node) {
  let part = holderOf(node);
  while (part && part.parentElement && getComputedStyle(part).display.startsWith("inline")) part = part.parentElement;
  return part;
}

/** Those that are connected and stand in none of the others. @param {Element[]} parts */
const outermost = (parts) => parts.filter((part) => bare(part).isConnected && !parts.some((other) => other !== part && bare(other).contains(part)));
