// Text nodes become blocks: white space collapsed as it comes, visible and hidden apart, each block with the way back.

/** @import { BlockAnchor, Page } from "../types.js" */
import { LONGEST_NAME, LONGEST_PAGE, MOST_BLOCKS, MOST_ELEMENTS, cutTo } from "../limits.js";
import { collapse, lower } from "./white-space.js";

/** White space that does not stay as it is: all but a lone space between words. */
const SEPARATING = /[\t\n\f\r \u00a0]{2,}|[\t\n\f\r\u00a0]|^ | $/g;
const HINT_ATTRIBUTES = ["id", "class", "role", "itemprop", "itemtype", "aria-label", "data-testid", "data-component"];
const MAX_HINT = 256;

/**
 * An element that the text which is read now stands in; `index` is its place in `page.elements`, -1 before it is entered there.
 * @typedef {{ element: Element, outer: Part | null, depth: number, index: number }} Part
 */

/** Takes text nodes and boundaries in document order and fills in the page's blocks and elements. */
export class Sink {
  /** @type {BlockAnchor[]} */
  anchors = [];
  #length = 0;
  #page;
  /** @type {Part} */
  #part;
  #left = LONGEST_PAGE;
  #visible = new Buffer((before, words) => this.#fit(before, words));
  #hidden = new Buffer((before, words) => this.#fit(before, words));

  /**
   * @param {Page} page
   * @param {Element} root the element whose content is read
   */
  constructor(page, root) {
    this.#page = page;
    this.#part = { element: root, outer: null, depth: 0, index: -1 };
  }

  /** What comes now stands in `element`, until it is left. @param {Element} element */
  enter(element) {
    this.#part = { element, outer: this.#part, depth: this.#part.depth + 1, index: -1 };
  }

  leave() {
    const outer = /** @type {Part} */ (this.#part.outer);
    this.#part = outer;
    this.#visible.leftTo(outer);
    this.#hidden.leftTo(outer);
  }

  /**
   * @param {Text} node
   * @param {boolean} hidden
   * @param {boolean} linked
   */
  text(node, hidden, linked) {
    (hidden ? this.#hidden : this.#visible).take(node, this.#part, linked);
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

  /** Whether no text came since the last boundary. */
  get empty() {
    return this.#visible.empty && this.#hidden.empty;
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
    const { blocks, elements } = this.#page;
    const path = missing(buffer.holder);
    if (blocks.length === MOST_BLOCKS || elements.length + path.length > MOST_ELEMENTS) {
      this.end();
      this.#visible.clear();
      return this.#hidden.clear();
    }
    const { text } = buffer;
    for (const part of path) this.#enter(part);
    if (buffer.holder) blocks.push({ element: buffer.holder.index, text, linked: buffer.linked, hidden });
    if (!hidden) {
      if (this.anchors.length > 0) this.#length += 2;
      this.anchors.push({ start: this.#length, text, at: buffer.at, nodes: buffer.nodes, from: buffer.from });
      this.#length += text.length;
    }
    buffer.clear();
  }

  /** Enters a part in `page.elements`; the one around it stands there. @param {Part} part */
  #enter(part) {
    const { elements } = this.#page;
    const parent = part.outer?.index ?? null;
    const { localName } = part.element;
    // A frame's body is a part of the page like any other.
    const tag = localName === "body" && parent !== null ? "div" : lower(cutTo(localName, LONGEST_NAME));
    part.index = elements.length;
    elements.push({ parent, tag, hint: readHint(part.element) });
  }
}

/** A part and those around it that are not yet in `page.elements`, the outermost first. @param {Part | null} part */
function missing(part) {
  const path = [];
  for (let next = part; next && next.index < 0; next = next.outer) path.push(next);
  return path.reverse();
}

/** @param {Element} element */
function readHint(element) {
  if (!element.hasAttributes()) return "";
  const names = element.getAttributeNames();
  const values = HINT_ATTRIBUTES.map((name) => (names.includes(name) ? collapse(element.getAttribute(name) ?? "") : ""));
  return cutTo(values.filter(Boolean).join(" "), MAX_HINT);
}

/** The text between two boundaries, white space collapsed as it comes. */
class Buffer {
  /** @type {"" | " " | "\n"} */
  pending = "";
  text = "";
  linked = 0;
  /** The innermost part that holds all of the text. @type {Part | null} */
  holder = null;
  /** @type {number[]} */
  at = [];
  /** @type {Text[]} */
  nodes = [];
  /** @type {number[]} */
  from = [];
  /** The innermost part that holds the text and what is read now. @type {Part | null} */
  #common = null;
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
    return this.text === "";
  }

  clear() {
    this.pending = "";
    this.text = "";
    this.linked = 0;
    this.holder = null;
    this.#common = null;
    this.at = [];
    this.nodes = [];
    this.from = [];
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

  /** Reading went back out to `part`. @param {Part} part */
  leftTo(part) {
    if (this.#common && part.depth < this.#common.depth) this.#common = part;
  }

  /**
   * @param {Text} node
   * @param {Part} part
   * @param {boolean} linked
   */
  take(node, part, linked) {
    const { data } = node;
    let begin = 0;
    SEPARATING.lastIndex = 0;
    for (let white = SEPARATING.exec(data); white; white = SEPARATING.exec(data)) {
      const { index } = white;
      if (index > begin) this.#stretch(node, part, data.slice(begin, index), begin, linked);
      begin = SEPARATING.lastIndex;
      if (this.pending !== "" || this.empty) continue;
      this.pending = " ";
      this.#pendingLinked = linked;
      this.#pendingNode = node;
      this.#pendingFrom = index;
    }
    if (begin < data.length) this.#stretch(node, part, data.slice(begin), begin, linked);
  }

  /**
   * Takes words that are apart by single spaces as they stand.
   * @param {Text} node
   * @param {Part} part
   * @param {string} stretch
   * @param {number} begin where it stands in the node
   * @param {boolean} linked
   */
  #stretch(node, part, stretch, begin, linked) {
    const words = this.#fit(this.pending, stretch);
    if (!words) return;
    if (this.pending) {
      this.#append(this.pending, this.#pendingNode ?? node, this.#pendingFrom, this.#pendingLinked);
      this.pending = "";
    }
    this.#append(words, node, begin, linked);
    this.#common ??= part;
    this.holder = this.#common;
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
      this.at.push(this.text.length);
      this.nodes.push(node);
      this.from.push(from);
    }
    this.text += text;
    if (linked) this.linked += text.length;
    this.#lastNode = node;
    this.#lastEnd = from + text.length;
  }
}
