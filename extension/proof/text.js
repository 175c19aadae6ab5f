// One finding as plain text: both sentences, where they stand, and the links.

/** @import { Report } from "../types.js" */
/** @import { Words } from "../view/words.js" */
import { webAddress } from "../view/element.js";
import { kindOf } from "../view/findings.js";
import { documentOf } from "../view/sides.js";

/**
 * @param {Words} words
 * @param {{ report: Report, text: string, title: string, page: string }} checked
 * @param {number} index of the sentence
 */
export function findingAsText(words, { report, text, title, page }, index) {
  const sentence = report.sentences[index];
  if (!sentence) return "";
  const match = sentence.matches[0];
  const quote = sentence.quotes.find((one) => one.status === "altered" && one.source);
  const source = match ?? quote?.source;
  const document = source && documentOf(report, source.document);
  const named = [document?.headline || source?.document, document?.source, document?.published && words.date(document.published), webAddress(document?.url)];
  const wording = source?.text ? words.text("quoted", source.text) : words.text("sourceTextMissing");
  return [
    `${words.text(`kind_${kindOf(sentence)}`)}:`,
    words.text("quoted", text.slice(sentence.start, sentence.end)),
    `${words.text("sidePage")}: ${[title, webAddress(page)].filter(Boolean).join(", ")}`,
    ...(source ? ["", wording, `${words.text("sideSource")}: ${named.filter(Boolean).join(", ")}`] : []),
  ].join("\n");
}
