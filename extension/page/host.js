// The one element that Wirecopy puts into a page, while a tip or the legend is open: empty, with all it shows in a closed shadow root.

import { dress } from "./tip-style.js";

/**
 * @param {Document} document
 * @param {HTMLElement} content
 */
export function openHost(document, content) {
  const host = document.createElement("div");
  // The page's own rules for `div` must not reach the host.
  host.style.cssText = "all: initial !important; position: fixed !important; z-index: 2147483647 !important;";
  const root = host.attachShadow({ mode: "closed" });
  root.append(content);
  // On paper it would lie over the text of every page. Of two important rules the one inside counts.
  const sheet = new (/** @type {Window & typeof globalThis} */ (document.defaultView).CSSStyleSheet)();
  sheet.replaceSync("@media print { :host { display: none !important } }");
  root.adoptedStyleSheets = [sheet];
  dress(root);
  document.documentElement.append(host);
  return host;
}
