// The pages that were checked, where the reader wants them remembered: on this computer, the newest first, erasable.

/** @import { CheckRecord, Remembered } from "./types.js" */
import * as browser from "./browser.js";
import { keptPage } from "./kept-page.js";

const KEY = "history";
/** Pages remembered; older ones make way. */
const KEPT = 1_000;

/** @returns {Promise<Remembered[]>} */
export const loadHistory = async () => (await browser.load("local", KEY)) ?? [];
export const eraseHistory = () => browser.forget("local", KEY);
/** @param {string} key */
export const concernsHistory = (key) => key === KEY;

/** @param {CheckRecord} record of a check that is done */
export async function remember(record) {
  const entry = keptPage(record);
  if (!entry) return;
  await navigator.locks.request("wirecopy-history", async () => {
    const others = (await loadHistory()).filter((other) => other.page !== entry.page);
    await browser.store("local", { [KEY]: [entry, ...others].slice(0, KEPT) });
  });
}
