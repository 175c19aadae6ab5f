// The reference set of the pages that were checked earlier: made anew when there are others, and gone when nothing is remembered.

import * as browser from "../browser.js";
import { asReferences, concernsHistory, loadHistory } from "../history.js";
import { sweep } from "../pack-files.js";
import { changeSets, isHistory, loadSets } from "../sets.js";
import { loadSettings } from "../settings.js";
import { makeWords } from "../view/words.js";
import { importSet } from "./imports.js";

/** Makes the set agree with what is remembered, now and as long as this page is open. */
export async function keepHistorySet() {
  await agree();
  browser.onStored("local", (keys) => {
    if (keys.some(concernsHistory)) agree();
  });
}

/** One after the other: a second call waits and then mostly finds nothing to do. */
const agree = () => navigator.locks.request("wirecopy-history-set", async () => {
  const { history: wanted } = await loadSettings();
  const pages = wanted ? (await loadHistory()).filter(({ page, text }) => URL.canParse(page) && text) : [];
  const id = `history-${pages.length}-${pages[0]?.checked ?? ""}`.replace(/[^\w-]/g, "-");
  const known = (await loadSets()).filter((set) => isHistory(set.id));
  if (pages.length === 0 ? known.length === 0 : known.some((set) => set.id === id)) return;
  if (pages.length > 0) {
    const name = makeWords(browser.message).text("historySet");
    const file = new File([asReferences(pages)], "history.jsonl");
    await importSet({ id, name, files: [file] }, { signal: new AbortController().signal, progress: () => undefined });
  }
  await changeSets((sets) => sets.filter((set) => !isHistory(set.id) || (set.id === id && pages.length > 0)));
  await browser.send({ to: "background", type: "setsChanged" });
  await sweep();
});
