// Which report belongs in the panel: that of the page beside it, as long as that is the page which was checked.

/** @import { CheckRecord } from "../types.js" */
import { keyOf, lastRecord, loadRecord } from "../background/records.js";
import * as browser from "../browser.js";
import { marks } from "../page/highlight.js";

/** The record that belongs here, if the page it speaks of is still there. */
export async function currentRecord() {
  const last = await lastRecord();
  if (await browser.ownTab()) return last;
  const tab = await browser.activeTab();
  if (tab?.id === undefined) return undefined;
  if (last?.beside === tab.id) return last;
  const record = await loadRecord(keyOf(tab.id));
  if (record?.state !== "done") return record;
  // Back and forward bring pages that were checked before the one of the record, with what was read of them.
  const reply = await browser.sendToTab(tab.id, { to: "page", type: "holds" }, record.frame).catch(() => null);
  return reply?.ok && reply.value === record.page && !wentOn(record, tab.url) ? record : undefined;
}

/**
 * Whether a tab shows another page of its site by now, without having loaded it. Where something is highlighted the page itself says so.
 * @param {CheckRecord} record
 * @param {string} [address] not known of a page that the extension may no longer read
 */
function wentOn({ page, report, frame }, address) {
  return address !== undefined && frame === undefined && report !== undefined && marks(report).length === 0 && pathOf(address) !== pathOf(page);
}

/** What names a page: sites tidy the rest of an address away. @param {string} address */
const pathOf = (address) => (URL.canParse(address) ? new URL(address).pathname : address);
