// What readers say the engine got wrong, sentence by sentence: kept on this computer, never sent, exported when they want to.

/** @import { CheckRecord, CorrectedPage, Correction, Sentence } from "./types.js" */
import * as browser from "./browser.js";
import { withoutSetAside } from "./view/set-aside.js";

const KEY = "corrections";

/** @returns {Promise<CorrectedPage[]>} */
export const loadCorrections = async () => (await browser.load("local", KEY)) ?? [];

/** @param {(pages: CorrectedPage[]) => CorrectedPage[]} change */
function changeCorrections(change) {
  return navigator.locks.request("wirecopy-corrections", async () =>
    browser.store("local", { [KEY]: change(await loadCorrections()).filter(({ corrections }) => corrections.length > 0) }));
}

/**
 * Keeps a correction; one of the same sentence is replaced.
 * @param {Omit<CorrectedPage, "corrections">} page
 * @param {Correction} correction
 */
export const addCorrection = (page, correction) =>
  changeCorrections((pages) => {
    const known = pages.find((other) => isSame(other, page));
    const others = (known?.corrections ?? []).filter(({ start }) => start !== correction.start);
    return [...pages.filter((other) => other !== known), { ...page, corrections: [...others, correction] }];
  });

/**
 * @param {Pick<CorrectedPage, "page" | "text">} page
 * @param {number} start of the sentence
 */
export const undoCorrection = (page, start) =>
  changeCorrections((pages) =>
    pages.map((other) => (isSame(other, page) ? { ...other, corrections: other.corrections.filter((one) => one.start !== start) } : other)));

/** @param {Pick<CorrectedPage, "page" | "text">} page */
export const correctionsOf = async (page) => (await loadCorrections()).find((other) => isSame(other, page))?.corrections ?? [];

export const eraseCorrections = () => browser.forget("local", KEY);

/** A check's page as corrections name it. @param {Pick<CheckRecord, "page" | "text" | "report">} record */
export const pageOf = ({ page, text, report }) => ({ page, text: report?.text ?? text ?? "" });

/**
 * A check's report as the reader corrected it.
 * @param {Pick<CheckRecord, "page" | "text"> & { report: import("./types.js").Report }} record
 */
export const asCorrected = async (record) => withoutSetAside(record.report, await correctionsOf(pageOf(record)));

/** @param {(pages: CorrectedPage[]) => void} listener told the pages of which something was corrected or taken back */
export const onCorrected = (listener) => browser.onStored("local", (_, { [KEY]: change }) => {
  if (!change) return;
  const pagesIn = (/** @type {CorrectedPage[]} */ pages = []) => new Set(pages.map((page) => JSON.stringify(page)));
  const [before, now] = [pagesIn(change.oldValue), pagesIn(change.newValue)];
  listener([...before, ...now].filter((page) => before.has(page) !== now.has(page)).map((page) => JSON.parse(page)));
});

/** A page that was changed since is another page. @param {Pick<CorrectedPage, "page" | "text">} one @param {Pick<CorrectedPage, "page" | "text">} other */
export const isSame = (one, other) => one.page === other.page && one.text === other.text;

/**
 * @param {Correction["label"]} label
 * @param {Sentence} sentence
 * @returns {Correction}
 */
export function correctionOf(label, sentence) {
  const match = sentence.matches[0];
  return {
    label, start: sentence.start, end: sentence.end, class: sentence.class, score: sentence.score,
    source: match ? { document: match.document, sentence: match.sentence } : null, made: new Date().toISOString(),
  };
}

/**
 * The corrections as labelled cases of the evaluation: a page a line, offsets in Unicode code points.
 * @param {CorrectedPage[]} pages
 */
export function labelledCases(pages) {
  return pages.map(({ page, title, text, engine, corrections }) => {
    const points = (/** @type {number} */ offset) => [...text.slice(0, offset)].length;
    const gold = corrections.map(({ label, start, end, source }) => ({
      start: points(start), end: points(end), label: label === "missed" ? "rewritten" : "own",
      src: label === "missed" && source ? [`${source.document}#${source.sentence}`] : [],
    }));
    return JSON.stringify({ id: page, kind: "correction", title, text, gold, engine });
  }).join("\n");
}
