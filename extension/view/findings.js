// The list of findings: every flagged sentence, shared quotation and altered quotation, in page order.

/** @import { Build } from "./element.js" */
/** @import { Words } from "./words.js" */
/** @import { Report, Sentence } from "../types.js" */
import { alteredQuotations, changesInWords, sides } from "./sides.js";

/**
 * Whether a sentence is worth the reader's eye.
 * @param {Sentence} sentence
 */
function isFinding(sentence) {
  if (sentence.zone === "furniture") return false;
  const matched = sentence.class === "verbatim" || sentence.class === "rewritten" || sentence.class === "shared-quotation";
  return matched || sentence.quotes.some((quote) => quote.status === "altered");
}

/**
 * The kind of finding that a sentence is, as its label says it: an altered quotation in a sentence of the page's own is named so.
 * @param {Sentence} sentence
 */
export const kindOf = (sentence) => (sentence.class === "own" ? "quotation-altered" : sentence.class);

/**
 * @param {Build} h
 * @param {Words} words
 * @param {Report} report
 * @param {string} text the page's text, in which the report's offsets count
 */
export function findings(h, words, report, text) {
  const list = report.sentences.flatMap((sentence, index) => (isFinding(sentence) ? [{ sentence, index }] : []));
  if (list.length === 0) return null;
  return h("section", { class: "findings", "aria-labelledby": "findings-title" },
    h("h2", { id: "findings-title" }, words.count("findings", list.length)),
    h("ol", {}, list.map(({ sentence, index }) => finding(h, words, report, text, sentence, index))));
}

/**
 * @param {Build} h
 * @param {Words} words
 * @param {Report} report
 * @param {string} text
 * @param {Sentence} sentence
 * @param {number} index
 */
function finding(h, words, report, text, sentence, index) {
  const kind = kindOf(sentence);
  const changes = changesInWords(words, sentence);
  const source = sentence.matches[0]?.document ?? sentence.quotes.find((quote) => quote.source)?.source?.document ?? "";
  return h("li", { "data-finding": true, "data-class": sentence.class, "data-document": source, "data-sentence": index },
    h("div", { class: "finding-head" },
      h("span", { class: "kind", "data-kind": kind }, words.text(`kind_${kind}`)),
      sentence.zone === "headline" && h("span", { class: "quiet" }, words.text("inHeadline")),
      h("button", { type: "button", class: "reveal" }, words.text("showInPage"))),
    sides(h, words, { report, text, sentence }),
    alteredQuotations(h, words, text, sentence),
    changes && h("p", { class: "changes quiet" }, changes));
}
