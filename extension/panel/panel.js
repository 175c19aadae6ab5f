// The panel: shows the record of the page beside it, or, opened as a tab, of the page that was checked last.

/** @import { CheckRecord } from "../types.js" */
import { showBadge } from "../background/badge.js";
import { concernsRecords, forgetRecord, keyOf, loadRecord } from "../background/records.js";
import * as browser from "../browser.js";
import { asCorrected, onCorrected } from "../corrections.js";
import { keepPageSets } from "../options/page-sets.js";
import { isMessage, replyOf } from "../protocol.js";
import { loadSettings, onSettings } from "../settings.js";
import { builder } from "../view/element.js";
import { addFilter } from "../view/filter.js";
import { reportHead, reportView } from "../view/report.js";
import { fillTexts, makeWords } from "../view/words.js";
import { showAdding } from "./adding.js";
import { currentRecord } from "./current.js";
import { cancel, checkAgain, paste, pasteText, progress, report, take } from "./elements.js";
import { choose, copy, correct, reveal, showCorrections, undo } from "./finding-actions.js";
import "./keyboard.js";
import { showPlainText } from "./plain-text.js";
import { showSite } from "./site.js";
import { failure, idle, lacksReferences } from "./states.js";
import { takeAlong } from "./take-along.js";

const words = makeWords(browser.message);
const h = builder(document);

/** @type {CheckRecord | undefined} */
let shown;
/** What is said of the whole of it. @type {HTMLElement[]} */
let head = [];
/** Whether something that the reader set aside is not counted there. */
let setAside = false;
let settings = await loadSettings();
/** @type {(() => void) | null} */
let stopWatching = null;

let updates = 0;

async function update() {
  const turn = ++updates;
  const record = await currentRecord();
  if (turn !== updates) return;
  if (record && record.run === shown?.run && record.state === shown.state) return;
  shown = record;
  render(record);
}

/** @param {CheckRecord | undefined} record */
function render(record) {
  const state = record?.state ?? "idle";
  report.dataset.state = state;
  report.dataset.page = record?.page ?? "";
  progress.textContent = words.text(`state_${state}`);
  checkAgain.hidden = record?.tabId === undefined || record.tabId === null || state === "checking";
  cancel.hidden = state !== "checking";
  paste.hidden = state === "done" || state === "checking";
  take.hidden = state !== "done";
  report.replaceChildren(...contentOf(record));
  showAdding(words, record);
  showSite(words, record);
  if (record?.state === "done") finish(record);
  if (record?.state === "checking") watch();
  else stopWatching?.();
}

/**
 * @param {CheckRecord | undefined} record
 * @returns {Node[]}
 */
function contentOf(record) {
  if (!record) return [idle(h, words)];
  if (record.state === "failed") return [failure(h, words, record.error)];
  const title = h("p", { class: "page-title" }, h("bdi", {}, record.title || record.page));
  if (!record.report) return [title];
  const text = record.report.text ?? record.text ?? "";
  const checked = `${words.text("proofChecked")}: ${words.moment(record.checked)}`;
  const origin = h("p", { class: "on-paper quiet" }, h("bdi", {}, record.page), " · ", h("bdi", {}, checked));
  const body = record.tabId !== null || record.text === undefined ? null : showPlainText(h, words, record.report, record.text);
  const parts = reportView(h, words, { report: record.report, text, problems: record.problems },
    // Corrections are kept; of a private window nothing is.
    record.private ? ["reveal", "copy"] : ["reveal", "copy", "correct"]);
  head = parts.head;
  setAside = false;
  if (parts.list) addFilter(h, words, parts.list, settings.kinds);
  const note = record.private ? h("p", { class: "private quiet" }, words.text("privateWindow")) : null;
  const lack = lacksReferences(h, words, record);
  return [title, origin, ...parts.head, lack, note, body, parts.list, parts.fresh].filter((node) => node !== null);
}

/** While a check runs: if the background goes away under it, wake it, so that it says so. */
function watch() {
  stopWatching?.();
  const stop = browser.watchBackground(() => shown?.state === "checking" && watch());
  stopWatching = () => {
    stopWatching = null;
    stop();
  };
}

/** Shows what the reader corrected: beside each finding, and in what is said of the whole. @param {CheckRecord} record */
async function applyCorrections(record) {
  const corrected = record.report && (await asCorrected({ ...record, report: record.report }));
  await showCorrections(h, words, record);
  if (!corrected || record !== shown || (corrected === record.report && !setAside)) return;
  setAside = corrected !== record.report;
  const before = head;
  head = reportHead(h, words, { report: corrected, problems: record.problems });
  before[0]?.before(...head);
  for (const node of before) node.remove();
  document.querySelector("#plain-text")?.dispatchEvent(new CustomEvent("mark", { detail: corrected }));
}

/** @param {CheckRecord} record */
async function finish(record) {
  await applyCorrections(record);
  if (location.hash === "#print") {
    location.hash = "";
    print();
  }
}

/**
 * The finding of a sentence, brought into view.
 * @param {number} sentence
 */
function showFinding(sentence) {
  const item = /** @type {HTMLElement | null} */ (report.querySelector(`[data-finding][data-sentence="${sentence}"]`));
  if (!item) return;
  item.hidden = false;
  choose(item);
  item.scrollIntoView({ block: "nearest" });
}

/** @type {Record<string, (record: CheckRecord, sentence: number) => unknown>} */
const ACTIONS = {
  // What was set aside is not marked in the page.
  reveal: (record, sentence) => report.querySelector(`[data-corrected][data-sentence="${sentence}"]`) ?? reveal(record, sentence, words),
  copy: (record, sentence) => copy(record, sentence, words),
  "not-derived": (record, sentence) => correct(record, sentence, "not-derived"),
  missed: (record, sentence) => correct(record, sentence, "missed"),
  undo,
};

report.addEventListener("click", (event) => {
  const target = /** @type {Element} */ (event.target);
  if (target.closest("#add-references")) return browser.openOptions();
  if (!shown || target.closest("a, summary, label, input")) return;
  const button = /** @type {HTMLElement | null} */ (target.closest("button[data-action]"));
  const item = /** @type {HTMLElement | null} */ (target.closest("[data-finding]"));
  const part = /** @type {SVGElement | null} */ (target.closest("svg [data-sentence]"));
  const sentence = Number(button?.dataset.sentence ?? item?.dataset.sentence ?? part?.dataset.sentence);
  if (Number.isNaN(sentence) || (!button && !document.getSelection()?.isCollapsed)) return;
  if (item) choose(item);
  if (part) showFinding(sentence);
  ACTIONS[button?.dataset.action ?? "reveal"]?.(shown, sentence);
});

take.addEventListener("click", async (event) => {
  const form = /** @type {HTMLElement} */ (event.target).closest("button")?.dataset.take;
  if (!form || !shown) return;
  await takeAlong(shown, form, words).catch(() => {
    progress.textContent = words.text("error_PageLeft");
  });
});

browser.onMessage((message, { tabId }) => {
  if (!isMessage(message, "panel")) return undefined;
  if (tabId !== undefined && tabId === shown?.tabId) showFinding(message.sentence);
  return replyOf(() => true);
});
onCorrected(() => shown?.state === "done" && applyCorrections(shown));

checkAgain.addEventListener("click", async () => {
  if (!shown?.tabId) return;
  // A report stays until there is another one.
  if (!(await browser.tabOf(shown.tabId))) progress.textContent = words.text("error_TabClosed");
  else browser.send({ to: "background", type: "check", tabId: shown.tabId });
});

cancel.addEventListener("click", () => {
  if (shown) browser.send({ to: "background", type: "cancel", ...(shown.tabId !== null && { tabId: shown.tabId }) });
});

document.querySelector("#open-options")?.addEventListener("click", () => browser.openOptions());

paste.addEventListener("submit", async (event) => {
  event.preventDefault();
  const own = await browser.ownTab();
  // In a tab of its own the panel stands beside none; a private one takes the report with it.
  const beside = own?.incognito ? own.id : own ? undefined : (await browser.activeTab())?.id;
  browser.send({ to: "background", type: "checkText", text: pasteText.value, ...(beside !== undefined && { beside }) });
});

browser.onStored("session", (keys) => {
  if (keys.some(concernsRecords)) update();
});
browser.onTabShown(update);
/** @param {number} tabId @param {"loading" | "complete"} status */
async function navigated(tabId, status) {
  // What barred one page says nothing about the next one in its tab.
  const record = status === "loading" ? await loadRecord(keyOf(tabId)) : undefined;
  if (record?.state === "failed") await forgetRecord(record);
  await update();
  // A browser that brings a page back brings no badge.
  if (status === "complete" && shown?.state === "done" && shown.tabId === tabId && !(await browser.ownTab())) await showBadge(shown);
}

/** What browsers tell is taken in the order in which they tell it. */
let told = Promise.resolve();
browser.onNavigated((tabId, status) => {
  told = told.then(() => navigated(tabId, status)).catch(() => undefined);
});

onSettings(async () => {
  settings = await loadSettings();
});

fillTexts(document, words);
await update();
await keepPageSets();
