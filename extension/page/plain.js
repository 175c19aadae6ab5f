// A page that is a plain text file: the browser shows it in one `pre`, and its line breaks count.

/** @import { BlockAnchor, TextPage } from "../types.js" */
import { LONGEST_PAGE, cutTo } from "../limits.js";

/** @param {Document} document */
export const isPlainText = (document) => document.contentType === "text/plain";

/**
 * @param {Document} document
 * @param {{ id: string }} names
 * @returns {{ page: TextPage, anchors: BlockAnchor[] }}
 */
export function readPlainText(document, { id }) {
  /** @type {BlockAnchor} */
  const anchor = { start: 0, text: "", at: [], nodes: [], from: [] };
  const walker = document.createTreeWalker(document.body, 4 /* text */);
  let cut = false;
  for (let node = walker.nextNode(); node && !cut; node = walker.nextNode()) {
    const { data } = /** @type {Text} */ (node);
    const text = cutTo(data, LONGEST_PAGE - anchor.text.length);
    cut = text.length < data.length;
    anchor.at.push(anchor.text.length);
    anchor.nodes.push(/** @type {Text} */ (node));
    anchor.from.push(0);
    anchor.text += text;
  }
  return { page: { id, text: anchor.text, ...(cut && { cut }) }, anchors: [anchor] };
}
