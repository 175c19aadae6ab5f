// The sources that are followed, as they are remembered: those the reader added and those an administrator preset.

/** @import { Followed, FollowState } from "../types.js" */
import * as browser from "../browser.js";
import { managedSources } from "../managed.js";

const KEY = "followed";
/** Days for which articles are kept, and minutes between two fetches, where nobody says otherwise. */
const DEFAULTS = { name: "", key: "", pages: false, days: 30, minutes: 60, paused: false };

/** A source that was never fetched: it is due. @returns {FollowState} */
const untried = () => ({ failures: 0, next: new Date(0).toISOString() });

/** @returns {Promise<Followed[]>} preset ones first */
export async function loadFollowed() {
  const stored = /** @type {Followed[]} */ ((await browser.load("local", KEY)) ?? []);
  const preset = (await managedSources()).map((source) => {
    const { state = untried(), allowed } = stored.find(({ id }) => id === source.id) ?? {};
    return { ...DEFAULTS, ...source, preset: true, state, ...(allowed && { allowed }) };
  });
  return [...preset, ...stored.filter((followed) => !followed.preset)];
}

/**
 * Changes the list in one step.
 * @param {(all: Followed[]) => Followed[]} change
 */
export function changeAllFollowed(change) {
  return navigator.locks.request("wirecopy-followed", async () => {
    const all = change(await loadFollowed());
    await browser.store("local", { [KEY]: all });
    return all;
  });
}

/**
 * @param {string} id
 * @param {(followed: Followed) => Partial<Followed>} change
 */
export const changeFollowed = (id, change) =>
  changeAllFollowed((all) => all.map((followed) => (followed.id === id ? { ...followed, ...change(followed) } : followed)));

/**
 * Adds a source; the same address is not followed twice.
 * @param {Pick<Followed, "address"> & Partial<Followed>} source
 * @returns {Promise<string>} its id
 */
export async function addFollowed(source) {
  const id = `followed-${crypto.randomUUID()}`;
  const all = await changeAllFollowed((all) =>
    all.some(({ address }) => address === source.address) ? all : [...all, { ...DEFAULTS, ...source, id, state: untried() }]);
  return all.find(({ address }) => address === source.address)?.id ?? id;
}

/** @param {() => void} listener */
export const onFollowed = (listener) => browser.onStored("local", (keys) => {
  if (keys.includes(KEY)) listener();
});
