// Firefox with the extension installed, driven by WebDriver; what belongs to the browser itself is reached in its chrome context.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Builder, By, Key, until } from "selenium-webdriver";
import firefox from "selenium-webdriver/firefox.js";
import { eventually, eventuallyIn } from "./eventually.js";
import { packExtension } from "../package.js";

/** @import { Browser, Tab } from "./types.js" */
/** @typedef {import("selenium-webdriver/firefox.js").Driver} Driver */

const ID = "wirecopy@wirecopy.example";
const UUID = "5f1d2a64-7f3e-4c52-9a43-0c1f6b1e9d10";
const PREFERENCES = {
  "extensions.webextensions.uuids": JSON.stringify({ [ID]: UUID }),
  // The package is not signed; only so can it be installed to stay.
  "xpinstall.signatures.required": false,
  // What the browser would ask the reader counts as answered with yes: no driver can press that button.
  "extensions.webextOptionalPermissionPrompts": false,
  "network.captive-portal-service.enabled": false,
  "network.connectivity-service.enabled": false,
  "app.normandy.enabled": false,
  "browser.safebrowsing.update.enabled": false,
  "browser.shell.checkDefaultBrowser": false,
};

/**
 * @param {string} extension folder
 * @param {{ granted?: boolean, managed?: object }} [world] whether the sites that its manifest asks for are granted (a user grants none
 * at first), and what an administrator presets
 * @returns {Promise<Browser>}
 */
export async function startFirefox(extension, { granted = false, managed } = {}) {
  const browser = new Firefox(extension, granted, managed);
  await browser.start();
  await browser.install();
  return browser;
}

/** @implements {Browser} */
class Firefox {
  name = "Firefox";
  version = "";
  internalPage = "about:license";
  processId = 0;
  #extension;
  #folder = mkdtempSync(join(tmpdir(), "wirecopy-firefox-"));
  profile = mkdtempSync(join(tmpdir(), "wirecopy-profile-"));
  /** @type {Driver} */
  #driver = /** @type {any} */ (null);

  #home = "";
  /** Handles of private windows. @type {Set<string>} */
  #private = new Set();
  #granted;
  #environment = process.env;

  /** @param {string} extension @param {boolean} granted @param {object} [managed] */
  constructor(extension, granted, managed) {
    this.#extension = extension;
    this.#granted = granted;
    if (managed) this.#preset(managed);
  }

  /** Puts presets where Firefox looks for them, in a home of the browser's own. @param {object} data */
  #preset(data) {
    const folder = join(this.#folder, ".mozilla/managed-storage");
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `${ID}.json`), JSON.stringify({ name: ID, description: "presets", type: "storage", data }));
    this.#environment = { ...process.env, HOME: this.#folder };
  }

  async start() {
    const options = new firefox.Options().addArguments("-headless", "-profile", this.profile);
    if (process.env.FIREFOX) options.setBinary(process.env.FIREFOX);
    for (const [name, value] of Object.entries(PREFERENCES)) options.setPreference(name, value);
    options.setPreference("extensions.originControls.grantByDefault", this.#granted);
    const service = new firefox.ServiceBuilder(process.env.GECKODRIVER ?? "geckodriver").addArguments("--allow-system-access");
    service.setEnvironment(/** @type {Record<string, string>} */ (this.#environment));
    this.#driver = /** @type {Driver} */ (
      await new Builder().forBrowser("firefox").setFirefoxOptions(options).setFirefoxService(service).build()
    );
    await this.#driver.manage().setTimeouts({ script: 20_000 });
    this.processId = (await this.#driver.getCapabilities()).get("moz:processID");
    this.#home = await this.#driver.getWindowHandle();
    this.version = (await this.#driver.getCapabilities()).getBrowserVersion() ?? "";
  }

  /** Installs the extension to stay, as from a store. */
  async install() {
    await this.#driver.installAddon(await packExtension(this.#extension, this.#folder), false);
  }

  /** @param {string} url */
  async open(url) {
    // A new tab comes into the window that is looked at.
    if (this.#private.has(await this.#driver.getWindowHandle())) await this.#driver.switchTo().window(this.#home);
    await this.#driver.switchTo().newWindow("tab");
    const tab = new FirefoxTab(this.#driver, await this.#driver.getWindowHandle());
    await this.#driver.get(url);
    return tab;
  }

  /** @param {string} path */
  openOwn(path) {
    return this.open(`moz-extension://${UUID}/${path}`);
  }

  /** @param {string} url */
  async openPrivate(url) {
    const before = await this.#driver.getAllWindowHandles();
    await this.#inBrowser("return BrowserWindowTracker.promiseOpenWindow({ private: true }).then(() => true);");
    /** @type {string | undefined} */
    let handle;
    await eventually(async () => (handle = (await this.#driver.getAllWindowHandles()).find((one) => !before.includes(one))), "a private window is open");
    this.#private.add(String(handle));
    const tab = new FirefoxTab(this.#driver, String(handle));
    await tab.front();
    // The window's own first page, while it loads, would take the place of what is opened.
    const loaded = `const { currentURI, webProgress } = gBrowser.selectedBrowser;
      return currentURI.spec === "about:privatebrowsing" && !webProgress.isLoadingDocument;`;
    await eventually(() => this.#inBrowser(loaded), "the private window shows its own first page");
    await tab.go(url);
    return tab;
  }

  async allowPrivate() {
    await this.#inBrowser(`
      const { AddonManager } = ChromeUtils.importESModule("resource://gre/modules/AddonManager.sys.mjs");
      const { ExtensionPermissions } = ChromeUtils.importESModule("resource://gre/modules/ExtensionPermissions.sys.mjs");
      return ExtensionPermissions.add("${ID}", { permissions: ["internal:privateBrowsingAllowed"], origins: [] })
        .then(() => AddonManager.getAddonByID("${ID}")).then((addon) => addon.reload());`);
  }

  /** @param {Tab} tab */
  async clickToolbar(tab) {
    await /** @type {FirefoxTab} */ (tab).front();
    await this.#inBrowser("action.triggerAction(window);");
  }

  /** @param {Tab} tab */
  async badge(tab) {
    await /** @type {FirefoxTab} */ (tab).front();
    return /** @type {string} */ (await this.#inBrowser('return action.action.getProperty(gBrowser.selectedTab, "badgeText") ?? "";'));
  }

  /** @param {"light" | "dark"} scheme */
  async prefer(scheme) {
    await this.#inBrowser(`Services.prefs.setIntPref("layout.css.prefers-color-scheme.content-override", ${scheme === "dark" ? 0 : 1});`);
  }

  /** @param {boolean} forced */
  async forceColours(forced) {
    // 2: never the page's own colours. The reader's are set apart from the browser's defaults, as a dark theme of high contrast has them.
    await this.#inBrowser(`
      Services.prefs.setIntPref("browser.display.document_color_use", ${forced ? 2 : 0});
      for (const [name, colour] of [["foreground_color", "#ffffff"], ["background_color", "#000000"]])
        ${forced ? 'Services.prefs.setStringPref("browser.display." + name, colour)' : 'Services.prefs.clearUserPref("browser.display." + name)'};`);
  }

  async killBackground() {
    await this.#inBrowser("return extension.terminateBackground({ ignoreDevToolsAttached: true, disableResetIdleForTest: true });");
  }

  async reloadExtension() {
    await this.#inBrowser(`
      const { AddonManager } = ChromeUtils.importESModule("resource://gre/modules/AddonManager.sys.mjs");
      return AddonManager.getAddonByID("${ID}").then((addon) => addon.reload());`);
    // The extension's own tabs have gone, maybe the one that was looked at, too.
    await this.#driver.switchTo().window(this.#home);
  }

  async crash() {
    process.kill(this.processId, "SIGKILL");
    // The driver has nobody to say goodbye to.
    await this.#driver.quit().catch(() => undefined);
    await this.start();
  }

  /** The engine lives under the event page. */
  async killEngine() {
    await this.killBackground();
  }

  async collectGarbage() {
    await this.#inBrowser('Services.obs.notifyObservers(null, "memory-pressure", "heap-minimize");');
  }

  async restart() {
    await this.#driver.quit();
    await this.start();
  }

  async stop() {
    await this.#driver.quit();
    for (const folder of [this.profile, this.#folder]) rmSync(folder, { recursive: true, force: true });
  }

  /**
   * Runs code in the browser's own context, where `extension` and its toolbar `action` are at hand.
   * @param {string} code
   */
  async #inBrowser(code) {
    await this.#driver.setContext(firefox.Context.CHROME);
    try {
      return await this.#driver.executeScript(`
        const { ExtensionParent } = ChromeUtils.importESModule("resource://gre/modules/ExtensionParent.sys.mjs");
        const extension = WebExtensionPolicy.getByID("${ID}").extension;
        const action = ExtensionParent.apiManager.global.browserActionFor(extension);
        ${code}`);
    } finally {
      await this.#driver.setContext(firefox.Context.CONTENT);
    }
  }
}

/** @implements {Tab} */
class FirefoxTab {
  #driver;
  #handle;

  /** @param {Driver} driver @param {string} handle */
  constructor(driver, handle) {
    this.#driver = driver;
    this.#handle = handle;
  }

  async front() {
    await this.#driver.switchTo().window(this.#handle);
  }

  /**
   * @template Value
   * @param {(...values: any[]) => Value | Promise<Value>} code
   * @param {...unknown} values
   * @returns {Promise<Value>}
   */
  async run(code, ...values) {
    await this.front();
    return /** @type {Promise<Value>} */ (this.#driver.executeScript(`return (${code})(...arguments)`, ...values));
  }

  /** @param {string} body */
  async evaluate(body) {
    await this.front();
    return this.#driver.executeScript(body);
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
    await this.front();
    await this.#driver.get(url);
  }

  /** @param {string} selector */
  async #find(selector) {
    await this.front();
    return this.#driver.findElement(By.css(selector));
  }

  /** @param {string} selector */
  async click(selector) {
    await (await this.#find(selector)).click();
  }

  /** @param {string} selector @param {string} text */
  async type(selector, text) {
    const field = await this.#find(selector);
    await field.clear();
    await field.sendKeys(text);
  }

  /** @param {string} key */
  async press(key) {
    await this.front();
    const code = /** @type {Record<string, string>} */ (/** @type {unknown} */ (Key))[key.replace(/(?<=[a-z])(?=[A-Z])/g, "_").toUpperCase()] ?? key;
    await this.#driver.actions().sendKeys(code).perform();
  }

  /** @param {string} selector @param {string[]} paths */
  async choose(selector, paths) {
    await (await this.#find(selector)).sendKeys(paths.join("\n"));
  }

  /** @param {number} x @param {number} y */
  async point(x, y) {
    await this.front();
    await this.#driver.actions().move({ x: Math.round(x) + 1, y: Math.round(y) }).move({ x: Math.round(x), y: Math.round(y) }).perform();
  }

  /** @param {string} selector */
  async clickAndAccept(selector) {
    await this.click(selector);
    await (await this.#driver.wait(until.alertIsPresent(), 20_000)).accept();
  }

  /** @param {number} width @param {number} height */
  async resize(width, height) {
    await this.front();
    const window = this.#driver.manage().window();
    const [innerWidth, innerHeight, outerWidth, outerHeight] = /** @type {[number, number, number, number]} */ (
      await this.#driver.executeScript("return [innerWidth, innerHeight, outerWidth, outerHeight]"));
    await window.setRect({ width: width + outerWidth - innerWidth, height: height + outerHeight - innerHeight });
  }

  /** @param {string} path */
  async picture(path) {
    await this.front();
    writeFileSync(path, await this.#driver.takeScreenshot(), "base64");
  }

  async print() {
    await this.front();
    // Its types do not know that it gives something.
    const pdf = /** @type {unknown} */ (await this.#driver.printPage(/** @type {any} */ ({})));
    return Buffer.from(String(pdf), "base64");
  }

  /** @param {"print" | "screen"} medium */
  async show(medium) {
    await this.front();
    await this.#driver.setContext(firefox.Context.CHROME);
    await this.#driver.executeScript("gBrowser.selectedBrowser.browsingContext.mediumOverride = arguments[0];", medium);
    await this.#driver.setContext(firefox.Context.CONTENT);
  }

  async close() {
    await this.front();
    await this.#driver.close();
    const [first] = await this.#driver.getAllWindowHandles();
    if (first) await this.#driver.switchTo().window(first);
  }
}
