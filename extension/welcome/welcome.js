// The first page: Wirecopy at work on an example, with what it does not claim, and the first step.

/** @import { Checked } from "../types.js" */
import * as browser from "../browser.js";
import { EngineClient, startWorker } from "../engine/client.js";
import { showPlainText } from "../panel/plain-text.js";
import { failureOf, valueOf } from "../protocol.js";
import { loadSets, isBundled, sourceOf } from "../sets.js";
import { builder } from "../view/element.js";
import { reportView } from "../view/report.js";
import { fillTexts, makeWords } from "../view/words.js";

/** A report of an invented paper about an event of the bundled set: some of it copied, some reworded, some its own. */
const EXAMPLE = [
  "Hallenford loses its biggest furnace",
  "At the bakery across from the gate the first trays were sold out before seven; nobody had gone home.",
  "The company, founded in 1871, blamed high electricity costs, cheap imported coil and its failure to find a partner for the electric " +
    "arc furnace that was to have replaced Furnace No. 2.",
  "Staff learned of the decision shortly after the night shift ended at 6 a.m. Several hundred gathered outside the main gate, where " +
    "some hung their helmets on the railings.",
  "“My father charged that furnace, and I have charged it for 29 years,” said Colm Vesper, 49, a shift foreman.",
  "Brannock reported a loss of 310 million florins in 2025, its third in a row, on sales of 2.7 billion. Its smaller furnace, its " +
    "rolling mill and its research unit will go on giving work to about 1,560 people.",
  "The works band will play on Saturday all the same, its conductor told this paper.",
].join("\n\n");

const words = makeWords(browser.message);
const h = builder(document);
const example = /** @type {HTMLElement} */ (document.querySelector("#example"));
const progress = /** @type {HTMLElement} */ (document.querySelector("#progress"));

async function showExample() {
  const sets = (await loadSets()).filter(isBundled).map(sourceOf);
  const engine = new EngineClient(startWorker);
  progress.textContent = words.text("state_checking");
  /** @type {Checked} */
  const { report } = valueOf(await engine.ask({ type: "check", page: { id: "example", text: EXAMPLE }, sets, sensitivity: "balanced" }));
  engine.close();
  progress.textContent = "";
  const { head, list } = reportView(h, words, { report, text: EXAMPLE }, []);
  const body = h("div", { class: "example-report" }, ...head, list);
  example.replaceChildren(showPlainText(h, words, report, EXAMPLE), body);
}

document.querySelector("#add-references")?.addEventListener("click", () => browser.openOptions());
fillTexts(document, words);
showExample().catch((error) => {
  progress.textContent = failureOf(error).message;
});
