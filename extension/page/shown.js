// What is shown of a report in the page: highlights in every window and shadow root that has some of the article, tips, and
// whether the reader wants to see them.

/** @import { Report } from "../types.js" */
/** @import { Words } from "../view/words.js" */
/** @import { Kept } from "./follow.js" */
import { paint } from "./highlight.js";
import { Places } from "./places.js";
import { Tip } from "./tip.js";

/** @typedef {Window & typeof globalThis} View */

export class Shown {
  #words;
  #chosen;
  #dressPage;
  #places = new Places();
  #hidden = false;
  /** @type {Map<View, Tip>} */
  #tips = new Map();
  /** @type {{ report: Report, text: string, style: string, kept: Kept[] }} */
  #now = { report: /** @type {any} */ (null), text: "", style: "", kept: [] };
  /** @type {WeakSet<Node>} */
  #dressed = new WeakSet();
  /** Sentence that was gone to last. */
  #current = -1;

  /**
   * @param {Words} words
   * @param {(sentence: number) => void} chosen told which sentence a reader clicked on
   * @param {(style: string) => Promise<unknown>} dressPage gives the page's own document a style
   */
  constructor(words, chosen, dressPage) {
    this.#words = words;
    this.#chosen = chosen;
    this.#dressPage = dressPage;
    this.#tipIn(window);
  }

  /**
   * Shows a report in place of the one before.
   * @param {Report} report
   * @param {string} text the text that its offsets count in
   * @param {string} style of the highlights
   * @param {Kept[]} kept
   */
  async show(report, text, style, kept) {
    if (style !== this.#now.style) this.#places = new Places();
    this.#hidden = false;
    this.#current = -1;
    this.#now = { report, text, style, kept };
    await this.#dressFor(kept.flatMap(({ ranges }) => ranges));
    this.update();
  }

  /** Shows everything where it stands now. */
  update() {
    const { report, text, kept } = this.#now;
    const items = this.#hidden ? [] : kept.flatMap(({ name, sentence, ranges }) => ranges.map((range) => ({ name, sentence, range })));
    this.#dressFor(items.map(({ range }) => range));
    for (const { range } of items) this.#tipIn(viewOf(range));
    for (const [view, tip] of this.#tips) {
      const here = items.filter(({ range }) => viewOf(range) === view);
      for (const { range } of here) this.#dress(range.startContainer.getRootNode());
      paint(view, here);
      tip.follow(report, text, here);
    }
  }

  toggle() {
    this.#hidden = !this.#hidden;
    this.update();
  }

  /**
   * Goes to a sentence; false where the page no longer has it.
   * @param {number} sentence
   */
  reveal(sentence) {
    if (this.#hidden) this.toggle();
    this.#current = sentence;
    return [...this.#tips.values()].some((tip) => tip.reveal(sentence));
  }

  /** Goes to the next or the previous finding. @param {number} by */
  step(by) {
    const sentences = [...new Set(this.#now.kept.filter(({ ranges }) => ranges.length > 0).map(({ sentence }) => sentence))];
    const here = sentences.indexOf(this.#current);
    const next = sentences[here < 0 ? (by > 0 ? 0 : sentences.length - 1) : (here + by + sentences.length) % sentences.length];
    if (next === undefined) return;
    this.reveal(next);
    this.#chosen(next);
  }

  /** @param {View} view */
  #tipIn(view) {
    if (!this.#tips.has(view)) this.#tips.set(view, new Tip(view, this.#words, this.#chosen));
  }

  /** @param {Range[]} ranges */
  async #dressFor(ranges) {
    const style = this.#places.styleFor(ranges.filter(({ startContainer }) => startContainer.getRootNode() === document), this.#now.style);
    if (style) await this.#dressPage(style);
  }

  /** The browser dresses the page's document; frames and shadow roots need the style themselves. @param {Node} root */
  #dress(root) {
    if (root === document || this.#dressed.has(root)) return;
    this.#dressed.add(root);
    const { CSSStyleSheet } = viewOf(root);
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(this.#now.style);
    const place = /** @type {ShadowRoot | Document} */ (root);
    place.adoptedStyleSheets = [...place.adoptedStyleSheets, sheet];
  }
}

/** @param {Node | Range} place */
const viewOf = (place) => {
  const node = "startContainer" in place ? place.startContainer : place;
  return /** @type {View} */ ((node.nodeType === 9 ? /** @type {Document} */ (node) : node.ownerDocument)?.defaultView);
};
