// What the badge says of the page in a tab.

/** @import { CheckRecord } from "../types.js" */
import * as browser from "../browser.js";
import { asCorrected } from "../corrections.js";
import { inPart, inShort } from "../view/in-part.js";
import { makeWords } from "../view/words.js";

const words = makeWords(browser.message);

/** @param {CheckRecord} record */
export async function showBadge(record) {
  if (record.tabId === null || !(await browser.tabOf(record.tabId))) return;
  const { report } = record;
  const shown = report ? { ...record, report: await asCorrected({ ...record, report }) } : record;
  await browser.setBadge(record.tabId, { text: badgeOf(shown), title: titleOf(shown) });
}

/** The badge in words, as the panel has it. @param {CheckRecord} record */
export const titleOf = ({ state, report }) =>
  report ? inShort(words, { ...report.verdict, part: inPart(report) }) : words.text(`badge_${state}`);

/**
 * The share in per cent, nothing where the page is independent, `?` where nothing could be compared.
 * @param {CheckRecord} record
 */
export function badgeOf({ state, report }) {
  if (state === "checking") return "…";
  if (!report) return "?";
  if (report.verdict.kind === "independent") return "";
  if (report.verdict.kind === "not-compared") return "?";
  return `${Math.round(report.verdict.share * 100)}%`;
}
