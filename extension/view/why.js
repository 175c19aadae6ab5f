// Why a sentence was flagged, in words: what can be seen of the evidence in the report itself.

/** @import { Build } from "./element.js" */
/** @import { Words } from "./words.js" */
/** @import { Report, Sentence } from "../types.js" */
import { documentOf, usedIn } from "./sides.js";

/** Words in a run that are worth naming: shorter ones come about by chance. */
const LONG_RUN = 4;

/**
 * @param {Words} words
 * @param {Report} report
 * @param {string} text
 * @param {number} index of the sentence
 * @returns {string[]}
 */
export function reasons(words, report, text, index) {
  const sentence = /** @type {Sentence} */ (report.sentences[index]);
  const match = sentence.matches[0];
  if (!match || sentence.changes.length === 0) return [];
  const kept = sentence.changes.flatMap(({ kind, page }) => (kind === "kept" && page ? [wordsIn(text.slice(...page))] : []));
  const shared = kept.reduce((sum, run) => sum + run.length, 0);
  const all = wordsIn(text.slice(sentence.start, sentence.end)).length;
  const longest = Math.max(0, ...kept.map((run) => run.length));
  const rare = (sentence.telling ?? []).map(([start, end]) => words.text("quoted", text.slice(start, end)));
  const facts = [...new Set(kept.flatMap((run) => run.filter((word) => /\d/.test(word))))];
  return [
    rare.length > 0 && words.text("whyRare", words.list(rare)),
    words.text("whySame", words.number(Math.min(shared, all)), words.number(all)),
    longest >= LONG_RUN && longest < all && words.text("whyRun", words.number(longest)),
    sentence.changes.some(({ kind }) => kind === "moved") && words.text("whyMoved"),
    facts.length > 0 && words.text("whyNumbers", words.list(facts)),
    whereabouts(words, report, sentence, index),
    words.text("whyProbability", words.probability(sentence.score ?? 0)),
  ].filter((reason) => typeof reason === "string");
}

/**
 * Where in its document the source sentence stands, and whether the sentences around are from there too.
 * @param {Words} words
 * @param {Report} report
 * @param {Sentence} sentence
 * @param {number} index
 */
function whereabouts(words, report, sentence, index) {
  const match = sentence.matches[0];
  const document = match && documentOf(report, match.document);
  if (!match || !document) return null;
  const [first, end] = usedIn(match);
  const numbers = [...new Set([first + 1, end])].map((number) => words.number(number)).join("–");
  const place = words.text("whyPlace", numbers, words.number(document.length));
  const beside = [report.sentences[index - 1], report.sentences[index + 1]].filter((other) => other && isFlagged(other));
  const together = beside.some((other) => other?.matches[0]?.document === match.document);
  return together ? `${place} ${words.text("whyNeighbours")}` : place;
}

/** Whether a sentence counts as derived. @param {Sentence} sentence */
export const isFlagged = (sentence) => sentence.class === "verbatim" || sentence.class === "rewritten";

/** @param {string} text */
const wordsIn = (text) => text.match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}.,'’-]*/gu)?.map((word) => word.replace(/[.,'’-]+$/, "")) ?? [];

/**
 * @param {Build} h
 * @param {Words} words
 * @param {Report} report
 * @param {string} text
 * @param {number} index
 */
export function why(h, words, report, text, index) {
  const found = reasons(words, report, text, index);
  if (found.length === 0) return null;
  return h("details", { class: "why" },
    h("summary", {}, words.text("whyTitle")),
    h("ul", {}, found.map((reason) => h("li", {}, reason))));
}
