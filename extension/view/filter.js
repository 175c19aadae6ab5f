// Narrows a list of findings to the kinds and the words that a reader looks for.

/** @import { Build } from "./element.js" */
/** @import { Words } from "./words.js" */
import { KINDS } from "./findings.js";

/**
 * Puts the controls above a list of findings.
 * @param {Build} h
 * @param {Words} words
 * @param {HTMLElement} section as {@link import("./findings.js").findings} makes it
 * @param {readonly string[]} shown kinds that are listed at first
 */
export function addFilter(h, words, section, shown = KINDS) {
  const items = /** @type {HTMLElement[]} */ ([...section.querySelectorAll("[data-finding]")]);
  const kinds = KINDS.filter((kind) => items.some((item) => kindsIn(item).includes(kind)));
  const count = (/** @type {string} */ kind) => items.filter((item) => kindsIn(item).includes(kind)).length;
  const status = h("p", { class: "quiet", role: "status", "aria-live": "polite" });
  const search = /** @type {HTMLInputElement} */ (h("input", { type: "search", id: "find", placeholder: words.text("findPlaceholder") }));
  const form = h("form", { class: "filter", role: "search" },
    h("ul", { "aria-label": words.text("legend") }, kinds.map((kind) =>
      h("li", {}, h("label", {},
        h("input", { type: "checkbox", name: "kind", value: kind, checked: shown.includes(kind) }),
        h("span", { class: "kind", "data-kind": kind }, words.text(`kind_${kind}`)),
        h("span", { class: "quiet" }, words.number(count(kind))))))),
    h("label", { class: "spoken", for: "find" }, words.text("find")),
    search, status);
  const apply = () => {
    const wanted = [...form.querySelectorAll("input:checked")].map((box) => /** @type {HTMLInputElement} */ (box).value);
    const sought = folded(search.value);
    for (const item of items) item.hidden = !(kindsIn(item).some((kind) => wanted.includes(kind)) && folded(item.textContent ?? "").includes(sought));
    const left = items.filter((item) => !item.hidden).length;
    status.textContent = left === items.length ? "" : words.text("shownOf", words.number(left), words.number(items.length));
  };
  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  section.querySelector("h2")?.after(form);
  apply();
}

/** @param {HTMLElement} item */
const kindsIn = (item) => (item.dataset.kinds ?? "").split(" ");
/** Without case and accents. @param {string} text */
const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim();
