// Sweeping up: removes the files of packs that no set names.

import { IMPORT_LOCK, keptName, packFolder } from "./engine/packs.js";
import { loadSets } from "./sets.js";

/** Removes the files that no set names: what deleted sets, cancelled imports, replaced packs and crashes left. */
export function sweep() {
  return navigator.locks.request(IMPORT_LOCK, async () => {
    const named = new Set((await loadSets()).flatMap(({ file }) => (file ? [file, keptName(file)] : [])));
    const folder = await packFolder();
    for await (const name of folder.keys()) {
      if (!named.has(name)) await removeOnceFree(folder, name);
    }
  });
}

/**
 * A Worker that has just been ended lets go of its file a moment later. What is still in use after that stays for the next time.
 * @param {FileSystemDirectoryHandle} folder
 * @param {string} name
 */
async function removeOnceFree(folder, name) {
  for (let tries = 0; tries < 100; tries++) {
    const removed = await folder.removeEntry(name).then(() => true, () => false);
    if (removed) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
