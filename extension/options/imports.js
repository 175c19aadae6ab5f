// Imports as the options page runs them: one after the other, each in a Worker of its own, each all or nothing.

/** @import { ReferenceSet } from "../types.js" */
/** @import { Imported } from "./import-job.js" */
import { IMPORT_LOCK } from "../engine/packs.js";
import { valueOf } from "../protocol.js";
import { changeSets } from "../sets.js";

/** @typedef {{ id: string, name: string, files: File[] }} Job */

/**
 * Runs one import to its end. On success the new set is entered; otherwise the sets are as they were.
 * @param {Job} job
 * @param {{ signal: AbortSignal, progress: (share: number) => void }} watch
 * @param {(sets: ReferenceSet[], made: ReferenceSet) => ReferenceSet[]} [enter] how the new set comes to the others
 * @returns {Promise<{ set: ReferenceSet, imported: Imported }>}
 */
export function importSet(job, { signal, progress }, enter = (sets, made) => [...sets, made]) {
  return navigator.locks.request(IMPORT_LOCK, { signal }, async () => {
    const file = `${job.id}.pack`;
    const imported = await inWorker({ ...job, file }, signal, progress);
    const { documents, sentences, bytes, newest, checksum, locked } = imported.info;
    /** @type {ReferenceSet} */
    const set = {
      id: job.id, name: imported.info.name || job.name, file, enabled: true, added: new Date().toISOString(),
      documents, sentences, bytes, newest, checksum, ...(locked && { locked }),
    };
    await changeSets((sets) => enter(sets, set));
    return { set, imported };
  });
}

/**
 * @param {Job & { file: string }} job
 * @param {AbortSignal} signal
 * @param {(share: number) => void} progress
 * @returns {Promise<Imported>}
 */
function inWorker(job, signal, progress) {
  signal.throwIfAborted();
  const worker = new Worker(new URL("import-worker.js", import.meta.url), { type: "module" });
  return new Promise((resolve, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason));
    worker.onerror = (event) => reject(new Error(event.message || "the import could not be started"));
    worker.onmessage = ({ data }) => {
      if ("progress" in data) progress(data.progress);
      else resolve(data.reply);
    };
    worker.postMessage(job);
  }).then((reply) => valueOf(/** @type {any} */ (reply))).finally(() => worker.terminate());
}
