// One check, from the click to badge and report.

/** @import { Checked, CheckRecord, Page, TextPage } from "../types.js" */
import * as browser from "../browser.js";
import { addPage, loadAdded } from "../added.js";
import { asCorrected } from "../corrections.js";
import { askEngine } from "../engine/host.js";
import { loadHistory, remember } from "../history.js";
import { LONGEST_PAGE, LONGEST_TITLE, cutTo } from "../limits.js";
import { toPage } from "../page/highlight.js";
import { failureOf, named, replyOf, valueOf } from "../protocol.js";
import { enabledSets, isAdded, isBundled, isHistory, loadSensitivity } from "../sets.js";
import { highlightStyle, loadSettings } from "../settings.js";
import { isPreset, siteOf, stateOf } from "../sites.js";
import { makeWords } from "../view/words.js";
import { showBadge } from "./badge.js";
import { forgetRecord, interruptedRecords, keyOf, loadRecord, newRun, saveOutcome, saveRecord } from "./records.js";

const words = makeWords(browser.message);
const now = () => new Date().toISOString();

/**
 * How a check was asked for: `clicked` where the reader has just pressed the toolbar button or its like, which grants access to
 * the page, `tab` is its tab then, `selection` where only the text selected in one of its frames is wanted, `add` where the page
 * becomes a reference.
 * @typedef {{ clicked?: boolean, tab?: chrome.tabs.Tab, add?: boolean, selection?: { text: string, frame: number } }} Asked
 */

/**
 * Checks the page in a tab and shows what was found in it.
 * @param {number} tabId
 * @param {Asked} asked
 */
export async function checkTab(tabId, asked) {
  const checked = now();
  // With a click its tab comes, and what it shows.
  const tab = asked.tab?.url ? asked.tab : await browser.tabOf(tabId);
  /** @type {CheckRecord} */
  const record = { key: keyOf(tabId), run: newRun(), tabId, state: "checking", checked, page: tab?.url ?? "", title: titleOf(tab?.title),
    ...(asked.selection && { selected: true }), ...(asked.selection?.frame && { frame: asked.selection.frame }), ...(tab?.incognito && { private: true }) };
  await run(record, async (isWanted) => {
    // The reader waits: what does not depend on each other is asked for at once, and the engine gets ready while the page is read.
    const [state, wanted, settings] = await Promise.all([stateOf(siteOf(record.page)), wantedNow(), loadSettings()]);
    if (state === "off") throw named((await isPreset(siteOf(record.page))) ? "SitePreset" : "SiteOff", record.page);
    askEngine({ type: "prepare", sets: wanted.sets }).catch(() => undefined);
    const style = highlightStyle(settings);
    const { page, title } = await readFrame(tabId, record.frame ?? 0, asked);
    Object.assign(record, { page: page.id, title, ...("text" in page && { text: page.text }) });
    const checked = await check(page, wanted);
    const framed = isEmpty(checked) && !asked.selection ? await checkForeignFrame(tabId, wanted) : null;
    if (framed) Object.assign(record, { page: framed.page.id, frame: framed.frame });
    const best = framed?.checked ?? checked;
    const [isStillWanted, report] = await Promise.all([isWanted(), asCorrected({ ...record, report: best.report })]);
    if (isStillWanted) await askPage(tabId, record.frame ?? 0, { type: "show", report: toPage(report), style: await style, kinds: settings.kinds });
    return best;
  });
  const outcome = await loadRecord(record.key);
  if (outcome?.run !== record.run) return;
  if (asked.selection?.text && UNREAD.has(outcome.error?.name ?? "")) {
    // In a field, a PDF or a page that is barred, what the browser hands over is checked by itself.
    await leave(tabId);
    await checkText(asked.selection.text, tabId);
  }
  // What is read in a private window is never kept.
  if (outcome.state !== "done" || outcome.private) return;
  if (asked.add) await addPage(outcome);
  if ((await loadSettings()).history) await remember(outcome);
}

/** A page may call itself anything, at any length; the record of its check has to be stored. @param {string} [title] */
const titleOf = (title = "") => cutTo(title, LONGEST_TITLE);

/** Failures after which the page has not been read. */
const UNREAD = new Set(["PageBarred", "NotSelected", "NotGranted"]);

/** Whether there was nothing to compare in a page. @param {Checked} checked */
const isEmpty = ({ report }) => report.verdict.reason === "no-article" || report.verdict.reason === "too-short";

/**
 * An article may stand in a frame of another origin, which the page itself cannot read.
 * @param {number} tabId
 * @param {Wanted} wanted
 */
async function checkForeignFrame(tabId, wanted) {
  const frame = await browser.foreignFrame(tabId);
  if (frame === null) return null;
  const { page } = await readFrame(tabId, frame, {});
  const checked = await check(page, wanted);
  return isEmpty(checked) ? null : { frame, page, checked };
}

/**
 * Forgets a report that holds no longer, since the page went on to another one, or that nobody waits for any more: what a check
 * that is still running finds is dropped.
 * @param {number | null} tabId null for pasted text
 */
export async function leave(tabId) {
  const record = await loadRecord(keyOf(tabId));
  if (!record) return;
  await forgetRecord(record);
  if (tabId !== null) await browser.setBadge(tabId, { text: "", title: words.text("actionTitle") });
}

/**
 * Checks text that is in no tab: pasted into the panel, or selected.
 * @param {string} text
 * @param {number} [beside] the tab beside which its report is shown
 */
export async function checkText(text, beside) {
  const title = words.text("pastedText");
  const read = cutTo(text, LONGEST_PAGE);
  const tab = beside === undefined ? undefined : await browser.tabOf(beside);
  /** @type {CheckRecord} */
  const record = { key: keyOf(null), run: newRun(), tabId: null, state: "checking", checked: now(), page: title, title, text: read,
    ...(beside !== undefined && { beside }), ...(tab?.incognito && { private: true }) };
  await run(record, async () => check({ id: title, text: read, cut: read.length < text.length }, await wantedNow()));
}

/**
 * @param {CheckRecord} record
 * @param {(isWanted: () => Promise<boolean>) => Promise<Checked>} work asks before it shows what it found
 */
async function run(record, work) {
  // Saying that it runs takes as long as a part of the work: both go on at once.
  const saved = saveRecord(record);
  const said = saved.then(() => showBadge(record));
  const outcome = await replyOf(() => work(() => saved.then(() => isCurrent(record))));
  await said;
  await finish(outcome.ok ? { ...outcome.value, ...record, state: "done" } : { ...record, state: "failed", error: outcome.error });
}

/** Whether a check was not cancelled, and no other one of the same tab has begun since. @param {CheckRecord} record */
const isCurrent = async ({ key, run }) => (await loadRecord(key))?.run === run;

/** A tab that is closed during its check answers no more, and of a private one nothing stays. @param {number} tabId */
export async function dropClosed(tabId) {
  const [own, pasted] = await Promise.all([loadRecord(keyOf(tabId)), loadRecord(keyOf(null))]);
  if (own?.state === "checking" || own?.private) await forgetRecord(own);
  if (pasted?.private && pasted.beside === tabId) await forgetRecord(pasted);
}

/** Checks that an earlier life of the background began and did not end: says so, and leaves no spinner. */
export async function failInterrupted() {
  const error = { name: "Interrupted", message: "the browser stopped the extension during the check" };
  for (const record of await interruptedRecords()) await finish({ ...record, state: "failed", error });
}

/**
 * @param {number} tabId
 * @param {number} frame
 * @param {Asked} asked
 * @returns {Promise<{ page: Page | TextPage, title: string }>}
 */
async function readFrame(tabId, frame, { clicked = false, selection }) {
  try {
    await browser.inject(tabId, frame, "page.js", clicked);
  } catch (error) {
    // After a click the browser refuses only what it bars for all extensions.
    throw named(clicked ? "PageBarred" : "NotGranted", failureOf(error).message);
  }
  const { page, title } = await askPage(tabId, frame, { type: "read", selected: selection !== undefined });
  return { page: JSON.parse(page), title: titleOf(title) };
}

/**
 * @param {number} tabId
 * @param {number} frame
 * @param {{ type: string } & Record<string, unknown>} request
 * @returns {Promise<any>}
 */
async function askPage(tabId, frame, request) {
  const reply = await browser.sendToTab(tabId, { to: "page", ...request }, frame).catch((error) => {
    throw named("PageLeft", failureOf(error).message);
  });
  return valueOf(reply);
}

/** What the reader wants pages to be compared with, and how readily they are to be marked. @typedef {Awaited<ReturnType<typeof wantedNow>>} Wanted */
async function wantedNow() {
  const [sets, sensitivity] = await Promise.all([enabledSets(), loadSensitivity()]);
  return { sets, sensitivity };
}

/**
 * @param {Page | TextPage} page
 * @param {Wanted} wanted
 * @returns {Promise<Checked>}
 */
async function check(page, { sets: all, sensitivity }) {
  // A page that was kept is not traced to itself.
  const held = await Promise.all(all.map(({ id }) => holds(id, page.id)));
  const sets = all.filter((_, index) => !held[index]);
  const checked = await askEngine({ type: "check", page, sets, sensitivity });
  return { ...checked, ...(sets.length > 0 && sets.every(isBundled) && { onlyExample: true }) };
}

/** Whether a set is made of pages of which this is one. @param {string} set @param {string} address */
async function holds(set, address) {
  const load = isHistory(set) ? loadHistory : isAdded(set) ? loadAdded : null;
  return load !== null && (await load()).some(({ page }) => page === address);
}

/**
 * Stores an outcome, where somebody still waits for it.
 * @param {CheckRecord} record
 */
async function finish(record) {
  const kept = await replyOf(() => saveOutcome(record));
  if (kept.ok && !kept.value) return;
  const tab = record.tabId ?? record.beside;
  // A private tab may have been closed while this was written.
  if (record.private && tab !== undefined && !(await browser.tabOf(tab))) return forgetRecord(record);
  if (kept.ok) return showBadge(record);
  // The browser does not keep as much: better a reason than a check that never ends.
  const { report: _report, problems: _problems, text: _text, ...rest } = record;
  /** @type {CheckRecord} */
  const failed = { ...rest, state: "failed", error: kept.error };
  await saveRecord(failed);
  await showBadge(failed);
}
