// What is known of each checked tab: one record a tab, in the browser's session store, so that it outlives the background.

/** @import { CheckRecord } from "../types.js" */
import * as browser from "../browser.js";

const PREFIX = "record:";
/** Key that names the record written last. */
const LAST = "last";
/** Key of the list of records of checks that have ended, the newest first. */
const ORDER = "order";
/** Records kept of checks that have ended; the session store holds 10 MB in all. */
const KEPT = 6;

/** Names this life of the background: a record that says `checking` in another's name was interrupted. */
const LIFE = crypto.randomUUID();
let runs = 0;

/** @param {number | null} tabId null for pasted text, which belongs to no tab */
export const keyOf = (tabId) => `${PREFIX}${tabId ?? "text"}`;
export const newRun = () => `${LIFE}/${runs++}`;

/** @param {string} key */
export const loadRecord = async (key) => unpacked(await browser.load("session", key));

/**
 * A record as it is stored: its report is one string there, since browsers count a value's objects at many times their length.
 * @param {CheckRecord} record
 */
const packed = ({ report, ...record }) => ({ ...record, ...(report && { report: JSON.stringify(report) }) });

/** @param {any} stored @returns {CheckRecord | undefined} */
const unpacked = (stored) => stored && { ...stored, ...(stored.report && { report: JSON.parse(stored.report) }) };

/** The record of the page that was checked last. */
export async function lastRecord() {
  const key = await browser.load("session", LAST);
  return typeof key === "string" ? loadRecord(key) : undefined;
}

/** @type {Promise<unknown>} */
let last = Promise.resolve();
/**
 * Writes come one after the other: each changes the order of all.
 * @template Value
 * @param {() => Promise<Value>} write
 */
function inTurn(write) {
  const turn = last.then(write);
  last = turn.catch(() => undefined);
  return turn;
}

/** @param {CheckRecord} record */
export const saveRecord = (record) => inTurn(() => write(record));

/**
 * Saves how a check ended; false, and nothing saved, where it was dropped or another one has taken its place.
 * @param {CheckRecord} record
 */
export const saveOutcome = (record) => inTurn(async () => {
  if ((await loadRecord(record.key))?.run !== record.run) return false;
  await write(record);
  return true;
});

/** @param {CheckRecord} record */
async function write(record) {
  const order = /** @type {string[]} */ ((await browser.load("session", ORDER)) ?? []).filter((key) => key !== record.key);
  // However many pages are checked at once, none of these checks is forgotten before its end.
  if (record.state !== "checking") order.unshift(record.key);
  const older = order.splice(KEPT);
  if (older.length > 0) await browser.forget("session", older);
  const items = { [record.key]: packed(record), [LAST]: record.key, [ORDER]: order };
  await browser.store("session", items).catch(async () => {
    // The session store is full: the newest report is worth more than the older ones.
    await browser.forget("session", order.filter((key) => key !== record.key));
    await browser.store("session", { ...items, [ORDER]: order.filter((key) => key === record.key) });
  });
}

/** @param {CheckRecord} record */
export const forgetRecord = (record) => browser.forget("session", record.key);

/** Whether a stored key is a record's or says which is the last. @param {string} key */
export const concernsRecords = (key) => key === LAST || key.startsWith(PREFIX);

/** @returns {Promise<CheckRecord[]>} */
export async function allRecords() {
  const all = await browser.loadAll("session");
  return Object.entries(all).flatMap(([key, value]) => (key.startsWith(PREFIX) ? [/** @type {CheckRecord} */ (unpacked(value))] : []));
}

/** Records that an earlier life of the background left unfinished. */
export const interruptedRecords = async () =>
  (await allRecords()).filter((record) => record.state === "checking" && !record.run.startsWith(LIFE));
