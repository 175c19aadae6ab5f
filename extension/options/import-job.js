// What the import Worker does, apart from where it runs: turns files into one pack, or takes a pack as it is, verifies it and
// writes it under a new name. Nothing of the reference sets changes here: the page that owns the Worker enters the new file.

/** @import { Engine, Importer, PackInfo, SyncHandle } from "../types.js" */
import { writeAll } from "../engine/packs.js";
import { failureOf, named } from "../protocol.js";

/** First bytes of every pack. */
const MAGIC = "WIRECOPY";
/** Why an article that was given is not in the pack, as the pack counts it. */
const REPEATED = "repeated, or an earlier version";
const CHUNK = 4 << 20;

/** @typedef {{ name: string, size: number, slice(start: number, end: number): Blob }} FileLike */
/** @typedef {{ file: string, line: number | null, message: string }} Problem */
/** @typedef {{ info: PackInfo, skipped: Record<string, number>, problems: Problem[], notes: Problem[] }} Imported */

/**
 * @typedef {object} Tools
 * @property {(name: string) => Promise<Importer>} loadImporter
 * @property {() => Promise<Engine>} loadEngine
 * @property {(done: number, all: number) => void} progress bytes read of all bytes
 */

/** @param {Blob} file */
export async function isPack(file) {
  return (await file.slice(0, MAGIC.length).text()) === MAGIC;
}

/**
 * Makes the pack of one set in `target`; throws, with nothing in it worth keeping, where that cannot be done.
 * @param {{ id: string, name: string, files: File[] }} job
 * @param {SyncHandle} target an empty file
 * @param {Tools} tools
 * @returns {Promise<Imported>}
 */
export async function runImport({ id, name, files }, target, tools) {
  const [first] = files;
  if (!first) throw named("NothingUsable", "no file was given");
  const isCopy = files.length === 1 && (await isPack(first));
  const { given, ...outcome } = isCopy ? await copyPack(first, target, tools) : await buildPack(name, files, target, tools);
  target.flush();
  const engine = await tools.loadEngine();
  const info = engine.openPack(id, target);
  try {
    engine.verifyPack(id);
  } finally {
    engine.closePack(id);
  }
  const repeated = given - info.documents;
  if (repeated > 0) outcome.skipped[REPEATED] = repeated;
  if (given > 0 && info.documents === 0) throw named("NothingUsable", "all its articles were withdrawn by their agency");
  return { info, ...outcome };
}

/**
 * @param {File} file
 * @param {SyncHandle} target
 * @param {Tools} tools
 */
async function copyPack(file, target, tools) {
  for (let at = 0; at < file.size; at += CHUNK) {
    writeAll(target, new Uint8Array(await file.slice(at, at + CHUNK).arrayBuffer()), at);
    tools.progress(Math.min(at + CHUNK, file.size), file.size);
  }
  return { given: 0, skipped: /** @type {Record<string, number>} */ ({}), problems: [], notes: [] };
}

/**
 * @param {string} name
 * @param {File[]} files
 * @param {SyncHandle} target
 * @param {Tools} tools
 */
async function buildPack(name, files, target, tools) {
  const importer = await tools.loadImporter(name);
  const all = files.reduce((sum, file) => sum + file.size, 0);
  /** @type {Record<string, number>} */
  const skipped = {};
  /** @type {Problem[]} */
  const problems = [];
  /** @type {Problem[]} */
  const notes = [];
  let done = 0;
  let documents = 0;
  for (const file of files) {
    const before = done;
    const added = await addOne(importer, file, (read) => tools.progress(before + read, all));
    for (const [reason, count] of Object.entries(added.skipped)) skipped[reason] = (skipped[reason] ?? 0) + count;
    problems.push(...added.problems);
    notes.push(...added.notes);
    documents += added.documents;
    tools.progress((done += file.size), all);
  }
  if (documents === 0) throw nothingUsable(problems, skipped);
  writeAll(target, importer.finish().pack, 0);
  return { given: documents, skipped, problems, notes };
}

/**
 * A file that cannot be read is no reason to leave the others out. What is wrong with one the importer says without throwing: what it throws
 * leaves it in an unknown state. A file with a path was in a folder that was dropped.
 * @param {Importer} importer
 * @param {File} file
 * @param {(read: number) => void} watcher
 * @returns {Promise<ReturnType<Importer["add"]>>}
 */
async function addOne(importer, file, watcher) {
  let bytes;
  try {
    bytes = new Uint8Array(await file.arrayBuffer());
  } catch (error) {
    return { documents: 0, skipped: {}, problems: [{ file: file.name, line: null, message: failureOf(error).message }], notes: [] };
  }
  return importer.add(file.name, bytes, !file.name.includes("/"), watcher);
}

/** @param {Problem[]} problems @param {Record<string, number>} skipped */
function nothingUsable(problems, skipped) {
  const [first] = problems;
  const reasons = Object.entries(skipped).map(([reason, count]) => `${count} left out: ${reason}`).join(", ") || "there was no item";
  if (!first) return named("NothingUsable", `no article with text was found (${reasons})`);
  const place = first.line === null ? first.file : `${first.file}:${first.line}`;
  return named("NothingUsable", `${place}: ${first.message}`);
}
