// Private windows: nothing runs there unless the reader allowed it; then a check works as anywhere, and nothing of it stays.

import assert from "node:assert/strict";
import { readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { eventually } from "./browsers/eventually.js";
import { grantedExtension } from "./granted.js";
import { highlights, inBothBrowsers, openPanel } from "./session.js";
import { REPRINTED, STORY, page, reprint } from "./story.js";

/** @import { Tab } from "./browsers/types.js" */

/** What only the private pages have: in their addresses, titles and texts. */
const NAME = "quernstone";
const HEADLINE = `The ${NAME} at the harbour`;
const PRIVATE = page([...REPRINTED, `The ${NAME} beside the gate was turned by three hands, and it ground nothing but salt all summer long.`], HEADLINE);

/** All that the extension keeps, as one text. @param {Tab} own one of its pages */
const kept = (own) => own.run(async () => {
  /** @param {FileSystemDirectoryHandle} folder @returns {Promise<string[]>} */
  const files = async (folder) => {
    const all = [];
    for await (const entry of folder.values()) {
      all.push(entry.name);
      if (entry.kind === "directory") all.push(...(await files(/** @type {FileSystemDirectoryHandle} */ (entry))));
      else all.push(await (await /** @type {FileSystemFileHandle} */ (entry).getFile()).text());
    }
    return all;
  };
  const areas = await Promise.all([chrome.storage.local.get(null), chrome.storage.session.get(null)]);
  return JSON.stringify([areas, { ...localStorage }, { ...sessionStorage }, await indexedDB.databases(), await caches.keys(),
    await files(await navigator.storage.getDirectory())]);
});

/** Files below a folder that have a word, in letters of one or of two bytes. @param {string} folder @param {string} word @returns {string[]} */
function holding(folder, word) {
  return readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => {
    const path = join(folder, name);
    if (!statSync(path, { throwIfNoEntry: false })?.isFile()) return false;
    const bytes = readFileSync(path);
    return bytes.includes(word) || bytes.includes(Buffer.from(word, "utf16le"));
  });
}

inBothBrowsers("private windows", (session) => {
  before(async () => {
    const options = await session.importFiles([session.file("lighthouse.json", JSON.stringify(STORY))]);
    // All that could remember a page is on.
    await options.click("#history");
    await options.until(async () => /** @type {any} */ ((await chrome.storage.local.get("settings")).settings)?.history);
    await options.run((site) => import(/** @type {any} */ ("/sites.js")).then(({ setSite }) => setSite(site, "on")).then(() => true),
      session.site.address(""));
    await options.close();
  });

  test("where the reader did not allow it nothing runs, and elsewhere all goes on", async () => {
    const hidden = await session.browser.openPrivate(session.site.put(`/${NAME}/barred`, { body: PRIVATE }));
    const tab = await session.openPage("/beside", reprint());
    await tab.until(() => CSS.highlights.size > 0);
    await session.check(tab);
    assert.deepEqual(await highlights(hidden), {});
    const panel = await openPanel(session.browser, session.site.address("/beside"));
    assert.ok(!(await kept(panel)).includes(NAME));
    await hidden.close();
    await panel.until(() => document.querySelector("#report")?.getAttribute("data-state") === "done");
    await panel.close();
    await tab.close();
  });

  test("where it is allowed a page is checked, and nothing of it is left when its tab is closed", async () => {
    await session.browser.allowPrivate();
    const address = session.site.put(`/${NAME}/open`, { body: PRIVATE });
    const hidden = await session.browser.openPrivate(address);
    await hidden.until(() => CSS.highlights.size > 0);
    await session.check(hidden);
    assert.deepEqual((await highlights(hidden))["wirecopy-verbatim"], REPRINTED);
    await eventually(async () => /^\d+%$/.test(await session.browser.badge(hidden)), "the badge shows the share");

    const panel = await openPanel(session.browser, address);
    assert.equal(await panel.run(() => document.querySelectorAll("[data-finding]").length), REPRINTED.length);
    assert.match(await panel.run(() => document.querySelector("#report .private")?.textContent ?? ""), /nothing of this report is kept/);
    assert.equal(await panel.run(() => document.querySelectorAll("[data-action=not-derived], [data-action=missed]").length), 0);
    assert.ok(!JSON.stringify(await panel.run(() => chrome.storage.local.get(null))).includes(NAME));
    await panel.click("[data-finding] .reveal");
    await hidden.until(() => document.documentElement.lastElementChild?.localName === "div");

    await hidden.close();
    await panel.until(() => document.querySelector("#report")?.getAttribute("data-state") === "idle");
    assert.ok(!(await kept(panel)).includes(NAME));
    await panel.close();
  });

  test("a site that was not chosen before cannot be chosen there", async () => {
    await session.browser.openOwn("options.html").then(async (options) => {
      await options.run((site) => import(/** @type {any} */ ("/sites.js")).then(({ setSite }) => setSite(site, null)).then(() => true),
        session.site.address(""));
      await options.close();
    });
    const address = session.site.put(`/${NAME}/unchosen`, { body: PRIVATE });
    const hidden = await session.browser.openPrivate(address);
    await session.check(hidden);
    const panel = await openPanel(session.browser, address);
    await panel.until(() => /runs when you ask/.test(document.querySelector("#site-state")?.textContent ?? ""));
    assert.equal(await panel.run(() => document.querySelectorAll("[data-site]:not([hidden])").length), 0);
    await hidden.close();
    await panel.close();
  });

  test("nothing of it is on disk", async () => {
    await session.browser.restart();
    assert.deepEqual(holding(session.browser.profile, NAME), []);
    assert.notDeepEqual(holding(session.browser.profile, "Cape Ammer"), [], "what is kept would be found so");
  });
}, { extension: () => grantedExtension(["http://127.0.0.1/*"]) });
