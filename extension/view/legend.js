// What the four kinds of highlight look like, so that they can be told apart without colour.

/** @import { Build } from "./element.js" */
/** @import { Words } from "./words.js" */

/**
 * @param {Build} h
 * @param {Words} words
 */
export function legend(h, words) {
  return h("ul", { class: "legend", "aria-label": words.text("legend") },
    ["verbatim", "rewritten", "shared-quotation", "quotation-altered"].map((kind) =>
      h("li", {}, h("span", { class: "kind", "data-kind": kind }, words.text(`kind_${kind}`)))));
}
