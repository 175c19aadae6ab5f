// Which came first, the page or a source: said only as exactly as both dates are known.

/** @import { Words } from "./words.js" */

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/**
 * @param {Words} words
 * @param {string | undefined} page when the page was published, as it says
 * @param {string | null} source
 * @returns {string | null} null where one of the dates is not known
 */
export function cameFirst(words, page, source) {
  const [pageTime, sourceTime] = [Date.parse(page ?? ""), Date.parse(source ?? "")];
  if (Number.isNaN(pageTime) || Number.isNaN(sourceTime)) return null;
  const daysOnly = DAY.test(page ?? "") || DAY.test(source ?? "");
  const apart = daysOnly ? dayOf(pageTime) - dayOf(sourceTime) : pageTime - sourceTime;
  if (apart === 0) return words.text(daysOnly ? "cameSameDay" : "cameTogether");
  return words.text(apart > 0 ? "cameBefore" : "cameAfter", words.duration(Math.abs(apart)));
}

/** @param {number} time */
const dayOf = (time) => time - (time % 86_400_000);
