// Feeds and packs of an invented agency, and short ways to follow them in the options page.

import { STORY } from "./story.js";

/** @import { Session } from "./session.js" */
/** @import { Tab } from "./browsers/types.js" */

/** @typedef {{ id?: string, title?: string, link?: string, date?: string, paragraphs?: string[], summary?: string }} Entry */

/** An RSS feed of these entries; one without anything said is the lighthouse story. @param {...Entry} entries */
export function rss(...entries) {
  const items = entries.map(({ id = STORY.uri, title = STORY.headline, link = STORY.altids.url, date = new Date().toUTCString(), paragraphs, summary }) => {
    const body = paragraphs ?? (summary ? [] : STORY.body_text.split("\n\n"));
    const full = body.length > 0 ? `<content:encoded><![CDATA[${body.map((text) => `<p>${text}</p>`).join("")}]]></content:encoded>` : "";
    return `<item><guid isPermaLink="false">${id}</guid><title>${title}</title><link>${link}</link><pubDate>${date}</pubDate>
      <description>${summary ?? ""}</description>${full}</item>`;
  });
  return `<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
    <title>Tarn Press Agency</title><language>en</language>${items.join("")}</channel></rss>`;
}

/** What is remembered of a source; run in an extension page. @param {string} address @returns {Promise<any>} */
async function remembered(address) {
  const { followed = [] } = /** @type {{ followed?: any[] }} */ (await chrome.storage.local.get("followed"));
  return followed.find((one) => one.address === address) ?? null;
}

/** What is remembered of a source that was just added, or longer ago. @param {Tab} options @param {string} address */
async function known(options, address) {
  await options.until(remembered, address);
  return options.run(remembered, address);
}

/** One source as the options page shows it. @param {Tab} options @param {string} address */
export async function sourceAt(options, address) {
  const { id } = await known(options, address);
  return options.run((id) => {
    const item = document.querySelector(`[data-followed="${id}"]`);
    const set = document.querySelector(`#reference-sets [data-set="${id}"]`);
    return {
      id, name: item?.querySelector(".set-name")?.textContent, state: item?.getAttribute("data-state"), error: item?.getAttribute("data-error"),
      text: item?.querySelector("[data-status]")?.textContent ?? "", note: item?.querySelector(".note")?.textContent ?? "",
      documents: set ? Number(set.getAttribute("data-documents")) : null,
    };
  }, id);
}

/**
 * Waits until a source has been fetched, or could not be, and is shown as that.
 * @param {Tab} options
 * @param {string} address
 * @param {string} [before] when it was tried before
 */
export async function settled(options, address, before = "") {
  const { id } = await known(options, address);
  await options.until(async (id, before) => {
    const { followed } = /** @type {{ followed: any[] }} */ (await chrome.storage.local.get("followed"));
    const { held } = await navigator.locks.query();
    const shown = document.querySelector(`[data-followed="${id}"]`)?.getAttribute("data-state");
    const tried = followed.find((one) => one.id === id).state.tried;
    return tried > before && !held?.some(({ name }) => name === `wirecopy-follow:${id}`) && shown && shown !== "fetching";
  }, id, before);
  return sourceAt(options, address);
}

/** When a source was tried last. @param {Tab} options @param {string} address @returns {Promise<string>} */
export const triedAt = async (options, address) => (await options.run(remembered, address))?.state.tried ?? "";

/** The options page, ready. @param {Session} session */
export async function openOptions(session) {
  const options = await session.browser.openOwn("options.html");
  await options.until(() => document.querySelector('[data-set="bundled"]') && document.querySelectorAll("#public-feeds li").length > 0);
  return options;
}

/**
 * Adds a source the way a reader does, and waits for its first fetch.
 * @param {Tab} options
 * @param {string} address
 * @param {{ key?: string, pages?: boolean }} [how]
 */
export async function follow(options, address, { key, pages } = {}) {
  await options.type("#follow-address", address);
  if (key !== undefined) {
    await options.run(() => void (/** @type {HTMLDetailsElement} */ (document.querySelector("#follow-form details")).open = true));
    await options.type("#follow-form [name=key]", key);
  }
  const ticked = await options.run(() => /** @type {HTMLInputElement} */ (document.querySelector("#follow-form [name=pages]")).checked);
  if (Boolean(pages) !== ticked) await options.click("#follow-form [name=pages]");
  await options.click("#follow-form [type=submit]");
  return settled(options, address);
}

/** Presses “Fetch now” and waits. @param {Tab} options @param {string} address */
export async function fetchNow(options, address) {
  const [source, before] = [await sourceAt(options, address), await triedAt(options, address)];
  await options.click(`[data-followed="${source.id}"] [data-action=fetch]`);
  return settled(options, address, before);
}

/** Removes a source and its set. @param {Tab} options @param {string} address */
export async function unfollow(options, address) {
  const source = await sourceAt(options, address);
  await options.clickAndAccept(`[data-followed="${source.id}"] [data-action=remove]`);
  await options.until((id) => !document.querySelector(`[data-followed="${id}"], [data-set="${id}"]`), source.id);
}
