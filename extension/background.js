// The router: takes clicks, menu choices and messages, and hands them on. It keeps nothing: the browser may end it at any
// moment, and the next event starts it anew.

import { checkTab, checkText, failInterrupted } from "./background/check.js";
import * as browser from "./browser.js";
import { askEngine, releasePacks } from "./engine/host.js";
import { isMessage, replyOf } from "./protocol.js";
import { enabledSets } from "./sets.js";

browser.onClicked((tab) => {
  browser.openPanel(tab);
  if (tab.id !== undefined) checkTab(tab.id, true);
});

browser.onMenu((id, tab, selection) => {
  browser.openPanel(tab);
  if (id === "selection") checkText(selection, tab.id);
  else if (tab.id !== undefined) checkTab(tab.id, true);
});

browser.onInstalled(() =>
  browser.setMenu([
    { id: "page", title: browser.message("menuPage", []), contexts: ["page"] },
    { id: "selection", title: browser.message("menuSelection", []), contexts: ["selection"] },
  ]));

browser.onMessage((message, from) => {
  if (!from.extension || !isMessage(message, "background")) return undefined;
  switch (message.type) {
    case "check":
      return replyOf(() => checkTab(message.tabId, false));
    case "checkText":
      return replyOf(() => checkText(message.text, message.beside));
    case "setsChanged":
      return replyOf(async () => releasePacks(await enabledSets()));
    default:
      return replyOf(() => askEngine({ type: "describe", set: message.set }));
  }
});

browser.acceptWatchers();
failInterrupted();
