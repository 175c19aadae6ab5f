// The options page: its reference sets.

/** @import { PackInfo, ReferenceSet } from "../types.js" */
import { eraseAdded } from "../added.js";
import * as browser from "../browser.js";
import { loadImportModule } from "../engine/load.js";
import { packFolder } from "../engine/packs.js";
import { sweep } from "../pack-files.js";
import { fileName, save } from "../proof/save.js";
import { failureOf, valueOf } from "../protocol.js";
import { changeSets, isAdded, isBundled, loadSets, onSetsChanged, sourceOf } from "../sets.js";
import { builder } from "../view/element.js";
import { fillTexts, makeWords } from "../view/words.js";
import { isPack } from "./import-job.js";
import { importSet } from "./imports.js";
import { droppedFiles } from "./dropped.js";
import { failedItem, importingItem, notesOf, readyItem, renameForm } from "./set-item.js";

const words = makeWords(browser.message);
const h = builder(document);
const list = /** @type {HTMLElement} */ (document.querySelector("#reference-sets"));
const status = /** @type {HTMLElement} */ (document.querySelector("#sets-status"));
const problem = /** @type {HTMLElement} */ (document.querySelector("#sets-problem"));
const input = /** @type {HTMLInputElement} */ (document.querySelector("#import-references"));
const drop = /** @type {HTMLElement} */ (document.querySelector("#drop"));

/** Bytes of a key file, at most: what is longer is another file. */
const LONGEST_KEY = 1 << 16;
/** Bytes of a pack that have its name and what depends on it: enough for one of some gigabytes. */
const PACK_START = 4 << 20;

/** Imports of this page that are under way or failed: their items, with how to cancel. @type {Map<string, { item: HTMLElement, cancel(): void }>} */
const imports = new Map();
/** What is to be known of this page's imports, by set. @type {Map<string, string[]>} */
const notes = new Map();

/** Items of sets, and what they were made of. @type {Map<string, { made: string, item: HTMLElement }>} */
let items = new Map();

/** An item stays as it is as long as its set does: it may just be given a name or a key. @param {ReferenceSet} set */
function itemOf(set) {
  const made = JSON.stringify([set, notes.get(set.id)]);
  const known = items.get(set.id);
  return known?.made === made ? known : { made, item: readyItem(h, words, set, notes.get(set.id)) };
}

async function showSets() {
  const sets = await loadSets();
  const focused = /** @type {HTMLElement | null} */ (document.activeElement);
  const place = focused && list.contains(focused) ? [focused.closest("[data-set]")?.getAttribute("data-set"), focused.dataset.action] : null;
  items = new Map(sets.map((set) => [set.id, itemOf(set)]));
  list.replaceChildren(...[...items.values(), ...imports.values()].map(({ item }) => item));
  if (place && list.contains(focused)) focused?.focus();
  else if (place) /** @type {HTMLElement | null} */ (list.querySelector(`[data-set="${place[0]}"] [data-action="${place[1] ?? "rename"}"]`))?.focus();
}

/** Counts of the bundled set are known once the engine has opened it. */
async function describeBundled() {
  const bundled = (await loadSets()).find(isBundled);
  if (!bundled) return;
  /** @type {PackInfo} */
  const info = valueOf(await browser.send({ to: "background", type: "describe", set: sourceOf(bundled) }));
  if (info.checksum === bundled.checksum) return;
  const { documents, sentences, bytes, newest, checksum, name } = info;
  await changeSets((sets) => sets.map((set) => (isBundled(set) ? { ...set, name, documents, sentences, bytes, newest, checksum } : set)));
}

/**
 * Each pack becomes a set of its own; all other files together become one.
 * @param {File[]} files
 */
async function importFiles(files) {
  const packs = await Promise.all(files.map(isPack));
  const others = files.filter((_, index) => !packs[index]);
  const jobs = files.filter((_, index) => packs[index]).map((file) => [file]);
  if (others.length > 0) jobs.push(others);
  await Promise.all(jobs.map(importOne));
}

/** @param {File[]} files */
async function importOne(files) {
  const name = nameOf(files);
  const job = { id: crypto.randomUUID(), name, files };
  const abort = new AbortController();
  const item = importingItem(h, words, job);
  const bar = /** @type {HTMLProgressElement} */ (item.querySelector("progress"));
  imports.set(job.id, { item, cancel: () => abort.abort() });
  list.append(item);
  status.textContent = words.text("importing", name);
  try {
    const { set, imported } = await importSet(job, { signal: abort.signal, progress: (share) => (bar.value = share) });
    notes.set(set.id, notesOf(words, imported));
    imports.delete(job.id);
    status.textContent = words.text("imported", name, words.count("articles", set.documents));
  } catch (error) {
    imports.delete(job.id);
    if (abort.signal.aborted) status.textContent = words.text("importCancelled", name);
    else {
      const failed = failedItem(h, words, job, failureOf(error));
      imports.set(job.id, { item: failed, cancel: () => imports.delete(job.id) });
      status.textContent = words.text("importFailed", name);
    }
  }
  await showSets();
  await sweep();
}

/** @param {File[]} files */
function nameOf(files) {
  const [first] = files;
  const stem = (first?.name ?? "").replace(/\.[^.]+$/, "") || words.text("unnamedSet");
  return files.length > 1 ? words.text("nameAndMore", stem, words.number(files.length - 1)) : stem;
}

/**
 * @param {string} id
 * @param {(set: ReferenceSet) => ReferenceSet[]} change
 */
const changeSet = (id, change) => changeSets((sets) => sets.flatMap((set) => (set.id === id ? change(set) : [set])));

/** @param {string} id */
async function deleteSet(id) {
  const set = (await loadSets()).find((known) => known.id === id);
  if (!set || !confirm(words.text("confirmDelete", set.name))) return;
  if (isAdded(id)) await eraseAdded();
  await changeSet(id, () => []);
  status.textContent = words.text("deleted", set.name);
  await browser.send({ to: "background", type: "setsChanged" });
  await sweep();
}

/** Hands out a set as a pack, as the command and other readers take it. @param {string} id */
async function exportSet(id) {
  const set = (await loadSets()).find((known) => known.id === id);
  if (!set?.file) return;
  const entry = await (await packFolder()).getFileHandle(set.file).catch(() => null);
  if (entry) save(fileName(set.name, "pack"), "application/octet-stream", await underName(set.name, await entry.getFile()));
  else status.textContent = problem.textContent = words.text("exportFailed", set.name);
  problem.hidden = entry !== null;
}

/** A pack with the name that its set has by now; the file in the set stays as it is. @param {string} name @param {File} pack */
async function underName(name, pack) {
  const module = await loadImportModule();
  const renamed = module.renamedPack(name, new Uint8Array(await pack.slice(0, PACK_START).arrayBuffer()));
  return renamed ? new Blob([/** @type {BlobPart} */ (renamed.start), pack.slice(renamed.from)]) : pack;
}

/** @param {unknown} error */
function showProblem(error) {
  problem.textContent = failureOf(error).message;
  problem.hidden = false;
}

/**
 * Takes the key of a set's fingerprints, if it is the right one.
 * @param {string} id
 * @param {File | undefined} file
 */
async function takeKey(id, file) {
  const set = (await loadSets()).find((known) => known.id === id);
  if (!set || !file) return;
  const key = file.size > LONGEST_KEY ? "" : btoa(String.fromCharCode(...new Uint8Array(await file.arrayBuffer())));
  /** @type {PackInfo} */
  const info = valueOf(await browser.send({ to: "background", type: "describe", set: sourceOf({ ...set, key }) }));
  if (!info.locked) await changeSet(id, (set) => [{ ...set, key }]);
  status.textContent = problem.textContent = info.locked ? words.text("keyWrong", file.name) : words.text("keyTaken", set.name);
  problem.hidden = !info.locked;
}

/** @param {string} id */
async function startRename(id) {
  const set = (await loadSets()).find((known) => known.id === id);
  const item = list.querySelector(`[data-set="${CSS.escape(id)}"]`);
  if (!set || !item) return;
  item.querySelector(".set-actions")?.replaceWith(renameForm(h, words, set));
  /** @type {HTMLInputElement | null} */ (item.querySelector("input[type=text]"))?.select();
}

/** Closes the field for a new name. @param {string} id */
function endRename(id) {
  items.delete(id);
  return showSets();
}

/** @param {Event} event */
const setOf = (event) => /** @type {HTMLElement} */ (event.target).closest("[data-set]")?.getAttribute("data-set") ?? "";

list.addEventListener("click", (event) => {
  const id = setOf(event);
  switch (/** @type {HTMLElement} */ (event.target).closest("button")?.dataset.action) {
    case "delete":
      return deleteSet(id);
    case "export":
      return exportSet(id);
    case "rename":
      return startRename(id);
    case "cancel":
      return imports.get(id)?.cancel();
    case "dismiss":
      imports.get(id)?.cancel();
      return showSets();
    default:
  }
});

list.addEventListener("change", (event) => {
  const box = /** @type {HTMLInputElement} */ (event.target);
  if (box.dataset.action === "key") takeKey(setOf(event), box.files?.[0]).catch(showProblem);
  if (box.dataset.action === "enable") changeSet(setOf(event), (set) => [{ ...set, enabled: box.checked }]);
});

list.addEventListener("submit", async (event) => {
  event.preventDefault();
  const id = setOf(event);
  const name = String(new FormData(/** @type {HTMLFormElement} */ (event.target)).get("name")).trim();
  if (name) await changeSet(id, (set) => [{ ...set, name }]);
  // A name that stays is no change that would be heard of.
  await endRename(id);
});
list.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && /** @type {HTMLElement} */ (event.target).closest("form")) endRename(setOf(event));
});

input.addEventListener("change", () => {
  const files = [...(input.files ?? [])];
  input.value = "";
  importFiles(files);
});

drop.addEventListener("dragover", (event) => {
  event.preventDefault();
  drop.classList.add("over");
});
drop.addEventListener("dragleave", () => drop.classList.remove("over"));
drop.addEventListener("drop", async (event) => {
  event.preventDefault();
  drop.classList.remove("over");
  importFiles(await droppedFiles(event.dataTransfer));
});

onSetsChanged(showSets);
fillTexts(document, words);
showSets();
describeBundled().catch((error) => {
  problem.hidden = false;
  problem.textContent = words.text("bundledUnusable", failureOf(error).message);
});
sweep();
