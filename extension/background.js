// The router: takes clicks, menu choices and messages, and hands them on. It keeps nothing: the browser may end it at any
// moment, and the next event starts it anew.

import { showCorrected } from "./background/corrected.js";
import { checkTab, checkText, dropClosed, failInterrupted, leave } from "./background/check.js";
import { beginTurn, endTurn, follow, followDue, onAlarm, schedule } from "./background/follow.js";
import * as browser from "./browser.js";
import { onCorrected } from "./corrections.js";
import { askEngine, releasePacks } from "./engine/host.js";
import { onManaged } from "./managed.js";
import { isMessage, replyOf } from "./protocol.js";
import { enabledSets } from "./sets.js";
import { isPrivate, runOnSites, siteOf, stateOf } from "./sites.js";

browser.onClicked((tab) => {
  browser.openPanel(tab);
  if (tab.id !== undefined) checkTab(tab.id, { clicked: true, tab });
});

browser.onMenu((id, tab, selection) => {
  browser.openPanel(tab);
  if (tab.id !== undefined) checkTab(tab.id, { clicked: true, tab, add: id === "add", ...(id === "selection" && { selection }) });
});

/** What the keys do in the page that is in front. @type {Record<string, object>} */
const COMMANDS = {
  "toggle-highlights": { type: "toggle" },
  "next-finding": { type: "step", by: 1 },
  "previous-finding": { type: "step", by: -1 },
};
browser.onCommand((command, tab) => {
  // On a page that was not checked nobody listens.
  if (tab.id !== undefined) browser.sendToTab(tab.id, { to: "page", ...COMMANDS[command] }).catch(() => undefined);
});

browser.onTabClosed(dropClosed);
onCorrected(showCorrected);
browser.onAlarm(onAlarm);
onManaged(async () => {
  await runOnSites();
  await followDue();
});

browser.onInstalled(async (first) => {
  if (first) browser.openOwn("welcome.html");
  await browser.setMenu([
    { id: "page", title: browser.message("menuPage", []), contexts: ["page"] },
    { id: "add", title: browser.message("addPage", []), contexts: ["page"] },
    { id: "selection", title: browser.message("menuSelection", []), contexts: ["selection"] },
  ]);
});

browser.onMessage((message, from) => {
  if (!isMessage(message, "background")) return undefined;
  const { tabId } = from;
  if (!from.extension) return tabId === undefined ? undefined : replyOf(() => hear(message, tabId, from.frameId, siteOf(from.site)));
  switch (message.type) {
    case "check":
      return replyOf(() => checkTab(message.tabId, {}));
    case "cancel":
      return replyOf(() => leave(message.tabId ?? null));
    case "checkText":
      return replyOf(() => checkText(message.text, message.beside));
    case "setsChanged":
      return replyOf(async () => releasePacks(await enabledSets()));
    case "follow":
      return replyOf(() => follow([message.id], "asked"));
    case "followDue":
      return replyOf(followDue);
    case "turnBegins":
      return replyOf(() => beginTurn(message.id, message.why));
    case "turnEnds":
      return replyOf(() => endTurn(message.id, message.outcome));
    default:
      return replyOf(() => askEngine({ type: "describe", set: message.set }));
  }
});

/**
 * What a page's part says by itself.
 * @param {import("./protocol.js").Message} message
 * @param {number} tabId
 * @param {number} frameId
 * @param {string | null} site
 */
async function hear({ type, style }, tabId, frameId, site) {
  if (type === "dress") return browser.dress(tabId, frameId, style);
  if (type === "left") await leave(tabId);
  const wanted = site !== null && (await stateOf(site)) === "on" && !isPrivate(site);
  if (wanted && (type === "left" || type === "arrived")) await checkTab(tabId, {});
}

browser.acceptWatchers();
failInterrupted();
// Browsers may forget their alarms when they are started anew; presets may have changed meanwhile.
schedule();
runOnSites();
