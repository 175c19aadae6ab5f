// What can go wrong around a check and an import: after each, the next click works, no set is lost, and no spinner stays.

import assert from "node:assert/strict";
import { before, test } from "node:test";
import { highlights, inBothBrowsers, openPanel, verdictIn } from "./session.js";
import { REPRINTED, STORY, longPage, reprint } from "./story.js";

/** @import { Tab } from "./browsers/types.js" */

/** Many stories, so that taking them in lasts. @param {number} file */
function stories(file) {
  const story = (/** @type {string} */ id) => ({ ...STORY, uri: `urn:test:${id}`, body_text: STORY.body_text.replaceAll("Ammer", `Ammer${id}`) });
  return Array.from({ length: 500 }, (_, index) => JSON.stringify(story(`${file}x${index}`))).join("\n");
}

/** Names and states of the sets in the options. @param {Tab} options */
const sets = (options) => options.run(() => [...document.querySelectorAll("#reference-sets [data-set]")].map((item) =>
  `${item.querySelector(".set-name")?.textContent ?? ""}: ${item.getAttribute("data-state")} ${item.getAttribute("data-documents")}`));

/** Run in an extension page: whether as many files lie in its private file system as sets name. */
async function filesAgree() {
  const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle("packs", { create: true });
  const sets = /** @type {{ file?: string }[]} */ ((await chrome.storage.local.get("sets")).sets ?? []);
  const named = sets.flatMap(({ file }) => (file ? [file] : [])).sort();
  const there = [];
  for await (const name of folder.keys()) there.push(name);
  return JSON.stringify(there.sort()) === JSON.stringify(named);
}

inBothBrowsers("faults", (session) => {
  const bundled = "Example set of an invented agency: ready 44";
  const kept = "lighthouse: ready 1";
  /** @type {string[]} */
  let many = [];

  before(async () => {
    const options = await session.importFiles([session.file("lighthouse.json", JSON.stringify(STORY))]);
    await options.close();
    many = Array.from({ length: 10 }, (_, file) => session.file(`many${file}.jsonl`, stories(file)));
  });

  /** Opens the options and waits until they show that much, and the files agree. @param {string[]} expected */
  async function settled(expected) {
    const options = await session.browser.openOwn("options.html");
    await options.until((count) => document.querySelectorAll("[data-state=ready]:not([data-documents='0'])").length === count, expected.length);
    assert.deepEqual(await sets(options), expected);
    await options.until(filesAgree);
    return options;
  }

  /** The next click works. @param {string} path */
  async function checks(path) {
    const tab = await session.openAndCheck(path, reprint());
    assert.deepEqual((await highlights(tab))["wirecopy-verbatim"], REPRINTED);
    await tab.close();
  }

  /** Begins to import many stories, and waits until a share of them was read. @param {number} share */
  async function beginImport(share) {
    const options = await session.browser.openOwn("options.html");
    await options.until(() => document.querySelector("[data-set=bundled][data-documents]:not([data-documents='0'])"));
    await options.choose("#import-references", many);
    await options.until((share) => {
      const bar = /** @type {HTMLProgressElement | null} */ (document.querySelector("[data-state=importing] progress"));
      return (bar?.value ?? -1) >= share || document.querySelectorAll("[data-state=ready]").length > 2;
    }, share);
    return options;
  }

  test("the engine's document is closed during a check", async () => {
    const tab = await session.openPage("/closed-engine", longPage());
    const own = await session.browser.openOwn("options.html");
    await session.browser.clickToolbar(tab);
    // Firefox has none; its engine goes with the background, which another test ends.
    await own.run(async () => chrome.offscreen?.closeDocument().catch(() => undefined));
    await own.close();
    const panel = await openPanel(session.browser, session.site.address("/closed-engine"));
    await panel.close();
    await tab.close();
    await checks("/after-closed-engine");
  });

  test("two tabs are checked at once", async () => {
    const one = await session.openPage("/one", reprint());
    const other = await session.openPage("/other", longPage());
    await session.browser.clickToolbar(other);
    await session.browser.clickToolbar(one);
    for (const tab of [one, other]) {
      await tab.until(() => CSS.highlights.size > 0);
      assert.deepEqual((await highlights(tab))["wirecopy-verbatim"], REPRINTED);
      await tab.close();
    }
  });

  test("one tab is checked twice at once", async () => {
    const tab = await session.openPage("/twice", longPage());
    await session.browser.clickToolbar(tab);
    await session.check(tab);
    const panel = await openPanel(session.browser, session.site.address("/twice"));
    await panel.close();
    assert.deepEqual((await highlights(tab))["wirecopy-verbatim"], REPRINTED);
    await tab.close();
  });

  test("the extension is updated while a checked page is open", async () => {
    const tab = await session.openAndCheck("/updated", reprint());
    await session.browser.reloadExtension();
    await tab.run(() => CSS.highlights.clear());
    await session.check(tab);
    assert.deepEqual((await highlights(tab))["wirecopy-verbatim"], REPRINTED);
    await tab.close();
  });

  test("the background is ended during an import, which goes on", async () => {
    const options = await beginImport(0.3);
    await session.browser.killBackground();
    await options.until(() => document.querySelectorAll("[data-state=ready]").length === 3);
    await options.clickAndAccept("[data-set]:last-child [data-action=delete]");
    await options.until(() => document.querySelectorAll("[data-set]").length === 2);
    await options.close();
    await (await settled([bundled, kept])).close();
    await checks("/after-ended-background");
  });

  test("the options are left during an import", async () => {
    const options = await beginImport(0.3);
    await options.go(session.site.put("/elsewhere", { body: reprint() }));
    await options.close();
    await (await settled([bundled, kept])).close();
  });

  test("the extension is updated during an import", async () => {
    const options = await beginImport(0.3);
    await session.browser.reloadExtension();
    // The browser may close what is open of an extension that it replaces.
    await options.close().catch(() => undefined);
    await (await settled([bundled, kept])).close();
    await checks("/after-update");
  });

  test("two pages of options import at once, and both sets are kept", async () => {
    const one = await session.browser.openOwn("options.html");
    const other = await session.browser.openOwn("options.html");
    await one.choose("#import-references", [session.file("one.json", JSON.stringify({ ...STORY, uri: "urn:test:one" }))]);
    await other.choose("#import-references", [session.file("other.json", JSON.stringify({ ...STORY, uri: "urn:test:other" }))]);
    for (const options of [one, other]) await options.until(() => document.querySelectorAll("[data-state=ready]").length === 4);
    assert.deepEqual((await sets(one)).slice(2).sort(), ["one: ready 1", "other: ready 1"]);
    await one.close();
    for (const left of [3, 2]) {
      await other.clickAndAccept("[data-set]:last-child [data-action=delete]");
      await other.until((left) => document.querySelectorAll("[data-set]").length === left, left);
    }
    await other.close();
    await (await settled([bundled, kept])).close();
  });

  test("the file of a set is gone: the page is compared with the others, and the set is named", async () => {
    const options = await session.importFiles([session.file("gone.json", JSON.stringify({ ...STORY, uri: "urn:test:gone" }))]);
    await options.run(async () => {
      const { sets } = await chrome.storage.local.get("sets");
      const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle("packs");
      await folder.removeEntry(/** @type {any[]} */ (sets).find(({ name }) => name === "gone").file);
    });
    const tab = await session.openAndCheck("/file-gone", reprint());
    assert.deepEqual((await highlights(tab))["wirecopy-verbatim"], REPRINTED);
    await tab.close();
    const panel = await openPanel(session.browser, session.site.address("/file-gone"));
    assert.match(await panel.run(() => document.querySelector("#report")?.textContent ?? ""), /gone.*no longer there/);
    await panel.close();
    await options.clickAndAccept("[data-set]:last-child [data-action=delete]");
    await options.until(() => document.querySelectorAll("[data-set]").length === 2);
    await options.close();
    await (await settled([bundled, kept])).close();
  });

  test("the browser crashes during an import, at ten moments: nothing is lost, and nothing half there", async () => {
    for (let moment = 0; moment < 10; moment++) {
      await beginImport(moment === 9 ? 1 : moment / 10);
      await session.browser.crash();
      const options = await session.browser.openOwn("options.html");
      await options.until(() => document.querySelectorAll("[data-state=ready]:not([data-documents='0'])").length >= 2);
      const found = await sets(options);
      // At the last moment the set may just have been entered.
      const whole = found.length === 3 ? [found[2] ?? ""] : [];
      assert.deepEqual(found, [bundled, kept, ...whole]);
      if (whole.length > 0) {
        assert.match(whole[0] ?? "", /ready 5000$/);
        await options.clickAndAccept("[data-set]:last-child [data-action=delete]");
        await options.until(() => document.querySelectorAll("[data-set]").length === 2);
      }
      await options.until(filesAgree);
      await options.close();
    }
    await checks("/after-crashes");
    const panel = await openPanel(session.browser, session.site.address("/after-crashes"));
    assert.match(await verdictIn(panel), /copied|same|word for word|verbatim/i);
    await panel.close();
  });
});
