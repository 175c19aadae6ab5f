// What an administrator presets reaches the options as such, and cannot be removed there. Firefox reads presets from a folder of its
// user; Chromium from the system alone, where a test has no business: tests/page/follow.test.js covers what both do with them.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { startFirefox } from "./browsers/firefox.js";
import { fetchNow, openOptions, rss, settled } from "./feeds.js";
import { grantedExtension } from "./granted.js";
import { LIMIT } from "./session.js";
import { Site } from "./site.js";

/** @import { Browser, Tab } from "./browsers/types.js" */

describe("Firefox: presets", { timeout: LIMIT }, () => {
  const site = new Site();
  /** @type {Browser} */
  let browser;
  /** @type {Tab} */
  let options;
  let address = "";
  before(async () => {
    await site.start();
    address = site.handle("/wire", (_, response) => void response.writeHead(200, { "content-type": "application/rss+xml" }).end(rss({})));
    const managed = {
      sources: [{ address, name: "Desk wire", days: 90 }, { address: "no address", name: "Night wire" }, { address: site.address("/signed"), key: "RWshort" }],
      sensitivity: "cautious", sites: [{ site: "https://intranet.example", state: "off" }],
    };
    browser = await startFirefox(grantedExtension(["http://127.0.0.1/*", "https://127.0.0.1/*"]), { granted: true, managed });
    options = await openOptions(/** @type {any} */ ({ browser }));
  });
  after(async () => {
    await browser.stop();
    site.stop();
  });

  test("a preset source is fetched by itself and is shown as preset, without a way to remove it", async () => {
    const source = await settled(options, address);
    assert.deepEqual([source.name, source.state, source.documents], ["Desk wire", "ready", 1]);
    const shown = await options.run((id) => {
      const item = /** @type {HTMLElement} */ (document.querySelector(`[data-followed="${id}"]`));
      return {
        says: /Preset by your organisation/.test(item.textContent ?? ""),
        actions: [...item.querySelectorAll("button")].map((button) => button.dataset.action),
        fixed: [.../** @type {NodeListOf<HTMLSelectElement>} */ (item.querySelectorAll("select, input"))].every(({ disabled }) => disabled),
      };
    }, source.id);
    assert.deepEqual(shown, { says: true, actions: ["fetch"], fixed: true });
    assert.equal((await fetchNow(options, address)).state, "ready");
  });

  test("a preset source that cannot be followed is shown with the reason", async () => {
    const shown = await options.run(() => [...document.querySelectorAll("[data-unusable]")].map((item) => item.textContent ?? ""));
    assert.equal(shown.length, 2);
    assert.match(shown[0] ?? "", /Night wire.*Preset by your organisation.*no address on the web: no address.*not followed until/);
    assert.match(shown[1] ?? "", /no minisign public key.*RWshort/);
  });

  test("preset sensitivity and sites are shown and cannot be changed", async () => {
    const shown = await options.run(() => ({
      chosen: /** @type {HTMLInputElement} */ (document.querySelector("#sensitivity :checked")).value,
      fixed: /** @type {HTMLFieldSetElement} */ (document.querySelector("#sensitivity")).disabled,
      note: /** @type {HTMLElement} */ (document.querySelector("#sensitivity-preset")).hidden,
      site: document.querySelector("#sites [data-site='https://intranet.example']")?.textContent,
      buttons: document.querySelectorAll("#sites button").length,
    }));
    assert.deepEqual({ ...shown, site: undefined }, { chosen: "cautious", fixed: true, note: false, site: undefined, buttons: 0 });
    assert.match(shown.site ?? "", /Preset by your organisation/);
  });
});
