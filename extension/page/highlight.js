// Paints a report's findings over live Ranges: CSS Custom Highlights, so that the page's DOM stays as it is.

/** @import { Quote, Report, Sentence } from "../types.js" */

/**
 * The four kinds of highlight, in the order in which they are painted: a later one lies over an earlier one.
 * page.css gives each a colour and, for those who do not see it, an underline of its own.
 */
export const HIGHLIGHTS = /** @type {const} */ ([
  "wirecopy-verbatim",
  "wirecopy-rewritten",
  "wirecopy-quotation-shared",
  "wirecopy-quotation-altered",
]);

/** @typedef {typeof HIGHLIGHTS[number]} HighlightName */
/** @typedef {{ name: HighlightName, start: number, end: number, sentence: number }} Mark */

/** The highlight of each kind of finding. @type {Record<string, HighlightName>} */
const OF_KIND = {
  verbatim: "wirecopy-verbatim",
  rewritten: "wirecopy-rewritten",
  "shared-quotation": "wirecopy-quotation-shared",
  "quotation-altered": "wirecopy-quotation-altered",
};

/**
 * What of a report is painted, in page order; `sentence` is the index in `report.sentences`.
 * @param {Report} report
 * @param {string[]} [kinds] kinds of finding that the reader wants to see
 * @returns {Mark[]}
 */
export function marks(report, kinds = Object.keys(OF_KIND)) {
  const wanted = kinds.map((kind) => OF_KIND[kind]);
  const all = report.sentences.flatMap((sentence, index) => marksOf(sentence).map((mark) => ({ ...mark, sentence: index })));
  return all.filter(({ name }) => wanted.includes(name));
}

/**
 * What the page needs of a report, as it is sent there: sentences that have a mark, by their index. A long page has thousands of others.
 * @param {Report} report
 */
export const toPage = ({ text: _, ...report }) =>
  ({ ...report, sentences: Object.fromEntries(marks(report).map(({ sentence }) => [sentence, report.sentences[sentence]])) });

/** The same as a report again, with gaps where nothing is marked. @param {ReturnType<typeof toPage>} sent @returns {Report} */
export const arrived = (sent) => ({ ...sent, sentences: Object.assign([], sent.sentences) });

/**
 * @param {Sentence} sentence
 * @returns {Omit<Mark, "sentence">[]}
 */
function marksOf(sentence) {
  if (sentence.zone === "furniture") return [];
  const { start, end } = sentence;
  const altered = sentence.quotes.filter((quote) => quote.status === "altered");
  const marks = altered.map((quote) => stretch("wirecopy-quotation-altered", quote, sentence));
  switch (sentence.class) {
    case "verbatim":
      return [{ name: "wirecopy-verbatim", start, end }, ...marks];
    case "rewritten":
      return [{ name: "wirecopy-rewritten", start, end }, ...marks];
    case "shared-quotation": {
      const exact = sentence.quotes.filter((quote) => quote.status === "exact");
      const shared = exact.map((quote) => stretch("wirecopy-quotation-shared", quote, sentence));
      return shared.length + marks.length > 0 ? [...shared, ...marks] : [{ name: "wirecopy-quotation-shared", start, end }];
    }
    default:
      return marks;
  }
}

/**
 * A quotation's part in one sentence: it may run over several.
 * @param {HighlightName} name
 * @param {Quote} quote
 * @param {Sentence} sentence
 */
function stretch(name, quote, sentence) {
  return { name, start: Math.max(quote.start, sentence.start), end: Math.min(quote.end, sentence.end) };
}

/**
 * Shows exactly these ranges in one window, in place of what was shown before.
 * @param {Window & typeof globalThis} view the document's window
 * @param {{ name: HighlightName, range: Range }[]} painted
 */
export function paint(view, painted) {
  HIGHLIGHTS.forEach((name, priority) => {
    const highlight = new view.Highlight();
    highlight.priority = priority;
    for (const item of painted) if (item.name === name) highlight.add(item.range);
    if (highlight.size > 0) view.CSS.highlights.set(name, highlight);
    else view.CSS.highlights.delete(name);
  });
}
