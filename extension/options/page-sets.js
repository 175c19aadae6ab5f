// The reference sets made of pages: of those that were checked earlier, and of those that the reader added. Each is made anew when
// there are others, and gone when there are none.

/** @import { ReferenceSet, Remembered } from "../types.js" */
import { concernsAdded, loadAdded } from "../added.js";
import * as browser from "../browser.js";
import { concernsHistory, loadHistory } from "../history.js";
import { asReferences } from "../kept-page.js";
import { sweep } from "../pack-files.js";
import { changeSets, isAdded, isHistory, loadSets } from "../sets.js";
import { loadSettings } from "../settings.js";
import { makeWords } from "../view/words.js";
import { importSet } from "./imports.js";

/** @typedef {{ prefix: string, name: string, isOne: (id: string) => boolean, concerns: (key: string) => boolean, pages: () => Promise<Remembered[]> }} Kind */

/** @type {Kind[]} */
const KINDS = [
  { prefix: "history", name: "historySet", isOne: isHistory, concerns: concernsHistory,
    pages: async () => ((await loadSettings()).history ? loadHistory() : []) },
  { prefix: "added", name: "addedSet", isOne: isAdded, concerns: concernsAdded, pages: loadAdded },
];

/** Makes the sets agree with what is kept, now and as long as this page is open. */
export async function keepPageSets() {
  browser.onStored("local", (keys) => {
    for (const kind of KINDS) if (keys.some(kind.concerns)) agree(kind);
  });
  for (const kind of KINDS) await agree(kind);
}

/** One after the other: a second call waits and then mostly finds nothing to do. @param {Kind} kind */
const agree = (kind) => navigator.locks.request(`wirecopy-${kind.prefix}-set`, async () => {
  const pages = (await kind.pages()).filter(({ page, text }) => URL.canParse(page) && text);
  const id = `${kind.prefix}-${pages.length}-${pages[0]?.checked ?? ""}`.replace(/[^\w-]/g, "-");
  const known = (await loadSets()).filter((set) => kind.isOne(set.id));
  if (pages.length === 0 ? known.length === 0 : known.some((set) => set.id === id)) return;
  /** @param {ReferenceSet[]} sets */
  const others = (sets) => sets.filter((set) => !kind.isOne(set.id));
  if (pages.length === 0) await changeSets(others);
  else {
    const name = makeWords(browser.message).text(kind.name);
    const file = new File([asReferences(pages)], "pages.jsonl");
    // It takes the place of the one before, and is switched off if that was.
    await importSet({ id, name, files: [file] }, { signal: new AbortController().signal, progress: () => undefined }, (sets, made) =>
      [...others(sets), { ...made, enabled: sets.find((set) => kind.isOne(set.id))?.enabled ?? true }]);
  }
  await browser.send({ to: "background", type: "setsChanged" });
  await sweep();
});
