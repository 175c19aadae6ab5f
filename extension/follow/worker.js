// The Worker of one turn of a followed source: fetches or lets go what is too old, makes the new pack beside the old one, has it entered, and ends.

/** @import { Expired, Fetched, ImportModule, KeptArticle, TurnJob, TurnOutcome } from "../types.js" */
import { loadEngine, loadImporter, loadImportModule } from "../engine/load.js";
import { IMPORT_LOCK, keptName, packFolder, writeAll } from "../engine/packs.js";
import { runImport } from "../options/import-job.js";
import { failureOf } from "../protocol.js";
import { readKept, released, writeKept } from "./articles.js";
import { LIMITS } from "./limits.js";
import { takeTurn } from "./turn.js";

/** @typedef {import("./turn.js").Turn} Turn */

/** Where what is fetched lies until it was checked. Turns come one after the other; what one leaves, the next removes. */
const SPOOL = "spool";

/** @type {Promise<ImportModule> | null} */
let reader = null;
const loadReader = () => (reader ??= loadImportModule());

/** @param {TurnJob} job */
async function run(job) {
  const root = await navigator.storage.getDirectory();
  const entry = await root.getFileHandle(SPOOL, { create: true });
  const spool = await entry.createSyncAccessHandle();
  try {
    spool.truncate(0);
    const kept = await loadKept(job.file);
    const turn = await takeTurn(job, kept, { spool, loadReader, limits: LIMITS });
    spool.flush();
    // What is written is entered before anyone may sweep it up.
    if (turn.pack || turn.articles) await navigator.locks.request(IMPORT_LOCK, async () => report(await build(job, turn, entry, () => spool.close())));
    else await report(outcomeOf(turn));
  } finally {
    spool.close();
    await root.removeEntry(SPOOL).catch(() => undefined);
  }
}

/** @param {string | null} file the set's pack @returns {Promise<KeptArticle[]>} */
async function loadKept(file) {
  if (!file) return [];
  const folder = await packFolder();
  const entry = await folder.getFileHandle(keptName(file)).catch(() => null);
  return entry ? readKept(await (await entry.getFile()).text()) : [];
}

/**
 * Makes the set's new pack, and the list of articles it was made of, under new names.
 * @param {TurnJob} job
 * @param {Turn} turn
 * @param {FileSystemFileHandle} spooled
 * @param {() => void} closeSpool
 * @returns {Promise<TurnOutcome>}
 */
async function build(job, turn, spooled, closeSpool) {
  const now = Date.parse(job.now);
  const shown = turn.articles?.filter((article) => !article.embargoed || released(article, -Infinity, now)) ?? [];
  if (turn.articles && shown.length === 0) return { ...outcomeOf(turn), set: null };
  const folder = await packFolder();
  const file = `${job.id}-${crypto.randomUUID()}.pack`;
  const target = await (await folder.getFileHandle(file, { create: true })).createSyncAccessHandle();
  try {
    closeSpool();
    const text = turn.articles && writeKept(turn.articles);
    const source = text === undefined ? await spooled.getFile() : new File([text], "articles.jsonl");
    const tools = { loadImporter, loadEngine, progress: () => undefined };
    const { info } = await runImport({ id: job.id, name: job.name, files: [source] }, target, tools);
    if (text !== undefined) await writeText(folder, keptName(file), text);
    return { ...outcomeOf(turn), set: { file, info } };
  } catch (error) {
    target.close();
    for (const name of [file, keptName(file)]) await folder.removeEntry(name).catch(() => undefined);
    throw error;
  } finally {
    target.close();
  }
}

/**
 * @param {FileSystemDirectoryHandle} folder
 * @param {string} name
 * @param {string} text
 */
async function writeText(folder, name, text) {
  const handle = await (await folder.getFileHandle(name, { create: true })).createSyncAccessHandle();
  try {
    handle.truncate(0);
    writeAll(handle, new TextEncoder().encode(text), 0);
    handle.flush();
  } finally {
    handle.close();
  }
}

/** @param {Turn} turn @returns {Fetched | Expired} */
function outcomeOf({ answer, counts, title, unread, summaries, sites, oldest }) {
  const left = { summaries, sites, ...(oldest && { oldest }) };
  if (!answer) return { ok: true, fetched: false, ...left };
  const { address, validators, fresh } = answer;
  return { ok: true, fetched: true, address, validators, fresh, counts, ...left, ...(title && { title }), ...(unread && { unread }) };
}

/** @param {TurnJob} job @param {unknown} thrown @returns {TurnOutcome} */
function failure({ fetch }, thrown) {
  const error = failureOf(thrown);
  if (thrown instanceof DOMException && thrown.name === "QuotaExceededError") error.name = "StorageFull";
  return { ok: false, fetched: fetch, error, wait: /** @type {{ wait?: number }} */ (thrown)?.wait ?? 0 };
}

/** Hands the outcome over, and waits until it was entered. @param {TurnOutcome} outcome */
function report(outcome) {
  const entered = new Promise((resolve) => addEventListener("message", resolve, { once: true }));
  postMessage({ outcome });
  return entered;
}

addEventListener("message", async ({ data: job }) => {
  await run(job).catch((error) => report(failure(job, error)));
  postMessage({ ended: true });
}, { once: true });
