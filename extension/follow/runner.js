// Turns of followed sources, one after the other, each in a Worker of its own. Runs where Workers can: in Chromium in the offscreen
// document, in Firefox in the event page.

/** @import { TurnJob, TurnOutcome } from "../types.js" */
import { failureOf } from "../protocol.js";

/** Held by the turn that runs; another one waits. */
const TURNS = "wirecopy-follow";
/** Held as long as the turn of one source runs: whoever shows the source asks for it to know when that ends. @param {string} id */
export const turnLock = (id) => `${TURNS}:${id}`;

/**
 * @typedef {object} Ledger
 * @property {(id: string, asked: boolean) => Promise<TurnJob | null>} begin gives what there is to do, or null where that is nothing
 * @property {(id: string, outcome: TurnOutcome) => Promise<unknown>} end enters what came of it
 */

/**
 * @param {string[]} ids
 * @param {boolean} asked whether the reader asked for it, due or not
 * @param {Ledger} ledger
 */
export async function runTurns(ids, asked, ledger) {
  for (const id of ids) {
    await navigator.locks.request(TURNS, () => navigator.locks.request(turnLock(id), async () => {
      const job = await ledger.begin(id, asked);
      if (job) await inWorker(job, (outcome) => ledger.end(id, outcome));
    }));
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
  await ended.catch((error) => enter({ ok: false, error: { ...failureOf(error), name: "Crashed" }, wait: 0 })).finally(() => worker.terminate());
}
