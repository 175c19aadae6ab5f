// Pasted text with its highlights, shown in the panel itself.

/** @import { Build } from "../view/element.js" */
/** @import { Words } from "../view/words.js" */
/** @import { Report } from "../types.js" */
import { Anchors } from "../page/anchor.js";
import { marks, paint } from "../page/highlight.js";

/**
 * @param {Build} h
 * @param {Words} words
 * @param {Report} report
 * @param {string} text
 */
export function showPlainText(h, words, report, text) {
  const node = document.createTextNode(text);
  const anchors = new Anchors([{ start: 0, text, at: [0], nodes: [node], from: [0] }]);
  const reading = h("div", { id: "plain-text", class: "reading", dir: "auto", tabindex: 0, role: "group", "aria-label": words.text("pastedText") }, node);
  const show = (/** @type {Report} */ marked) =>
    paint(window, marks(marked).flatMap((mark) => {
      const range = anchors.range(mark.start, mark.end);
      return range ? [{ ...mark, range }] : [];
    }));
  // Ranges count in a document only once their nodes are in it.
  queueMicrotask(() => show(report));
  reading.addEventListener("mark", (event) => show(/** @type {CustomEvent<Report>} */ (event).detail));
  reading.addEventListener("reveal", (event) => {
    const sentence = report.sentences[/** @type {CustomEvent<number>} */ (event).detail];
    const top = sentence && anchors.range(sentence.start, sentence.end)?.getBoundingClientRect().top;
    if (top !== undefined) reading.scrollTop += top - reading.getBoundingClientRect().top - reading.clientHeight / 3;
  });
  return reading;
}
