// A report as one HTML file that needs nothing else: to keep, to send, to print.

/** @import { ProvenReport } from "../types.js" */
/** @import { Words } from "../view/words.js" */
import { builder, webAddress } from "../view/element.js";
import { kindOf, kindsOf } from "../view/findings.js";
import { reportView } from "../view/report.js";

/**
 * @param {Document} document an empty one, filled here
 * @param {Words} words
 * @param {ProvenReport} report
 * @param {string} style
 */
export function savedReport(document, words, report, style) {
  const h = builder(document);
  const { head, list, fresh } = reportView(h, words, { report, text: report.text }, []);
  const address = webAddress(report.proof.address);
  document.documentElement.lang = words.language;
  document.documentElement.dir = words.text("direction");
  fresh?.setAttribute("open", "");
  document.head.replaceChildren(
    h("meta", { charset: "utf-8" }),
    h("meta", { name: "viewport", content: "width=device-width, initial-scale=1" }),
    // Whoever opens the file is sure that nothing in it loads or runs.
    h("meta", { "http-equiv": "content-security-policy", content: "default-src 'none'; style-src 'unsafe-inline'" }),
    h("title", {}, `Wirecopy – ${report.proof.title}`),
    h("style", {}, style));
  document.body.replaceChildren(
    h("header", { class: "masthead" }, h("p", { class: "wordmark" }, "Wirecopy")),
    h("main", { id: "report" },
      h("h1", {}, h("bdi", {}, report.proof.title)),
      address && h("p", { class: "quiet" }, h("a", { href: address, rel: "noopener noreferrer" }, address)),
      head, list, fresh,
      article(h, words, report),
      repeat(h, words, report)),
    h("script", { type: "application/json", id: "wirecopy-report" }, JSON.stringify(report).replaceAll("<", "\\u003c")));
  return `<!doctype html>\n${document.documentElement.outerHTML}\n`;
}

/**
 * The article with what was found in it.
 * @param {import("../view/element.js").Build} h
 * @param {Words} words
 * @param {ProvenReport} report
 */
function article(h, words, { sentences, text }) {
  const shown = sentences.filter(({ zone }) => zone !== "furniture");
  const pieces = shown.flatMap((sentence, index) => {
    const gap = text.slice(shown[index - 1]?.end ?? sentence.start, sentence.start);
    const stretch = text.slice(sentence.start, sentence.end);
    // Furniture between two sentences is left out; their paragraphs stay apart.
    return [gap.trim() ? "\n\n" : gap, kindsOf(sentence).length > 0 ? h("span", { class: "kind", "data-kind": kindOf(sentence) }, stretch) : stretch];
  });
  return h("section", { class: "article" },
    h("h2", {}, words.text("articleTitle")),
    h("div", { class: "reading", dir: "auto" }, pieces));
}

/**
 * What another person needs to come to the same report.
 * @param {import("../view/element.js").Build} h
 * @param {Words} words
 * @param {ProvenReport} report
 */
function repeat(h, words, { proof, engine }) {
  const rows = [
    ["proofAddress", proof.address], ["proofChecked", proof.checked], ["proofHash", proof.hash],
    ["proofEngine", `Wirecopy ${engine.version}, ${engine.weights}, ${engine.sensitivity}`],
    ...engine.packs.map((pack) => ["proofPack", `${pack.name} (${words.count("articles", pack.documents)}, ${pack.checksum})`]),
  ];
  return h("section", { class: "proof" },
    h("h2", {}, words.text("proofTitle")),
    h("p", { class: "quiet" }, words.text("proofExplained")),
    h("dl", {}, rows.flatMap(([key, value]) => [h("dt", {}, words.text(/** @type {string} */ (key))), h("dd", {}, value)])));
}
