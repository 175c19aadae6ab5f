// What memory the extension's processes hold after the tenth and the two-hundredth check in a row.

/** @import { Session } from "../../tests/e2e/session.js" */
import { setTimeout as pause } from "node:timers/promises";
import { median, table } from "./figures.js";
import { articlePage } from "./pages.js";
import { held } from "./processes.js";

const [EARLY, LATE] = [10, 200];
const RUNS = 3;

/** What is held once it falls no more. @param {Session} session */
async function settled({ browser }) {
  await browser.collectGarbage();
  for (let last = Infinity; ;) {
    await pause(500);
    const now = held();
    if (now > last - 0.3) return now;
    last = now;
  }
}

/** @param {() => Promise<Session>} start @param {(session: Session) => Promise<void>} stop */
export async function memory(start, stop) {
  /** @type {number[][]} */
  const sizes = [];
  for (let run = 0; run < RUNS; run++) {
    const session = await start();
    const url = session.site.put("/thousand", { body: articlePage(1_000) });
    const tab = await session.browser.open(url);
    const found = [];
    for (let check = 1; check <= LATE; check++) {
      await tab.go(url);
      await session.browser.clickToolbar(tab);
      await tab.until(() => CSS.highlights.size > 0);
      if (check !== EARLY && check !== LATE) continue;
      found.push(await settled(session));
    }
    sizes.push(found);
    await stop(session);
  }
  const rows = sizes.map(([early = NaN, late = NaN], run) => [run + 1, early.toFixed(1), late.toFixed(1), (late - early).toFixed(1)]);
  const growth = median(sizes.map(([early = NaN, late = NaN]) => late - early));
  return `${table(["run", `after ${EARLY} checks, MB`, `after ${LATE} checks, MB`, "growth, MB"], rows)}\n\nMedian growth: ${growth.toFixed(1)} MB of 20.`;
}
