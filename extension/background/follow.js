// Followed sources, as the background has them: when each is due, what a turn needs to know, and what becomes of its outcome.

/** @import { Expired, Fetched, Followed, FollowState, ReferenceSet, TurnJob, TurnOutcome, TurnReason } from "../types.js" */
import * as browser from "../browser.js";
import { askOffscreen, releasePacks } from "../engine/host.js";
import { covers, hostOf } from "../follow/address.js";
import { changeFollowed, loadFollowed } from "../follow/list.js";
import { runTurns } from "../follow/runner.js";
import { earliest, isDue, isStale, nextAfterFailure, nextAfterSuccess } from "../follow/schedule.js";
import { sweep } from "../pack-files.js";
import { changeSets, enabledSets, isFollowed, loadSets } from "../sets.js";

const ALARM = "follow";

const iso = () => new Date().toISOString();

/** Fetches the sources whose time has come; of those whose time has not, articles go that are too old. */
export async function followDue() {
  const [all, now] = [await loadFollowed(), Date.now()];
  const idsOf = (/** @type {(followed: Followed) => boolean} */ wanted) => all.filter(wanted).map(({ id }) => id);
  await follow(idsOf((followed) => !isDue(followed, now) && isStale(followed, now)), "expiry");
  await follow(idsOf((followed) => isDue(followed, now)), "due");
}

/**
 * Takes the turns of sources where Workers can run.
 * @param {string[]} ids
 * @param {TurnReason} why
 */
export async function follow(ids, why) {
  if (ids.length === 0) return schedule();
  if (browser.needsOffscreen()) await askOffscreen({ to: "follower", type: "run", ids, why });
  else await runTurns(ids, why, { begin: beginTurn, end: endTurn });
}

/** Has the browser call when the next source is due, or has articles that are too old; the sets of sources that are followed no more go. */
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
 * What a turn needs to know; null where there is nothing to do. Until the outcome of a fetch is entered the source counts as failed,
 * since nobody may be left to say so.
 * @param {string} id
 * @param {TurnReason} why
 * @returns {Promise<TurnJob | null>}
 */
export async function beginTurn(id, why) {
  const followed = (await loadFollowed()).find((known) => known.id === id);
  if (!followed || !hasReason(followed, why)) return null;
  const granted = await browser.grantedPatterns();
  const fetch = why !== "expiry";
  const barred = fetch && !covers(granted, followed.address);
  if (barred) await fail(id, { name: "NotGranted", message: hostOf(followed.address) }, 0);
  else if (fetch) await fail(id, { name: "Interrupted", message: "" }, 0);
  else await changeFollowed(id, ({ state }) => ({ state: { ...state, expired: iso() } }));
  await schedule();
  if (barred) return null;
  const { address, key, pages, days, state } = followed;
  const set = (await loadSets()).find((known) => known.id === id);
  const { etag, modified } = state;
  return {
    id, fetch, address, key, pages, days, granted, now: iso(), name: nameOf(followed), file: set?.file ?? null, fetched: state.fetched ?? null,
    // Without the set its content is needed, whether it is new or not.
    validators: set ? { ...(etag && { etag }), ...(modified && { modified }) } : {},
  };
}

/** @param {Followed} followed @param {TurnReason} why */
function hasReason(followed, why) {
  if (why === "asked") return true;
  return why === "due" ? isDue(followed, Date.now()) : isStale(followed, Date.now());
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
    await changeFollowed(id, (now) => (outcome.fetched ? succeeded(now, outcome) : expired(now, outcome)));
  } else if (outcome.fetched) {
    // The try was counted when it began.
    await changeFollowed(id, ({ state }) => ({ state: failed({ ...state, failures: state.failures - 1 }, outcome.error, outcome.wait) }));
  }
  await schedule();
}

/** @param {Fetched | Expired} outcome */
const titled = (outcome) => (outcome.fetched && outcome.title ? { title: outcome.title } : {});

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
 * @param {Fetched} outcome
 * @returns {Partial<Followed>}
 */
function succeeded({ address, minutes, state }, outcome) {
  const { counts, summaries, sites, oldest, unread = state.unread, validators, fresh } = outcome;
  const now = iso();
  return {
    state: {
      ...(state.title && { title: state.title }), ...titled(outcome), ...validators, failures: 0, tried: now, fetched: now, counts, summaries, sites,
      ...(oldest && { oldest }), ...(unread && unread.count > 0 && { unread }),
      next: nextAfterSuccess(Date.parse(now), minutes, fresh),
      // Whether a redirect is for good the browser does not say: it is followed each time, and the source's address stays.
      ...(outcome.address !== address && { answered: outcome.address }),
    },
  };
}

/**
 * @param {Followed} followed
 * @param {Expired} outcome
 * @returns {Partial<Followed>}
 */
function expired({ state: { oldest: _, ...state } }, { summaries, sites, oldest }) {
  return { state: { ...state, summaries, sites, ...(oldest && { oldest }) } };
}

/**
 * The sets with a source's own in its new form, or without it.
 * @param {ReferenceSet[]} sets
 * @param {Followed} followed
 * @param {Fetched["set"]} made
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
