// What a check costs in the engine as browsers get it, held in two ways: by a count of its work, which is the same on every machine, and
// by processor time beside fixed work, which finds what the count does not see. `cargo xtask test speed`.
//
// The count stands for instructions, which few machines let a test count: how often a function was entered, left early, or a loop turned.
// What one turn takes, copying memory and what JavaScript does are not in it, but are in the time. Both are held to what was measured and
// a margin; page and packs are made of the words of reference/stories, so a new story there changes what is measured, too.

/** @import { Engine, EngineModule } from "../../extension/types.js" */
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { packOf } from "../../benches/browser/engine.js";
import { articlePage } from "../../benches/browser/pages.js";
import { repository } from "../e2e/site.js";
import { readHtml } from "../page/dom.js";

/** The engine with a counter in it. */
const COUNTED = process.env.WIRECOPY_COUNTED ? pathToFileURL(process.env.WIRECOPY_COUNTED) : repository("target/xtask/speed/counted.wasm");

/** Sentences of the packs. */
const PACKS = [1_000, 100_000];
/** Turns that it took to start, with the data, and to open the larger pack. */
const STARTED = 648_582;
const OPENED = 41_338;
/** Checks, warm: the turns they took, and their time in that of the fixed work. */
const CHECKS = [
  { words: 1_000, sentences: 1_000, turns: 2_219_395, share: 0.26 },
  { words: 1_000, sentences: 100_000, turns: 4_525_294, share: 0.42 },
  { words: 5_000, sentences: 100_000, turns: 26_232_313, share: 1.9 },
];
/** How much more than was measured is let pass: any change may be compiled otherwise, and other processors have other caches. */
const MARGIN = { turns: 1.1, share: 3 };

const folder = mkdtempSync(join(tmpdir(), "wirecopy-speed-"));
/** @type {Map<number, Uint8Array>} */
const packs = new Map();
before(async () => {
  for (const sentences of PACKS) packs.set(sentences, readFileSync(await packOf(sentences, folder)));
});
after(() => rmSync(folder, { recursive: true }));

/** A pack as it lies on a reader's disk: read in place. @param {number} sentences */
function source(sentences) {
  const bytes = packs.get(sentences) ?? new Uint8Array();
  return {
    getSize: () => bytes.length,
    read(/** @type {Uint8Array} */ view, /** @type {{ at: number }} */ { at }) {
      const part = bytes.subarray(at, at + view.length);
      view.set(part);
      return part.length;
    },
  };
}

/**
 * The engine of a WebAssembly module, and what the module exports.
 * @param {URL} file
 */
async function load(file) {
  // One instance of the JavaScript side for each module.
  const module = /** @type {EngineModule} */ (await import(repository(`extension/pkg/wirecopy.js?${file}`).href));
  const wasm = new Response(readFileSync(file), { headers: { "content-type": "application/wasm" } });
  const exports = await module.default({ module_or_path: Promise.resolve(wasm) });
  const [background, weights, vectors] = ["background", "weights", "vectors"].map((name) => readFileSync(repository(`data/${name}.bin`)));
  const engine = new module.Engine(/** @type {any} */ (background), /** @type {any} */ (weights), /** @type {any} */ (vectors));
  return { engine, exports };
}

/** Pages of so many words, as the content script reads them. */
const PAGES = new Map(CHECKS.map(({ words }) => [words, readHtml(articlePage(words)).page]));

/** @param {Engine} engine @param {number} words */
function check(engine, words) {
  const report = engine.check(PAGES.get(words) ?? { id: "none", text: "" }, { sensitivity: "balanced" });
  // A check that finds nothing is quick, and worth nothing.
  assert.ok(report.verdict.share > 0.3, `${report.verdict.share} of the page is found`);
}

const named = (/** @type {{ words: number, sentences: number }} */ { words, sentences }) =>
  `a page of ${words.toLocaleString("en")} words, a set of ${sentences.toLocaleString("en")} sentences`;

test("a check does no more work than it did", async (t) => {
  const { engine, exports } = await load(COUNTED);
  const counter = /** @type {{ turns: WebAssembly.Global }} */ (exports).turns;
  /** @type {string[]} */
  const over = [];
  let began = 0n;
  const hold = (/** @type {string} */ what, /** @type {number} */ measured) => {
    const turns = Number(counter.value - began);
    assert.ok(turns > 0, "the engine counts");
    const said = `${what}: ${turns} turns, ${measured} when measured`;
    t.diagnostic(said);
    if (turns > measured * MARGIN.turns) over.push(said);
  };
  hold("to start", STARTED);
  for (const sentences of PACKS) {
    began = counter.value;
    engine.openPack("set", source(sentences));
    if (sentences === PACKS.at(-1)) hold("to open the larger set", OPENED);
    for (const one of CHECKS.filter((other) => other.sentences === sentences)) {
      check(engine, one.words);
      began = counter.value;
      check(engine, one.words);
      hold(named(one), one.turns);
    }
    engine.closePack("set");
  }
  assert.deepEqual(over, [], `at most ${MARGIN.turns} times the turns are let pass`);
});

/** Milliseconds of processor time that something takes: what else the machine does is not in them. @param {() => void} work */
function processorTime(work) {
  const began = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(began);
  return (user + system) / 1_000;
}

const MEMORY = Int32Array.from({ length: 1 << 20 }, (_, at) => Math.imul(at, 0x9e3779b1));

/** What times are held against: arithmetic, and reads of 4 MiB of which each waits for the one before, as in looking things up. */
function fixedWork() {
  let state = 1;
  for (let turn = 0; turn < 1_500_000; turn++) {
    for (let step = 0; step < 8; step++) state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d);
    state ^= MEMORY[state & (MEMORY.length - 1)] ?? 0;
  }
  return state;
}

test("a check takes no longer than it did", async (t) => {
  const { engine } = await load(repository("extension/pkg/wirecopy_bg.wasm"));
  // By turns, so that what slows the machine slows both; the least of all, which is nearest to what the work alone takes.
  const least = { fixed: Infinity, checks: CHECKS.map(() => Infinity) };
  for (const sentences of PACKS) {
    engine.openPack("set", source(sentences));
    for (let round = 0; round < 15; round++) {
      least.fixed = Math.min(least.fixed, processorTime(fixedWork));
      for (const [at, one] of CHECKS.entries()) {
        if (one.sentences !== sentences) continue;
        // Some systems count time in pieces of 15 ms: a shorter check is done several times.
        const times = 5_000 / one.words;
        const taken = processorTime(() => { for (let time = 0; time < times; time++) check(engine, one.words); });
        least.checks[at] = Math.min(least.checks[at] ?? Infinity, taken / times);
      }
    }
    engine.closePack("set");
  }
  t.diagnostic(`the fixed work: ${least.fixed.toFixed(2)} ms`);
  const over = CHECKS.filter((one, at) => {
    const taken = least.checks[at] ?? Infinity;
    const share = taken / least.fixed;
    t.diagnostic(`${named(one)}: ${taken.toFixed(2)} ms, ${share.toFixed(2)} of the fixed work, ${one.share} when measured`);
    return share > one.share * MARGIN.share;
  });
  assert.deepEqual(over.map(named), [], `at most ${MARGIN.share} times the time is let pass`);
});
