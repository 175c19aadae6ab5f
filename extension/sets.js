// The reference sets as they are remembered: which packs there are, which are switched on, and how readily is flagged.

/** @import { ReferenceSet, Sensitivity, SetSource } from "./types.js" */
import * as browser from "./browser.js";
import { managedSensitivity } from "./managed.js";

const KEY = "sets";
const SENSITIVITY = "sensitivity";

/** The set that comes with Wirecopy. Its counts are filled in when the engine first describes it. */
const BUNDLED = {
  id: "bundled",
  name: "",
  enabled: true,
  added: "",
  documents: 0,
  sentences: 0,
  bytes: 0,
  newest: null,
  checksum: "",
};

/** @param {{ id: string }} set */
export const isBundled = (set) => set.id === BUNDLED.id;

/** Whether a set is made of the pages that were checked earlier. @param {string} id */
export const isHistory = (id) => id.startsWith("history-");

/** Whether a set is made of the pages that the reader added. @param {string} id */
export const isAdded = (id) => id.startsWith("added-");

/** Whether a set is made of a source that is followed. @param {string} id */
export const isFollowed = (id) => id.startsWith("followed-");

/** @returns {Promise<ReferenceSet[]>} the bundled set first, then the user's as they were added */
export async function loadSets() {
  const stored = /** @type {ReferenceSet[]} */ ((await browser.load("local", KEY)) ?? []);
  const bundled = stored.find(isBundled) ?? BUNDLED;
  const own = stored.filter((set) => !isBundled(set));
  return [{ ...bundled, url: browser.address("data/reference.pack") }, ...own];
}

/**
 * Changes the list in one step: two pages that change it at once do not undo each other's change.
 * @param {(sets: ReferenceSet[]) => ReferenceSet[]} change
 */
export async function changeSets(change) {
  return navigator.locks.request("wirecopy-sets", async () => {
    const sets = change(await loadSets());
    await browser.store("local", { [KEY]: sets });
    return sets;
  });
}

/** @param {(changed: void) => void} listener */
export const onSetsChanged = (listener) => browser.onStored("local", (keys) => {
  if (keys.includes(KEY)) listener();
});

/**
 * What the engine needs to know of a set.
 * @param {ReferenceSet} set
 * @returns {SetSource}
 */
export const sourceOf = ({ id, name, url, file, key }) => ({ id, name, ...(url && { url }), ...(file && { file }), ...(key && { key }) });

/**
 * What is stored, without the keys of sets: a file that the reader saves goes from hand to hand.
 * @param {Record<string, any>} stored
 */
export const withoutKeys = (stored) => ({ ...stored, [KEY]: stored[KEY]?.map((/** @type {ReferenceSet} */ set) => ({ ...set, key: undefined })) });

/** The sets to compare with. */
export const enabledSets = async () => (await loadSets()).filter((set) => set.enabled).map(sourceOf);

/** @returns {Promise<Sensitivity>} the administrator's, where one is preset */
export async function loadSensitivity() {
  const [preset, own] = await Promise.all([managedSensitivity(), browser.load("local", SENSITIVITY)]);
  return preset ?? own ?? "balanced";
}
export const storeSensitivity = (/** @type {Sensitivity} */ sensitivity) => browser.store("local", { [SENSITIVITY]: sensitivity });
