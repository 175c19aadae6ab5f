// What the badge says of the page in a tab.

/** @import { CheckRecord } from "../types.js" */
import * as browser from "../browser.js";
import { makeWords } from "../view/words.js";

const words = makeWords(browser.message);

/** @param {CheckRecord} record */
export async function showBadge(record) {
  if (record.tabId === null || !(await browser.tabOf(record.tabId))) return;
  const text = badgeOf(record);
  const title = record.report ? words.text(`badge_${record.report.verdict.kind}`, words.percent(record.report.verdict.share))
    : words.text(`badge_${record.state}`);
  await browser.setBadge(record.tabId, { text, title });
}

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
