// A report as readers see it, the same in the panel, on the demo page and in a saved file.

/** @import { Build } from "./element.js" */
/** @import { Action } from "./findings.js" */
/** @import { Words } from "./words.js" */
/** @import { Corrected } from "./set-aside.js" */
/** @import { Report, SetProblem } from "../types.js" */
import { findings, kindsOf } from "./findings.js";
import { fresh } from "./fresh.js";
import { articleMap } from "./maps.js";
import { sources, verdict } from "./verdict.js";

/**
 * @param {Build} h
 * @param {Words} words
 * @param {{ report: Report, text: string, problems?: SetProblem[] }} checked
 * @param {Action[]} actions
 * @returns {{ head: HTMLElement[], list: HTMLElement | null, fresh: HTMLElement | null }}
 */
export function reportView(h, words, { report, text, problems = [] }, actions) {
  const list = findings(h, words, report, text, actions);
  return {
    head: reportHead(h, words, { report, problems }),
    list,
    fresh: fresh(h, words, report, text, { correct: actions.includes("correct") }),
  };
}

/**
 * What stands above the findings: the page as a whole, and its sources.
 * @param {Build} h
 * @param {Words} words
 * @param {{ report: Corrected, problems?: SetProblem[] }} checked
 */
export function reportHead(h, words, { report, problems = [] }) {
  const head = [
    verdict(h, words, report),
    ...problems.map((problem) => h("p", { class: "note" }, words.text("setUnusable", problem.name, problem.message))),
    report.sentences.some((sentence) => kindsOf(sentence).length > 0) ? articleMap(h, words, report) : null,
    sources(h, words, report),
  ];
  return head.filter((node) => node !== null);
}
