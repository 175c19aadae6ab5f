// One reference set in the list: what it holds, and what can be done with it.

/** @import { Build } from "../view/element.js" */
/** @import { Words } from "../view/words.js" */
/** @import { Failure, ReferenceSet } from "../types.js" */
import { isAdded, isBundled, isFollowed, isHistory } from "../sets.js";

/**
 * A set that is ready.
 * @param {Build} h
 * @param {Words} words
 * @param {ReferenceSet} set
 * @param {string[]} [notes] what is to be known of its import
 */
export function readyItem(h, words, set, notes = []) {
  const bundled = isBundled(set);
  // These come and go with what they are made of, which is looked after elsewhere.
  const made = isHistory(set.id) || isFollowed(set.id);
  const name = bundled ? words.text("bundledSet") : set.name;
  const holds = [
    words.count("articles", set.documents),
    words.count("sentences", set.sentences),
    set.bytes > 0 && words.size(set.bytes),
    set.newest && words.text("newestArticle", words.date(set.newest)),
    set.added && words.text("addedOn", words.date(set.added)),
    isFollowed(set.id) && words.text("followedSet"),
  ].filter(Boolean).join(" · ");
  return h("li", { "data-set": set.id, "data-state": "ready", "data-documents": set.documents, "data-sentences": set.sentences },
    h("label", { class: "switch" },
      h("input", { type: "checkbox", "data-action": "enable", checked: set.enabled, "aria-describedby": `holds-${set.id}` }),
      h("span", { class: "set-name" }, name)),
    h("p", { class: "quiet", id: `holds-${set.id}` }, holds),
    notes.map((note) => h("p", { class: "note" }, note)),
    set.locked && !set.key && h("p", { class: "note" }, words.text("keyNeeded"), " ",
      h("label", { class: "line" }, h("span", {}, words.text("keyFile")), h("input", { type: "file", "data-action": "key" }))),
    !bundled && h("p", { class: "set-actions" },
      h("button", { type: "button", "data-action": "export", "aria-label": words.text("exportSet", name) }, words.text("exportPack")),
      !made && !isAdded(set.id) &&
        h("button", { type: "button", "data-action": "rename", "aria-label": words.text("renameSet", name) }, words.text("rename")),
      !made && h("button", { type: "button", "data-action": "delete", "aria-label": words.text("deleteSet", name) }, words.text("delete"))));
}

/**
 * A set whose name is being changed.
 * @param {Build} h
 * @param {Words} words
 * @param {ReferenceSet} set
 */
export function renameForm(h, words, set) {
  return h("form", { class: "rename", "data-action": "renamed" },
    h("label", { for: `name-${set.id}` }, words.text("newName")),
    h("input", { type: "text", id: `name-${set.id}`, name: "name", value: set.name, required: true, maxlength: 120 }),
    h("button", { type: "submit" }, words.text("save")));
}

/**
 * A set that is being imported.
 * @param {Build} h
 * @param {Words} words
 * @param {{ id: string, name: string }} job
 */
export function importingItem(h, words, { id, name }) {
  return h("li", { "data-set": id, "data-state": "importing", "data-documents": 0, "data-sentences": 0 },
    h("p", { class: "set-name" }, words.text("importing", name)),
    h("progress", { max: 1, "aria-label": words.text("importing", name) }),
    h("p", { class: "set-actions" },
      h("button", { type: "button", "data-action": "cancel", "aria-label": words.text("cancelImport", name) }, words.text("cancel"))));
}

/** Failures of an import that have words of their own, which say what to do. */
const EXPLAINED = new Set(["PackError", "NothingUsable", "StorageFull", "MissingFile"]);

/**
 * An import that failed; nothing was added.
 * @param {Build} h
 * @param {Words} words
 * @param {{ id: string, name: string }} job
 * @param {Failure} error
 */
export function failedItem(h, words, { id, name }, error) {
  const key = EXPLAINED.has(error.name) ? `import_${error.name}` : "import_other";
  return h("li", { "data-set": id, "data-state": "failed", "data-documents": 0, "data-sentences": 0, "data-error": error.name },
    h("p", { class: "set-name" }, words.text("importFailed", name)),
    h("p", { class: "note" }, words.text(key), " ", h("bdi", {}, error.message)),
    h("p", { class: "set-actions" },
      h("button", { type: "button", "data-action": "dismiss", "aria-label": words.text("dismissImport", name) }, words.text("dismiss"))));
}

/** Why the importer leaves an item out, as it says it. */
const SKIPS = new Map([
  ["no body", "skip_no_body"], ["embargoed", "skip_embargoed"], ["withdrawn", "skip_withdrawn"],
  ["unknown format", "skip_unknown_format"], ["answer without page", "skip_no_page"], ["repeated, or an earlier version", "skip_repeated"],
]);

/**
 * @param {Words} words
 * @param {string} reason
 */
function skipInWords(words, reason) {
  const known = SKIPS.get(reason);
  if (known) return words.text(known);
  const kind = reason.replace(/ without text$/, "");
  return words.text("skipWithoutText", kind);
}

/** @typedef {{ file: string, line: number | null, message: string }} Place */

/**
 * What is to be known of an import, in words: what it left out, and what its files said; nothing where it took everything.
 * @param {Words} words
 * @param {{ skipped: Record<string, number>, problems: Place[], notes: Place[] }} imported
 */
export function notesOf(words, { skipped, problems, notes }) {
  const reasons = Object.entries(skipped).map(([reason, count]) => `${words.number(count)} × ${skipInWords(words, reason)}`);
  const left = [...reasons, ...first(problems)].join("; ");
  return [...(left ? [words.text("leftOut", left)] : []), ...first(notes)];
}

/** The first few, set apart from text that runs the other way; more are not worth reading. @param {Place[]} places */
function first(places) {
  const shown = places.slice(0, 3).map(({ file, line, message }) => `\u2068${line === null ? file : `${file}:${line}`}: ${message}\u2069`);
  return places.length > 3 ? [...shown, "…"] : shown;
}
