// The only door to browser APIs. What differs between Chromium and Firefox is decided here, by what is there, never by name.

/** @import { Reply } from "./types.js" */

const api = /** @type {typeof chrome} */ (/** @type {any} */ (globalThis).browser ?? globalThis.chrome);
/** What only Firefox has. */
const sidebar = /** @type {any} */ (api).sidebarAction;

export const onClicked = (/** @type {(tab: chrome.tabs.Tab) => void} */ listener) => api.action.onClicked.addListener(listener);
export const onInstalled = (/** @type {(first: boolean) => void} */ listener) =>
  api.runtime.onInstalled.addListener(({ reason }) => listener(reason === "install"));
export const address = (/** @type {string} */ path) => api.runtime.getURL(path);
export const message = (/** @type {string} */ key, /** @type {string[]} */ substitutions) => api.i18n.getMessage(key, substitutions);
export const openOptions = () => api.runtime.openOptionsPage();

/**
 * Opens the panel beside the page. Browsers allow it only in the first moment of a user's action: call it before any await.
 * @param {chrome.tabs.Tab} tab
 */
export function openPanel(tab) {
  // Firefox for Android has nothing beside a page: the panel is a tab of its own.
  const beside = sidebar ? sidebar.open() : api.sidePanel?.open({ windowId: tab.windowId });
  const opened = beside ?? openPanelTab();
  // Where it is refused the check goes on, and badge and highlights still tell.
  return Promise.resolve(opened).catch(() => undefined);
}

/**
 * Who sent a message; `extension` where it is one of the extension's own pages.
 * @typedef {{ extension: boolean, tabId: number | undefined, frameId: number, site: string }} Sender
 */

/** The panel in a tab, one for all pages. */
async function openPanelTab() {
  const url = api.runtime.getURL("panel.html");
  const tabs = await api.runtime.getContexts({ contextTypes: [/** @type {chrome.runtime.ContextType} */ ("TAB")] });
  if (!tabs.some(({ documentUrl }) => documentUrl?.startsWith(url))) await api.tabs.create({ url, active: false });
}

/**
 * Answers messages: `answer` gives a promise of the reply, or undefined where the message is for someone else.
 * @param {(message: unknown, from: Sender) => Promise<Reply<unknown>> | undefined} answer
 */
export function onMessage(answer) {
  const own = api.runtime.getURL("");
  api.runtime.onMessage.addListener((message, sender, respond) => {
    if (sender.id !== api.runtime.id) return false;
    // Only what is in no tab may come without an address.
    const address = sender.url ?? (sender.tab ? "" : own);
    const from = { extension: address.startsWith(own), tabId: sender.tab?.id, frameId: sender.frameId ?? 0 };
    const reply = answer(message, { ...from, site: sender.origin ?? sender.url ?? "" });
    if (!reply) return false;
    reply.then(respond);
    return true;
  });
}

export const send = (/** @type {object} */ message) => api.runtime.sendMessage(message);
/**
 * @param {number} tabId
 * @param {object} message
 * @param {number} [frameId] the page itself where none is given
 */
export const sendToTab = (tabId, message, frameId = 0) => api.tabs.sendMessage(tabId, message, { frameId });

/**
 * Calls back when the background went away, and wakes it by asking to be connected again.
 * @param {() => void} gone
 */
export function watchBackground(gone) {
  const port = api.runtime.connect({ name: "watch" });
  port.onDisconnect.addListener(gone);
  return () => port.disconnect();
}
/** A listener must be there for {@link watchBackground} to connect to. */
export const acceptWatchers = () => api.runtime.onConnect.addListener(() => undefined);

/**
 * How long is waited, in ms, until a page is asked again that was refused after a click: for one click in some hundreds Chromium
 * needs a moment until what it grants holds.
 */
const GRANTED_WITHIN = [25, 75, 200];
/** How long is waited, in ms, until a page is taken as far as it has come: browsers run scripts once it is whole, which may be never. */
const WHOLE_WITHIN = 5_000;
/** The same until highlights are made without their style, which Firefox gives only then. */
const DRESSED_WITHIN = 1_000;

/**
 * @template Value
 * @param {Promise<Value>} work
 * @param {number} time in ms
 * @param {() => Promise<Value>} late what is done where `work` takes longer
 */
function within(work, time, late) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let waiting;
  const over = new Promise((resolve) => (waiting = setTimeout(resolve, time)));
  return Promise.race([work, over.then(late)]).finally(() => clearTimeout(waiting));
}

/**
 * @template {unknown[]} Arguments
 * @template Result
 * @param {chrome.scripting.ScriptInjection<Arguments, Result>} injection
 */
const runIn = (injection) =>
  within(api.scripting.executeScript(injection), WHOLE_WITHIN, () => api.scripting.executeScript({ ...injection, injectImmediately: true }));

/**
 * Puts the page's part of the extension into a frame of a tab. Fails where the browser bars extensions.
 * @param {number} tabId
 * @param {number} frameId 0 for the page itself
 * @param {string} script
 * @param {boolean} clicked whether the reader has just granted access to the page
 */
export async function inject(tabId, frameId, script, clicked) {
  const injection = { target: { tabId, frameIds: [frameId] }, files: [script] };
  for (const pause of clicked ? GRANTED_WITHIN : []) {
    const [injected] = await runIn(injection).catch(() => []);
    if (injected) return;
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
  const [injected] = await runIn(injection);
  // On its own pages Firefox does nothing and reports no error.
  if (!injected) throw new Error("the browser runs no extension on this page");
}

/** Gives a frame of a tab a style. @param {number} tabId @param {number} frameId @param {string} css */
export const dress = (tabId, frameId, css) =>
  within(api.scripting.insertCSS({ target: { tabId, frameIds: [frameId] }, css }), DRESSED_WITHIN, async () => undefined);

/**
 * The frame with the most text among those that the page itself cannot read and that Wirecopy was allowed to; null where there is none.
 * @param {number} tabId
 */
export async function foreignFrame(tabId) {
  const found = await runIn({ target: { tabId, allFrames: true }, func: ownText }).catch(() => []);
  const [most] = found.filter(({ frameId, result }) => frameId !== 0 && result).sort((a, b) => Number(b.result) - Number(a.result));
  return most?.frameId ?? null;
}

/** Runs in each frame: how much text it has, 0 where the frame around it can see that by itself. */
function ownText() {
  try {
    if (parent.document) return 0;
  } catch {
    // Of another origin.
  }
  return document.body?.innerText.length ?? 0;
}

/** The pages of a site; patterns have no ports. @param {string} site */
const pagesOf = (site) => `${site.replace(/:\d+$/, "")}/*`;
/** Asks for leave to run on a site by itself. Browsers ask the reader only in the first moment of a click. @param {string} site */
export const askForSite = (site) => api.permissions.request({ origins: [pagesOf(site)] });
/** @param {string} site */
export const giveBackSite = (site) => api.permissions.remove({ origins: [pagesOf(site)] }).catch(() => false);
/** @param {string} site */
export const maySee = (site) => api.permissions.contains({ origins: [pagesOf(site)] });

/** The same for addresses that are fetched, by match patterns. @param {string[]} origins */
export const askFor = (origins) => api.permissions.request({ origins });
export const giveBack = (/** @type {string[]} */ origins) => api.permissions.remove({ origins }).catch(() => false);
/** Match patterns of all that may be read and fetched. */
export const grantedPatterns = async () => (await api.permissions.getAll()).origins ?? [];

/**
 * Lets the browser run a script on the pages of these sites and no other.
 * @param {string} script
 * @param {string[]} sites
 */
export async function runOn(script, sites) {
  const [known] = await api.scripting.getRegisteredContentScripts({ ids: [script] });
  const matches = [...new Set(sites.map(pagesOf))].sort();
  if (String(matches) === String([...(known?.matches ?? [])].sort())) return;
  if (known) await api.scripting.unregisterContentScripts({ ids: [script] });
  if (matches.length === 0) return;
  await api.scripting.registerContentScripts([{ id: script, js: [script], matches, runAt: "document_idle" }]);
}

/** @param {(command: string, tab: chrome.tabs.Tab) => void} listener */
export function onCommand(listener) {
  api.commands?.onCommand.addListener((command, tab) => {
    if (tab) listener(command, tab);
  });
}

/**
 * @param {number} tabId
 * @param {{ text: string, title: string }} badge
 */
export async function setBadge(tabId, { text, title }) {
  await Promise.all([
    api.action.setBadgeText({ tabId, text }),
    api.action.setTitle({ tabId, title }),
    api.action.setBadgeBackgroundColor({ tabId, color: "#1f3a5f" }),
    api.action.setBadgeTextColor({ tabId, color: "#ffffff" }),
  ]);
}

/** A tab, or undefined where it has gone; its address and title are there only where access was granted. */
export const tabOf = (/** @type {number} */ tabId) => api.tabs.get(tabId).catch(() => undefined);

/** The tab that an extension page is open in, or undefined in a side panel. */
export const ownTab = () => api.tabs.getCurrent();
export const activeTab = async () => (await api.tabs.query({ active: true, currentWindow: true }))[0];
/** @param {number} tabId */
export async function showTab(tabId) {
  const tab = await api.tabs.update(tabId, { active: true });
  if (tab?.windowId !== undefined) await api.windows.update(tab.windowId, { focused: true });
}

export const onTabShown = (/** @type {() => void} */ listener) => api.tabs.onActivated.addListener(listener);
export const onTabClosed = (/** @type {(tabId: number) => void} */ listener) => api.tabs.onRemoved.addListener(listener);
/** @param {(tabId: number, status: "loading" | "complete") => void} listener */
export function onNavigated(listener) {
  api.tabs.onUpdated.addListener((tabId, { status }) => {
    if (status === "loading" || status === "complete") listener(tabId, status);
  });
}

/** Opens one of the extension's own pages. */
export const openOwn = (/** @type {string} */ path) => api.tabs.create({ url: api.runtime.getURL(path) });

/** @typedef {"local" | "session"} Area `local` stays, `session` goes with the browser's session and is never on disk */

/**
 * @param {Area} area
 * @param {string} key
 * @returns {Promise<any>} undefined where nothing was stored
 */
export const load = async (area, key) => (await api.storage[area].get(key))[key];
export const loadAll = (/** @type {Area} */ area) => api.storage[area].get(null);
export const store = (/** @type {Area} */ area, /** @type {Record<string, unknown>} */ items) => api.storage[area].set(items);
export const forget = (/** @type {Area} */ area, /** @type {string | string[]} */ keys) => api.storage[area].remove(keys);
export const forgetAll = () => Promise.all([api.storage.local.clear(), api.storage.session.clear()]);
/**
 * @param {Area} area
 * @param {(keys: string[], changes: Record<string, { oldValue?: any, newValue?: any }>) => void} listener
 */
export const onStored = (area, listener) => api.storage[area].onChanged.addListener((changes) => listener(Object.keys(changes), changes));

/**
 * What an administrator preset; nothing where there is no such thing, which Firefox reports as an error.
 * @returns {Promise<Record<string, any>>}
 */
export const loadManaged = async () => (await api.storage.managed?.get(null).catch(() => ({}))) ?? {};
export const onManaged = (/** @type {() => void} */ listener) => api.storage.managed?.onChanged?.addListener(() => listener());

/**
 * Has the browser call at a time, once, or not any more.
 * @param {string} name
 * @param {number | null} when milliseconds since 1970
 */
export async function setAlarm(name, when) {
  if (when === null) await api.alarms.clear(name);
  // What is overdue comes in a moment, not in the midst of what made it so.
  else await api.alarms.create(name, { when: Math.max(when, Date.now() + 1_000) });
}
/** The promise that the listener gives tells the browser how long the background is needed. @param {(name: string) => Promise<unknown>} listener */
export const onAlarm = (listener) => api.alarms.onAlarm.addListener(({ name }) => /** @type {any} */ (listener(name)));

/**
 * Puts the entries into the page's context menu.
 * @param {{ id: string, title: string, contexts: ["page"] | ["selection"] }[]} items
 */
export async function setMenu(items) {
  await api.contextMenus.removeAll();
  for (const item of items) api.contextMenus.create(item);
}
/** @param {(id: string, tab: chrome.tabs.Tab, selection: { text: string, frame: number }) => void} listener */
export function onMenu(listener) {
  api.contextMenus?.onClicked.addListener((info, tab) => {
    if (tab) listener(String(info.menuItemId), tab, { text: info.selectionText ?? "", frame: info.frameId ?? 0 });
  });
}

/** Whether this background can hold a Worker itself; if not, an offscreen document does. */
export const needsOffscreen = () => typeof Worker === "undefined";
export async function offscreenIsOpen() {
  const open = await api.runtime.getContexts({ contextTypes: [api.runtime.ContextType.OFFSCREEN_DOCUMENT] });
  return open.length > 0;
}
/** @param {string} path */
export async function openOffscreen(path) {
  if (await offscreenIsOpen()) return;
  await api.offscreen.createDocument({
    url: path,
    reasons: [api.offscreen.Reason.WORKERS],
    justification: "The engine, and the fetching of followed sources, run in Workers, which a service worker cannot hold.",
  });
}
