// What memory the extension's processes hold after the tenth and the two-hundredth check in a row, in Chromium and Firefox.
// `cargo xtask bench --memory` writes what it finds into eval/memory.md.

import { writeFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { startChromium } from "../../tests/e2e/browsers/chromium.js";
import { startFirefox } from "../../tests/e2e/browsers/firefox.js";
import { Session } from "../../tests/e2e/session.js";
import { EXTENSION, repository } from "../../tests/e2e/site.js";
import { goal, median, table } from "./figures.js";
import { articlePage } from "./pages.js";
import { held } from "./processes.js";

/** @typedef {ReturnType<typeof held>} Held */

const [EARLY, LATE] = [10, 200];
const RUNS = Number(process.env.RUNS ?? 3);

/** What is held once collecting garbage gives no more: a busy browser takes its time for it. @param {Session} session */
async function settled({ browser }) {
  for (let last = Infinity; ;) {
    await browser.collectGarbage();
    await pause(2_000);
    const now = held();
    if (now.size - now.free > last - 0.3) return now;
    last = now.size - now.free;
  }
}

/** One run, from a new browser on. @param {typeof startChromium | typeof startFirefox} start */
async function run(start) {
  const session = new Session();
  await session.site.start();
  session.browser = await start(EXTENSION);
  const url = session.site.put("/thousand", { body: articlePage(1_000) });
  const tab = await session.browser.open(url);
  /** @type {Held[]} */
  const found = [];
  for (let check = 1; check <= LATE; check++) {
    await tab.go(url);
    await session.browser.clickToolbar(tab);
    await tab.until(() => CSS.highlights.size > 0);
    if (check === EARLY || check === LATE) found.push(await settled(session));
  }
  const { version } = session.browser;
  await session.browser.stop();
  session.stop();
  const [early, late] = /** @type {[Held, Held]} */ (found);
  return { early, late, version };
}

const chapters = [];
for (const [name, start] of /** @type {const} */ ([["Chromium", startChromium], ["Firefox", startFirefox]])) {
  /** @type {Awaited<ReturnType<typeof run>>[]} */
  const runs = [];
  while (runs.length < RUNS) {
    runs.push(await run(start));
    process.stdout.write(`${name}: ${JSON.stringify(runs.at(-1))}\n`);
  }
  const growths = runs.map(({ early, late }) => late.size - late.free - (early.size - early.free));
  const rows = runs.map(({ early, late }, index) =>
    [index + 1, early.size, early.free, late.size, late.free, growths[index] ?? NaN].map((value, at) => (at === 0 ? value : value.toFixed(1))));
  const head = ["run", ...[EARLY, LATE].flatMap((check) => [`after ${check} checks, MB`, "of it given back"]), "growth of what is kept, MB"];
  const counted = median(runs.map(({ early, late }) => late.size - early.size));
  const kept = `Median growth of what is kept, in MB: ${median(growths).toFixed(1)} (budget ${goal(growths, 20)}).`;
  const given = `With what was given back and the system has not taken yet: ${counted.toFixed(1)}.`;
  chapters.push(`## ${name} ${runs[0]?.version}

${table(head, rows)}

${kept} ${given}`);
}

writeFileSync(repository("eval/memory.md"), `# Memory of the extension's processes

Made by \`cargo xtask bench --memory\`, on Linux. A new browser checks one page of 1,000 words ${LATE} times in a row, loading it anew each time, with the
panel open where the button opens it. After check ${EARLY} and check ${LATE} garbage is collected in every heap of the extension until its processes
shrink no more, and they are measured: their proportional set size (\`Pss\` in \`/proc/PID/smaps_rollup\`), and what of that they have given back
(\`LazyFree\`: pages that the process has marked as free; they count as its own until the system has use for them). The processes are
Chromium's renderers with \`--extension-process\` and Firefox's process \`WebExtensions\`; the pages' own processes are not counted.

${chapters.join("\n\n")}
`);
