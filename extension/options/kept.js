// The options page: what Wirecopy keeps on this computer besides reference sets, to look at, to take along, and to erase.

import * as browser from "../browser.js";
import { eraseCorrections, labelledCases, loadCorrections, onCorrected, undoCorrection } from "../corrections.js";
import { packFolder } from "../engine/packs.js";
import { patternsOf } from "../follow/address.js";
import { loadFollowed } from "../follow/list.js";
import { concernsHistory, eraseHistory, forgetPage, loadHistory } from "../history.js";
import { save } from "../proof/save.js";
import { changeSettings, loadSettings } from "../settings.js";
import { withoutKeys } from "../sets.js";
import { loadSites, setSite } from "../sites.js";
import { builder, webAddress } from "../view/element.js";
import { inShort } from "../view/in-part.js";
import { makeWords } from "../view/words.js";
import { keepPageSets } from "./page-sets.js";

const words = makeWords(browser.message);
const h = builder(document);
/** @param {string} selector */
const one = (selector) => /** @type {HTMLElement} */ (document.querySelector(selector));
const status = one("#data-status");
const remembers = /** @type {HTMLInputElement} */ (one("#history"));

/**
 * A page's title, which leads to it.
 * @param {string} page
 * @param {string} title
 */
function linkTo(page, title) {
  const address = webAddress(page);
  return address ? h("a", { href: address, target: "_blank", rel: "noopener noreferrer", dir: "auto" }, title || page) : h("bdi", {}, title);
}

/**
 * Shows a list anew. Whoever goes by keyboard goes on from the entry after one that has gone.
 * @param {string} list
 * @param {HTMLElement[]} items
 * @param {string} otherwise where to go on from where none is left
 */
function fill(list, items, otherwise) {
  const buttons = () => /** @type {(HTMLElement | null)[]} */ ([...one(list).querySelectorAll("button")]);
  const at = buttons().indexOf(/** @type {HTMLElement | null} */ (document.activeElement));
  one(list).replaceChildren(...items);
  if (at >= 0) (buttons()[at] ?? buttons().at(-1) ?? one(otherwise)).focus();
}

async function showPages() {
  fill("#pages", (await loadHistory()).map((entry) =>
    h("li", { "data-page": entry.page },
      h("p", {}, linkTo(entry.page, entry.title), h("span", { class: "quiet" }, ` ${words.date(entry.checked)} · ${inShort(words, entry)}`)),
      h("button", { type: "button", "aria-label": words.text("siteForget", entry.title || entry.page) }, words.text("delete")))), "#history");
}

/** What the reader corrected, the newest first. */
async function correctionsNow() {
  const made = (await loadCorrections()).flatMap((page) => page.corrections.map((correction) => ({ ...page, ...correction })));
  return made.sort((one, other) => other.made.localeCompare(one.made));
}

async function showCorrections() {
  const made = await correctionsNow();
  one("#corrections").textContent = words.count("corrections", made.length);
  one("[data-data=corrections]").hidden = made.length === 0;
  fill("#corrected", made.map(({ page, title, text, start, end, label }, index) =>
    h("li", { "data-correction": label },
      h("div", {},
        h("blockquote", { dir: "auto", id: `corrected-${index}` }, text.slice(start, end)),
        h("p", { class: "quiet" }, words.text(`corrected_${label}`), " ", linkTo(page, title))),
      h("button", { type: "button", "aria-describedby": `corrected-${index}` }, words.text("undo")))), "#corrections");
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
  all: async () => save("wirecopy-data.json", "application/json", JSON.stringify(withoutKeys(await browser.loadAll("local")), null, 1)),
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

/** The entry whose button was pressed. @param {Event} event @returns {HTMLElement | null | undefined} */
const pressed = ({ target }) => /** @type {HTMLElement} */ (target).closest("button")?.closest("li");

one("#pages").addEventListener("click", (event) => {
  const page = pressed(event)?.dataset.page;
  if (page) forgetPage(page);
});
one("#corrected").addEventListener("click", async (event) => {
  const item = pressed(event);
  const correction = item && (await correctionsNow())[[...one("#corrected").children].indexOf(item)];
  if (correction) await undoCorrection(correction, correction.start);
});

remembers.addEventListener("change", () => changeSettings({ history: remembers.checked }));
browser.onStored("local", (keys) => {
  if (keys.some(concernsHistory)) showPages();
});
onCorrected(showCorrections);

remembers.checked = (await loadSettings()).history;
await Promise.all([showPages(), showCorrections()]);
await keepPageSets();
