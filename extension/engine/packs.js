// Where packs lie: in the package (fetched whole), in memory, or in the origin's private file system, read in place.

/** @import { SetSource, SyncHandle } from "../types.js" */
/** @import { OpenedSource } from "./service.js" */
import { named } from "../protocol.js";

const FOLDER = "packs";

/**
 * Held while a new pack's file is not yet entered in the list of sets. Whoever sweeps up files that no set names takes it too;
 * the browser lets go of it when whoever held it is gone, so that nothing stays behind after a crash.
 */
export const IMPORT_LOCK = "wirecopy-import";

/** The folder of imported packs. */
export async function packFolder() {
  const root = await navigator.storage.getDirectory();
  return root.getDirectoryHandle(FOLDER, { create: true });
}

/**
 * Name of the file that has the articles of which a followed source's pack was made.
 * @param {string} pack name of the pack's file
 */
export const keptName = (pack) => pack.replace(/\.pack$/, ".jsonl");

/**
 * Writes bytes into a file; throws where not all of them found room.
 * @param {SyncHandle} target
 * @param {Uint8Array} bytes
 * @param {number} at
 */
export function writeAll(target, bytes, at) {
  const written = target.write(bytes, { at });
  if (written < bytes.length) throw named("StorageFull", `${written} of ${bytes.length} bytes could be written`);
}

/**
 * Bytes of a file of the package or of the web; says which one is missing.
 * @param {string | URL} url
 */
export async function fetchBytes(url) {
  const response = await fetch(url).catch(() => null);
  if (!response?.ok) throw named("MissingFile", `${new URL(url).pathname} could not be read`);
  return new Uint8Array(await response.arrayBuffer());
}

/**
 * @param {SetSource} set
 * @returns {Promise<OpenedSource>}
 */
export async function openSource(set) {
  const close = () => undefined;
  if (set.bytes) return { source: set.bytes, close };
  if (set.url) return { source: await fetchBytes(set.url), close };
  if (!set.file) throw named("MissingFile", `${set.name} names no pack`);
  const handle = await openInPlace(set.file);
  return { source: handle, close: () => handle.close() };
}

/** @param {string} file */
async function openInPlace(file) {
  const folder = await packFolder();
  const entry = await folder.getFileHandle(file).catch(() => {
    throw named("MissingFile", "its file is no longer there; delete the set and import it again");
  });
  // Reading alone can be shared with a Worker that is just going away, where the browser knows the mode.
  return entry.createSyncAccessHandle({ mode: "read-only" }).catch(() => {
    throw named("FileInUse", "its file is in use; check again in a moment");
  });
}
