// The panel without a mouse: arrows go from finding to finding, and from the search to the first; a slash goes to the search.

import { report } from "./elements.js";

/** @param {KeyboardEvent} event */
function typing({ target, ctrlKey, altKey, metaKey }) {
  return ctrlKey || altKey || metaKey || (target instanceof HTMLElement && target.matches("input:not([type=checkbox]), textarea, select"));
}

document.addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const search = document.getElementById("find");
  const leaves = step === 1 && event.target === search;
  if (typing(event) && !leaves) return;
  if (event.key === "/") {
    event.preventDefault();
    search?.focus();
  }
  const items = [...report.querySelectorAll("[data-finding]:not([hidden])")];
  const here = items.findIndex((item) => item.contains(document.activeElement));
  if (step === undefined || (here < 0 && !leaves)) return;
  event.preventDefault();
  const next = items[here + step];
  next?.scrollIntoView({ block: "nearest" });
  /** @type {HTMLElement | null | undefined} */ (next?.querySelector("button:not([hidden])"))?.focus({ preventScroll: true });
});
