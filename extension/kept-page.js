// A page as it is kept: its article without what stands around it, to be looked at later and to be compared with.

/** @import { CheckRecord, Remembered } from "./types.js" */
import { inPart } from "./view/in-part.js";

/**
 * @param {CheckRecord} record of a check that is done
 * @returns {Remembered | null} null where no report was made of it as a whole
 */
export function keptPage({ page, title, checked, report, text: given, selected }) {
  if (!report || selected) return null;
  const { kind, share, reason } = report.verdict;
  const part = inPart(report);
  const text = articleOf(report, report.text ?? given ?? "");
  return { page, title, checked, text, language: report.language, kind, share, ...(reason && { reason }), ...(part && { part }),
    ...(report.published && { published: report.published }) };
}

/** The article's sentences, its paragraphs apart. @param {import("./types.js").Report} report @param {string} text */
function articleOf(report, text) {
  const sentences = report.sentences.filter(({ zone }) => zone === "article");
  return sentences.map(({ start, end }, index) => {
    const before = sentences[index - 1];
    const gap = before ? (/\n\s*\n/.test(text.slice(before.end, start)) ? "\n\n" : " ") : "";
    return gap + text.slice(start, end);
  }).join("");
}

/**
 * Kept pages as reference articles, so that a page that copies one of them is traced to it.
 * @param {Remembered[]} pages
 */
export function asReferences(pages) {
  return pages.map(({ page, title, checked, published, text, language }) => JSON.stringify({
    uri: page, headline: title, body_text: text, versioncreated: published ?? checked, infosource: [{ name: new URL(page).host }],
    altids: { url: page }, ...(language && { language }),
  })).join("\n");
}
