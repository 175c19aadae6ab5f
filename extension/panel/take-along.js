// Taking a report along: as a file, on paper, or with the page as it was read.

/** @import { CheckRecord, Page } from "../types.js" */
/** @import { Words } from "../view/words.js" */
import * as browser from "../browser.js";
import { proven } from "../proof/proof.js";
import { fileName, save } from "../proof/save.js";
import { savedReport } from "../proof/saved-report.js";
import { snapshot } from "../proof/snapshot.js";
import { table } from "../proof/table.js";
import { valueOf } from "../protocol.js";

const STYLES = ["style/tokens.css", "style/report.css", "style/saved.css"];

/**
 * @param {CheckRecord} record
 * @param {string} form
 * @param {Words} words
 */
export async function takeAlong(record, form, words) {
  const report = await proven(record);
  const empty = () => document.implementation.createHTMLDocument();
  switch (form) {
    case "html": {
      const styles = await Promise.all(STYLES.map(async (path) => (await fetch(browser.address(path))).text()));
      return save(fileName(record.title, "html"), "text/html", savedReport(empty(), words, report, styles.join("\n")));
    }
    case "json":
      return save(fileName(record.title, "json"), "application/json", `${JSON.stringify(report)}\n`);
    case "csv":
      return save(fileName(record.title, "csv"), "text/csv", table(report));
    case "page": {
      if (record.tabId === null || record.text !== undefined) return save(fileName(record.title, "txt"), "text/plain", report.text);
      /** @type {Page | null} */
      const page = valueOf(await browser.sendToTab(record.tabId, { to: "page", type: "kept" }, record.frame));
      if (!page || !("blocks" in page)) return save(fileName(record.title, "txt"), "text/plain", report.text);
      return save(fileName(`page-${record.title}`, "html"), "text/html", snapshot(page, empty()));
    }
    default:
      return (await browser.ownTab()) ? print() : void browser.openOwn("panel.html#print");
  }
}
