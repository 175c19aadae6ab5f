// Where in the article the copied runs lie, and which parts of a source they come from, as drawings with their gist in words.

/** @import { Build } from "./element.js" */
/** @import { Words } from "./words.js" */
/** @import { Report, Sentence, SourceDocument } from "../types.js" */
import { drawer } from "./element.js";
import { kindOf } from "./findings.js";
import { usedIn } from "./sides.js";
import { isFlagged } from "./why.js";

/** Width and height that drawings count in; they are stretched to the room there is. */
const [WIDTH, HEIGHT, BAR] = [1000, 56, 12];

/** @typedef {{ sentence: Sentence, index: number, from: number, to: number }} Placed a sentence and its part of the width */

/**
 * The article's sentences side by side, each as wide as it is long.
 * @param {Report} report
 * @returns {Placed[]}
 */
function placed(report) {
  const article = report.sentences.flatMap((sentence, index) => (sentence.zone === "article" ? [{ sentence, index }] : []));
  const all = article.reduce((sum, { sentence }) => sum + sentence.end - sentence.start, 0) || 1;
  let at = 0;
  return article.map(({ sentence, index }) => {
    const from = at;
    at += ((sentence.end - sentence.start) / all) * WIDTH;
    return { sentence, index, from, to: at };
  });
}

/**
 * The article as one strip; a click on a part leads to its finding.
 * @param {Build} h
 * @param {Words} words
 * @param {Report} report
 */
export function articleMap(h, words, report) {
  const parts = placed(report);
  const flagged = parts.filter(({ sentence }) => isFlagged(sentence)).length;
  if (parts.length === 0) return null;
  const root = h("figure", { class: "map article-map" });
  const s = drawer(root.ownerDocument);
  root.append(
    s("svg", { viewBox: `0 0 ${WIDTH} ${BAR}`, preserveAspectRatio: "none", role: "img",
      "aria-label": words.text("mapArticle", words.number(flagged), words.number(parts.length)) },
      s("rect", { class: "ground", width: WIDTH, height: BAR }),
      parts.filter(({ sentence }) => sentence.class !== "own").map(({ sentence, index, from, to }) =>
        s("rect", { "data-kind": kindOf(sentence), "data-sentence": index, x: from, width: Math.max(to - from - 1, 1), height: BAR }))));
  root.append(h("figcaption", { class: "quiet" }, words.text("mapCaption")));
  return root;
}

/**
 * Article above, source below, and what went from one to the other.
 * @param {Build} h
 * @param {Words} words
 * @param {Report} report
 * @param {SourceDocument} document
 */
export function sourceMap(h, words, report, document) {
  const parts = placed(report).filter(({ sentence }) => isFlagged(sentence) && sentence.matches[0]?.document === document.document);
  if (parts.length === 0) return null;
  const root = h("figure", { class: "map source-map" });
  const s = drawer(root.ownerDocument);
  const step = WIDTH / document.length;
  const bottom = HEIGHT - BAR;
  root.append(
    h("figcaption", { class: "quiet", "aria-hidden": "true" }, words.text("sidePage")),
    s("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: "none", role: "img", "aria-label": usedInWords(words, parts, document) },
      s("rect", { class: "ground", width: WIDTH, height: BAR }),
      s("rect", { class: "ground", y: bottom, width: WIDTH, height: BAR }),
      parts.map(({ sentence, index, from, to }) => {
        const [first, end] = usedIn(sentence.matches[0]);
        const [left, right] = [first * step, end * step];
        const kind = { "data-kind": sentence.class, "data-sentence": index };
        return s("g", kind,
          s("polygon", { class: "thread", points: `${from},${BAR} ${to},${BAR} ${right},${bottom} ${left},${bottom}` }),
          s("rect", { x: from, width: Math.max(to - from - 1, 1), height: BAR }),
          s("rect", { x: left, y: bottom, width: Math.max(right - left - 1, 1), height: BAR }));
      })),
    h("figcaption", { class: "quiet", "aria-hidden": "true" }, words.text("sideSource")));
  return root;
}

/**
 * @param {Words} words
 * @param {Placed[]} parts
 * @param {SourceDocument} document
 */
function usedInWords(words, parts, document) {
  const inPageOrder = parts.map(({ sentence }) => usedIn(sentence.matches[0]));
  const sameOrder = inPageOrder.every(([first], at) => at === 0 || first >= (inPageOrder[at - 1]?.[0] ?? 0));
  const used = inPageOrder.flatMap(([first, end]) => Array.from({ length: end - first }, (_, further) => first + further));
  const runs = runsOf([...new Set(used)].sort((a, b) => a - b));
  const named = runs.map(([first, last]) => (first === last ? words.number(first + 1) : `${words.number(first + 1)}–${words.number(last + 1)}`));
  return words.text(sameOrder ? "mapSourceInOrder" : "mapSourceReordered", words.list(named), words.number(document.length));
}

/**
 * @param {number[]} numbers ascending
 * @returns {[first: number, last: number][]}
 */
function runsOf(numbers) {
  /** @type {[number, number][]} */
  const runs = [];
  for (const number of numbers) {
    const run = runs.at(-1);
    if (run && run[1] === number - 1) run[1] = number;
    else runs.push([number, number]);
  }
  return runs;
}
