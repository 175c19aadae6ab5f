// The sites on which Wirecopy runs by itself, and those on which it never runs. On all others it runs when it is asked to.

import * as browser from "./browser.js";
import { loadFollowed } from "./follow/list.js";
import { managedSites } from "./managed.js";

const KEY = "sites";
/** The script that tells the background that a page of such a site has come. */
const SCRIPT = "page/arrived.js";

/** @typedef {"on" | "off"} SiteState */

/** @returns {Promise<Record<string, SiteState>>} by origin; an administrator's presets go before what the reader chose */
export async function loadSites() {
  const [own, preset] = await Promise.all([ownSites(), managedSites()]);
  return { ...own, ...preset };
}
/** @returns {Promise<Record<string, SiteState>>} */
const ownSites = async () => (await browser.load("local", KEY)) ?? {};

/** The site of an address; null where it is no web page's. @param {string} address */
export function siteOf(address) {
  if (!URL.canParse(address)) return null;
  const { protocol, origin } = new URL(address);
  return protocol === "https:" || protocol === "http:" ? origin : null;
}

/** @param {string | null} site */
export const stateOf = async (site) => (site === null ? undefined : (await loadSites())[site]);
/** Whether an administrator chose for a site, so that the reader cannot. @param {string | null} site */
export const isPreset = async (site) => site !== null && Object.hasOwn(await managedSites(), site);

/**
 * Remembers a site, or forgets it, and lets the browser run {@link SCRIPT} where it is switched on and nowhere else.
 * @param {string} site
 * @param {SiteState | null} state
 */
export function setSite(site, state) {
  return navigator.locks.request("wirecopy-sites", async () => {
    const { [site]: before, ...others } = await ownSites();
    await browser.store("local", { [KEY]: state ? { ...others, [site]: state } : others });
    if (before === "on" && state !== "on" && !(await isFetched(site))) await browser.giveBackSite(site);
    await registerScript();
  });
}

/** Whether a followed source needs the same leave; it knows no ports. @param {string} site */
const isFetched = async (site) => (await loadFollowed()).some(({ address, allowed = [] }) =>
  [address, ...allowed].some((needed) => new URL(needed).hostname === new URL(site).hostname));

/** Lets the browser run {@link SCRIPT} on the sites that are switched on now. */
export const runOnSites = () => navigator.locks.request("wirecopy-sites", registerScript);

async function registerScript() {
  const sites = await loadSites();
  await browser.runOn(SCRIPT, Object.keys(sites).filter((site) => sites[site] === "on"));
}

/** @param {(changed: void) => void} listener */
export const onSitesChanged = (listener) => browser.onStored("local", (keys) => {
  if (keys.includes(KEY)) listener();
});

/** Words in the host names of banks, payment, mail, health and logins, where nothing is read unless the reader asks for that page. */
const PRIVATE = new RegExp(
  "(^|[.-])(e?bank|\\w*banking|banque|banco|paypal|pay|wallet|e?mail|webmail|gmail|outlook|inbox|post(fach|eingang)|" +
  "health|patient|accounts?|login|signin|sso)([.-]|$)|bank\\.",
);

/** Whether a site holds what is nobody's business, as far as its name says. @param {string} site */
export const isPrivate = (site) => URL.canParse(site) && PRIVATE.test(new URL(site).hostname);
