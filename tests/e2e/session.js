// What the tests in both browsers share: the browsers themselves, and short ways to say what a user does.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe } from "node:test";
import { startChromium } from "./browsers/chromium.js";
import { startFirefox } from "./browsers/firefox.js";
import { EXTENSION, Site } from "./site.js";

/** @import { Browser, Tab } from "./browsers/types.js" */

/** One browser with the extension, a site for it to visit, and a folder for files to choose. */
export class Session {
  site = new Site();
  folder = mkdtempSync(join(tmpdir(), "wirecopy-files-"));
  /** @type {Browser} */
  browser = /** @type {any} */ (null);

  /** Ends the site and removes the files; the browser is stopped by whoever started it. */
  stop() {
    this.site.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** @param {string} path @param {string} html */
  openPage(path, html) {
    return this.browser.open(this.site.put(path, { body: html }));
  }

  /** Opens a page, presses the button, and waits for the highlights. @param {string} path @param {string} html */
  async openAndCheck(path, html) {
    const tab = await this.openPage(path, html);
    await this.check(tab);
    return tab;
  }

  /** Presses the button and waits for the highlights; if none come, the error tells what the extension keeps of its checks. @param {Tab} tab */
  async check(tab) {
    await this.browser.clickToolbar(tab);
    await tab.until(() => CSS.highlights.size > 0).catch(async (error) => {
      const badge = await this.browser.badge(tab);
      const panel = await this.browser.openOwn("panel.html");
      const kept = await panel.run(async () => JSON.stringify(await chrome.storage.session.get(null)));
      throw new Error(`${error.message}; the badge says "${badge}", of its checks the extension keeps ${kept.slice(0, 2_000)}`);
    });
  }

  /** A file for a file input. @param {string} name @param {string | Buffer} content */
  file(name, content) {
    const path = join(this.folder, name);
    writeFileSync(path, content);
    return path;
  }

  /** Imports files through the options page and gives the new set's item. @param {string[]} paths */
  async importFiles(paths) {
    const options = await this.browser.openOwn("options.html");
    await options.until(() => document.querySelector('[data-set="bundled"][data-documents]:not([data-documents="0"])'));
    const before = await options.run(() => document.querySelectorAll("[data-set]").length);
    await options.choose("#import-references", paths);
    await options.until((count) => document.querySelectorAll('[data-set]:is([data-state="ready"], [data-state="failed"])').length > count, before);
    return options;
  }

  /** Erases everything in the options, and waits until they have loaded themselves anew. @param {Tab} options */
  async eraseAll(options) {
    await options.run(() => document.documentElement.setAttribute("data-before", ""));
    await options.clickAndAccept("[data-data=erase]");
    // Chromium can lose the closing of a tab that is about to load itself anew; then whoever closes it waits for ever.
    await options.until(() => document.querySelector("html:not([data-before]) [data-set]"));
  }
}

/** How long the tests of one browser may take together, in ms: many times what they do, and short enough that a hang is told by its name. */
export const LIMIT = 300_000;

/**
 * Runs the same tests in both browsers.
 * @param {string} name
 * @param {(session: Session) => void} tests
 * @param {object} [world]
 * @param {() => string} [world.extension] gives another folder of the extension, with the sites that its manifest asks for granted
 * @param {number} [world.limit] how long the tests of one browser may take, in ms
 */
export function inBothBrowsers(name, tests, { extension, limit = LIMIT } = {}) {
  for (const [browser, start] of /** @type {const} */ ([["Chromium", startChromium], ["Firefox", startFirefox]])) {
    describe(`${browser}: ${name}`, { timeout: limit }, () => {
      const session = new Session();
      before(async () => {
        await session.site.start();
        session.browser = await start(extension?.() ?? EXTENSION, { granted: extension !== undefined });
      });
      after(async () => {
        const own = [session.site.address(""), session.site.address("").replace("127.0.0.1", "localhost")];
        const kept = /^(chrome|chrome-extension|blob|data|about):/;
        const foreign = session.browser?.requests?.filter((address) => !kept.test(address) && !own.some((site) => address.startsWith(site)));
        await session.browser?.stop();
        session.stop();
        assert.deepEqual(foreign ?? [], [], "nothing was asked of any other site");
      });
      tests(session);
    });
  }
}

/** Texts of the page's highlights, by name. @param {Tab} tab @returns {Promise<Record<string, string[]>>} */
export const highlights = (tab) =>
  tab.run(() => Object.fromEntries([...CSS.highlights].map(([name, highlight]) => [name, [...highlight].map(String)])));

/**
 * Opens the panel as a tab and waits until it shows how the check of a page ended.
 * @param {Browser} browser
 * @param {string} url
 */
export async function openPanel(browser, url) {
  const panel = await browser.openOwn("panel.html");
  await panel.until((url) => {
    const report = /** @type {HTMLElement} */ (document.querySelector("#report"));
    return report.dataset.page === url && ["done", "failed"].includes(report.dataset.state ?? "");
  }, url);
  return panel;
}

/** @param {Tab} panel */
export const findingsIn = (panel) =>
  panel.run(() => [...document.querySelectorAll("[data-finding]")].map((item) => ({
    class: item.getAttribute("data-class"),
    document: item.getAttribute("data-document"),
    page: item.querySelector(".page-side blockquote")?.textContent,
    source: item.querySelector(".source-side blockquote")?.textContent,
  })));

/** What a report says of the page as a whole. @param {Tab} tab */
export const verdictIn = (tab) => tab.run(() => document.querySelector("#report .verdict")?.textContent ?? "");

/** The same, in a panel of its own, of a page that was checked. @param {Session} session @param {string} path */
export async function verdictOn({ browser, site }, path) {
  const panel = await openPanel(browser, site.address(path));
  const verdict = await verdictIn(panel);
  await panel.close();
  return verdict;
}

/** What the panel hands out as a file when a button is pressed. @param {Tab} panel @param {string} button */
export async function taken(panel, button) {
  await panel.run(() => {
    const make = URL.createObjectURL.bind(URL);
    /** @type {any} */ (window).handedOut = null;
    URL.createObjectURL = (blob) => {
      /** @type {Blob} */ (blob).text().then((text) => (/** @type {any} */ (window).handedOut = text));
      return make(blob);
    };
  });
  await panel.click(button);
  await panel.until(() => /** @type {any} */ (window).handedOut !== null);
  return /** @type {Promise<string>} */ (panel.run(() => /** @type {any} */ (window).handedOut));
}
