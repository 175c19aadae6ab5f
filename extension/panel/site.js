// When Wirecopy runs on the site that is open: when asked, by itself, or never; and what it shows in the page.

/** @import { CheckRecord } from "../types.js" */
/** @import { Words } from "../view/words.js" */
import * as browser from "../browser.js";
import { kindsOf } from "../view/findings.js";
import { isPreset, isPrivate, onSitesChanged, setSite, siteOf, stateOf } from "../sites.js";

const section = /** @type {HTMLElement} */ (document.querySelector("#site"));
const state = /** @type {HTMLElement} */ (document.querySelector("#site-state"));
const name = /** @type {HTMLElement} */ (document.querySelector("#site-name"));
const pageButtons = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("#page-legend, #page-toggle"));

/** @type {CheckRecord | undefined} */
let record;
/** @type {Words} */
let words;

/**
 * @param {Words} inWords
 * @param {CheckRecord | undefined} shown
 */
export function showSite(inWords, shown) {
  words = inWords;
  record = shown;
  update();
}

async function update() {
  const site = siteOf(record?.page ?? "");
  if (site !== null) name.textContent = new URL(site).host;
  section.hidden = site === null || record?.tabId === null;
  if (site === null) return;
  const now = (await stateOf(site)) ?? "asked";
  state.textContent = words.text(now === "on" && isPrivate(site) ? "site_private" : `site_${now}`);
  const fixed = (await isPreset(site)) || (record?.private && now === "asked");
  for (const button of /** @type {NodeListOf<HTMLElement>} */ (section.querySelectorAll("[data-site]"))) {
    // A choice of a private window would leave its site's name behind.
    button.hidden = fixed || button.dataset.site === now || (button.dataset.site === "on" && isPrivate(site));
  }
  const found = record?.report?.sentences.some((sentence) => kindsOf(sentence).length > 0) ?? false;
  for (const button of pageButtons) button.hidden = !found;
}

section.addEventListener("click", async (event) => {
  const button = /** @type {HTMLElement} */ (event.target).closest("button");
  const site = siteOf(record?.page ?? "");
  if (!button || site === null || !record?.tabId) return;
  const { tabId, frame } = record;
  switch (button.id || button.dataset.site) {
    case "on":
      // Asked in the first moment of the click, before anything else.
      if (await browser.askForSite(site)) await setSite(site, "on");
      break;
    case "off":
      await setSite(site, "off");
      break;
    case "asked":
      await setSite(site, null);
      break;
    case "page-legend":
      await browser.sendToTab(tabId, { to: "page", type: "legend" }, frame).catch(() => undefined);
      break;
    default:
      await browser.sendToTab(tabId, { to: "page", type: "toggle" }, frame).catch(() => undefined);
  }
});

onSitesChanged(update);
