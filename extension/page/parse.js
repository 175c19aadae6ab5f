// HTML as a document that is read, never shown as it came and never run.

/**
 * Parses HTML as a browser with scripting on would: what stands in `noscript` is no part of the page. DOMParser counts
 * scripting as off, so `noscript` becomes `template`, which is as inert and may stand in the same places.
 * @param {string} html
 * @param {{ new (): DOMParser }} Parser
 * @returns {Document}
 */
export function parseHtml(html, Parser = DOMParser) {
  return new Parser().parseFromString(html.replace(/<(\/?)noscript(?=[\s/>])/gi, "<$1template"), "text/html");
}
