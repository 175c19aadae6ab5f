// Turns of followed sources, one after the other, each in a Worker of its own. Runs where Workers can: in Chromium in the offscreen
// document, in Firefox in the event page.

/** @import { TurnJob, TurnOutcome, TurnReason } from "../types.js" */
import { failureOf } from "../protocol.js";

/** Held by the turn that runs; another one waits. */
const TURNS = "wirecopy-follow";
/** Held as long as one source is being fetched: whoever shows the source asks for it to know when that ends. @param {string} id */
export const turnLock = (id) => `${TURNS}:${id}`;

/**
 * @typedef {object} Ledger
 * @property {(id: string, why: TurnReason) => Promise<TurnJob | null>} begin gives what there is to do, or null where that is nothing
 * @property {(id: string, outcome: TurnOutcome) => Promise<unknown>} end enters what came of it
 */

/**
 * @param {string[]} ids
 * @param {TurnReason} why
 * @param {Ledger} ledger
 */
export async function runTurns(ids, why, ledger) {
  for (const id of ids) {
    const turn = async () => {
      const job = await ledger.begin(id, why);
      if (job) await inWorker(job, (outcome) => ledger.end(id, outcome));
    };
    await navigator.locks.request(TURNS, () => (why === "expiry" ? turn() : navigator.locks.request(turnLock(id), turn)));
  }
}

/**
 * @param {TurnJob} job
 * @param {(outcome: TurnOutcome) => Promise<unknown>} enter
 */
async function inWorker(job, enter) {
  const worker = new Worker(new URL("worker.js", import.meta.url), { type: "module" });
  const ended = new Promise((resolve, reject) => {
    worker.onerror = (event) => reject(new Error(event.message || "the Worker could not be started"));
    worker.onmessage = ({ data }) => {
      if (data.ended) resolve(undefined);
      else enter(data.outcome).then(() => worker.postMessage("entered"), reject);
    };
  });
  worker.postMessage(job);
  const crashed = (/** @type {unknown} */ error) => enter({ ok: false, fetched: job.fetch, error: { ...failureOf(error), name: "Crashed" }, wait: 0 });
  await ended.catch(crashed).finally(() => worker.terminate());
}
