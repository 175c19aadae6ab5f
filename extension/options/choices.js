// The options page: how readily is marked, what is shown and in which colours, and where Wirecopy runs.

/** @import { Sensitivity, Settings } from "../types.js" */
import * as browser from "../browser.js";
import { loadSensitivity, storeSensitivity } from "../sets.js";
import { changeSettings, loadSettings } from "../settings.js";
import { managedSensitivity, managedSites, onManaged } from "../managed.js";
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

/** As round as what is known of it. @param {Sensitivity} value */
function showRate(value) {
  const oneIn = rates[value];
  if (rate) rate.textContent = oneIn === null ? words.text("rateUnknown") : words.text("rate", words.number(Number(oneIn.toPrecision(2))));
}

async function showSites() {
  const [states, preset] = await Promise.all([loadSites(), managedSites()]);
  const shown = Object.entries(states).sort().map(async ([site, state]) => {
    const host = new URL(site).host;
    const allow = preset[site] === "on" && !(await browser.maySee(site));
    return h("li", { "data-site": site },
      h("span", { dir: "ltr", class: "set-name" }, host), " ",
      h("span", { class: "quiet" }, words.text(state === "on" && isPrivate(site) ? "site_private" : `site_${state}`),
        preset[site] && ` ${words.text("presetNote")}.`),
      allow && h("button", { type: "button", class: "primary", "data-allow": true }, words.text("followAllow", host)),
      !preset[site] && h("button", { type: "button", "aria-label": words.text("siteForget", host) }, words.text("delete")));
  });
  sites?.replaceChildren(...(await Promise.all(shown)));
}

async function showSensitivity() {
  const [value, preset] = await Promise.all([loadSensitivity(), managedSensitivity()]);
  check(sensitivity, [value]);
  showRate(value);
  /** @type {HTMLFieldSetElement} */ (sensitivity).disabled = preset !== undefined;
  one("#sensitivity-preset").hidden = preset === undefined;
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
  const button = /** @type {HTMLElement} */ (event.target).closest("button");
  const site = /** @type {HTMLElement | null | undefined} */ (button?.closest("[data-site]"))?.dataset.site;
  if (!site) return;
  if (button?.dataset.allow === undefined) setSite(site, null);
  else browser.askForSite(site).then(showSites);
});

onSitesChanged(showSites);
onManaged(() => {
  showSites();
  showSensitivity();
});
await Promise.all([showSites(), showSensitivity()]);
const settings = await loadSettings();
check(kinds, settings.kinds);
check(colours, [settings.colours]);
