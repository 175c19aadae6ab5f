// A page sentence and its source sentence, side by side, with the words that changed marked by kind. Text of pages and
// sources runs in its own direction, whatever the interface's is.

/** @import { Build } from "./element.js" */
/** @import { Words } from "./words.js" */
/** @import { Change, ChangeKind, Match, Quote, Report, Sentence, SourceDocument } from "../types.js" */
import { webAddress } from "./element.js";

/** Changes of fact stand out from changes of wording. */
const FACTS = new Set(/** @type {ChangeKind[]} */ (["number", "name", "date", "negation", "roles"]));

/** @typedef {{ start: number, end: number, kind: ChangeKind }} Span */

/**
 * The source is named where the page draws on several; where it draws on one, the report has named it already.
 * @param {Build} h
 * @param {Words} words
 * @param {{ report: Report, text: string, sentence: Sentence }} finding
 */
export function sides(h, words, { report, text, sentence }) {
  const match = sentence.matches[0];
  const named = report.verdict.documents.length !== 1 || report.verdict.documents[0]?.document !== match?.document;
  return h("div", { class: "sides" },
    h("figure", { class: "side page-side" },
      h("figcaption", {}, words.text("sidePage")),
      h("blockquote", { dir: "auto" }, markedText(h, words, text.slice(sentence.start, sentence.end), pageSpans(sentence)))),
    match && h("figure", { class: "side source-side" },
      h("figcaption", {}, words.text("sideSource")),
      sourceText(h, words, sentence, match),
      named && attribution(h, words, documentOf(report, match.document), match.document)));
}

/**
 * The source sentence with its marks, or a word on why it is not there.
 * @param {Build} h
 * @param {Words} words
 * @param {Sentence} sentence
 * @param {Match} match
 */
export function sourceText(h, words, sentence, match) {
  if (match.text === null) return h("p", { class: "quiet" }, words.text("sourceTextMissing"));
  return h("blockquote", { dir: "auto" }, markedText(h, words, match.text, sourceSpans(sentence.changes)));
}

/**
 * Headline, agency and date of a source, with its link where it has one.
 * @param {Build} h
 * @param {Words} words
 * @param {SourceDocument | undefined} document
 * @param {string} uri
 */
export function attribution(h, words, document, uri) {
  const headline = document?.headline || uri;
  const address = webAddress(document?.url);
  return h("p", { class: "attribution" },
    h("cite", { dir: "auto" }, address ? h("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, headline) : headline), " ",
    h("span", { class: "quiet" }, ...agencyAndDate(h, words, document)));
}

/**
 * Agency and date of a source, each in its own direction.
 * @param {Build} h
 * @param {Words} words
 * @param {SourceDocument | undefined} document
 */
export function agencyAndDate(h, words, document) {
  const parts = [document?.source, document?.published && words.date(document.published)].filter((part) => typeof part === "string" && part);
  return parts.flatMap((part, index) => [index > 0 && " · ", h("bdi", {}, part)]);
}

/**
 * What changed of the facts, the page's words beside the source's.
 * @param {Build} h
 * @param {Words} words
 * @param {string} text
 * @param {Sentence} sentence
 */
export function changedFacts(h, words, text, sentence) {
  const facts = sentence.changes.filter(({ kind }) => FACTS.has(kind));
  if (facts.length === 0) return null;
  const source = sentence.matches[0]?.text;
  return h("ul", { class: "facts" }, facts.map(({ kind, page, source: there }) =>
    h("li", {},
      h("strong", {}, words.text(`change_${kind}`)), " ",
      page && h("span", { dir: "auto" }, h("span", { class: "label" }, words.text("sidePage")), " ", text.slice(...page)), " ",
      there && source && h("span", { dir: "auto" }, h("span", { class: "label" }, words.text("sideSource")), " ", source.slice(...there)))));
}

/**
 * The quotations of a sentence that differ from their source, each with the source's wording.
 * @param {Build} h
 * @param {Words} words
 * @param {string} text
 * @param {Sentence} sentence
 */
export function alteredQuotations(h, words, text, sentence) {
  const altered = sentence.quotes.filter((quote) => quote.status === "altered");
  if (altered.length === 0) return null;
  return h("dl", { class: "quotations" }, altered.flatMap((quote) => [
    h("dt", {}, words.text("quotationAltered"), quote.flip && h("span", { class: "flip" }, ` ${words.text(`flip_${quote.flip}`)}`)),
    h("dd", {}, h("span", { class: "label" }, words.text("sidePage")), " ", h("bdi", {}, words.text("quoted", text.slice(quote.start, quote.end)))),
    sourceWording(h, words, quote),
  ]));
}

/**
 * @param {Build} h
 * @param {Words} words
 * @param {Quote} quote
 */
function sourceWording(h, words, quote) {
  if (!quote.source) return null;
  const wording = quote.source.text ? h("bdi", {}, words.text("quoted", quote.source.text)) : h("span", { class: "quiet" }, words.text("sourceTextMissing"));
  return h("dd", {}, h("span", { class: "label" }, words.text("sideSource")), " ", wording);
}

/**
 * What is known of a document that a finding names.
 * @param {Report} report
 * @param {string} uri
 */
export const documentOf = ({ verdict, others = [] }, uri) => [...verdict.documents, ...others].find(({ document }) => document === uri);

/**
 * The sentences of a source that a match is made of: the first, and one past the last.
 * @param {Match | undefined} match
 * @returns {[first: number, end: number]}
 */
export const usedIn = (match) => match?.joined ?? [match?.sentence ?? 0, (match?.sentence ?? 0) + 1];

/**
 * The kinds of change in a sentence, facts first, each marked as in the text: the key to the marks, and what they say in words.
 * @param {Build} h
 * @param {Words} words
 * @param {Sentence} sentence
 */
export function changesInWords(h, words, sentence) {
  const kinds = [...new Set(sentence.changes.map((change) => change.kind))].filter((kind) => kind !== "kept");
  kinds.sort((a, b) => Number(FACTS.has(b)) - Number(FACTS.has(a)));
  return kinds.flatMap((kind, index) => [index > 0 && " · ", mark(h, kind, words.text(`change_${kind}`))]);
}

/** @param {Sentence} sentence */
function pageSpans({ start, changes }) {
  return changes.flatMap(({ kind, page }) => (page ? [{ kind, start: page[0] - start, end: page[1] - start }] : []));
}

/** @param {Change[]} changes */
function sourceSpans(changes) {
  return changes.flatMap(({ kind, source }) => (source ? [{ kind, start: source[0], end: source[1] }] : []));
}

/** @param {Build} h @param {ChangeKind} kind @param {string} text @param {string} [title] */
const mark = (h, kind, text, title) => h("mark", { "data-change": kind, class: FACTS.has(kind) ? "fact" : "wording", title }, text);

/**
 * @param {Build} h
 * @param {Words} words
 * @param {string} text
 * @param {Span[]} spans
 */
function markedText(h, words, text, spans) {
  /** @type {(Node | string)[]} */
  const pieces = [];
  let at = 0;
  for (const { start, end, kind } of spans.filter((span) => span.kind !== "kept").sort((a, b) => a.start - b.start)) {
    if (start < at || end <= start || end > text.length) continue;
    pieces.push(text.slice(at, start));
    pieces.push(mark(h, kind, text.slice(start, end), words.text(`change_${kind}`)));
    at = end;
  }
  return [...pieces, text.slice(at)];
}
