// Pictures of every stop of the tour, in both browsers, light and dark, at 100 and 200 %, into the folder named: `cargo xtask tour`.

import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { startChromium } from "../e2e/browsers/chromium.js";
import { startFirefox } from "../e2e/browsers/firefox.js";
import { Session } from "../e2e/session.js";
import { EXTENSION } from "../e2e/site.js";
import { hold } from "./rules.js";
import { tour } from "./stops.js";

/** @import { Visit } from "./stops.js" */

const TARGET = resolve(process.argv[2] ?? "target/xtask/tour");
/** Width and height in which own pages are looked at: the panel is narrow. @param {string} name @returns {[number, number]} */
const sizeOf = (name) => (name.startsWith("panel") ? [460, 1000] : [1100, 1000]);

for (const start of [startChromium, startFirefox]) {
  for (const scheme of /** @type {const} */ (["light", "dark"])) {
    const session = new Session();
    await session.site.start();
    session.browser = await start(EXTENSION);
    const folder = join(TARGET, session.browser.name.toLowerCase(), scheme);
    mkdirSync(folder, { recursive: true });
    await session.browser.prefer(scheme);
    /** @type {Visit} */
    const visit = async (tab, name, { foreign = false } = {}) => {
      process.stdout.write(`${session.browser.name}, ${scheme}: ${name}\n`);
      await tab.resize(...sizeOf(name));
      await tab.picture(join(folder, `${name}.png`));
      if (foreign) return;
      await tab.run(() => void (document.documentElement.style.fontSize = "200%"));
      await tab.picture(join(folder, `${name}-200.png`));
      await tab.run(() => void (document.documentElement.style.fontSize = ""));
      await hold(tab, name).catch((error) => {
        process.exitCode = 1;
        process.stdout.write(`  ${error.message}\n`);
      });
    };
    try {
      await tour(session, visit);
    } finally {
      await session.browser.stop();
      session.stop();
    }
  }
}
process.stdout.write(`${TARGET}\n`);
