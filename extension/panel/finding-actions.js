// What a reader does with a finding: go to it in the page, copy it, say that the engine was wrong, and take that back.

/** @import { CheckRecord, Correction } from "../types.js" */
/** @import { Build } from "../view/element.js" */
/** @import { Words } from "../view/words.js" */
import * as browser from "../browser.js";
import { addCorrection, correctionOf, correctionsOf, pageOf, undoCorrection } from "../corrections.js";
import { findingAsText } from "../proof/text.js";
import { valueOf } from "../protocol.js";
import { progress, report } from "./elements.js";

/**
 * Marks a finding as the one looked at.
 * @param {HTMLElement} item
 */
export function choose(item) {
  for (const other of report.querySelectorAll("[data-finding][aria-current]")) other.removeAttribute("aria-current");
  item.setAttribute("aria-current", "true");
}

/**
 * Goes to a sentence in the page.
 * @param {CheckRecord} record
 * @param {number} sentence
 * @param {Words} words
 */
export async function reveal(record, sentence, words) {
  if (record.tabId === null) {
    document.querySelector("#plain-text")?.dispatchEvent(new CustomEvent("reveal", { detail: sentence }));
    return;
  }
  try {
    if (await browser.ownTab()) await browser.showTab(record.tabId);
    valueOf(await browser.sendToTab(record.tabId, { to: "page", type: "reveal", sentence }, record.frame));
  } catch {
    progress.textContent = words.text("error_PageLeft");
  }
}

/**
 * Copies a finding as text.
 * @param {CheckRecord} record
 * @param {number} sentence
 * @param {Words} words
 */
export async function copy(record, sentence, words) {
  if (!record.report) return;
  const { page, title } = record;
  const text = findingAsText(words, { report: record.report, text: pageOf(record).text, title, page }, sentence);
  const copied = await navigator.clipboard.writeText(text).then(() => true, () => false);
  progress.textContent = words.text(copied ? "copied" : "notCopied");
}

/**
 * Keeps what the reader says of a sentence.
 * @param {CheckRecord} record
 * @param {number} index
 * @param {Correction["label"]} label
 */
export async function correct(record, index, label) {
  const sentence = record.report?.sentences[index];
  if (!record.report || !sentence) return;
  await addCorrection({ ...pageOf(record), title: record.title, engine: record.report.engine }, correctionOf(label, sentence));
}

/**
 * @param {CheckRecord} record
 * @param {number} index
 */
export async function undo(record, index) {
  const sentence = record.report?.sentences[index];
  if (sentence) await undoCorrection(pageOf(record), sentence.start);
}

/**
 * Shows in the report what the reader said of its sentences.
 * @param {Build} h
 * @param {Words} words
 * @param {CheckRecord} record
 */
export async function showCorrections(h, words, record) {
  const corrections = await correctionsOf(pageOf(record));
  const focused = /** @type {HTMLElement | null} */ (document.activeElement?.closest("button[data-action]"));
  const held = focused && indexOf(focused);
  for (const note of report.querySelectorAll(".correction")) note.remove();
  for (const button of /** @type {NodeListOf<HTMLElement>} */ (report.querySelectorAll("[data-action=missed], [data-action=not-derived]"))) {
    const index = indexOf(button);
    const made = corrections.find(({ start }) => start === record.report?.sentences[index]?.start);
    button.hidden = made !== undefined;
    const item = button.closest("[data-finding]");
    item?.toggleAttribute("data-corrected", made !== undefined);
    // In the page it is marked no more.
    item?.querySelector("[data-action=reveal]")?.toggleAttribute("hidden", made !== undefined);
    const back = made && h("button", { type: "button", class: "plain", "data-action": "undo", "data-sentence": index }, words.text("undo"));
    if (made) button.after(h("span", { class: "correction quiet" }, words.text(`corrected_${made.label}`), " ", back));
    // The button that was pressed has gone; whoever goes by keyboard goes on from what took its place.
    if (index === held && focused?.dataset.action !== "copy" && focused?.dataset.action !== "reveal") (back ?? button).focus({ preventScroll: true });
  }
}

/** The sentence that a button speaks of, by its index. @param {HTMLElement} button */
const indexOf = (button) => Number(button.dataset.sentence ?? /** @type {HTMLElement | null} */ (button.closest("[data-finding]"))?.dataset.sentence);
