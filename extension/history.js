// The pages that were checked, where the reader wants them remembered: on this computer, the newest first, erasable.

/** @import { CheckRecord, Remembered } from "./types.js" */
import * as browser from "./browser.js";
import { keptPage } from "./kept-page.js";

const KEY = "history";
/** Pages remembered; older ones make way. */
const KEPT = 1_000;

/** @param {(pages: Remembered[]) => Remembered[]} change */
const changeHistory = (change) => navigator.locks.request("wirecopy-history", async () => browser.store("local", { [KEY]: change(await loadHistory()) }));

/** @returns {Promise<Remembered[]>} */
export const loadHistory = async () => (await browser.load("local", KEY)) ?? [];
export const eraseHistory = () => browser.forget("local", KEY);
/** @param {string} key */
export const concernsHistory = (key) => key === KEY;

/** @param {CheckRecord} record of a check that is done */
export async function remember(record) {
  const entry = keptPage(record);
  if (!entry) return;
  await changeHistory((pages) => [entry, ...pages.filter(({ page }) => page !== entry.page)].slice(0, KEPT));
}

/** @param {string} address */
export const forgetPage = (address) => changeHistory((pages) => pages.filter(({ page }) => page !== address));
