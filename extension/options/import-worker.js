// The import Worker: owned by the options page, one job, then it ends.

import { loadEngine, loadImporter } from "../engine/load.js";
import { packFolder } from "../engine/packs.js";
import { named, replyOf } from "../protocol.js";
import { runImport } from "./import-job.js";

/** @param {{ id: string, name: string, files: File[], file: string }} job */
async function run(job) {
  const folder = await packFolder();
  const entry = await folder.getFileHandle(job.file, { create: true });
  const target = await entry.createSyncAccessHandle();
  const progress = (/** @type {number} */ done, /** @type {number} */ all) => postMessage({ progress: all === 0 ? 1 : done / all });
  try {
    target.truncate(0);
    const imported = await runImport(job, target, { loadImporter, loadEngine, progress });
    target.close();
    return imported;
  } catch (error) {
    target.close();
    await folder.removeEntry(job.file).catch(() => undefined);
    if (error instanceof DOMException && error.name === "QuotaExceededError") throw named("StorageFull", error.message);
    throw error;
  }
}

addEventListener("message", async ({ data: job }) => postMessage({ reply: await replyOf(() => run(job)) }));
