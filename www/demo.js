// The demo page: the extension's engine and page modules, on a page of your choice.

/** @import { Checked, Report, SetSource } from "../extension/types.js" */
import { EngineClient, startWorker } from "../extension/engine/client.js";
import { valueOf } from "../extension/protocol.js";
import { builder } from "../extension/view/element.js";
import { addFilter } from "../extension/view/filter.js";
import { reportView } from "../extension/view/report.js";
import { findingAsText } from "../extension/proof/text.js";
import { lookupIn, makeWords } from "../extension/view/words.js";
import { DEMOS } from "./demos.js";
import { PageView } from "./page-view.js";
import { makePack } from "./references.js";

/** @type {SetSource} */
const BUNDLED = { id: "bundled", name: "Example set", url: new URL("../extension/data/reference.pack", import.meta.url).href };

const messages = await (await fetch(new URL("../extension/_locales/en/messages.json", import.meta.url))).json();
const words = makeWords(lookupIn(messages));
const h = builder(document);
const engine = new EngineClient(startWorker);
const report = /** @type {HTMLElement} */ (document.querySelector("#report"));
const status = /** @type {HTMLElement} */ (document.querySelector("#status"));
const demos = /** @type {HTMLElement} */ (document.querySelector("#demos"));
const view = new PageView(/** @type {HTMLIFrameElement} */ (document.querySelector("#page-frame")), words, showFinding);
let checks = 0;
/** @type {{ report: Report, text: string, title: string, page: string } | null} */
let shown = null;

/**
 * Shows a page, checks it, and shows what was found; a later check takes over from one that is still running.
 * @param {{ id: string, source: string }} page its text or its HTML
 * @param {() => Promise<SetSource[]>} wantedSets
 */
async function check({ id, source }, wantedSets) {
  const turn = ++checks;
  report.dataset.state = "checking";
  report.dataset.page = id;
  report.replaceChildren();
  status.textContent = words.text("state_checking");
  try {
    const [page, sets] = await Promise.all([view.open(id, source), wantedSets()]);
    /** @type {Checked} */
    const checked = valueOf(await engine.ask({ type: "check", page, sets, sensitivity: "balanced" }));
    if (turn === checks) show(checked);
  } catch (error) {
    if (turn !== checks) return;
    report.dataset.state = "failed";
    status.textContent = words.text("state_failed");
    report.replaceChildren(h("p", { class: "note" }, error instanceof Error ? error.message : String(error)));
  }
}

/** @param {Checked} checked */
function show({ report: found, problems }) {
  const text = view.show(found);
  const parts = reportView(h, words, { report: found, text, problems }, ["reveal", "copy"]);
  if (parts.list) addFilter(h, words, parts.list);
  report.dataset.state = "done";
  status.textContent = words.text("state_done");
  report.replaceChildren(...[...parts.head, parts.list, parts.fresh].filter((node) => node !== null));
  shown = { report: found, text, title: found.title ?? found.page, page: location.href };
}

/** @param {string} name */
async function checkDemo(name) {
  for (const button of demos.querySelectorAll("button")) button.setAttribute("aria-pressed", String(button.dataset.demo === name));
  demos.querySelector("[aria-pressed=true]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  const source = await (await fetch(new URL(`../reference/pages/${name}.html`, import.meta.url))).text();
  await check({ id: name, source }, async () => [BUNDLED]);
}

async function checkOwn() {
  const field = (/** @type {string} */ id) => /** @type {HTMLTextAreaElement} */ (document.querySelector(id)).value;
  const withBundled = /** @type {HTMLInputElement} */ (document.querySelector("#own-bundled")).checked;
  for (const button of demos.querySelectorAll("button")) button.setAttribute("aria-pressed", "false");
  await check({ id: "your page", source: field("#own-page") }, async () => {
    const bytes = await makePack(field("#own-references"));
    /** @type {SetSource[]} */
    const own = bytes ? [{ id: `own-${checks}`, name: "Your articles", bytes }] : [];
    return withBundled ? [BUNDLED, ...own] : own;
  });
}

demos.append(...DEMOS.map(([name, label]) => h("button", { type: "button", "data-demo": name, "aria-pressed": "false" }, label)));
demos.addEventListener("click", (event) => {
  const name = /** @type {HTMLElement} */ (event.target).closest("button")?.dataset.demo;
  if (name) location.hash = name;
});
document.querySelector("#own-form")?.addEventListener("submit", (event) => {
  event.preventDefault();
  checkOwn();
});
report.addEventListener("click", async (event) => {
  const target = /** @type {Element} */ (event.target);
  const item = /** @type {HTMLElement | null} */ (target.closest("[data-finding]"));
  const part = /** @type {SVGElement | null} */ (target.closest("svg [data-sentence]"));
  if (!shown || target.closest("a, summary, label, input") || !document.getSelection()?.isCollapsed) return;
  const sentence = Number(item?.dataset.sentence ?? part?.dataset.sentence);
  if (target.closest("[data-action=copy]")) {
    await navigator.clipboard.writeText(findingAsText(words, shown, sentence));
    status.textContent = words.text("copied");
  } else if (item || part) {
    showFinding(sentence);
    view.reveal(sentence);
  }
});

/** @param {number} sentence */
function showFinding(sentence) {
  for (const other of report.querySelectorAll("[data-finding][aria-current]")) other.removeAttribute("aria-current");
  const item = report.querySelector(`[data-finding][data-sentence="${sentence}"]`);
  item?.setAttribute("aria-current", "true");
  item?.scrollIntoView({ block: "nearest" });
}

/** The address names the demo page, so that a view can be linked to. */
function follow() {
  const wanted = DEMOS.find(([name]) => name === location.hash.slice(1)) ?? DEMOS[0];
  if (wanted) checkDemo(wanted[0]);
}
addEventListener("hashchange", follow);
follow();
