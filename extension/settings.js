// What readers set for themselves, apart from sets and sites: colours, kinds that are shown, and whether pages are remembered.

/** @import { Settings } from "./types.js" */
import * as browser from "./browser.js";

const KEY = "settings";
/** @type {Settings} */
const DEFAULTS = { colours: "standard", kinds: ["verbatim", "rewritten", "shared-quotation", "quotation-altered"], history: false };

/** @returns {Promise<Settings>} */
export const loadSettings = async () => ({ ...DEFAULTS, ...(await browser.load("local", KEY)) });

/** @param {Partial<Settings>} changed */
export async function changeSettings(changed) {
  await browser.store("local", { [KEY]: { ...(await loadSettings()), ...changed } });
}

/** @param {(changed: void) => void} listener */
export const onSettings = (listener) => browser.onStored("local", (keys) => {
  if (keys.includes(KEY)) listener();
});

/** The look of the highlights in pages, as a stylesheet. @param {Settings} settings */
export async function highlightStyle({ colours }) {
  const styles = colours === "standard" ? ["page/page.css"] : ["page/page.css", `page/colours-${colours}.css`];
  const texts = await Promise.all(styles.map(async (path) => (await fetch(browser.address(path))).text()));
  return texts.join("\n");
}
