// What matches in a page that as a whole does not, or of which nothing is said as a whole.

/** @import { Report } from "../types.js" */
import { marks } from "../page/highlight.js";

/**
 * The name of the words for it; null where the verdict has said all.
 * @param {Report} report
 */
export function inPart(report) {
  const { kind, documents } = report.verdict;
  if (kind !== "independent" && kind !== "not-compared") return null;
  // Single sentences can match without the page drawing on their source, and quotations without any sentence that does.
  if (documents.length > 0) return "verdictSingle";
  if (marks(report).length === 0) return null;
  return kind === "independent" ? "verdictQuotations" : "verdictTooFew";
}
