// Reference sets in the options page: importing, keeping, switching off, renaming and deleting, in both browsers.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { highlights, inBothBrowsers, openPanel, taken, verdictIn } from "./session.js";
import { EXTENSION, repository } from "./site.js";
import { REPRINTED, STORY, page, reprint } from "./story.js";

/** @import { Tab } from "./browsers/types.js" */

const EXPECTED = process.env.WIRECOPY_EXPECTED ?? fileURLToPath(repository("target/xtask/expected"));

/** The list as a user sees it. @param {Tab} options */
const sets = (options) =>
  options.run(() => [...document.querySelectorAll("#reference-sets [data-set]")].map((item) => ({
    name: item.querySelector(".set-name")?.textContent,
    state: item.getAttribute("data-state"),
    documents: Number(item.getAttribute("data-documents")),
    enabled: /** @type {HTMLInputElement | null} */ (item.querySelector("[data-action=enable]"))?.checked ?? null,
  })));

/** Run in an extension page: whether no pack lies in its private file system. */
async function noPackFiles() {
  const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle("packs");
  for await (const _ of folder.keys()) return false;
  return true;
}

inBothBrowsers("reference sets", (session) => {
  const bundled = { name: "Example set of an invented agency", state: "ready", documents: 44, enabled: true };
  const own = { name: "lighthouse", state: "ready", documents: 1, enabled: true };
  /** @param {Tab} tab */
  const deleteAll = async (tab) => {
    while (await tab.run(() => document.querySelector("[data-action=delete]") !== null)) {
      const count = await tab.run(() => document.querySelectorAll("[data-set]").length);
      await tab.clickAndAccept("[data-action=delete]");
      await tab.until((count) => document.querySelectorAll("[data-set]").length < count, count);
    }
  };

  test("a set comes with Wirecopy, and can be switched off", async () => {
    const options = await session.browser.openOwn("options.html");
    await options.until(() => document.querySelector("[data-documents]:not([data-documents='0'])"));
    assert.deepEqual(await sets(options), [bundled]);
    await options.click("[data-set=bundled] [data-action=enable]");
    await options.until(() => document.querySelector("[data-set=bundled] [data-action=enable]:not([checked])"));
    await options.go(await options.run(() => location.href));
    await options.until(() => document.querySelector("[data-set=bundled]"));
    assert.deepEqual(await sets(options), [{ ...bundled, enabled: false }]);

    const tab = await session.openPage("/none", reprint());
    await session.browser.clickToolbar(tab);
    const panel = await openPanel(session.browser, session.site.address("/none"));
    assert.match(await verdictIn(panel), /Nothing could be compared/);
    await panel.close();
    await tab.close();
    await options.click("[data-set=bundled] [data-action=enable]");
    await options.until(() => document.querySelector("[data-set=bundled] [data-action=enable][checked]"));
    await options.close();
  });

  test("imported articles are compared with, and still are after the browser was started anew", async () => {
    const options = await session.importFiles([session.file("lighthouse.json", JSON.stringify(STORY))]);
    assert.deepEqual(await sets(options), [bundled, own]);
    await options.close();
    await session.browser.restart();

    const tab = await session.openAndCheck("/restarted", reprint());
    assert.deepEqual((await highlights(tab))["wirecopy-verbatim"], REPRINTED);
    await tab.close();
    const again = await session.browser.openOwn("options.html");
    await again.until(() => document.querySelectorAll("[data-state=ready]").length === 2);
    assert.deepEqual(await sets(again), [bundled, own]);
    await deleteAll(again);
    await again.close();
  });

  test("a set is saved as a pack that can be imported elsewhere, under the name that it was given", async () => {
    const options = await session.importFiles([session.file("lighthouse.json", JSON.stringify(STORY))]);
    await options.click("[data-action=rename]");
    await options.type(".rename input", "Coast desk");
    await options.click(".rename button");
    await options.until(() => document.querySelector("[data-set]:last-child .set-name")?.textContent === "Coast desk");
    const base64 = await options.run(async () => {
      const make = URL.createObjectURL.bind(URL);
      /** @type {Promise<Blob>} */
      const handed = new Promise((resolve) => {
        URL.createObjectURL = (blob) => {
          resolve(/** @type {Blob} */ (blob));
          return make(blob);
        };
      });
      /** @type {HTMLElement | null} */ (document.querySelector("[data-action=export]"))?.click();
      return btoa(String.fromCharCode(...new Uint8Array(await (await handed).arrayBuffer())));
    });
    await deleteAll(options);
    await options.close();
    const again = await session.importFiles([session.file("saved.pack", Buffer.from(base64, "base64"))]);
    const counts = await again.run(() => {
      const set = /** @type {HTMLElement} */ (document.querySelector("[data-set]:last-child"));
      return [set.dataset.state, set.dataset.documents, set.querySelector(".set-name")?.textContent];
    });
    assert.deepEqual(counts, ["ready", "1", "Coast desk"]);
    await deleteAll(again);
    await again.close();
  });

  test("a deleted set is compared with no longer, and its file is gone", async () => {
    const options = await session.importFiles([session.file("lighthouse.json", JSON.stringify(STORY))]);
    const before = await session.openAndCheck("/before", reprint());
    await before.close();
    await deleteAll(options);
    await options.until(noPackFiles);
    await options.close();
    const tab = await session.openPage("/deleted", reprint());
    await session.browser.clickToolbar(tab);
    const panel = await openPanel(session.browser, session.site.address("/deleted"));
    assert.match(await verdictIn(panel), /No match among 44 articles in 1 set/);
    await panel.close();
    await tab.close();
  });

  test("a set keeps the name it is given", async () => {
    const options = await session.importFiles([session.file("lighthouse.json", JSON.stringify(STORY))]);
    await options.click("[data-action=rename]");
    await options.type(".rename input", "Coast desk");
    await options.click(".rename button");
    await options.until(() => document.querySelector("[data-set]:last-child .set-name")?.textContent === "Coast desk");
    await options.go(await options.run(() => location.href));
    await options.until(() => document.querySelectorAll("[data-state=ready]").length === 2);
    assert.equal((await sets(options))[1]?.name, "Coast desk");
    for (const end of ["Escape", "Enter"]) {
      await options.click("[data-action=rename]");
      await options.press(end);
      await options.until(() => /** @type {HTMLElement | null} */ (document.activeElement)?.dataset.action === "rename" && !document.querySelector(".rename"));
    }
    assert.equal((await sets(options))[1]?.name, "Coast desk", "it stays where nothing else is given");
    await options.click("[data-action=rename]");
    await options.type(".rename input", "Night desk");
    // Another window switches the other set off, and on again.
    for (const enabled of [false, true]) {
      await options.run(async (enabled) => {
        const { sets } = await chrome.storage.local.get("sets");
        await chrome.storage.local.set({ sets: /** @type {any[]} */ (sets).map((set) => (set.id === "bundled" ? { ...set, enabled } : set)) });
      }, enabled);
      await options.until((enabled) => document.querySelector("[data-set=bundled] [data-action=enable]")?.hasAttribute("checked") === enabled, enabled);
    }
    await options.press("Enter");
    await options.until(() => document.querySelector("[data-set]:last-child .set-name")?.textContent === "Night desk");
    await deleteAll(options);
    await options.close();
  });

  test("several files at once become one set, and what could not be used is named with its line", async () => {
    const lines = [JSON.stringify({ ...STORY, uri: "urn:test:2" }), "{ this is not JSON", JSON.stringify({ ...STORY, uri: "urn:test:3" })].join("\n");
    const options = await session.importFiles([
      session.file("feed.json", lines), session.file("note.txt", STORY.body_text), session.file("page.html", reprint()),
    ]);
    const [, set] = await sets(options);
    assert.deepEqual(set, { name: "feed and 2 more", state: "ready", documents: 4, enabled: true });
    assert.match(await options.run(() => document.querySelector("[data-set]:last-child .note")?.textContent ?? ""), /feed\.json:2/);
    await deleteAll(options);
    await options.close();
  });

  test("what was withdrawn, came twice, or is only a summary is said", async () => {
    const item = (/** @type {object} */ more) => JSON.stringify({ ...STORY, ...more });
    const entry = `<item><guid>s</guid><description>${STORY.body_text.slice(0, 90)}</description></item>`;
    const feed = `<rss version="2.0"><channel><title>TPA</title>${entry}</channel></rss>`;
    const options = await session.importFiles([
      session.file("day.jsonl", [item({ uri: "urn:test:2", version: "1" }), item({}), item({})].join("\n")),
      session.file("kill.json", item({ uri: "urn:test:2", version: "2", pubstatus: "canceled" })), session.file("feed.xml", feed),
    ]);
    assert.equal((await sets(options))[1]?.documents, 2);
    const notes = await options.run(() => [...document.querySelectorAll("[data-set]:last-child .note")].map((note) => note.textContent));
    assert.equal(notes.length, 2);
    assert.match(notes[0] ?? "", /^Left out: 1 × withdrawn by the agency; 2 × repeated, or an earlier version$/);
    assert.match(notes[1] ?? "", /feed\.xml: 1 of 1 entries carry only a summary/);
    await deleteAll(options);
    await options.close();
  });

  test("a set that was made with a key is compared with once its key was given", async () => {
    const options = await session.importFiles([join(EXPECTED, "keyed.pack")]);
    // What is chosen comes to where it was asked for, whatever became of other sets meanwhile.
    await options.run(() => {
      /** @type {any} */ (window).asked = document.querySelector("[data-action=key]");
    });
    await options.click("[data-set=bundled] [data-action=enable]");
    await options.until(() => document.querySelector("[data-set=bundled] [data-action=enable]:not([checked])"));
    assert.ok(await options.run(() => /** @type {any} */ (window).asked.isConnected));
    await options.choose("[data-action=key]", [session.file("other.key", "x".repeat(32))]);
    await options.until(() => /other\.key is not the key/.test(document.querySelector("#sets-problem:not([hidden])")?.textContent ?? ""));
    await options.choose("[data-action=key]", [join(EXPECTED, "key")]);
    await options.until(() => !document.querySelector("[data-action=key]"));
    const saved = await taken(options, "[data-data=all]");
    assert.ok(saved.includes('"locked"') && !saved.includes(readFileSync(join(EXPECTED, "key")).toString("base64")), "the key is not saved along");
    const story = JSON.parse(readFileSync(repository("reference/stories/a01-water-vote.json"), "utf8"));
    const tab = await session.openAndCheck("/keyed", page(story.body_text.split("\n\n")));
    await tab.close();
    await options.click("[data-set=bundled] [data-action=enable]");
    await options.until(() => document.querySelector("[data-set=bundled] [data-action=enable][checked]"));
    await deleteAll(options);
    await options.close();
  });

  test("files without an article add nothing and say so", async () => {
    const options = await session.importFiles([session.file("empty.json", "[]")]);
    const [, failed] = await sets(options);
    assert.equal(failed?.state, "failed");
    assert.match(await options.run(() => document.querySelector("[data-state=failed] .note")?.textContent ?? ""), /There was no article to take in/);
    await options.click("[data-action=dismiss]");
    await options.until(() => document.querySelectorAll("[data-set]").length === 1);
    assert.deepEqual(await sets(options), [bundled]);
    await options.close();
  });

  test("a pack is taken as it is; one with a byte changed or its end cut off is refused with the reason", async () => {
    const pack = readFileSync(join(EXTENSION, "data/reference.pack"));
    const changed = Buffer.from(pack);
    const at = Math.floor(pack.length * 0.6);
    changed.writeUInt8(changed.readUInt8(at) ^ 0xff, at);
    const options = await session.importFiles([
      session.file("whole.pack", pack), session.file("changed.pack", changed), session.file("short.pack", pack.subarray(0, pack.length / 2)),
    ]);
    await options.until(() => document.querySelectorAll("[data-state=failed]").length === 2);
    assert.deepEqual((await sets(options)).map(({ state, documents }) => [state, documents]), [["ready", 44], ["ready", 44], ["failed", 0], ["failed", 0]]);
    const reasons = await options.run(() => [...document.querySelectorAll("[data-state=failed] .note")].map((note) => note.textContent));
    for (const reason of reasons) assert.match(reason ?? "", /The pack cannot be used: .*(damaged|cut short)/);
    await deleteAll(options);
    await options.close();
  });

  test("a cancelled import leaves the sets and the disk as they were", async () => {
    const options = await session.browser.openOwn("options.html");
    await options.until(() => document.querySelector("[data-set=bundled]"));
    const story = (/** @type {number} */ index) => JSON.stringify({ ...STORY, uri: `urn:test:many:${index}` });
    const many = session.file("archive.json", Array.from({ length: 40_000 }, (_, index) => story(index)).join("\n"));
    await options.choose("#import-references", [many]);
    // How far the one file is shows before it is done.
    await options.until(() => {
      const bar = /** @type {HTMLProgressElement | null} */ (document.querySelector("[data-state=importing] progress"));
      return bar && bar.value > 0 && bar.value < 1;
    });
    await options.click("[data-action=cancel]");
    await options.until(() => document.querySelectorAll("[data-set]").length === 1);
    assert.deepEqual(await sets(options), [bundled]);
    await options.until(noPackFiles);
    await options.close();
  });

  test("how readily is flagged is kept", async () => {
    const options = await session.browser.openOwn("options.html");
    await options.until(() => document.querySelector("#sensitivity :checked"));
    assert.equal(await options.run(() => /** @type {HTMLInputElement} */ (document.querySelector("#sensitivity :checked")).value), "balanced");
    await options.click("#sensitivity [value=cautious]");
    await options.until(async () => (await chrome.storage.local.get("sensitivity")).sensitivity === "cautious");
    await options.go(await options.run(() => location.href));
    await options.until(() => document.querySelector("#sensitivity :checked"));
    assert.equal(await options.run(() => /** @type {HTMLInputElement} */ (document.querySelector("#sensitivity :checked")).value), "cautious");
    await options.close();
  });
});
