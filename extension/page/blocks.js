// Text nodes become blocks: white space collapsed as it comes, visible and hidden apart, each block with the way back.

/** @import { BlockAnchor, Page } from "../types.js" */
import { LONGEST_PAGE, MOST_BLOCKS, cutTo } from "../limits.js";
import { holds, partOf } from "./flat.js";
import { collapse, isWhite, lower } from "./white-space.js";

const HINT_ATTRIBUTES = ["id", "class", "role", "itemprop", "itemtype", "aria-label", "data-testid", "data-component"];
const MAX_HINT = 256;

/** Takes text nodes and boundaries in document order and fills in the page's blocks and elements. */
export class Sink {
  /** @type {BlockAnchor[]} */
  anchors = [];
  #length = 0;
  /** @type {Map<Element, number>} */
  #indices = new Map();
  #page;
  #root;
  #left = LONGEST_PAGE;
  #visible = new Buffer((before, words) => this.#fit(before, words));
  #hidden = new Buffer((before, words) => this.#fit(before, words));

  /**
   * @param {Page} page
   * @param {Element | null} root the element whose content is read
   */
  constructor(page, root) {
    this.#page = page;
    this.#root = root;
  }

  /**
   * @param {Text} node
   * @param {boolean} hidden
   * @param {boolean} linked
   */
  text(node, hidden, linked) {
    (hidden ? this.#hidden : this.#visible).text(node, linked);
  }

  /**
   * @param {boolean} hidden
   * @param {boolean} linked
   */
  lineBreak(hidden, linked) {
    const buffer = hidden ? this.#hidden : this.#visible;
    if (buffer.pending === "\n") this.boundary();
    else buffer.lineBreak(linked);
  }

  /** Whether a limit was reached: what would come now is left out. */
  get full() {
    return this.#page.cut;
  }

  /** Takes no more: the page goes on behind what was read. */
  end() {
    this.#page.cut = true;
  }

  /**
   * As much of `words` as fits behind `before`.
   * @param {string} before
   * @param {string} words
   */
  #fit(before, words) {
    const room = this.full ? 0 : Math.max(this.#left - before.length, 0);
    const fitting = room < words.length ? cutTo(words, room).replace(/ $/, "") : words;
    if (fitting !== words) this.end();
    if (fitting) this.#left -= before.length + fitting.length;
    return fitting;
  }

  boundary() {
    if (!this.#visible.empty) this.#flush(this.#visible, false);
    if (!this.#hidden.empty) this.#flush(this.#hidden, true);
    this.#visible.pending = "";
    this.#hidden.pending = "";
  }

  /**
   * @param {Buffer} buffer
   * @param {boolean} hidden
   */
  #flush(buffer, hidden) {
    if (this.#page.blocks.length === MOST_BLOCKS) {
      this.end();
      return buffer.clear();
    }
    const text = buffer.parts.join("");
    if (buffer.holder) this.#page.blocks.push({ element: this.#index(buffer.holder), text, linked: buffer.linked, hidden });
    if (!hidden) {
      if (this.anchors.length > 0) this.#length += 2;
      this.anchors.push({ start: this.#length, text, at: buffer.at, nodes: buffer.nodes, from: buffer.from });
      this.#length += text.length;
    }
    buffer.clear();
  }

  /**
   * The element's place in `page.elements`; it and its ancestors are entered when first needed.
   * @param {Element} element
   */
  #index(element) {
    const path = [];
    for (let next = /** @type {Element | null} */ (element); next && !this.#indices.has(next); next = partOf(next)) {
      path.push(next);
      if (next === this.#root) break;
    }
    for (const entered of path.reverse()) {
      const parent = entered === this.#root ? null : this.#indices.get(/** @type {Element} */ (partOf(entered))) ?? null;
      // A frame's body is a part of the page like any other.
      const tag = entered.localName === "body" && parent !== null ? "div" : lower(entered.localName);
      this.#indices.set(entered, this.#page.elements.length);
      this.#page.elements.push({ parent, tag, hint: readHint(entered) });
    }
    return /** @type {number} */ (this.#indices.get(element));
  }
}

/** @param {Element} element */
function readHint(element) {
  if (!element.hasAttributes()) return "";
  const values = HINT_ATTRIBUTES.map((name) => collapse(element.getAttribute(name) ?? ""));
  const hint = values.filter(Boolean).join(" ");
  return cutTo(hint, MAX_HINT);
}

/** The text between two boundaries, white space collapsed as it comes. */
class Buffer {
  /** @type {"" | " " | "\n"} */
  pending = "";
  /** @type {string[]} */
  parts = [];
  linked = 0;
  /** @type {Element | null} */
  holder = null;
  /** @type {number[]} */
  at = [];
  /** @type {Text[]} */
  nodes = [];
  /** @type {number[]} */
  from = [];
  #length = 0;
  #pendingLinked = false;
  /** @type {Text | null} */
  #pendingNode = null;
  #pendingFrom = 0;
  /** @type {Text | null} */
  #lastNode = null;
  #lastEnd = 0;
  #fit;

  /** @param {(before: string, words: string) => string} fit as much of the words as still fits behind what comes before them */
  constructor(fit) {
    this.#fit = fit;
  }

  get empty() {
    return this.#length === 0;
  }

  clear() {
    this.pending = "";
    this.parts = [];
    this.linked = 0;
    this.holder = null;
    this.at = [];
    this.nodes = [];
    this.from = [];
    this.#length = 0;
    this.#lastNode = null;
  }

  /** @param {boolean} linked */
  lineBreak(linked) {
    if (this.empty) return;
    this.pending = "\n";
    this.#pendingLinked = linked;
    this.#pendingNode = this.#lastNode;
    this.#pendingFrom = this.#lastEnd;
  }

  /**
   * @param {Text} node
   * @param {boolean} linked
   */
  text(node, linked) {
    const data = node.data;
    let begin = -1;
    for (let index = 0; index < data.length; index++) {
      if (!isWhite(data.charCodeAt(index))) {
        if (begin < 0) begin = index;
        continue;
      }
      if (begin >= 0) {
        const lone = data.charCodeAt(index) === 32 && index + 1 < data.length && !isWhite(data.charCodeAt(index + 1));
        if (lone) continue;
        this.#stretch(node, data, begin, index, linked);
        begin = -1;
      }
      if (this.pending === "" && !this.empty) {
        this.pending = " ";
        this.#pendingLinked = linked;
        this.#pendingNode = node;
        this.#pendingFrom = index;
      }
    }
    if (begin >= 0) this.#stretch(node, data, begin, data.length, linked);
  }

  /**
   * Takes `data[begin..end]`, words apart by single spaces, as it stands.
   * @param {Text} node
   * @param {string} data
   * @param {number} begin
   * @param {number} end
   * @param {boolean} linked
   */
  #stretch(node, data, begin, end, linked) {
    const words = this.#fit(this.pending, data.slice(begin, end));
    if (!words) return;
    if (this.pending) {
      this.#append(this.pending, this.#pendingNode ?? node, this.#pendingFrom, this.#pendingLinked);
      this.pending = "";
    }
    this.#append(words, node, begin, linked);
    const parent = /** @type {Element} */ (partOf(node));
    this.holder ??= parent;
    while (this.holder !== parent && !holds(this.holder, node)) this.holder = /** @type {Element} */ (partOf(this.holder));
  }

  /**
   * @param {string} text
   * @param {Text} node
   * @param {number} from
   * @param {boolean} linked
   */
  #append(text, node, from, linked) {
    // A line break stands in no text node: it is a piece of its own, at the end of the text before it.
    if (node !== this.#lastNode || from !== this.#lastEnd || text === "\n") {
      this.at.push(this.#length);
      this.nodes.push(node);
      this.from.push(from);
    }
    this.parts.push(text);
    this.#length += text.length;
    if (linked) this.linked += text.length;
    this.#lastNode = node;
    this.#lastEnd = from + text.length;
  }
}
