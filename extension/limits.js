// How much of a page is read at most, as src/config.rs has it: what is behind that is left out, and the report says so.

/** UTF-16 units of text. */
export const LONGEST_PAGE = 2 << 20;
/** UTF-16 units of its title. */
export const LONGEST_TITLE = 1_024;
/** Blocks of text. */
export const MOST_BLOCKS = 50_000;
/** Elements that hold blocks, or others that do. */
export const MOST_ELEMENTS = 120_000;
/** UTF-16 units of an element's name, and of the page's language. */
export const LONGEST_NAME = 64;
/** Nodes that are walked. */
export const MOST_NODES = 2_000_000;

/** The first units of a text; a surrogate pair that would be cut is dropped whole. @param {string} text @param {number} units */
export function cutTo(text, units) {
  if (text.length <= units) return text;
  const cut = text.slice(0, units);
  return /[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut;
}
