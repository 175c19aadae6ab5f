// What was dropped on a page: files, and those of folders, each under its path.

/**
 * All files, those of folders by name; hidden ones are left out, as the command does.
 * @param {DataTransfer | null} dropped read before the event is over
 * @returns {Promise<File[]>}
 */
export async function droppedFiles(dropped) {
  const entries = [...(dropped?.items ?? [])].map((item) => item.webkitGetAsEntry());
  // Not everything that gives files has entries.
  if (!entries.some((entry) => entry?.isDirectory)) return [...(dropped?.files ?? [])];
  const files = await Promise.all(entries.map((entry) => (entry ? filesOf(entry) : [])));
  return files.flat();
}

/**
 * @param {FileSystemEntry} entry
 * @returns {Promise<File[]>}
 */
async function filesOf(entry) {
  if (entry.isFile) return [await fileOf(/** @type {FileSystemFileEntry} */ (entry))];
  const reader = /** @type {FileSystemDirectoryEntry} */ (entry).createReader();
  /** @type {FileSystemEntry[]} */
  const entries = [];
  // A reader gives a part at a time.
  for (let part = await partOf(reader); part.length > 0; part = await partOf(reader)) entries.push(...part);
  const visible = entries.filter(({ name }) => !name.startsWith(".")).sort((a, b) => (a.name < b.name ? -1 : 1));
  /** @type {File[]} */
  const files = [];
  for (const inner of visible) files.push(...(await filesOf(inner)));
  return files;
}

/** @param {FileSystemDirectoryReader} reader @returns {Promise<FileSystemEntry[]>} */
const partOf = (reader) => new Promise((resolve, reject) => reader.readEntries(resolve, reject));

/** @param {FileSystemFileEntry} entry @returns {Promise<File>} */
async function fileOf(entry) {
  /** @type {File} */
  const file = await new Promise((resolve, reject) => entry.file(resolve, reject));
  const path = entry.fullPath.replace(/^\//, "");
  return path.includes("/") ? new File([file], path) : file;
}
