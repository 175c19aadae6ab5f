// From the press on the toolbar button to the frame after the highlights are set, and what of it the page itself feels.

/** @import { Session } from "../../tests/e2e/session.js" */
/** @import { Tab } from "../../tests/e2e/browsers/types.js" */
import { longPage } from "../../tests/e2e/story.js";
import { goal, spread, table } from "./figures.js";
import { mostSince, resting } from "./processes.js";
import { articlePage } from "./pages.js";

/** Clicks of each kind. */
const RUNS = Number(process.env.RUNS ?? 15);
/** What may be there when the button is pressed: what is ended before, and the budget in milliseconds. */
const STATES = /** @type {const} */ ([
  ["everything runs", "nothing", 60],
  ["background ended, engine alive", "background", 120],
  ["nothing runs", "engine", 300],
]);

/** Run in the page: when the first frame with highlights comes. */
function watch() {
  const own = /** @type {any} */ (window);
  own.painted = new Promise((resolve) => {
    const look = () => (CSS.highlights.size > 0 ? resolve(Date.now()) : requestAnimationFrame(look));
    look();
  });
}

/** Run in an extension page: when the check began that was recorded last. */
async function lastClick() {
  /** @type {any} */
  const stored = await chrome.storage.session.get(null);
  return Date.parse(stored[stored.last].checked);
}

/**
 * @param {Session} session
 * @param {Tab} tab
 * @param {string} url
 * @param {"nothing" | "background" | "engine"} ended
 */
async function once({ browser }, tab, url, ended) {
  await tab.go(url);
  if (ended === "background") await browser.killBackground();
  if (ended === "engine") await browser.killEngine();
  await tab.run(watch);
  await browser.clickToolbar(tab);
  await tab.until(() => CSS.highlights.size > 0);
  const painted = await tab.run(() => /** @type {any} */ (window).painted);
  const own = await browser.openOwn("options.html");
  const clicked = await own.run(lastClick);
  await own.close();
  return painted - clicked;
}

/** @param {Session} session */
export async function clicks(session) {
  const url = session.site.put("/thousand", { body: articlePage(1_000) });
  const tab = await session.browser.open(url);
  await once(session, tab, url, "nothing");
  const rows = [];
  for (const [name, ended, budget] of STATES) {
    const times = [];
    for (let run = 0; run < RUNS; run++) times.push(await once(session, tab, url, ended));
    rows.push([name, spread(times), goal(times, budget)]);
  }
  await tab.close();
  return table(["when the button is pressed", "milliseconds", "budget"], rows);
}

/** Run in the page: the longest that a task of its own has to wait for its turn, from now on. */
function probe() {
  const own = /** @type {any} */ (window);
  own.longest = 0;
  let last = performance.now();
  const look = () => {
    const now = performance.now();
    own.longest = Math.max(own.longest, now - last);
    last = now;
    setTimeout(look);
  };
  look();
}

/**
 * Milliseconds of the page's main thread from the click on until the highlights are there.
 * @param {Session} session
 * @param {Tab} tab
 * @param {string} url
 * @param {() => Promise<void>} prepare
 */
async function felt({ browser }, tab, url, prepare) {
  await tab.go(url);
  const idle = await resting();
  await prepare();
  await browser.clickToolbar(tab);
  await tab.until(() => CSS.highlights.size > 0);
  return mostSince(idle);
}

/** What a check takes of the page's own thread. @param {Session} session */
export async function mainThread(session) {
  const rows = [];
  for (const [name, html, budget] of /** @type {const} */ ([["1,000 words", articlePage(1_000), 10], ["1 MB", longPage(articlePage(1_000)), 150]])) {
    const url = session.site.put("/felt", { body: html });
    const tab = await session.browser.open(url);
    const taken = [];
    const waited = [];
    for (let run = 0; run < RUNS; run++) {
      taken.push(await felt(session, tab, url, async () => undefined));
      // The probe takes time of its own.
      await felt(session, tab, url, () => tab.run(probe));
      waited.push(await tab.run(() => /** @type {any} */ (window).longest));
    }
    rows.push([name, spread(taken), goal(taken, budget), spread(waited), goal(waited, 50)]);
    await tab.close();
  }
  return table(["page", "processor time in all, ms", "budget", "longest wait, ms", "budget"], rows);
}
