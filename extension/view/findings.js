// The list of findings: every flagged sentence, shared quotation and altered quotation, in page order.

/** @import { Build } from "./element.js" */
/** @import { Words } from "./words.js" */
/** @import { Report, Sentence } from "../types.js" */
import { alteredQuotations, changedFacts, changesInWords, sides } from "./sides.js";
import { why } from "./why.js";

/** What a reader can do with a finding: go to it in the page, take it along, say that it is none. @typedef {"reveal" | "copy" | "correct"} Action */

/** The kinds of finding, in the order in which they are listed. */
export const KINDS = /** @type {const} */ (["verbatim", "rewritten", "shared-quotation", "quotation-altered"]);
/** @typedef {typeof KINDS[number]} Kind */

/**
 * The kinds that a sentence is found as; none where it is not worth the reader's eye.
 * @param {Sentence} sentence
 * @returns {Kind[]}
 */
export function kindsOf(sentence) {
  if (sentence.zone === "furniture") return [];
  const altered = sentence.quotes.some((quote) => quote.status === "altered");
  // A quotation that is shared only in another wording is an altered one and nothing else.
  const onlyAltered = altered && sentence.class === "shared-quotation" && !sentence.quotes.some((quote) => quote.status === "exact");
  const own = onlyAltered ? undefined : KINDS.find((kind) => kind === sentence.class);
  return [...(own ? [own] : []), ...(altered ? [/** @type {const} */ ("quotation-altered")] : [])];
}

/**
 * The kind of finding that a sentence is, as its label says it: an altered quotation in a sentence of the page's own is named so.
 * @param {Sentence} sentence
 */
export const kindOf = (sentence) => kindsOf(sentence)[0] ?? "quotation-altered";

/**
 * @param {Build} h
 * @param {Words} words
 * @param {Report} report
 * @param {string} text the page's text, in which the report's offsets count
 * @param {Action[]} [actions]
 */
export function findings(h, words, report, text, actions = ["reveal"]) {
  const list = report.sentences.flatMap((sentence, index) => (kindsOf(sentence).length > 0 ? [{ sentence, index }] : []));
  if (list.length === 0) return null;
  return h("section", { class: "findings", "aria-labelledby": "findings-title" },
    h("h2", { id: "findings-title" }, words.count("findings", list.length)),
    h("ol", {}, list.map(({ sentence, index }) => finding(h, words, report, text, sentence, index, actions))));
}

/**
 * @param {Build} h
 * @param {Words} words
 * @param {Report} report
 * @param {string} text
 * @param {Sentence} sentence
 * @param {number} index
 * @param {Action[]} actions
 */
function finding(h, words, report, text, sentence, index, actions) {
  const kind = kindOf(sentence);
  const changes = changesInWords(h, words, sentence);
  const source = sentence.matches[0]?.document ?? sentence.quotes.find((quote) => quote.source)?.source?.document ?? "";
  return h("li", { "data-finding": true, "data-class": sentence.class, "data-kinds": kindsOf(sentence).join(" "), "data-document": source,
    "data-sentence": index },
    h("div", { class: "finding-head" },
      h("span", { class: "kind", "data-kind": kind }, words.text(`kind_${kind}`)),
      sentence.zone === "headline" && h("span", { class: "quiet" }, words.text("inHeadline")),
      sentence.score !== null && sentence.class !== "own" && sentence.class !== "shared-quotation" &&
        h("span", { class: "quiet", title: words.text("whyProbability", words.probability(sentence.score)) }, words.probability(sentence.score)),
      actions.includes("reveal") && h("button", { type: "button", class: "reveal", "data-action": "reveal" }, words.text("showInPage"))),
    changedFacts(h, words, text, sentence),
    alteredQuotations(h, words, text, sentence),
    sides(h, words, { report, text, sentence }),
    changes.length > 0 && h("p", { class: "changes quiet" }, changes),
    why(h, words, report, text, index),
    h("p", { class: "finding-actions" },
      actions.includes("copy") && h("button", { type: "button", class: "plain", "data-action": "copy" }, words.text("copyFinding")),
      actions.includes("correct") && sentence.class !== "own" &&
        h("button", { type: "button", class: "plain", "data-action": "not-derived" }, words.text("notDerived"))));
}
