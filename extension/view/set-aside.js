// A report without the sentences of which the reader says that they are not derived: they are neither marked nor counted.

/** @import { Correction, Report, Sentence } from "../types.js" */
import { isFlagged } from "./why.js";

/** A report as its reader corrected it, and how many findings were set aside: own sentences now. @typedef {Report & { setAside?: number }} Corrected */

/** Share of the article from which it is not called derived in part. */
const HALF = 0.5;

/**
 * @param {Report} report
 * @param {Correction[]} corrections of its page
 * @returns {Corrected} the same one where nothing was set aside
 */
export function withoutSetAside(report, corrections) {
  const starts = new Set(corrections.filter(({ label }) => label === "not-derived").map(({ start }) => start));
  const isAside = (/** @type {Sentence} */ sentence) => sentence.class !== "own" && sentence.class !== "furniture" && starts.has(sentence.start);
  const setAside = report.sentences.filter(isAside).length;
  if (setAside === 0) return report;
  const counted = report.sentences.filter((sentence) => isFlagged(sentence) && sentence.zone !== "headline");
  const verdict = { ...report.verdict, documents: report.verdict.documents.flatMap((document) => {
    const of = counted.filter(({ matches }) => matches[0]?.document === document.document);
    const left = of.filter((sentence) => !isAside(sentence));
    return left.length > 0 ? [{ ...document, sentences: left.length, share: (document.share * length(left)) / length(of) }] : [];
  }) };
  const left = counted.filter((sentence) => !isAside(sentence));
  verdict.share *= length(left) / (length(counted) || 1);
  if (verdict.kind !== "not-compared" && left.length === 0) verdict.kind = "independent";
  if ((verdict.kind === "verbatim" || verdict.kind === "rewritten") && verdict.share < HALF) verdict.kind = "partial";
  const sentences = report.sentences.map((sentence) => (isAside(sentence) ? { ...sentence, class: /** @type {const} */ ("own"), quotes: [] } : sentence));
  return { ...report, verdict, sentences, setAside };
}

/** @param {Sentence[]} sentences */
const length = (sentences) => sentences.reduce((sum, { start, end }) => sum + end - start, 0);
