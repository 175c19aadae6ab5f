// Followed sources, as the background has them: when each is due, what a turn needs to know, and what becomes of its outcome.

/** @import { Followed, FollowState, ReferenceSet, TurnJob, TurnOutcome } from "../types.js" */
import * as browser from "../browser.js";
import { askOffscreen, releasePacks } from "../engine/host.js";
import { covers, hostOf } from "../follow/address.js";
import { changeFollowed, loadFollowed } from "../follow/list.js";
import { runTurns } from "../follow/runner.js";
import { earliest, isDue, nextAfterFailure, nextAfterSuccess } from "../follow/schedule.js";
import { sweep } from "../pack-files.js";
import { changeSets, enabledSets, isFollowed, loadSets } from "../sets.js";

const ALARM = "follow";

const iso = () => new Date().toISOString();

/** Fetches the sources whose time has come. */
export async function followDue() {
  const due = (await loadFollowed()).filter((followed) => isDue(followed, Date.now()));
  await follow(due.map(({ id }) => id), false);
}

/**
 * Fetches sources where Workers can run.
 * @param {string[]} ids
 * @param {boolean} asked whether the reader asked for it
 */
export async function follow(ids, asked) {
  if (ids.length === 0) return schedule();
  if (browser.needsOffscreen()) await askOffscreen({ to: "follower", type: "run", ids, asked });
  else await runTurns(ids, asked, { begin: beginTurn, end: endTurn });
}

/** Has the browser call when the next source is due; the sets of sources that are followed no more go. */
export async function schedule() {
  const all = await loadFollowed();
  await browser.setAlarm(ALARM, earliest(all));
  const known = new Set(all.map(({ id }) => id));
  const isOrphan = (/** @type {ReferenceSet} */ set) => isFollowed(set.id) && !known.has(set.id);
  if ((await loadSets()).some(isOrphan)) await enterSets((sets) => sets.filter((set) => !isOrphan(set)));
}

/** @param {string} name */
export const onAlarm = async (name) => (name === ALARM ? followDue() : undefined);

/**
 * What a turn needs to know; null where there is nothing to do. Until its outcome is entered the source counts as failed, since
 * nobody may be left to say so.
 * @param {string} id
 * @param {boolean} asked
 * @returns {Promise<TurnJob | null>}
 */
export async function beginTurn(id, asked) {
  const followed = (await loadFollowed()).find((known) => known.id === id);
  if (!followed || (!asked && !isDue(followed, Date.now()))) return null;
  const granted = await browser.grantedPatterns();
  if (!covers(granted, followed.address)) {
    await fail(id, { name: "NotGranted", message: hostOf(followed.address) }, 0);
    await schedule();
    return null;
  }
  await fail(id, { name: "Interrupted", message: "" }, 0);
  await schedule();
  const { address, key, pages, days, state } = followed;
  const set = (await loadSets()).find((known) => known.id === id);
  const { etag, modified } = state;
  return {
    id, address, key, pages, days, granted, now: iso(), name: nameOf(followed), file: set?.file ?? null, fetched: state.fetched ?? null,
    // Without the set its content is needed, whether it is new or not.
    validators: set ? { ...(etag && { etag }), ...(modified && { modified }) } : {},
  };
}

/**
 * Enters what came of a turn: first the set, then what is known of the source, so that what was fetched is never taken for known
 * without being there.
 * @param {string} id
 * @param {TurnOutcome} outcome
 */
export async function endTurn(id, outcome) {
  const followed = (await loadFollowed()).find((known) => known.id === id);
  // Removed in the meantime: the sweep takes what the turn has written.
  if (!followed) return;
  if (outcome.ok) {
    const { set } = outcome;
    if (set !== undefined) await enterSets((sets) => replaced(sets, { ...followed, state: { ...followed.state, ...titled(outcome) } }, set));
    await changeFollowed(id, (now) => succeeded(now, outcome));
  } else {
    // The try was counted when it began.
    await changeFollowed(id, ({ state }) => ({ state: failed({ ...state, failures: state.failures - 1 }, outcome.error, outcome.wait) }));
  }
  await schedule();
}

/** @param {Extract<TurnOutcome, { ok: true }>} outcome */
const titled = ({ title }) => (title ? { title } : {});

/** @param {Followed} followed */
const nameOf = ({ name, state, address }) => name || state.title || hostOf(address);

/**
 * @param {string} id
 * @param {{ name: string, message: string }} error
 * @param {number} wait
 */
const fail = (id, error, wait) => changeFollowed(id, ({ state }) => ({ state: failed(state, error, wait) }));

/**
 * @param {FollowState} state
 * @param {{ name: string, message: string }} error
 * @param {number} wait milliseconds
 * @returns {FollowState}
 */
function failed(state, error, wait) {
  const failures = state.failures + 1;
  return { ...state, failures, error, tried: iso(), next: nextAfterFailure(Date.now(), failures, error.name, wait) };
}

/**
 * @param {Followed} followed
 * @param {Extract<TurnOutcome, { ok: true }>} outcome
 * @returns {Partial<Followed>}
 */
function succeeded({ address, minutes, state }, outcome) {
  const { counts, summaries, sites, validators, fresh } = outcome;
  const now = iso();
  return {
    state: {
      ...(state.title && { title: state.title }), ...titled(outcome), ...validators, failures: 0, tried: now, fetched: now, counts, summaries, sites,
      next: nextAfterSuccess(Date.parse(now), minutes, fresh),
      // Whether a redirect is for good the browser does not say: it is followed each time, and the source's address stays.
      ...(outcome.address !== address && { answered: outcome.address }),
    },
  };
}

/**
 * The sets with a source's own in its new form, or without it.
 * @param {ReferenceSet[]} sets
 * @param {Followed} followed
 * @param {Extract<TurnOutcome, { ok: true }>["set"]} made
 */
function replaced(sets, followed, made) {
  const { id } = followed;
  if (!made) return sets.filter((set) => set.id !== id);
  const { documents, sentences, bytes, newest, checksum, locked } = made.info;
  const before = sets.find((set) => set.id === id);
  /** @type {ReferenceSet} */
  const set = {
    id, name: nameOf(followed), file: made.file, enabled: before?.enabled ?? true, added: before?.added ?? iso(),
    documents, sentences, bytes, newest, checksum, ...(locked && { locked }), ...(before?.key && { key: before.key }),
  };
  return before ? sets.map((known) => (known.id === id ? set : known)) : [...sets, set];
}

/** Changes the list of sets, lets go of packs that are no more in it, and removes their files. @param {(sets: ReferenceSet[]) => ReferenceSet[]} change */
async function enterSets(change) {
  await changeSets(change);
  await releasePacks(await enabledSets());
  // It waits until nobody writes any more.
  sweep();
}
