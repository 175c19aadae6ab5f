// The options page: how readily is marked, what is shown and in which colours, and where Wirecopy runs.

/** @import { Sensitivity, Settings } from "../types.js" */
import * as browser from "../browser.js";
import { loadSensitivity, storeSensitivity } from "../sets.js";
import { changeSettings, loadSettings } from "../settings.js";
import { isPrivate, loadSites, onSitesChanged, setSite } from "../sites.js";
import { builder } from "../view/element.js";
import { makeWords } from "../view/words.js";

const words = makeWords(browser.message);
const h = builder(document);
/** @param {string} selector */
const one = (selector) => /** @type {HTMLElement} */ (document.querySelector(selector));
const [sensitivity, rate, kinds, colours, sites] = ["#sensitivity", "#rate", "#kinds", "#colours", "#sites"].map(one);

/** How many sentences of an independent report are marked by mistake: one in so many; null until it was measured. */
const rates = /** @type {Record<Sensitivity, number | null>} */ (await (await fetch(browser.address("rates.json"))).json());

/** @param {HTMLElement | undefined} group @param {string[]} values */
function check(group, values) {
  for (const box of group?.querySelectorAll("input") ?? []) box.checked = values.includes(box.value);
}

/** @param {Sensitivity} value */
function showRate(value) {
  const oneIn = rates[value];
  if (rate) rate.textContent = oneIn === null ? words.text("rateUnknown") : words.text("rate", words.number(oneIn));
}

async function showSites() {
  const states = Object.entries(await loadSites()).sort();
  sites?.replaceChildren(...states.map(([site, state]) =>
    h("li", { "data-site": site },
      h("span", { dir: "ltr", class: "set-name" }, new URL(site).host), " ",
      h("span", { class: "quiet" }, words.text(state === "on" && isPrivate(site) ? "site_private" : `site_${state}`)),
      h("button", { type: "button", "aria-label": words.text("siteForget", new URL(site).host) }, words.text("delete")))));
}

sensitivity?.addEventListener("change", (event) => {
  const value = /** @type {Sensitivity} */ (/** @type {HTMLInputElement} */ (event.target).value);
  storeSensitivity(value);
  showRate(value);
});
kinds?.addEventListener("change", () =>
  changeSettings({ kinds: [...kinds.querySelectorAll("input:checked")].map((box) => /** @type {HTMLInputElement} */ (box).value) }));
colours?.addEventListener("change", (event) =>
  changeSettings({ colours: /** @type {Settings["colours"]} */ (/** @type {HTMLInputElement} */ (event.target).value) }));
sites?.addEventListener("click", (event) => {
  const target = /** @type {HTMLElement} */ (event.target);
  const site = /** @type {HTMLElement | null} */ (target.closest("button")?.closest("[data-site]"))?.dataset.site;
  if (site) setSite(site, null);
});

onSitesChanged(showSites);
await showSites();
const [value, settings] = await Promise.all([loadSensitivity(), loadSettings()]);
check(sensitivity, [value]);
showRate(value);
check(kinds, settings.kinds);
check(colours, [settings.colours]);
