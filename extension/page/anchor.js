// From offsets in a report's text back to Ranges in the live document.

/** @import { BlockAnchor } from "../types.js" */

/** Finds the stretches of a report in the document they were read from. */
export class Anchors {
  #blocks;

  /** @param {BlockAnchor[]} blocks the visible blocks, in order */
  constructor(blocks) {
    this.#blocks = blocks;
  }

  /**
   * The Range of `text[start..end]`, or null where the document no longer has these words at that place.
   * @param {number} start
   * @param {number} end
   * @returns {Range | null}
   */
  range(start, end) {
    const first = this.#blockAt(start);
    const last = this.#blockAt(end - 1);
    if (end <= start || !first || !last || !this.#unchanged(start, end)) return null;
    const from = pointAt(first, start - first.start);
    const to = pointAt(last, end - 1 - last.start);
    if (!from || !to) return null;
    const range = from.node.ownerDocument.createRange();
    range.setStart(from.node, from.offset);
    range.setEnd(to.node, Math.min(to.offset + 1, to.node.length));
    return range;
  }

  /**
   * The Ranges of `text[start..end]`: several where it stands in several shadow roots or documents; none where it is no longer there.
   * @param {number} start
   * @param {number} end
   */
  ranges(start, end) {
    const parts = [];
    for (let from = start; from < end;) {
      const to = this.#endOfRoot(from, end);
      const range = this.range(from, to);
      if (!range) return [];
      parts.push(range);
      from = to;
    }
    return parts;
  }

  /** Where, from `start` on and up to `end`, the text of one root ends. @param {number} start @param {number} end */
  #endOfRoot(start, end) {
    const root = rootOf(this.#nodeAt(start));
    if (rootOf(this.#nodeAt(end - 1)) === root) return end;
    let to = start + 1;
    while (to < end && (this.#nodeAt(to) === null || rootOf(this.#nodeAt(to)) === root)) to++;
    return to;
  }

  /** The text node of a character; null between blocks. @param {number} offset */
  #nodeAt(offset) {
    const block = this.#blockAt(offset);
    return block && (pointAt(block, offset - block.start)?.node ?? null);
  }

  /**
   * The stretch of text that a selection covers, or null where it covers none that was read.
   * @param {Range} selection
   */
  covered(selection) {
    let start = Infinity;
    let end = 0;
    for (const block of this.#blocks) {
      block.nodes.forEach((node, piece) => {
        if (!selection.intersectsNode(node)) return;
        const [at, from] = [/** @type {number} */ (block.at[piece]), /** @type {number} */ (block.from[piece])];
        const length = (block.at[piece + 1] ?? block.text.length) - at;
        const first = node === selection.startContainer ? Math.min(Math.max(selection.startOffset - from, 0), length) : 0;
        const last = node === selection.endContainer ? Math.min(Math.max(selection.endOffset - from, 0), length) : length;
        if (last <= first) return;
        start = Math.min(start, block.start + at + first);
        end = Math.max(end, block.start + at + last);
      });
    }
    return start < end ? { start, end } : null;
  }

  /** @param {number} offset */
  #blockAt(offset) {
    const index = lastAtOrBefore(this.#blocks, offset, (block) => block.start);
    const block = this.#blocks[index];
    return block && offset < block.start + block.text.length ? block : null;
  }

  /**
   * Whether every piece of text from `start` to `end` is still in the document as it was read.
   * @param {number} start
   * @param {number} end
   */
  #unchanged(start, end) {
    for (let index = lastAtOrBefore(this.#blocks, start, (block) => block.start); index < this.#blocks.length; index++) {
      const block = /** @type {BlockAnchor} */ (this.#blocks[index]);
      if (block.start >= end) break;
      if (!blockUnchanged(block, Math.max(start - block.start, 0), Math.min(end - block.start, block.text.length))) return false;
    }
    return true;
  }
}

/** @param {Node | null} node */
const rootOf = (node) => node?.getRootNode();

/**
 * @param {BlockAnchor} block
 * @param {number} start
 * @param {number} end
 */
function blockUnchanged(block, start, end) {
  for (let piece = lastAtOrBefore(block.at, start, (at) => at); piece < block.at.length; piece++) {
    const at = /** @type {number} */ (block.at[piece]);
    if (at >= end) break;
    const node = /** @type {Text} */ (block.nodes[piece]);
    const from = /** @type {number} */ (block.from[piece]);
    const next = block.at[piece + 1] ?? block.text.length;
    const words = block.text.slice(at, next);
    if (words.trim() === "") continue;
    if (!node.isConnected || !sameWords(node.data, from, words)) return false;
  }
  return true;
}

/**
 * White space in the document may be any; in the text it is a space.
 * @param {string} data
 * @param {number} from
 * @param {string} words
 */
function sameWords(data, from, words) {
  return data.startsWith(words, from) || data.slice(from, from + words.length).replace(/[\t\n\f\r\u00a0]/g, " ") === words;
}

/**
 * The text node and the offset in it of the character at `offset` of the block.
 * @param {BlockAnchor} block
 * @param {number} offset
 */
function pointAt(block, offset) {
  const piece = lastAtOrBefore(block.at, offset, (at) => at);
  const node = block.nodes[piece];
  if (!node) return null;
  return { node, offset: /** @type {number} */ (block.from[piece]) + offset - /** @type {number} */ (block.at[piece]) };
}

/**
 * Index of the last item whose key is not after `key`; -1 where there is none.
 * @template Item
 * @param {Item[]} items in ascending order
 * @param {number} key
 * @param {(item: Item) => number} keyOf
 */
function lastAtOrBefore(items, key, keyOf) {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (keyOf(/** @type {Item} */ (items[middle])) <= key) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
