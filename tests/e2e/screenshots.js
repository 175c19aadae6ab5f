// The pictures of the README: a demo page with its highlights, the panel beside it, in light and dark: `cargo xtask screenshots`.

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startChromium } from "./browsers/chromium.js";
import { openPanel } from "./session.js";
import { EXTENSION, Site, repository } from "./site.js";

const TARGET = fileURLToPath(repository("docs"));
const HEIGHT = 800;
const PAGE = { width: 860, height: HEIGHT };
const PANEL = { width: 420, height: HEIGHT };

mkdirSync(TARGET, { recursive: true });
const site = await new Site().start();
const browser = await startChromium(EXTENSION);
try {
  for (const scheme of /** @type {const} */ (["light", "dark"])) {
    await browser.prefer(scheme);
    const url = site.address("/reference/pages/lifted.html");
    const tab = await browser.open(url);
    await sized(tab, PAGE);
    await browser.clickToolbar(tab);
    await tab.until(() => CSS.highlights.size > 0);
    await tab.run(() => [...(CSS.highlights.get("wirecopy-rewritten") ?? [])][0]?.startContainer.parentElement?.scrollIntoView({ block: "center" }));
    const panel = await openPanel(browser, url);
    await sized(panel, PANEL);
    const right = await picture(panel);
    const left = await picture(tab);
    await panel.close();
    await tab.close();
    const frame = await browser.open(site.put("/frame", { body: beside(left, right, scheme) }));
    await sized(frame, { width: PAGE.width + PANEL.width + 1, height: HEIGHT });
    await frame.until(() => [...document.images].every((image) => image.complete));
    await frame.picture(join(TARGET, `panel-${scheme}.png`));
    await frame.close();
  }
} finally {
  await browser.stop();
  site.stop();
}

/** @param {import("./browsers/types.js").Tab} tab @param {{ width: number, height: number }} size */
async function sized(tab, size) {
  await /** @type {any} */ (tab).page.setViewportSize(size);
}

/** @param {import("./browsers/types.js").Tab} tab */
async function picture(tab) {
  return /** @type {Buffer} */ (await /** @type {any} */ (tab).page.screenshot()).toString("base64");
}

/** @param {string} left @param {string} right @param {"light" | "dark"} scheme */
function beside(left, right, scheme) {
  const line = scheme === "light" ? "#b9b3a5" : "#4a4d55";
  const image = (/** @type {string} */ bytes, /** @type {{ width: number, height: number }} */ { width, height }) =>
    `<img src="data:image/png;base64,${bytes}" width="${width}" height="${height}" alt="">`;
  return `<!doctype html><style>body { margin: 0; display: flex; gap: 1px; background: ${line} }</style>${image(left, PAGE)}${image(right, PANEL)}`;
}
