// The page's part of the extension: reads the page, shows the report, answers the router. Put in twice it does nothing.

/** @import { BlockAnchor, Page, TextPage } from "../types.js" */
/** @import { Kept } from "./follow.js" */
/** @import { toPage } from "./highlight.js" */
import * as browser from "../browser.js";
import { quoteOf } from "../proof/quote.js";
import { isForPage, named, replyOf } from "../protocol.js";
import { makeWords } from "../view/words.js";
import { Anchors } from "./anchor.js";
import { pause, readInSlices } from "./extract.js";
import { Follower } from "./follow.js";
import { arrived, marks } from "./highlight.js";
import { toggleLegend } from "./legend.js";
import { isPlainText, readPlainText } from "./plain.js";
import { Shown } from "./shown.js";

/** Ranges made between two pauses. */
const RANGES_A_STEP = 50;
const STARTED = Symbol.for("wirecopy");

/**
 * What was read last: `from` is where the checked text begins in the page's.
 * @type {{ page: Page | TextPage, anchors: Anchors, text: string, from: number } | null}
 */
let reading = null;
let address = "";

/**
 * @param {boolean} selected whether only the selected text is wanted
 * @returns {Promise<{ page: string, title: string }>} the page as JSON: as an object it would be copied piece by piece, in one go
 * that the reader of a long page feels
 */
async function read(selected) {
  if (document.contentType === "application/pdf") throw named("PageBarred", "the browser's PDF viewer cannot be read");
  if (!window.CSS?.highlights) throw named("NoHighlights", "this browser has no CSS Custom Highlights");
  const names = { id: location.href, url: location.href };
  address = placeOf(location.href);
  const plain = isPlainText(document);
  const { page: whole, anchors: blocks } = plain ? readPlainText(document, names) : await readInSlices(document, names);
  whole.cut ||= document.readyState === "loading";
  const text = blocks.map((/** @type {BlockAnchor} */ block) => block.text).join("\n\n");
  // What was read last, its writing down and its way to the engine are three tasks.
  await pause();
  const anchors = new Anchors(blocks);
  const part = selected ? covered(anchors) : null;
  if (selected && !part) throw named("NotSelected", "no text of the page is selected");
  reading = part
    ? { page: { id: names.id, text: text.slice(part.start, part.end) }, anchors, text, from: part.start }
    : { page: whole, anchors, text, from: 0 };
  const page = JSON.stringify(reading.page);
  await pause();
  return { page, title: document.title };
}

/** @param {Anchors} anchors */
function covered(anchors) {
  const selection = document.getSelection();
  return selection && selection.rangeCount > 0 ? anchors.covered(selection.getRangeAt(0)) : null;
}

/**
 * @param {ReturnType<typeof toPage>} sent
 * @param {string} style
 * @param {string[]} kinds
 * @returns {Promise<{ shown: number, missed: number }>} how many stretches are painted, and how many the page no longer has
 */
async function show(sent, style, kinds) {
  if (!reading) throw named("PageLeft", "the page was not read");
  const report = arrived(sent);
  const { anchors, text, from } = reading;
  /** @type {Kept[]} */
  const kept = [];
  for (const [index, mark] of marks(report, kinds).entries()) {
    if (index % RANGES_A_STEP === RANGES_A_STEP - 1) await pause();
    const ranges = anchors.ranges(mark.start + from, mark.end + from);
    kept.push({ ...mark, ranges, quote: quoteOf(text, mark.start + from, mark.end + from), words: ranges.map(String).join("") });
  }
  shown ??= new Shown(words, (sentence) => tell({ to: "panel", type: "chosen", sentence }), (rules) => tell({ to: "background", type: "dress", style: rules }));
  await shown.show(report, text.slice(from), style, kept);
  follower.follow(kept);
  const missed = kept.filter(({ ranges }) => ranges.length === 0).length;
  return { shown: kept.length - missed, missed };
}

/** What moved is shown where it is now; a page that became another one is left. @param {Kept[]} kept */
function moved(kept) {
  shown?.update();
  if (placeOf(location.href) === address || kept.some(({ ranges }) => ranges.length > 0)) return;
  follower.follow([]);
  reading = null;
  tell({ to: "background", type: "left" });
}

/** Tells the rest of the extension, where somebody listens. @param {object} message */
const tell = (message) => browser.send(message).catch(() => undefined);
/** An address without its fragment: a jump within a page does not leave it. @param {string} address */
const placeOf = (address) => address.split("#", 1)[0] ?? "";

const words = makeWords(browser.message);
const follower = new Follower(document, moved);
/** @type {Shown | null} */
let shown = null;

/**
 * @param {import("../protocol.js").Message} message
 * @returns {unknown}
 */
function answer(message) {
  switch (message.type) {
    case "read":
      return read(message.selected);
    case "show":
      return show(message.report, message.style, message.kinds);
    case "reveal":
      if (!shown?.reveal(message.sentence)) throw named("PageLeft", "the page no longer has this sentence");
      return undefined;
    case "step":
      return shown?.step(message.by);
    case "toggle":
      return shown?.toggle();
    case "legend":
      return toggleLegend(document, words);
    case "kept":
      return reading?.page ?? null;
    default:
      return reading?.page.id;
  }
}

const started = /** @type {Record<symbol, boolean>} */ (/** @type {unknown} */ (globalThis));
if (!started[STARTED]) {
  started[STARTED] = true;
  browser.onMessage((message) => (isForPage(message) ? replyOf(() => answer(message)) : undefined));
}
