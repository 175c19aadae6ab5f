// Medians and tables.

/** @param {number[]} values @param {number} part between 0 and 1 */
function at(values, part) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? NaN;
}

/** As it is shown. @param {number} value */
const rounded = (value) => (value < 10 ? Math.round(value * 10) / 10 : Math.round(value));
/** @param {number} value */
const shown = (value) => rounded(value).toLocaleString("en", { minimumFractionDigits: value < 10 ? 1 : 0 });

/** @param {number[]} values */
export const median = (values) => at(values, 0.5);

/** Median, with the middle half and the least. @param {number[]} values */
export const spread = (values) =>
  `${shown(median(values))} (${shown(at(values, 0.25))} to ${shown(at(values, 0.75))}), least ${shown(Math.min(...values))}`;

/** A budget, with a mark where the median is over it. @param {number[]} values @param {number} budget */
export const goal = (values, budget) => (rounded(median(values)) > budget ? `${budget}: **missed**` : budget);

/** @param {(string | number)[]} head @param {(string | number)[][]} rows */
export function table(head, rows) {
  const line = (/** @type {(string | number)[]} */ cells) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
