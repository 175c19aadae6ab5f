// The options page: public feeds of agencies and broadcasters, to be followed with one click each.

/** @import { Build } from "../view/element.js" */
/** @import { Words } from "../view/words.js" */
/** @import { Followed } from "../types.js" */
import * as browser from "../browser.js";

/** @typedef {{ name: string, kind: "agency" | "broadcaster", language: string, address: string, site: string }} PublicFeed */

const list = /** @type {HTMLElement} */ (document.querySelector("#public-feeds ul"));
/** @type {PublicFeed[]} */
const feeds = await (await fetch(browser.address("follow/public-feeds.json"))).json();

/**
 * @param {Build} h
 * @param {Words} words
 * @param {Followed[]} followed
 */
export function showPublic(h, words, followed) {
  const focused = /** @type {HTMLElement | null} */ (document.activeElement)?.closest("#public-feeds li")?.getAttribute("data-feed");
  const languages = new Intl.DisplayNames(words.language, { type: "language" });
  list.replaceChildren(...feeds.map(({ name, kind, language, address, site }) => {
    const known = followed.some((one) => one.address === address);
    const about = `${words.text(`public_${kind}`)} · ${languages.of(language)}`;
    return h("li", { "data-feed": address },
      h("span", { class: "set-name" }, name), " ",
      h("span", { class: "quiet" }, about),
      known
        ? h("span", { class: "quiet", tabindex: -1 }, words.text("publicFollowed"))
        : h("button", {
          type: "button", "data-address": address, "data-name": name, "data-site": site, "aria-label": `${words.text("publicFollow", name)}, ${about}`,
        }, words.text("followButton")));
  }));
  if (focused) /** @type {HTMLElement | null} */ (list.querySelector(`[data-feed="${CSS.escape(focused)}"] :is(button, [tabindex])`))?.focus();
}
