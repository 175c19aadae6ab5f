// Many checks of mixed pages in one session, with imports and ended backgrounds in between: no error, no growth, and the last checks
// take no longer than the first. `cargo xtask soak` runs it with as many checks as are asked for.

import assert from "node:assert/strict";
import { before, test } from "node:test";
import { memoryOf } from "./browsers/memory.js";
import { inBothBrowsers } from "./session.js";
import { STORY, longPage, ownReport, page, reprint, REPRINTED } from "./story.js";

/** @import { Tab } from "./browsers/types.js" */

const CHECKS = Number(process.env.WIRECOPY_CHECKS ?? 30);
const LONG = CHECKS >= 500;
/** Checks between two imports, and between two ends of the background. */
const IMPORT_EVERY = 13;
const END_EVERY = 7;
/** Share of the checks, at the start and at the end, whose times and memory are compared. */
const PART = 0.2;
/** How much more memory there may be at the end: the browser itself takes some as it goes. */
const GROWTH = LONG ? 1.2 : 1.5;
/** How much longer the last checks may take; a few of them say little on a busy machine. */
const SLOWER = LONG ? 1.3 : 4;

/** Pages, and how their checks have to end. @type {[string, string, string][]} */
const PAGES = [
  ["/soak/reprint", reprint(), "verbatim"],
  ["/soak/own", ownReport(), "independent"],
  ["/soak/long", longPage(), "verbatim"],
  ["/soak/disguised", page(REPRINTED.map((sentence) => sentence.replace(/(?<=\w)(?=\w)/g, "\u200b"))), "verbatim"],
  ["/soak/empty", "<!doctype html><title>Nothing</title>", "not-compared"],
];

/** @param {number[]} values */
const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
/** Medians of the first and of the last part. @param {number[]} values */
const ends = (values) => {
  const part = Math.max(1, Math.round(values.length * PART));
  return [median(values.slice(0, part)), median(values.slice(-part))];
};

inBothBrowsers("soak", (session) => {
  /** @type {Tab} */
  let options;
  /** @type {Tab} */
  let tab;

  before(async () => {
    options = await session.importFiles([session.file("lighthouse.json", JSON.stringify(STORY))]);
    for (const [path, html] of PAGES) session.site.put(path, { body: html });
    tab = await session.openPage("/soak/start", reprint());
  });

  /** One check, from the click to its outcome; gives its time in ms. @param {string} address @param {string} expected */
  async function check(address, expected) {
    await tab.go(address);
    const began = performance.now();
    await session.browser.clickToolbar(tab);
    await options.until(async (address) => {
      const { last } = await chrome.storage.session.get("last");
      const record = /** @type {any} */ ((await chrome.storage.session.get(String(last)))[String(last)]);
      return record?.page === address && record.state !== "checking";
    }, address);
    const time = performance.now() - began;
    const outcome = await options.run(async () => {
      const { last } = await chrome.storage.session.get("last");
      const record = /** @type {any} */ ((await chrome.storage.session.get(String(last)))[String(last)]);
      await chrome.storage.session.clear();
      return record.error ? `${record.error.name}: ${record.error.message}` : JSON.parse(record.report).verdict.kind;
    });
    assert.equal(outcome, expected, address);
    return time;
  }

  async function importAndDelete() {
    await options.choose("#import-references", [session.file("more.json", JSON.stringify({ ...STORY, uri: "urn:test:more" }))]);
    await options.until(() => document.querySelectorAll("[data-state=ready]").length === 3);
    await options.clickAndAccept("[data-set]:last-child [data-action=delete]");
    await options.until(() => document.querySelectorAll("[data-set]").length === 2);
  }

  test(`${CHECKS} checks`, async (context) => {
    const times = [];
    const sizes = [];
    // The first ones of all load what the later ones have.
    for (const [path, , expected] of PAGES) await check(session.site.address(path), expected);
    for (let number = 1; number <= CHECKS; number++) {
      const [path, , expected] = /** @type {[string, string, string]} */ (PAGES[number % PAGES.length]);
      times.push(await check(session.site.address(path), expected));
      sizes.push(memoryOf(session.browser.processId));
      if (number % END_EVERY === 0) await session.browser.killBackground();
      if (number % IMPORT_EVERY === 0) await importAndDelete();
    }
    const [first = 0, last = 0] = ends(times);
    const [small = 0, large = 0] = ends(sizes);
    context.diagnostic(`check: median ${first.toFixed(0)} ms at the start, ${last.toFixed(0)} ms at the end`);
    context.diagnostic(`memory (proportional set size of all processes): median ${small.toFixed(0)} MB at the start, ${large.toFixed(0)} MB at the end`);
    assert.ok(large <= small * GROWTH, `memory grew from ${small.toFixed(0)} to ${large.toFixed(0)} MB`);
    assert.ok(last <= first * SLOWER, `checks slowed down from ${first.toFixed(0)} to ${last.toFixed(0)} ms`);
  });
}, { limit: 60_000 + CHECKS * 5_000 });
