// Browsers with no room beside the page, as on phones: the panel is a tab, and one for all pages. The manifest's entries for sidebar and
// side panel are taken out, so that the browser has neither.

import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { inBothBrowsers } from "./session.js";
import { EXTENSION, repository } from "./site.js";

function withoutPanels() {
  const folder = mkdtempSync(join(tmpdir(), "wirecopy-phone-"));
  cpSync(EXTENSION, folder, { recursive: true });
  const file = join(folder, "manifest.json");
  const { sidebar_action: _, side_panel: __, permissions, ...manifest } = JSON.parse(readFileSync(file, "utf8"));
  writeFileSync(file, JSON.stringify({ ...manifest, permissions: permissions.filter((/** @type {string} */ one) => one !== "sidePanel") }));
  return folder;
}

/** Run in an extension page: how many tabs the panel is open in. */
async function panelTabs() {
  const tabs = await chrome.runtime.getContexts({ contextTypes: [/** @type {any} */ ("TAB")] });
  return tabs.filter(({ documentUrl }) => documentUrl?.endsWith("/panel.html")).length;
}

inBothBrowsers("no room beside the page", (session) => {
  test("the first click opens the panel in a tab, the next ones use it", async () => {
    const html = readFileSync(repository("reference/pages/reworded.html"), "utf8");
    const tab = await session.openAndCheck("/first", html);
    await session.browser.clickToolbar(tab);
    const again = await session.openAndCheck("/second", html);
    const own = await session.browser.openOwn("options.html");
    await own.until(panelTabs);
    assert.equal(await own.run(panelTabs), 1);
    await own.close();
    await again.close();
    await tab.close();
  });
}, { extension: withoutPanels });
