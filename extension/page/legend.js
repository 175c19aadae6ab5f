// What the highlights mean, in a corner of the page, until it is closed.

/** @import { Words } from "../view/words.js" */
import { builder } from "../view/element.js";
import { KINDS } from "../view/findings.js";
import { openHost } from "./host.js";

/** @type {HTMLElement | null} */
let open = null;

/**
 * Opens the legend, or closes it where it is open.
 * @param {Document} document
 * @param {Words} words
 */
export function toggleLegend(document, words) {
  if (open) return close();
  const h = builder(document);
  const button = h("button", { type: "button", class: "close" }, words.text("close"));
  button.addEventListener("click", close);
  open = openHost(document, h("aside", { class: "tip legend", lang: words.language, dir: words.text("direction"), "aria-label": words.text("legend") },
    h("ul", {}, KINDS.map((kind) => h("li", { class: "kind", "data-kind": kind }, words.text(`kind_${kind}`)))),
    h("p", { class: "quiet" }, words.text("hideKey")),
    button));
  open.style.setProperty("inset", "auto 16px 16px auto", "important");
  document.addEventListener("keydown", escaped, true);
}

function close() {
  open?.ownerDocument.removeEventListener("keydown", escaped, true);
  open?.remove();
  open = null;
}

/** @param {KeyboardEvent} event */
function escaped(event) {
  if (event.key === "Escape") close();
}
