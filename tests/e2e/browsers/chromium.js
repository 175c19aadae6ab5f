// Chromium with the extension installed, driven by Playwright; the toolbar button is pressed through the DevTools protocol.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { eventually, eventuallyIn } from "./eventually.js";
import { collectGarbage } from "./garbage.js";

/** @import { Browser, Tab } from "./types.js" */

const ARGUMENTS = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--enable-unsafe-extension-debugging"];

/**
 * @param {string} extension folder; Chromium grants the sites that its manifest asks for
 * @param {object} [_sites]
 * @returns {Promise<Browser>}
 */
export async function startChromium(extension, _sites) {
  const browser = new Chromium(extension);
  await browser.start();
  return browser;
}

/** @implements {Browser} */
class Chromium {
  name = "Chromium";
  version = "";
  internalPage = "chrome://version/";
  /** @type {string[]} */
  requests = [];
  processId = 0;
  #extension;
  profile = mkdtempSync(join(tmpdir(), "wirecopy-chromium-"));
  /** @type {import("playwright-core").BrowserContext} */
  #context = /** @type {any} */ (null);
  /** @type {import("playwright-core").CDPSession} */
  #cdp = /** @type {any} */ (null);
  #id = "";
  #greeted = false;
  /** @type {"light" | "dark"} */
  #scheme = "light";
  /** @type {"active" | "none"} */
  #forced = "none";

  /** @param {string} extension */
  constructor(extension) {
    this.#extension = extension;
  }

  async start() {
    this.#context = await chromium.launchPersistentContext(this.profile, {
      executablePath: process.env.CHROME ?? "/usr/bin/chromium",
      ignoreDefaultArgs: ["--disable-extensions"],
      args: [...ARGUMENTS, `--disable-extensions-except=${this.#extension}`, `--load-extension=${this.#extension}`],
      viewport: { width: 1280, height: 800 },
    });
    this.version = this.#context.browser()?.version() ?? "";
    this.#context.on("request", (request) => this.requests.push(request.url()));
    const worker = this.#context.serviceWorkers()[0] ?? (await this.#context.waitForEvent("serviceworker"));
    this.#id = new URL(worker.url()).host;
    await this.#active();
    // The page that greets comes to the front in its own time; no user clicks before.
    if (!this.#greeted) await eventually(async () => this.#context.pages().some((page) => page.url().endsWith("/welcome.html")), "the reader is greeted");
    this.#greeted = true;
    this.#cdp = await /** @type {import("playwright-core").Browser} */ (this.#context.browser()).newBrowserCDPSession();
    const { processInfo } = await this.#cdp.send("SystemInfo.getProcessInfo");
    this.processId = processInfo.find(({ type }) => type === "browser")?.id ?? 0;
  }

  /** A click before the service worker is active would be lost; no user is that fast after the start. */
  async #active() {
    const helper = await this.openOwn("panel.html");
    await helper.run(() => navigator.serviceWorker.ready.then(() => true));
    await helper.close();
  }

  /** @param {string} url */
  async open(url) {
    const page = await this.#context.newPage();
    await page.emulateMedia({ colorScheme: this.#scheme, forcedColors: this.#forced });
    // What the browser shows by means of its own (a PDF) never finishes to load for the driver; the tab gets there all the same.
    await page.goto(url).catch(() => eventually(async () => page.url() === url, `${url} is open`));
    return new ChromiumTab(page);
  }

  /** @param {string} path */
  openOwn(path) {
    return this.open(`chrome-extension://${this.#id}/${path}`);
  }

  /** @param {string} url */
  async openPrivate(url) {
    const helper = await this.openOwn("panel.html");
    const opened = this.#context.waitForEvent("page");
    // Not for the window that it gives, which is none where the extension is not allowed there.
    await helper.run((url) => chrome.windows.create({ incognito: true, url }).then(() => true), url);
    const page = await opened;
    await page.waitForURL(url);
    await helper.close();
    return new ChromiumTab(page, true);
  }

  async allowPrivate() {
    await this.#send("Extensions.loadUnpacked", { path: this.#extension, enableInIncognito: true });
    await this.#active();
  }

  /** @param {Tab} tab */
  async clickToolbar(tab) {
    await pageOf(tab).bringToFront();
    /** @type {any} */
    let target;
    // The browser brings a tab to the front in its own time.
    await eventually(async () => {
      const { targetInfos } = await this.#cdp.send("Target.getTargets", { filter: [{ type: "tab" }] });
      target = targetInfos.find((info) => info.url === pageOf(tab).url() && /** @type {any} */ (info).embedderData?.tabActive);
      return target;
    }, "the tab is in front");
    await this.#send("Extensions.triggerAction", { id: this.#id, targetId: target.targetId });
  }

  /** What the protocol's types do not know. @param {string} method @param {object} parameters */
  #send(method, parameters) {
    return /** @type {any} */ (this.#cdp).send(method, parameters);
  }

  /** @param {Tab} tab */
  async badge(tab) {
    await pageOf(tab).bringToFront();
    const helper = await this.openOwn("panel.html");
    const text = await helper.run(async (incognito) => {
      const tabs = await chrome.tabs.query({});
      const own = await chrome.tabs.getCurrent();
      const last = tabs.filter((tab) => tab.id !== own?.id && tab.incognito === incognito).sort((a, b) => (b.lastAccessed ?? 0) - (a.lastAccessed ?? 0))[0];
      return chrome.action.getBadgeText({ tabId: last?.id });
    }, /** @type {ChromiumTab} */ (tab).isPrivate);
    await helper.close();
    return /** @type {string} */ (text);
  }

  /** @param {"light" | "dark"} scheme */
  async prefer(scheme) {
    this.#scheme = scheme;
  }

  /** @param {boolean} forced */
  async forceColours(forced) {
    this.#forced = forced ? "active" : "none";
  }

  async killBackground() {
    const helper = await this.openOwn("panel.html");
    const session = await this.#context.newCDPSession(helper.page);
    await session.send("ServiceWorker.enable");
    await session.send("ServiceWorker.stopAllWorkers");
    await helper.close();
  }

  async reloadExtension() {
    await this.#send("Extensions.loadUnpacked", { path: this.#extension });
    await this.#active();
  }

  async crash() {
    const closed = new Promise((resolve) => this.#context.once("close", resolve));
    process.kill(this.processId, "SIGKILL");
    await closed;
    await this.start();
  }

  async killEngine() {
    const helper = await this.openOwn("panel.html");
    await helper.run(() => chrome.offscreen.closeDocument().catch(() => undefined).then(() => true));
    await helper.close();
    await this.killBackground();
  }

  async collectGarbage() {
    await collectGarbage(this.#cdp, this.#id);
    // What the heaps gave up goes back to the system.
    const helper = await this.openOwn("options.html");
    const session = await this.#context.newCDPSession(helper.page);
    await session.send("Memory.simulatePressureNotification", { level: "critical" });
    await helper.close();
  }

  /** Starts the browser anew, with what it keeps on disk. */
  async restart() {
    await this.#context.close();
    await this.start();
  }

  async stop() {
    await this.#context.close();
    rmSync(this.profile, { recursive: true, force: true });
  }
}

/** @param {Tab} tab */
const pageOf = (tab) => /** @type {ChromiumTab} */ (tab).page;

/** @implements {Tab} */
class ChromiumTab {
  /** @type {import("playwright-core").CDPSession | undefined} */
  #session;

  /** @param {import("playwright-core").Page} page @param {boolean} [isPrivate] */
  constructor(page, isPrivate = false) {
    this.page = page;
    this.isPrivate = isPrivate;
  }

  /**
   * @template Value
   * @param {(...values: any[]) => Value | Promise<Value>} code
   * @param {...unknown} values
   * @returns {Promise<Value>}
   */
  run(code, ...values) {
    return this.evaluate(`return (${code})(...${JSON.stringify(values)})`);
  }

  /** @param {string} body */
  async evaluate(body) {
    // Through the DevTools protocol, which no page's CSP concerns.
    this.#session ??= await this.page.context().newCDPSession(this.page);
    const expression = `(async () => { ${body} })()`;
    const { result, exceptionDetails } = await this.#session.send("Runtime.evaluate", { expression, awaitPromise: true, returnByValue: true });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  }

  /**
   * @param {(...values: any[]) => unknown} code
   * @param {...unknown} values
   */
  async until(code, ...values) {
    await eventuallyIn((body) => this.evaluate(body), code, values);
  }

  /** @param {string} url */
  async go(url) {
    await this.page.goto(url);
  }

  /** @param {string} selector */
  async click(selector) {
    await this.page.click(selector);
  }

  /** @param {string} selector @param {string} text */
  async type(selector, text) {
    await this.page.fill(selector, text);
  }

  /** @param {string} key */
  async press(key) {
    await this.page.keyboard.press(key);
  }

  /** @param {string} selector @param {string[]} paths */
  async choose(selector, paths) {
    await this.page.setInputFiles(selector, paths);
  }

  /** @param {number} x @param {number} y */
  async point(x, y) {
    await this.page.bringToFront();
    await this.page.mouse.move(x, y, { steps: 2 });
  }

  /** @param {string} selector */
  async clickAndAccept(selector) {
    this.page.once("dialog", (dialog) => dialog.accept());
    await this.page.click(selector);
  }

  /** @param {number} width @param {number} height */
  async resize(width, height) {
    await this.page.setViewportSize({ width, height });
  }

  /** @param {string} path */
  async picture(path) {
    await this.page.bringToFront();
    await this.page.screenshot({ path });
  }

  print() {
    return this.page.pdf({ format: "A4" });
  }

  /** @param {"print" | "screen"} medium */
  async show(medium) {
    await this.page.emulateMedia({ media: medium });
  }

  async close() {
    await this.page.close();
  }
}
