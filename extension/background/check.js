// One check, from the click to badge and report.

/** @import { Checked, CheckRecord, Page, TextPage } from "../types.js" */
import * as browser from "../browser.js";
import { askEngine } from "../engine/host.js";
import { failureOf, named, valueOf } from "../protocol.js";
import { enabledSets, loadSensitivity } from "../sets.js";
import { makeWords } from "../view/words.js";
import { interruptedRecords, keyOf, loadRecord, newRun, saveRecord } from "./records.js";

const words = makeWords(browser.message);
const now = () => new Date().toISOString();

/**
 * Checks the page in a tab and shows what was found in it.
 * @param {number} tabId
 * @param {boolean} clicked whether the user has just pressed the toolbar button or its like, which grants access to the page
 */
export async function checkTab(tabId, clicked) {
  const tab = await browser.tabOf(tabId);
  /** @type {CheckRecord} */
  const record = { key: keyOf(tabId), run: newRun(), tabId, state: "checking", checked: now(), page: tab?.url ?? "", title: tab?.title ?? "" };
  await run(record, async () => {
    const { page, title } = await readTab(tabId, clicked);
    Object.assign(record, { page: page.id, title });
    const checked = await check(page);
    await askPage(tabId, { type: "show", report: checked.report });
    return checked;
  });
}

/**
 * Checks text that is in no tab: pasted into the panel, or selected.
 * @param {string} text
 * @param {number} [beside] the tab beside which its report is shown
 */
export async function checkText(text, beside) {
  const title = words.text("pastedText");
  /** @type {CheckRecord} */
  const record = { key: keyOf(null), run: newRun(), tabId: null, state: "checking", checked: now(), page: title, title, text,
    ...(beside !== undefined && { beside }) };
  await run(record, () => check({ id: title, text }));
}

/**
 * @param {CheckRecord} record
 * @param {() => Promise<Checked>} work
 */
async function run(record, work) {
  await saveRecord(record);
  await showBadge(record);
  try {
    await finish({ ...(await work()), ...record, state: "done" });
  } catch (error) {
    await finish({ ...record, state: "failed", error: failureOf(error) });
  }
}

/** Checks that an earlier life of the background began and did not end: says so, and leaves no spinner. */
export async function failInterrupted() {
  const error = { name: "Interrupted", message: "the browser stopped the extension during the check" };
  for (const record of await interruptedRecords()) await finish({ ...record, state: "failed", error });
}

/**
 * @param {number} tabId
 * @param {boolean} clicked
 * @returns {Promise<{ page: Page | TextPage, title: string }>}
 */
async function readTab(tabId, clicked) {
  try {
    await browser.inject(tabId, "page.js", "page/page.css");
  } catch (error) {
    // After a click the browser refuses only what it bars for all extensions.
    throw named(clicked ? "PageBarred" : "NotGranted", failureOf(error).message);
  }
  return askPage(tabId, { type: "read" });
}

/**
 * @param {number} tabId
 * @param {{ type: string } & Record<string, unknown>} request
 * @returns {Promise<any>}
 */
async function askPage(tabId, request) {
  const reply = await browser.sendToTab(tabId, { to: "page", ...request }).catch((error) => {
    throw named("PageLeft", failureOf(error).message);
  });
  return valueOf(reply);
}

/**
 * @param {Page | TextPage} page
 * @returns {Promise<Checked>}
 */
async function check(page) {
  const [sets, sensitivity] = await Promise.all([enabledSets(), loadSensitivity()]);
  return askEngine({ type: "check", page, sets, sensitivity });
}

/**
 * Stores an outcome, unless another check of the same tab has begun since.
 * @param {CheckRecord} record
 */
async function finish(record) {
  if ((await loadRecord(record.key))?.run !== record.run) return;
  await saveRecord(record);
  await showBadge(record);
}

/** @param {CheckRecord} record */
async function showBadge(record) {
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
