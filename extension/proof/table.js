// The findings of a report as CSV, one a row.

/** @import { ProvenReport } from "../types.js" */
import { kindsOf } from "../view/findings.js";
import { documentOf } from "../view/sides.js";

const COLUMNS = ["page", "title", "checked", "hash", "kinds", "probability", "page_sentence", "source_sentence", "document", "headline", "source",
  "published", "url", "credit", "changes"];

/** @param {ProvenReport} report */
export function table(report) {
  const { proof, text } = report;
  const rows = report.sentences.flatMap((sentence) => {
    const kinds = kindsOf(sentence);
    if (kinds.length === 0) return [];
    const match = sentence.matches[0];
    const document = match && documentOf(report, match.document);
    const changes = [...new Set(sentence.changes.map(({ kind }) => kind))].filter((kind) => kind !== "kept");
    return [[proof.address, proof.title, proof.checked, proof.hash, kinds.join(" "), sentence.score?.toFixed(3), text.slice(sentence.start, sentence.end),
      match?.text, match?.document, document?.headline, document?.source, document?.published, document?.url,
      // For a shared quotation nobody owes credit.
      document && document.sentences > 0 ? document.credit : null, changes.join(" ")]];
  });
  return [COLUMNS, ...rows].map((row) => `${row.map(cell).join(",")}\r\n`).join("");
}

/** A cell that a spreadsheet takes for text, whatever it begins with. @param {string | null | undefined} value */
function cell(value) {
  const safe = /^[=+\-@\t\r]/.test(value ?? "") ? `'${value}` : value ?? "";
  return `"${safe.replaceAll('"', '""')}"`;
}
