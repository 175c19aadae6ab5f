// What the panel says when there is no report, or none worth much: nothing asked yet, nothing to compare with, or something went wrong,
// and what to do.

/** @import { Build } from "../view/element.js" */
/** @import { Words } from "../view/words.js" */
/** @import { CheckRecord, Failure } from "../types.js" */

/** Failures that have words of their own, which say what to do. */
const EXPLAINED = new Set(["PageBarred", "NotGranted", "PageLeft", "Interrupted", "EngineCrash", "MissingFile", "NoHighlights", "PackError",
  "SiteOff", "SitePreset"]);

/**
 * @param {Build} h
 * @param {Words} words
 */
export function idle(h, words) {
  return h("div", { class: "idle" },
    h("p", {}, words.text("idleExplained")),
    h("p", { class: "quiet" }, words.text("idleReferences"), " ", addReferences(h, words)));
}

/**
 * Beside a report that found nothing for want of articles of the reader's own: says so, and leads to where they are added.
 * @param {Build} h
 * @param {Words} words
 * @param {CheckRecord} record
 */
export function lacksReferences(h, words, { report, onlyExample = false }) {
  if (["no-references", "other-language"].includes(report?.verdict.reason ?? "")) return h("p", {}, addReferences(h, words));
  if (report?.verdict.kind !== "independent" || !onlyExample) return null;
  return h("p", { class: "note" }, words.text("onlyExample"), " ", addReferences(h, words));
}

/** @param {Build} h @param {Words} words */
const addReferences = (h, words) => h("button", { type: "button", id: "add-references", class: "plain" }, words.text("addReferences"));

/**
 * @param {Build} h
 * @param {Words} words
 * @param {Failure | undefined} error
 */
export function failure(h, words, error) {
  const name = error?.name ?? "";
  const known = EXPLAINED.has(name);
  const detail = name === "PackError" || name === "MissingFile" || !known ? error?.message : null;
  return h("div", { class: "failure", "data-error": name },
    h("h2", {}, words.text(known ? `error_${name}` : "error_other")),
    detail && h("p", { class: "quiet" }, detail));
}
