// What a page can know of Wirecopy: nothing before a check, and after one no more than the privacy statement says, in both browsers.

import assert from "node:assert/strict";
import { before, test } from "node:test";
import { inBothBrowsers } from "./session.js";
import { STORY, reprint } from "./story.js";

/** @import { Tab } from "./browsers/types.js" */

/** Notices all that a curious page can: kept from before anything else runs. */
const WATCH = `<script>
  window.noticed = [];
  const known = new Set(Reflect.ownKeys(window));
  addEventListener("load", () => new MutationObserver((records) => noticed.push(...records.map(({ type, target }) => type + " of " + target.nodeName)))
    .observe(document, { attributes: true, childList: true, characterData: true, subtree: true }));
  for (const type of ["message", "error", "securitypolicyviolation", "focusin", "selectionchange"]) {
    addEventListener(type, (event) => noticed.push(event.type), true);
  }
  new PerformanceObserver((list) => noticed.push(...list.getEntries().map(({ entryType, name }) => entryType + " " + name)))
    .observe({ entryTypes: ["mark", "measure", "resource"] });
  window.look = () => ({
    globals: Reflect.ownKeys(window).filter((name) => !known.has(name) && name !== "look").map(String),
    highlights: [...CSS.highlights.keys()].sort(), sheets: document.styleSheets.length, adopted: document.adoptedStyleSheets.length, noticed,
  });
</script>`;
const CURIOUS = reprint().replace("<title>", `<link rel="icon" href="data:,"><title>`).replace("<body>", `<body>${WATCH}`);

/** What was noticed, after a moment in which observers are told. @param {Tab} tab @returns {Promise<any>} */
const look = (tab) => tab.run(async () => {
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  return /** @type {any} */ (window).look();
});

inBothBrowsers("what a page can know", (session) => {
  before(async () => {
    const options = await session.importFiles([session.file("lighthouse.json", JSON.stringify(STORY))]);
    await options.close();
  });

  test("before a check nothing, though it looks for every file of the extension", async () => {
    const own = await session.browser.openOwn("panel.html");
    const root = await own.run(() => chrome.runtime.getURL(""));
    await own.close();
    const tab = await session.openPage("/curious", CURIOUS);
    const other = await session.openAndCheck("/elsewhere", reprint());
    await other.close();
    assert.deepEqual(await look(tab), { globals: [], highlights: [], sheets: 0, adopted: 0, noticed: [] });
    const files = ["page.js", "panel.html", "page/page.css", "icons/16.png", "manifest.json", "page/arrived.js", "data/reference.pack"];
    const loaded = await tab.run(async (root, files) => {
      /** @param {string} file */
      const image = (file) => new Promise((resolve) => {
        const element = new Image();
        element.onload = () => resolve(true);
        element.onerror = () => resolve(false);
        element.src = root + file;
      });
      /** @param {string} file */
      const fetched = (file) => fetch(root + file).then(() => true, () => false);
      const found = await Promise.all(files.map(async (/** @type {string} */ file) => ((await image(file)) || (await fetched(file)) ? file : null)));
      return found.filter(Boolean);
    }, root, files);
    assert.deepEqual(loaded, []);
    await tab.close();
  });

  test("after a check the names of the highlights and what they cover, and nothing else", async () => {
    const tab = await session.openPage("/checked", CURIOUS);
    const before = await look(tab);
    await session.check(tab);
    assert.deepEqual(await look(tab), { ...before, highlights: ["wirecopy-verbatim"] });
    await tab.close();
  });
});
