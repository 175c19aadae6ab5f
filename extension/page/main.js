// The page's part of the extension: reads the page, paints the report, answers the router. Put in twice it does nothing.

/** @import { BlockAnchor, Page, Report, TextPage } from "../types.js" */
import * as browser from "../browser.js";
import { isMessage, named, replyOf } from "../protocol.js";
import { makeWords } from "../view/words.js";
import { Anchors } from "./anchor.js";
import { pause, readInSlices } from "./extract.js";
import { marks, paint } from "./highlight.js";
import { isPlainText, readPlainText } from "./plain.js";
import { Tip } from "./tip.js";

/** Ranges made between two pauses. */
const RANGES_A_STEP = 100;
const STARTED = Symbol.for("wirecopy");

/** @type {{ page: Page | TextPage, anchors: BlockAnchor[], text: string } | null} */
let reading = null;
/** @type {Tip | null} */
let tip = null;

/** @returns {Promise<{ page: Page | TextPage, title: string }>} */
async function read() {
  if (document.contentType === "application/pdf") throw named("PageBarred", "the browser's PDF viewer cannot be read");
  if (!window.CSS?.highlights) throw named("NoHighlights", "this browser has no CSS Custom Highlights");
  const names = { id: location.href, url: location.href };
  const { page, anchors } = isPlainText(document) ? readPlainText(document, names) : await readInSlices(document, names);
  reading = { page, anchors, text: anchors.map((block) => block.text).join("\n\n") };
  return { page, title: document.title };
}

/**
 * @param {Report} report
 * @returns {Promise<{ shown: number, missed: number }>} how many stretches are painted, and how many the page no longer has
 */
async function show(report) {
  if (!reading) throw named("PageLeft", "the page was not read");
  const anchors = new Anchors(reading.anchors);
  const wanted = marks(report);
  const painted = [];
  for (const [index, mark] of wanted.entries()) {
    if (index % RANGES_A_STEP === RANGES_A_STEP - 1) await pause();
    const range = anchors.range(mark.start, mark.end);
    if (range) painted.push({ ...mark, range });
  }
  paint(window, painted);
  tip ??= new Tip(window, makeWords(browser.message), chosen);
  tip.follow(report, report.text ?? reading.text, painted);
  return { shown: painted.length, missed: wanted.length - painted.length };
}

/** Tells the panel, where one is open, which sentence the reader is looking at. @param {number} sentence */
const chosen = (sentence) => void browser.send({ to: "panel", type: "chosen", sentence }).catch(() => undefined);

/** @param {number} sentence */
function reveal(sentence) {
  if (!tip?.reveal(sentence)) throw named("PageLeft", "the page no longer has this sentence");
}

const started = /** @type {Record<symbol, boolean>} */ (/** @type {unknown} */ (globalThis));
if (!started[STARTED]) {
  started[STARTED] = true;
  browser.onMessage((message) => {
    if (!isMessage(message, "page")) return undefined;
    switch (message.type) {
      case "read":
        return replyOf(read);
      case "show":
        return replyOf(() => show(message.report));
      case "reveal":
        return replyOf(() => reveal(message.sentence));
      case "kept":
        return replyOf(() => reading?.page ?? null);
      default:
        return replyOf(() => true);
    }
  });
}
