// The panel: shows the record of the page beside it, or, opened as a tab, of the page that was checked last.

/** @import { CheckRecord } from "../types.js" */
import { concernsRecords, forgetRecord, keyOf, lastRecord, loadRecord } from "../background/records.js";
import * as browser from "../browser.js";
import { valueOf } from "../protocol.js";
import { builder } from "../view/element.js";
import { findings } from "../view/findings.js";
import { legend } from "../view/legend.js";
import { sources, verdict } from "../view/verdict.js";
import { fillTexts, makeWords } from "../view/words.js";
import { showPlainText } from "./plain-text.js";
import { failure, idle } from "./states.js";

const words = makeWords(browser.message);
const h = builder(document);
const report = /** @type {HTMLElement} */ (document.querySelector("#report"));
const progress = /** @type {HTMLElement} */ (document.querySelector("#progress"));
const paste = /** @type {HTMLElement} */ (document.querySelector("#paste"));
const pasteText = /** @type {HTMLTextAreaElement} */ (document.querySelector("#paste-text"));
const checkAgain = /** @type {HTMLButtonElement} */ (document.querySelector("#check-again"));

/** @type {CheckRecord | undefined} */
let shown;
/** @type {(() => void) | null} */
let stopWatching = null;

let updates = 0;

/** The record that belongs here, if the page it speaks of is still there. */
async function currentRecord() {
  const last = await lastRecord();
  if (await browser.ownTab()) return last;
  const tab = await browser.activeTab();
  if (tab?.id === undefined) return undefined;
  if (last?.beside === tab.id) return last;
  const record = await loadRecord(keyOf(tab.id));
  if (record?.state !== "done") return record;
  const alive = await browser.sendToTab(/** @type {number} */ (record.tabId), { to: "page", type: "alive" }).catch(() => null);
  return alive ? record : undefined;
}

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
  paste.hidden = state === "done" || state === "checking";
  report.replaceChildren(...contentOf(record));
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
  const head = h("p", { class: "page-title", dir: "auto" }, record.title || record.page);
  if (!record.report) return [head];
  const text = record.report.text ?? record.text ?? "";
  const problems = (record.problems ?? []).map((problem) => h("p", { class: "note" }, words.text("setUnusable", problem.name, problem.message)));
  const body = record.text === undefined ? null : showPlainText(h, words, record.report, record.text);
  const list = findings(h, words, record.report, text);
  return [head, verdict(h, words, record.report), ...problems, sources(h, words, record.report), list && legend(h, words), body, list]
    .filter((node) => node !== null);
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

/** @param {HTMLElement} item a finding */
async function reveal(item) {
  const sentence = Number(item.dataset.sentence);
  for (const other of report.querySelectorAll("[data-finding][aria-current]")) other.removeAttribute("aria-current");
  item.setAttribute("aria-current", "true");
  if (!shown || shown.tabId === null) {
    document.querySelector(`#plain-text`)?.dispatchEvent(new CustomEvent("reveal", { detail: sentence }));
    return;
  }
  try {
    if (await browser.ownTab()) await browser.showTab(shown.tabId);
    valueOf(await browser.sendToTab(shown.tabId, { to: "page", type: "reveal", sentence }));
  } catch {
    progress.textContent = words.text("error_PageLeft");
  }
}

report.addEventListener("click", (event) => {
  const target = /** @type {Element} */ (event.target);
  const item = /** @type {HTMLElement | null} */ (target.closest("[data-finding]"));
  const selecting = !document.getSelection()?.isCollapsed;
  if (item && !target.closest("a") && !selecting) reveal(item);
  if (target.closest("#add-references")) browser.openOptions();
});

checkAgain.addEventListener("click", () => {
  if (shown?.tabId) browser.send({ to: "background", type: "check", tabId: shown.tabId });
});

document.querySelector("#open-options")?.addEventListener("click", () => browser.openOptions());

paste.addEventListener("submit", async (event) => {
  event.preventDefault();
  const beside = (await browser.ownTab()) ? undefined : (await browser.activeTab())?.id;
  browser.send({ to: "background", type: "checkText", text: pasteText.value, ...(beside !== undefined && { beside }) });
});

browser.onStored("session", (keys) => {
  if (keys.some(concernsRecords)) update();
});
browser.onTabShown(update);
browser.onNavigated(async (tabId, status) => {
  // What barred one page says nothing about the next one in its tab.
  const record = status === "loading" ? await loadRecord(keyOf(tabId)) : undefined;
  if (record?.state === "failed") await forgetRecord(record);
  update();
});

fillTexts(document, words);
update();
