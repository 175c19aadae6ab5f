// The pages that the reader added to the references one by one, the newest first.

/** @import { CheckRecord, Remembered } from "./types.js" */
import * as browser from "./browser.js";
import { keptPage } from "./kept-page.js";

const KEY = "added";

/** @returns {Promise<Remembered[]>} */
export const loadAdded = async () => (await browser.load("local", KEY)) ?? [];
export const eraseAdded = () => browser.forget("local", KEY);
/** @param {string} key */
export const concernsAdded = (key) => key === KEY;

/** @param {(pages: Remembered[]) => Remembered[]} change */
const changeAdded = (change) => navigator.locks.request("wirecopy-added", async () => browser.store("local", { [KEY]: change(await loadAdded()) }));

/** Adds a page as it was checked, in the place of what it was before; a page without an article is not added. @param {CheckRecord} record */
export async function addPage(record) {
  const entry = keptPage(record);
  if (entry?.text) await changeAdded((pages) => [entry, ...pages.filter(({ page }) => page !== entry.page)]);
}

/** @param {string} address */
export const takeOut = (address) => changeAdded((pages) => pages.filter(({ page }) => page !== address));
