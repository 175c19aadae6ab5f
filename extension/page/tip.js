// The tip beside a highlighted sentence: its source, in a closed shadow root that is in the page only while the tip is open.

/** @import { Report, Sentence } from "../types.js" */
/** @import { Words } from "../view/words.js" */
import { builder } from "../view/element.js";
import { kindOf } from "../view/findings.js";
import { alteredQuotations, attribution, documentOf, sourceText } from "../view/sides.js";
import { openHost } from "./host.js";

/** Milliseconds that the pointer may be outside before the tip closes: enough to cross from the sentence into the tip. */
const GRACE = 250;
/** Distance in px between sentence and tip, and between tip and window edge. */
const GAP = 8;

/** A highlighted stretch and the sentence it belongs to. @typedef {{ sentence: number, range: Range }} Shown */

/** Opens and closes the tip as the reader points at, taps or focuses highlighted text. */
export class Tip {
  #view;
  #words;
  /** @type {Shown[]} */
  #shown = [];
  /** @type {Report | null} */
  #report = null;
  #text = "";
  /** @type {{ host: HTMLElement, sentence: number } | null} */
  #open = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #closing;
  #asked = false;
  #openedAt = 0;

  /**
   * @param {Window & typeof globalThis} view the page's window
   * @param {Words} words
   * @param {(sentence: number) => void} [chosen] told which sentence a reader clicked on
   */
  constructor(view, words, chosen = () => undefined) {
    this.#view = view;
    this.#words = words;
    const { document } = view;
    document.addEventListener("pointermove", (event) => this.#pointed(event), { passive: true });
    document.addEventListener("click", (event) => {
      if (this.#openAt(event.clientX, event.clientY) && this.#open) chosen(this.#open.sentence);
    });
    document.addEventListener("focusin", (event) => this.#focused(event.target));
    document.addEventListener("selectionchange", () => this.#caretMoved());
    // Being brought into view is no reason to close.
    document.addEventListener("scroll", () => Math.abs(view.scrollY - this.#openedAt) > GAP && this.close(), { passive: true, capture: true });
    // With the window's size or zoom the sentence moves away from under it.
    view.addEventListener("resize", () => this.close());
    document.addEventListener("keydown", (event) => event.key === "Escape" && this.close(), true);
  }

  /**
   * Takes over what is highlighted now.
   * @param {Report} report
   * @param {string} text
   * @param {Shown[]} shown
   */
  follow(report, text, shown) {
    this.close();
    this.#report = report;
    this.#text = text;
    this.#shown = shown;
  }

  /**
   * Scrolls to a highlighted sentence and opens its tip; false where the page no longer has it.
   * @param {number} sentence
   */
  reveal(sentence) {
    const shown = this.#shown.find((item) => item.sentence === sentence);
    if (!shown?.range.startContainer.isConnected) return false;
    scrollTo(shown.range, this.#view);
    this.#show(shown, shown.range.getBoundingClientRect());
    return true;
  }

  close() {
    clearTimeout(this.#closing);
    this.#open?.host.remove();
    this.#open = null;
  }

  /** @param {PointerEvent} event */
  #pointed(event) {
    if (this.#asked || this.#shown.length === 0 || event.pointerType === "touch") return;
    this.#asked = true;
    requestAnimationFrame(() => {
      this.#asked = false;
      if (event.target === this.#open?.host || this.#openAt(event.clientX, event.clientY)) clearTimeout(this.#closing);
      else this.#closeSoon();
    });
  }

  #closeSoon() {
    if (!this.#open) return;
    clearTimeout(this.#closing);
    this.#closing = setTimeout(() => this.close(), GRACE);
  }

  /**
   * @param {number} x
   * @param {number} y
   */
  #openAt(x, y) {
    const shadowRoots = [...new Set(this.#shown.map(({ range }) => range.startContainer.getRootNode()))].filter((root) => root instanceof ShadowRoot);
    const caret = this.#shown.length > 0 ? this.#view.document.caretPositionFromPoint(x, y, { shadowRoots }) : null;
    const node = caret?.offsetNode;
    const shown = node && this.#shown.find(({ range }) => range.isPointInRange(node, caret.offset));
    // The caret nearest to a point can be far from it: the point must lie on a line of the sentence.
    const line = shown && [...shown.range.getClientRects()].find((box) => contains(box, x, y));
    if (!shown || !line) return false;
    if (this.#open?.sentence !== shown.sentence) this.#show(shown, line);
    return true;
  }

  /** @param {EventTarget | null} target */
  #focused(target) {
    const node = /** @type {Node} */ (target);
    const shown = this.#shown.find(({ range }) => range.intersectsNode(node));
    if (shown && node !== this.#view.document.body) this.#show(shown, /** @type {Element} */ (node).getBoundingClientRect());
  }

  /** With caret browsing the reader walks through the text by keyboard. */
  #caretMoved() {
    const selection = this.#view.document.getSelection();
    const node = selection?.isCollapsed ? selection.anchorNode : null;
    if (!selection || !node || this.#shown.length === 0) return;
    const shown = this.#shown.find(({ range }) => range.isPointInRange(node, selection.anchorOffset));
    if (shown && this.#open?.sentence !== shown.sentence) this.#show(shown, shown.range.getBoundingClientRect());
  }

  /**
   * @param {Shown} shown
   * @param {DOMRect} beside
   */
  #show(shown, beside) {
    this.close();
    const sentence = this.#report?.sentences[shown.sentence];
    if (!sentence) return;
    const host = openHost(this.#view.document, this.#content(sentence));
    this.#open = { host, sentence: shown.sentence };
    this.#openedAt = this.#view.scrollY;
    place(host, shown.range.getBoundingClientRect(), beside, this.#view);
  }

  /** @param {Sentence} sentence */
  #content(sentence) {
    const h = builder(this.#view.document);
    const words = this.#words;
    const match = sentence.matches[0];
    const kind = kindOf(sentence);
    return h("aside", { class: "tip", role: "status", lang: words.language, dir: words.text("direction"), "aria-label": words.text("tipLabel") },
      h("p", { class: "kind", "data-kind": kind }, words.text(`kind_${kind}`)),
      match && this.#report && [
        sourceText(h, words, sentence, match),
        attribution(h, words, documentOf(this.#report, match.document), match.document),
      ],
      alteredQuotations(h, words, this.#text, sentence));
  }
}

/**
 * @param {Range} range
 * @param {Window} view
 */
function scrollTo(range, view) {
  range.startContainer.parentElement?.scrollIntoView({ block: "nearest", behavior: "instant" });
  const { top, bottom } = range.getBoundingClientRect();
  if (top < 0 || bottom > view.innerHeight * 0.7) view.scrollBy({ top: top - view.innerHeight / 3, behavior: "instant" });
}

/**
 * Puts the tip under the sentence, or above it, so that it stays readable; where neither has room, under the line pointed at.
 * @param {HTMLElement} host
 * @param {DOMRect} sentence
 * @param {DOMRect} line
 * @param {Window} view
 */
function place(host, sentence, line, view) {
  const { width, height } = host.getBoundingClientRect();
  const { innerHeight: room } = view;
  const places = [sentence.bottom + GAP, sentence.top - GAP - height, line.bottom + GAP, line.top - GAP - height];
  const top = places.find((top) => top >= GAP && top + height <= room - GAP) ?? Math.max(GAP, room - GAP - height);
  const left = Math.max(GAP, Math.min(line.left, view.document.documentElement.clientWidth - width - GAP));
  host.style.setProperty("inset", `${top}px auto auto ${left}px`, "important");
}

/**
 * @param {DOMRect} box
 * @param {number} x
 * @param {number} y
 */
function contains(box, x, y) {
  return x >= box.left - 2 && x <= box.right + 2 && y >= box.top - 2 && y <= box.bottom + 2;
}
