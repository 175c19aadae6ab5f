// W3C TextQuoteSelectors: a stretch of text by its words and what stands around them, so that it is found where offsets have moved.

/** @typedef {{ exact: string, prefix: string, suffix: string }} TextQuote */

/** Characters taken from before and behind. */
const AROUND = 32;

/**
 * @param {string} text
 * @param {number} start
 * @param {number} end
 * @returns {TextQuote}
 */
export function quoteOf(text, start, end) {
  return { exact: text.slice(start, end), prefix: text.slice(Math.max(0, start - AROUND), start), suffix: text.slice(end, end + AROUND) };
}

/**
 * Where a quote stands in `text`: where several places have its words, the one that has most of what stood around them.
 * @param {string} text
 * @param {TextQuote} quote
 * @returns {{ start: number, end: number } | null}
 */
export function findQuote(text, { exact, prefix, suffix }) {
  let best = null;
  let most = -1;
  for (let start = exact ? text.indexOf(exact) : -1; start >= 0; start = text.indexOf(exact, start + 1)) {
    const end = start + exact.length;
    const around = sameAtEnd(text.slice(Math.max(0, start - prefix.length), start), prefix) + sameAtStart(text.slice(end, end + suffix.length), suffix);
    if (around > most) {
      most = around;
      best = { start, end };
    }
  }
  return best;
}

/** @param {string} one @param {string} other */
function sameAtStart(one, other) {
  let count = 0;
  while (count < one.length && one[count] === other[count]) count++;
  return count;
}

/** @param {string} one @param {string} other */
function sameAtEnd(one, other) {
  let count = 0;
  while (count < one.length && one.at(-1 - count) === other.at(-1 - count)) count++;
  return count;
}
