// A report with all that another person needs to repeat it: address, time, hash, selectors, versions.

/** @import { CheckRecord, Proof, ProvenReport } from "../types.js" */
import { kindsOf } from "../view/findings.js";
import { quoteOf } from "./quote.js";

/**
 * @param {CheckRecord} record of a check that is done
 * @returns {Promise<ProvenReport>}
 */
export async function proven(record) {
  const { report } = record;
  if (!report) throw new TypeError("only a check that is done has a report");
  const text = report.text ?? record.text ?? "";
  const found = report.sentences.flatMap((sentence, index) => (kindsOf(sentence).length > 0 ? [{ index, ...sentence }] : []));
  const selectors = found.map(({ index, start, end }) =>
    ({ sentence: index, type: /** @type {const} */ ("TextQuoteSelector"), ...quoteOf(text, start, end) }));
  /** @type {Proof} */
  const proof = { address: record.page, title: record.title, checked: record.checked, hash: await sha256(text), selectors };
  return { ...report, text, proof };
}

/** @param {string} text */
async function sha256(text) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  return `sha256-${[...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}
