// What a reader corrects, or takes back, shows at once where its page is open: in the highlights and on the badge.

/** @import { CheckRecord, CorrectedPage } from "../types.js" */
import * as browser from "../browser.js";
import { asCorrected, isSame, pageOf } from "../corrections.js";
import { toPage } from "../page/highlight.js";
import { highlightStyle, loadSettings } from "../settings.js";
import { showBadge } from "./badge.js";
import { allRecords } from "./records.js";

/** @param {CorrectedPage[]} pages */
export async function showCorrected(pages) {
  const records = (await allRecords()).filter((record) => record.state === "done" && pages.some((page) => isSame(page, pageOf(record))));
  await Promise.all(records.map((record) => show(record).catch(() => undefined)));
}

/** @param {CheckRecord} record */
async function show(record) {
  const { tabId, frame, report } = record;
  if (tabId === null || !report) return;
  const held = await browser.sendToTab(tabId, { to: "page", type: "holds" }, frame);
  // The tab shows another page by now.
  if (!held?.ok || held.value !== record.page) return;
  const settings = await loadSettings();
  const style = await highlightStyle(settings);
  const left = toPage(await asCorrected({ ...record, report }));
  await browser.sendToTab(tabId, { to: "page", type: "show", report: left, style, kinds: settings.kinds }, frame);
  await showBadge(record);
}
