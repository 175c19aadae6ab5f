// Builds elements from data. Text is always text: nothing here parses HTML.

/** @typedef {Node | string | null | undefined | false} Child */
/** @typedef {Record<string, string | number | boolean | null | undefined>} Attributes */
/** @typedef {(tag: string, attributes?: Attributes, ...children: (Child | Child[])[]) => HTMLElement} Build */

/**
 * A builder for elements of one document: `h("p", { class: "note" }, "text")`. An attribute that is false, null or
 * undefined is left out, one that is true is empty.
 * @param {Document} document
 * @returns {Build}
 */
export function builder(document) {
  return (tag, attributes, ...children) => /** @type {HTMLElement} */ (filled(document.createElement(tag), attributes, children));
}

/**
 * The same for drawings.
 * @param {Document} document
 * @returns {(tag: string, attributes?: Attributes, ...children: (Child | Child[])[]) => Element}
 */
export function drawer(document) {
  return (tag, attributes, ...children) => filled(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);
}

/**
 * @param {Element} element
 * @param {Attributes} attributes
 * @param {(Child | Child[])[]} children
 */
function filled(element, attributes = {}, children = []) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value === true ? "" : String(value));
  }
  for (const child of children.flat()) if (child) element.append(child);
  return element;
}

/**
 * The address, if it is one that a reader can safely open: references come from elsewhere, and so do their links.
 * @param {string | null | undefined} url
 */
export function webAddress(url) {
  if (!url || !URL.canParse(url)) return null;
  const { protocol, href } = new URL(url);
  return protocol === "https:" || protocol === "http:" ? href : null;
}
