// The checked page, shown in a frame in which nothing runs and which can load nothing, with highlights and tip.

/** @import { Page, Report, TextPage } from "../extension/types.js" */
/** @import { Words } from "../extension/view/words.js" */
import { Anchors } from "../extension/page/anchor.js";
import { readInSlices } from "../extension/page/extract.js";
import { marks, paint } from "../extension/page/highlight.js";
import { parseHtml } from "../extension/page/parse.js";
import { readPlainText } from "../extension/page/plain.js";
import { Tip } from "../extension/page/tip.js";

/** What a page needs of its head to look like itself and to say what it is. Nothing of this loads or runs. */
const HEAD = 'title, style, meta[name], meta[property], meta[itemprop], link[rel~="canonical"], script[type="application/ld+json"]';
/** What has no place in a page that is only looked at. */
const REMOVED = 'script:not([type="application/ld+json"]), iframe, frame, object, embed, base, link:not([rel~="canonical"]), meta[http-equiv]';

/** A page is shown no smaller than this: what is wider still is scrolled. */
const SMALLEST = 0.45;

export class PageView {
  #frame;
  #words;
  #chosen;
  /** @type {Tip | null} */
  #tip = null;
  /** @type {Anchors | null} */
  #anchors = null;
  #text = "";

  /**
   * @param {HTMLIFrameElement} frame sandboxed, of this origin
   * @param {Words} words
   * @param {(sentence: number) => void} chosen told which sentence a reader clicked on
   */
  constructor(frame, words, chosen) {
    this.#frame = frame;
    this.#words = words;
    this.#chosen = chosen;
    addEventListener("resize", () => this.#fit());
  }

  /**
   * Shows a page and reads it.
   * @param {string} id
   * @param {string} source HTML or plain text
   * @returns {Promise<Page | TextPage>}
   */
  async open(id, source) {
    const document = await this.#emptyDocument();
    const isHtml = /<(?:!doctype|html|head|body|article|div|p|h1|table)\b/i.test(source);
    if (isHtml) place(parseHtml(source), document);
    else document.body.append(plainText(source, document));
    this.#fit();
    document.addEventListener("click", stayHere);
    const { page, anchors } = isHtml ? await readInSlices(document, { id }) : readPlainText(document, { id });
    this.#anchors = new Anchors(anchors);
    this.#text = anchors.map((block) => block.text).join("\n\n");
    this.#tip = new Tip(/** @type {Window & typeof globalThis} */ (document.defaultView), this.#words, this.#chosen);
    return page;
  }

  /**
   * Paints a report on the page that is open.
   * @param {Report} report
   * @returns {string} the text that its offsets count in
   */
  show(report) {
    const text = report.text ?? this.#text;
    const view = /** @type {Window & typeof globalThis} */ (this.#frame.contentWindow);
    const painted = marks(report).flatMap((mark) => {
      const range = this.#anchors?.range(mark.start, mark.end);
      return range ? [{ ...mark, range }] : [];
    });
    paint(view, painted);
    this.#tip?.follow(report, text, painted);
    return text;
  }

  /** @param {number} sentence */
  reveal(sentence) {
    this.#frame.scrollIntoView({ block: "nearest" });
    this.#tip?.reveal(sentence);
  }

  /** Shows a page that is wider than its frame smaller, so that its lines are not cut. */
  #fit() {
    const { style, contentDocument } = this.#frame;
    style.removeProperty("--shown-at");
    const page = contentDocument?.documentElement;
    // Again, since scroll bars are as wide as before in a page that is shown smaller.
    for (let again = 0; page && again < 2 && page.scrollWidth > page.clientWidth; again++) {
      const shownAt = Number(getComputedStyle(this.#frame).getPropertyValue("--shown-at"));
      style.setProperty("--shown-at", String(Math.max(SMALLEST, (shownAt * page.clientWidth) / page.scrollWidth)));
    }
  }

  /** @returns {Promise<Document>} a new one each time, so that nothing of the page before stays */
  #emptyDocument() {
    return new Promise((resolve) => {
      this.#frame.addEventListener("load", () => resolve(/** @type {Document} */ (this.#frame.contentDocument)), { once: true });
      this.#frame.src = "frame.html";
    });
  }
}

/**
 * Moves a parsed page into the frame's document, without what loads or runs.
 * @param {Document} parsed
 * @param {Document} document
 */
function place(parsed, document) {
  for (const element of parsed.querySelectorAll(REMOVED)) element.remove();
  document.title = "";
  document.querySelector("title")?.remove();
  for (const element of parsed.head.querySelectorAll(HEAD)) document.head.append(element);
  for (const [from, to] of /** @type {[Element, Element][]} */ ([[parsed.documentElement, document.documentElement], [parsed.body, document.body]])) {
    for (const { name, value } of from.attributes) if (!name.startsWith("on")) to.setAttribute(name, value);
  }
  document.body.append(...parsed.body.childNodes);
}

/**
 * @param {string} text
 * @param {Document} document
 */
function plainText(text, document) {
  const pre = document.createElement("pre");
  pre.style.cssText = "margin: 1.5rem; white-space: pre-wrap; font: 1rem/1.6 Georgia, serif";
  pre.append(text);
  return pre;
}

/** Links of the page lead nowhere here. @param {Event} event */
function stayHere(event) {
  if (/** @type {Element} */ (event.target).closest?.("a, area")) event.preventDefault();
}
