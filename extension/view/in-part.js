// What matches in a page that as a whole does not, or of which nothing is said as a whole.

/** @import { Remembered, Report } from "../types.js" */
/** @import { Words } from "./words.js" */
import { marks } from "../page/highlight.js";
import { isFlagged } from "./why.js";

/**
 * The name of the words for it; null where the verdict has said all.
 * @param {Report} report
 */
export function inPart(report) {
  const { kind } = report.verdict;
  if ((kind !== "independent" && kind !== "not-compared") || marks(report).length === 0) return null;
  if (kind === "not-compared") return "verdictTooFew";
  // Single sentences can match without the page drawing on their source, and quotations without any sentence that does.
  return report.sentences.some(isFlagged) ? "verdictSingle" : "verdictQuotations";
}

/**
 * What was found on a page in a few words, as badge and list have it; where there is no verdict, why.
 * @param {Words} words
 * @param {Pick<Remembered, "kind" | "share" | "reason" | "part">} found
 */
export const inShort = (words, { kind, share, reason, part }) =>
  words.text(part ?? (reason ? `reason_${reason}` : `badge_${kind}`), words.percent(share));
