// Sites that the reader switched on are checked by themselves, no other is, and a frame of another site where it was granted.

import assert from "node:assert/strict";
import { before, test } from "node:test";
import { grantedExtension } from "./granted.js";
import { highlights, inBothBrowsers, openPanel } from "./session.js";
import { REPRINTED, STORY, page, reprint } from "./story.js";
import * as structures from "./structures.js";

const granted = () => grantedExtension(["http://127.0.0.1/*", "http://localhost/*"]);

inBothBrowsers("sites that were granted", (session) => {
  /** What the panel does after the browser has asked. @param {"on" | "off" | null} state */
  async function set(state) {
    const panel = await session.browser.openOwn("panel.html");
    await panel.run((site, state) => import(/** @type {any} */ ("/sites.js")).then(({ setSite }) => setSite(site, state)).then(() => true),
      session.site.address(""), state);
    await panel.close();
  }

  before(async () => {
    const options = await session.importFiles([session.file("lighthouse.json", JSON.stringify(STORY))]);
    await options.close();
  });

  test("a page of a site that is switched on is checked by itself", async () => {
    await set("on");
    const tab = await session.openPage("/by-itself", reprint());
    await tab.until(() => CSS.highlights.size > 0);
    assert.deepEqual((await highlights(tab))["wirecopy-verbatim"], REPRINTED);
    await tab.close();
  });

  test("a page that goes on to another one is checked anew", async () => {
    const tab = await session.openPage("/goes-on", structures.singlePage);
    await tab.until(() => CSS.highlights.size > 0);
    await tab.run(() => /** @type {any} */ (window).goOn());
    await tab.until(() => CSS.highlights.size === 0);
    const panel = await openPanel(session.browser, session.site.address("/elsewhere"));
    await panel.close();
    await tab.close();
  });

  test("a page without findings that goes on to one with findings is checked anew", async () => {
    const tab = await session.openPage("/before", structures.beforeArticle);
    const panel = await openPanel(session.browser, session.site.address("/before"));
    await panel.close();
    await tab.run(() => /** @type {any} */ (window).goOn());
    await tab.until(() => CSS.highlights.size > 0);
    await tab.close();
  });

  test("an article in a frame of another site is read where that site was granted", async () => {
    const inner = session.site.put("/foreign", { body: page(REPRINTED) }).replace("127.0.0.1", "localhost");
    const tab = await session.openPage("/around", structures.framed(inner));
    await session.browser.clickToolbar(tab);
    const panel = await openPanel(session.browser, inner);
    assert.equal(await panel.run(() => document.querySelectorAll("[data-finding]").length), REPRINTED.length);
    await panel.close();
    await tab.close();
  });

  test("on a site that is switched on no longer nothing happens by itself", async () => {
    await set(null);
    const quiet = await session.openPage("/quiet", reprint());
    const asked = await session.openAndCheck("/asked-for", reprint());
    assert.deepEqual(await highlights(quiet), {});
    await asked.close();
    await quiet.close();
  });
}, { extension: granted });
