// The options page: what Wirecopy keeps on this computer besides reference sets, to look at, to take along, and to erase.

import * as browser from "../browser.js";
import { eraseCorrections, labelledCases, loadCorrections, onCorrected } from "../corrections.js";
import { packFolder } from "../engine/packs.js";
import { patternsOf } from "../follow/address.js";
import { loadFollowed } from "../follow/list.js";
import { concernsHistory, eraseHistory, loadHistory } from "../history.js";
import { save } from "../proof/save.js";
import { changeSettings, loadSettings } from "../settings.js";
import { loadSites, setSite } from "../sites.js";
import { builder, webAddress } from "../view/element.js";
import { makeWords } from "../view/words.js";
import { keepPageSets } from "./page-sets.js";

const words = makeWords(browser.message);
const h = builder(document);
/** @param {string} selector */
const one = (selector) => /** @type {HTMLElement} */ (document.querySelector(selector));
const status = one("#data-status");
const remembers = /** @type {HTMLInputElement} */ (one("#history"));

async function showPages() {
  one("#pages").replaceChildren(...(await loadHistory()).map(({ page, title, checked, kind, share }) => {
    const address = webAddress(page);
    return h("li", {},
      address ? h("a", { href: address, target: "_blank", rel: "noopener noreferrer", dir: "auto" }, title || page) : title,
      h("span", { class: "quiet" }, ` ${words.date(checked)} · ${words.text(`badge_${kind}`, words.percent(share))}`));
  }));
}

async function showCorrections() {
  const count = (await loadCorrections()).reduce((sum, { corrections }) => sum + corrections.length, 0);
  one("#corrections").textContent = words.count("corrections", count);
}

/** Everything goes: sets, sites, settings, reports, what was remembered and corrected. */
async function eraseAll() {
  for (const site of Object.keys(await loadSites())) await setSite(site, null);
  await browser.giveBack((await loadFollowed()).flatMap(({ address, allowed = [] }) => [address, ...allowed].flatMap(patternsOf)));
  await browser.forgetAll();
  await browser.send({ to: "background", type: "setsChanged" });
  await browser.send({ to: "background", type: "followDue" });
  const folder = await packFolder();
  for await (const name of folder.keys()) await folder.removeEntry(name).catch(() => undefined);
  location.reload();
}

/** @type {Record<string, () => Promise<unknown>>} */
const ACTIONS = {
  corrections: async () => save("wirecopy-corrections.jsonl", "application/jsonl", labelledCases(await loadCorrections())),
  all: async () => save("wirecopy-data.json", "application/json", JSON.stringify(await browser.loadAll("local"), null, 1)),
  "erase-history": eraseHistory,
  "erase-corrections": eraseCorrections,
  erase: eraseAll,
};

/** What cannot be undone is asked about first. @type {Record<string, string>} */
const CONFIRMED = { "erase-history": "confirmEraseHistory", "erase-corrections": "confirmEraseCorrections", erase: "confirmErase" };

document.addEventListener("click", async (event) => {
  const action = /** @type {HTMLElement} */ (event.target).closest("button")?.dataset.data;
  if (!action || (action in CONFIRMED && !confirm(words.text(/** @type {string} */ (CONFIRMED[action]))))) return;
  await ACTIONS[action]?.();
  if (action.startsWith("erase")) status.textContent = words.text("erased");
});

remembers.addEventListener("change", () => changeSettings({ history: remembers.checked }));
browser.onStored("local", (keys) => {
  if (keys.some(concernsHistory)) showPages();
});
onCorrected(showCorrections);

remembers.checked = (await loadSettings()).history;
await Promise.all([showPages(), showCorrections()]);
await keepPageSets();
