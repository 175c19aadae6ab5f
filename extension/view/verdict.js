// The verdict in words, and what was compared: never more is claimed than that.

/** @import { Build } from "./element.js" */
/** @import { Words } from "./words.js" */
/** @import { Corrected } from "./set-aside.js" */
/** @import { PackRef, Report, SourceDocument } from "../types.js" */
import { cameFirst } from "./dates.js";
import { webAddress } from "./element.js";
import { inPart } from "./in-part.js";
import { isItself } from "./itself.js";
import { sourceMap } from "./maps.js";
import { agencyAndDate } from "./sides.js";

/**
 * What the page was compared with: "N articles in M sets (newest: date)", those in its language.
 * @param {Words} words
 * @param {Report} report
 */
export function compared(words, report) {
  // A report that was kept by an earlier version does not say which they were.
  const comparable = (/** @type {PackRef} */ pack) => pack.comparable ?? pack.documents;
  const packs = report.engine.packs.filter((pack) => comparable(pack) > 0);
  const documents = packs.reduce((sum, pack) => sum + comparable(pack), 0);
  const newest = packs.map((pack) => pack.newest ?? "").sort().at(-1);
  const among = `${words.count("articles", documents)} ${words.count("inSets", packs.length)}`;
  return newest ? words.text("withNewest", among, words.date(newest)) : among;
}

/**
 * One sentence on the page as a whole.
 * @param {Words} words
 * @param {Report} report
 */
export function verdictInWords(words, report) {
  const { kind, share } = report.verdict;
  const part = inPart(report);
  if (part) return words.text(part);
  return words.text(`verdict_${kind}`, kind === "independent" ? compared(words, report) : words.percent(share));
}

/** Whether more of what derives is verbatim or rewritten. @param {Report} report */
function mostly({ verdict: { kind }, sentences }) {
  if (kind !== "partial") return kind;
  const length = (/** @type {string} */ of) =>
    sentences.reduce((sum, { class: is, zone, start, end }) => sum + (is === of && zone === "article" ? end - start : 0), 0);
  return length("verbatim") >= length("rewritten") ? "verbatim" : "rewritten";
}

/**
 * @param {Build} h
 * @param {Words} words
 * @param {Corrected} report
 */
export function verdict(h, words, report) {
  const { kind, reason, share } = report.verdict;
  const agencies = [...new Set(report.credits.map((credit) => credit.agency))];
  const flagged = kind !== "independent" && kind !== "not-compared";
  // Where nothing matches, what was compared is the verdict itself; where nothing was compared, there is no more to say.
  const names = flagged || inPart(report) !== null;
  return h("section", { class: "verdict", "data-kind": kind, "aria-labelledby": "verdict-words" },
    h("h2", { id: "verdict-words" }, verdictInWords(words, report)),
    flagged && h("div", { class: "meter", "data-mostly": mostly(report), "aria-hidden": "true" },
      h("span", { style: `inline-size: ${Math.round(share * 100)}%` })),
    report.setAside !== undefined && h("p", { class: "note" }, words.count("setAside", report.setAside)),
    kind === "not-compared" && reason && h("p", {}, words.text(`reason_${reason}`)),
    report.verdict.documents.some(({ url }) => isItself(report.page, url)) && h("p", { class: "note" }, words.text("isItself")),
    names && h("p", { class: "quiet" }, words.text("comparedWith", compared(words, report))),
    agencies.length > 0 ? h("p", { class: "quiet" }, words.text("creditsNamed", words.list(agencies)))
      : kind !== "not-compared" && h("p", { class: "quiet" }, words.text("creditsNone")),
    report.published && h("p", { class: "quiet" }, words.text("pagePublished", words.date(report.published))),
    (report.limits ?? []).map((limit) => h("p", { class: "note" }, words.text(`limit_${limit}`))));
}

/**
 * The source documents, the most used first.
 * @param {Build} h
 * @param {Words} words
 * @param {Report} report
 */
export function sources(h, words, report) {
  const { documents } = report.verdict;
  if (documents.length === 0) return null;
  return h("section", { class: "sources", "aria-labelledby": "sources-title" },
    h("h2", { id: "sources-title" }, words.count("sources", documents.length)),
    h("ol", {}, documents.map((document) => source(h, words, report, document))));
}

/**
 * @param {Build} h
 * @param {Words} words
 * @param {Report} report
 * @param {SourceDocument} document
 */
function source(h, words, report, document) {
  const address = webAddress(document.url);
  const headline = document.headline || document.document;
  const from = agencyAndDate(h, words, document);
  const first = cameFirst(words, report.published, document.published);
  // Who is owed credit says the reference's agency.
  const credit = document.source ? document.credit : "unknown";
  return h("li", { "data-source": document.document },
    h("cite", { dir: "auto" }, address ? h("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, headline) : headline),
    from.length > 0 && h("p", { class: "quiet" }, ...from),
    first && h("p", { class: "quiet" }, first),
    h("p", {}, words.count("sentencesUsed", document.sentences, words.percent(document.share)), " ",
      // Nobody owes credit to what is their own.
      !isItself(report.page, document.url) && h("span", { class: "credit", "data-credit": credit }, words.text(`credit_${credit}`))),
    sourceMap(h, words, report, document),
    document.usageterms && h("p", { class: "quiet terms" }, h("strong", {}, words.text("termsOfUse")), " ", h("span", { dir: "auto" }, document.usageterms)));
}
