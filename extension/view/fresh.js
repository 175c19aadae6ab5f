// What is new here: the sentences of the article that were found in no source, in runs as they stand.

/** @import { Build } from "./element.js" */
/** @import { Words } from "./words.js" */
/** @import { Report, Sentence } from "../types.js" */

/**
 * @param {Build} h
 * @param {Words} words
 * @param {Report} report
 * @param {string} text
 * @param {{ correct?: boolean }} [may] whether the reader can say that a sentence was missed
 */
export function fresh(h, words, report, text, { correct = false } = {}) {
  const runs = ownRuns(report);
  const count = runs.flat().length;
  if (count === 0 || report.verdict.kind === "not-compared") return null;
  return h("details", { class: "fresh" },
    h("summary", {}, h("h2", {}, words.count("fresh", count))),
    runs.map((run) => h("blockquote", { dir: "auto" }, run.map(({ sentence, index }) => [
      h("span", { "data-own": index }, text.slice(sentence.start, sentence.end)),
      correct && h("button", { type: "button", class: "plain", "data-action": "missed", "data-sentence": index }, words.text("missed")),
      " ",
    ]).flat())));
}

/**
 * @param {Report} report
 * @returns {{ sentence: Sentence, index: number }[][]}
 */
function ownRuns(report) {
  /** @type {{ sentence: Sentence, index: number }[][]} */
  const runs = [];
  let open = false;
  report.sentences.forEach((sentence, index) => {
    if (sentence.zone !== "article" && sentence.zone !== "furniture") return;
    const own = sentence.zone === "article" && sentence.class === "own";
    if (own && open) runs.at(-1)?.push({ sentence, index });
    else if (own) runs.push([{ sentence, index }]);
    if (sentence.zone === "article") open = own;
  });
  return runs;
}
