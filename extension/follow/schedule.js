// When a followed source is fetched next: its own rhythm, and ever longer pauses after failures. When its articles are too old.

/** @import { Followed } from "../types.js" */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** The pause after a first failure; each further one doubles it, up to a day. */
const FIRST_PAUSE = 5 * MINUTE;
/** The longest pause that a server is granted. */
const LONGEST_WISH = 7 * DAY;

/** Failures after which trying again by itself makes no sense: the server says so. */
const FINAL = new Set(["Gone"]);

/**
 * Whether it is time to fetch a source.
 * @param {Followed} followed
 * @param {number} now
 */
export const isDue = ({ paused, state }, now) => !paused && state.next !== null && Date.parse(state.next) <= now;

/**
 * When the oldest article of a source has been kept for its days, whether the source is fetched or not; null where none goes. Not more
 * often than once an hour, since its pack is made anew each time.
 * @param {Followed} followed
 */
function expiry({ days, state: { oldest, expired } }) {
  if (days === 0 || !oldest) return null;
  return Math.max(Date.parse(oldest) + days * DAY, expired ? Date.parse(expired) + HOUR : 0);
}

/**
 * Whether a source has articles that are too old.
 * @param {Followed} followed
 * @param {number} now
 */
export const isStale = (followed, now) => (expiry(followed) ?? now) < now;

/**
 * After a success: when it is due again, or later where the server says that nothing new comes before.
 * @param {number} now
 * @param {number} minutes between two fetches
 * @param {number} fresh milliseconds for which the answer holds
 */
export const nextAfterSuccess = (now, minutes, fresh) => iso(now + Math.max(minutes * MINUTE, Math.min(fresh, DAY)));

/**
 * After a failure; null where it is not tried again by itself.
 * @param {number} now
 * @param {number} failures in a row, this one counted
 * @param {string} name the failure's
 * @param {number} wish milliseconds that the server asks to wait
 */
export function nextAfterFailure(now, failures, name, wish) {
  if (FINAL.has(name)) return null;
  const pause = Math.min(FIRST_PAUSE * 2 ** Math.max(0, failures - 1), DAY);
  return iso(now + Math.max(pause, Math.min(wish, LONGEST_WISH)));
}

/**
 * Milliseconds that a Retry-After header asks to wait: seconds or a date.
 * @param {string | null} header
 * @param {number} now
 */
export function waitOf(header, now) {
  if (!header) return 0;
  const wait = /^\s*\d+\s*$/.test(header) ? Number(header) * 1_000 : Date.parse(header) - now;
  return Number.isFinite(wait) ? Math.max(0, wait) : 0;
}

/** Milliseconds for which a Cache-Control header lets an answer hold. @param {string | null} header */
export function freshnessOf(header) {
  if (!header || /\bno-(store|cache)\b/i.test(header)) return 0;
  return Number(/\bmax-age\s*=\s*"?(\d+)/i.exec(header)?.[1] ?? 0) * 1_000;
}

/**
 * When the next of some sources is due, or has articles that are too old; null where none will.
 * @param {Followed[]} all
 */
export function earliest(all) {
  const times = all.flatMap((followed) => {
    const { paused, state } = followed;
    return [paused || state.next === null ? null : Date.parse(state.next), expiry(followed)].filter((time) => time !== null);
  });
  return times.length === 0 ? null : Math.min(...times);
}

/** @param {number} time */
const iso = (time) => new Date(time).toISOString();
