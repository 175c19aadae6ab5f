// Making the page that is shown a reference, so that later pages are compared with it, and taking it out again.

/** @import { CheckRecord } from "../types.js" */
/** @import { Words } from "../view/words.js" */
import { addPage, concernsAdded, loadAdded, takeOut } from "../added.js";
import * as browser from "../browser.js";
import { keptPage } from "../kept-page.js";
import { siteOf } from "../sites.js";

/** @param {string} id */
const one = (id) => /** @type {HTMLElement} */ (document.getElementById(id));
const [section, state, add, remove] = /** @type {[HTMLElement, HTMLElement, HTMLElement, HTMLElement]} */ (
  ["adding", "adding-state", "add-page", "take-out"].map(one));

/** @type {CheckRecord | undefined} */
let record;
/** @type {Words} */
let words;

/**
 * @param {Words} inWords
 * @param {CheckRecord | undefined} shown
 */
export function showAdding(inWords, shown) {
  words = inWords;
  record = shown;
  update();
}

async function update() {
  const shown = record;
  // Of a private window nothing is kept, and pasted text has no address to be found again.
  section.hidden = shown?.state !== "done" || shown.private === true || siteOf(shown.page) === null || !keptPage(shown)?.text;
  if (!shown || section.hidden) return;
  const added = (await loadAdded()).some(({ page }) => page === shown.page);
  if (shown !== record) return;
  state.textContent = words.text(added ? "addedExplained" : "addExplained");
  add.hidden = added;
  remove.hidden = !added;
}

add.addEventListener("click", async () => {
  if (record) await addPage(record);
  await update();
  remove.focus();
});
remove.addEventListener("click", async () => {
  if (record) await takeOut(record.page);
  await update();
  add.focus();
});
browser.onStored("local", (keys) => {
  if (keys.some(concernsAdded)) update();
});
