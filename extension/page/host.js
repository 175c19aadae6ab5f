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
  dress(root);
  document.documentElement.append(host);
  return host;
}
