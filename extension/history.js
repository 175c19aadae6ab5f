// The pages that were checked, where the reader wants them remembered: on this computer, the newest first, erasable.

/** @import { CheckRecord, Remembered } from "./types.js" */
import * as browser from "./browser.js";

const KEY = "history";
/** Pages remembered; older ones make way. */
const KEPT = 1_000;

/** @returns {Promise<Remembered[]>} */
export const loadHistory = async () => (await browser.load("local", KEY)) ?? [];
export const eraseHistory = () => browser.forget("local", KEY);
/** @param {string} key */
export const concernsHistory = (key) => key === KEY;

/** @param {CheckRecord} record of a check that is done */
export async function remember(record) {
  const { page, title, checked, report } = record;
  if (!report) return;
  const text = articleOf(record);
  const { kind, share } = report.verdict;
  /** @type {Remembered} */
  const entry = { page, title, checked, text, language: report.language, kind, share, ...(report.published && { published: report.published }) };
  await navigator.locks.request("wirecopy-history", async () => {
    const others = (await loadHistory()).filter((other) => other.page !== page);
    await browser.store("local", { [KEY]: [entry, ...others].slice(0, KEPT) });
  });
}

/** The article's sentences, its paragraphs apart. @param {CheckRecord} record */
function articleOf({ report, text: given }) {
  const text = report?.text ?? given ?? "";
  const sentences = report?.sentences.filter(({ zone }) => zone === "article") ?? [];
  return sentences.map(({ start, end }, index) => {
    const before = sentences[index - 1];
    const gap = before ? (/\n\s*\n/.test(text.slice(before.end, start)) ? "\n\n" : " ") : "";
    return gap + text.slice(start, end);
  }).join("");
}

/**
 * The remembered pages as reference articles, so that a page that copies one of them is traced to it.
 * @param {Remembered[]} history
 */
export function asReferences(history) {
  return history.map(({ page, title, checked, published, text, language }) => JSON.stringify({
    uri: page, headline: title, body_text: text, versioncreated: published ?? checked, infosource: [{ name: new URL(page).host }],
    altids: { url: page }, ...(language && { language }),
  })).join("\n");
}
