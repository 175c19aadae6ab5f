// The page as it was read, as an HTML file: `wirecopy check` reads the same blocks from it and so comes to the same report.

/** @import { Page } from "../types.js" */
import { builder } from "../view/element.js";

/**
 * @param {Page} page
 * @param {Document} document an empty one, filled here
 */
export function snapshot(page, document) {
  const h = builder(document);
  document.documentElement.lang = page.language ?? "";
  document.head.replaceChildren(h("meta", { charset: "utf-8" }), h("title", {}, page.title), ...page.meta.map((meta) => statement(h, meta)));
  const elements = page.elements.map(({ tag, hint }) => (tag === "body" ? document.body : h(tag, { class: hint || null })));
  document.body.className = page.elements[0]?.hint ?? "";
  /** An element comes to its place when the first block in it does. @param {number} index */
  const placed = (index) => {
    const element = /** @type {HTMLElement} */ (elements[index]);
    const parent = page.elements[index]?.parent ?? null;
    if (parent !== null && !element.parentNode) placed(parent).append(element);
    return element;
  };
  for (const { element, text, linked, hidden } of page.blocks) {
    const holder = placed(element);
    const link = holder.closest("a");
    if (linked > 0) link?.setAttribute("href", "#");
    const inLink = link ? 0 : linked;
    const content = [inLink > 0 && h("a", { href: "#" }, ...lines(h, text.slice(0, inLink))), ...lines(h, text.slice(inLink))];
    // Two line breaks end a block, as any block-level element would.
    holder.append(h("br"), h("br"), ...(hidden ? [h("span", { hidden: true }, content)] : content.filter((node) => node !== false)));
  }
  return `<!doctype html>\n${document.documentElement.outerHTML}\n`;
}

/**
 * @param {import("../view/element.js").Build} h
 * @param {string} text
 */
const lines = (h, text) => text.split("\n").flatMap((line, index) => (index === 0 ? [line] : [h("br"), line]));

/**
 * @param {import("../view/element.js").Build} h
 * @param {{ name: string, content: string }} meta
 */
function statement(h, { name, content }) {
  switch (name) {
    case "canonical":
      return h("link", { rel: "canonical", href: content });
    case "time":
      return h("meta", { itemprop: "datePublished", content });
    case "ld+json":
      return h("script", { type: "application/ld+json" }, content.replaceAll("<", "\\u003c"));
    default:
      return h("meta", { name, content });
  }
}
