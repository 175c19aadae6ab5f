// The demo pages: name of the file in reference/pages/, and what kind of page it is.

/** @type {[name: string, label: string][]} */
export const DEMOS = [
  ["reprint", "Reprinted, with credit"],
  ["single-quotes", "Reprinted, without credit"],
  ["reworded", "Fluently reworded"],
  ["word-spun", "Synonyms swapped"],
  ["merged", "Two stories woven together"],
  ["lifted", "Own report, three lifted paragraphs"],
  ["heavy", "Retold in another order"],
  ["quotes-only", "Own report, shared quotations"],
  ["fresh-report", "Own report of the same event"],
  ["nothing", "Nothing to find"],
];
