// What the built extension takes in Chromium and Firefox: time, and the page's own thread. `cargo xtask bench --browser` writes
// what it finds into eval/speed-browser.md.

import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { startChromium } from "../../tests/e2e/browsers/chromium.js";
import { startFirefox } from "../../tests/e2e/browsers/firefox.js";
import { Session } from "../../tests/e2e/session.js";
import { EXTENSION, repository } from "../../tests/e2e/site.js";
import { clicks, mainThread } from "./click.js";
import { engine, makePacks } from "./engine.js";

const load = () => loadavg().map((value) => value.toFixed(1)).join(", ");
const say = (/** @type {string} */ text) => process.stdout.write(`${text}\n`);

const folder = mkdtempSync(join(tmpdir(), "wirecopy-bench-"));
const before = load();
const chapters = [];
try {
  say("building packs …");
  const packs = await makePacks(folder);
  for (const [name, start] of /** @type {const} */ ([["Chromium", startChromium], ["Firefox", startFirefox]])) {
    const session = new Session();
    await session.site.start();
    session.browser = await start(EXTENSION);
    say(`${name}: clicks …`);
    const clicked = await clicks(session);
    say(`${clicked}\n${name}: the page's thread …`);
    const felt = await mainThread(session);
    say(`${felt}\n${name}: the engine …`);
    const { started, checks } = await engine(session, packs);
    say(checks);
    await session.browser.stop();
    session.stop();
    chapters.push(`## ${name} ${session.browser.version}

### From the click to the frame after the highlights are set, page of 1,000 words, bundled set

${clicked}

### What the page's own thread feels

Processor time of the page's main thread from the click on until the highlights are there, the browser's own work in it; and the longest that a
task of the page had to wait meanwhile.

${felt}

### The engine's Worker, milliseconds

Started, with engine and data: ${started}. Checks are warm, of plain text, asked and answered over one message each.

${checks}`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

writeFileSync(repository("eval/speed-browser.md"), `# Speed in browsers

What the built extension takes, measured from outside by the drivers of the end-to-end tests. \`cargo xtask bench --browser\` writes this file.

Median, the middle half, and the least of several runs. ${cpus().length} cores (${cpus()[0]?.model.trim()}); load ${before} at the start, ${load()} at
the end. Where the load is above the number of cores, medians are those of a busy machine, and the least is nearest to what a reader sees.
The content script has ${statSync(join(EXTENSION, "page.js")).size.toLocaleString("en")} bytes, of 30,000.

${chapters.join("\n\n")}
`);
