// A stand-in for the browser's extension APIs, as far as the background uses them; import it before what needs it.

/** @typedef {(message: any) => unknown} Answer what a receiver gives for a message, or throws */

/** Thrown by an {@link Answer}: nobody is there to answer. */
export const GONE = new Error("Receiving end does not exist.");

const listeners = { addListener: () => undefined };

/** A storage area with a limit, in characters of JSON. */
class Area {
  /** @type {Map<string, any>} */
  items = new Map();
  limit = Infinity;
  onChanged = listeners;
  /** @param {string | null} key */
  async get(key) {
    return key === null ? Object.fromEntries(this.items) : this.items.has(key) ? { [key]: this.items.get(key) } : {};
  }
  /** @param {Record<string, any>} items */
  async set(items) {
    const all = { ...Object.fromEntries(this.items), ...items };
    if (JSON.stringify(all).length > this.limit) throw new Error("quota exceeded");
    this.items = new Map(Object.entries(structuredClone(all)));
  }
  /** @param {string | string[]} keys */
  async remove(keys) {
    for (const key of [keys].flat()) this.items.delete(key);
  }
}

/** What tests set and look at. */
export const world = {
  session: new Area(),
  local: new Area(),
  /** What an administrator preset. */
  managed: new Area(),
  /** @type {Map<number, string>} */
  badges: new Map(),
  /** How many times more a page refuses to be scripted; Infinity where the browser bars it. */
  refusals: 0,
  /** What running a script gives; Firefox gives nothing for its own pages, and no error. @type {(object | null)[]} */
  injected: [{}],
  incognito: false,
  /** What the tab in front shows, where that is known. @type {string | undefined} */
  address: undefined,
  /** Whether the tab that is asked for has gone. */
  closed: false,
  /** Patterns of the sites on which a script is registered. @type {string[]} */
  registered: [],
  /** Match patterns of what may be fetched. @type {string[]} */
  granted: [],
  /** When the browser was asked to call. @type {Map<string, number>} */
  alarms: new Map(),
  /** What the background does where an entry of the page's menu is chosen. @type {(info: object, tab: object) => void} */
  menu: () => undefined,
  /** What the background answers messages with. @type {(message: unknown, sender: unknown, respond: (reply: any) => void) => boolean} */
  hear: () => false,
  /** @type {Answer} */
  engine: () => undefined,
  /** @type {Answer} */
  page: () => undefined,
};

export function reset() {
  Object.assign(world, { session: new Area(), local: new Area(), managed: new Area(), badges: new Map(), refusals: 0, injected: [{}],
    incognito: false, address: undefined, closed: false, registered: [], granted: [], alarms: new Map() });
}

/** @param {Answer} answer @param {any} message */
async function replyOf(answer, message) {
  try {
    return { ok: true, value: await answer(message) };
  } catch (error) {
    if (error === GONE) throw error;
    const { name, message } = /** @type {Error} */ (error);
    return { ok: false, error: { name, message } };
  }
}

const done = async () => undefined;
// Styles come from the package.
globalThis.fetch = async () => new Response("");
const locks = { request: (/** @type {string} */ _name, /** @type {() => unknown} */ work) => work() };
const empty = { getDirectoryHandle: async () => ({ keys: () => [] }) };
Object.defineProperty(globalThis, "navigator", { configurable: true, value: { locks, storage: { getDirectory: async () => empty } } });
/** @type {any} */ (globalThis).chrome = {
  action: { onClicked: listeners, setBadgeText: async (/** @type {any} */ { tabId, text }) => world.badges.set(tabId, text), setTitle: done,
    setBadgeBackgroundColor: done, setBadgeTextColor: done },
  commands: { onCommand: listeners },
  contextMenus: { onClicked: { addListener: (/** @type {typeof world.menu} */ listener) => (world.menu = listener) } },
  i18n: { getMessage: (/** @type {string} */ key) => key, getUILanguage: () => "en" },
  permissions: { remove: async () => true, getAll: async () => ({ origins: world.granted }) },
  alarms: { onAlarm: listeners, create: async (/** @type {string} */ name, /** @type {any} */ { when }) => world.alarms.set(name, when),
    clear: async (/** @type {string} */ name) => world.alarms.delete(name) },
  offscreen: { createDocument: done, Reason: {} },
  runtime: { getContexts: async () => [1], getURL: (/** @type {string} */ path) => `extension:/${path}`, ContextType: {},
    id: "wirecopy", onInstalled: listeners, onConnect: listeners,
    onMessage: { addListener: (/** @type {typeof world.hear} */ listener) => (world.hear = listener) },
    // That a check is about to come changes nothing in what it finds.
    sendMessage: (/** @type {any} */ message) => (message.type === "prepare" ? Promise.resolve({ ok: true }) : replyOf(world.engine, message)) },
  scripting: {
    executeScript: async () => {
      if (world.refusals-- > 0) throw new Error("cannot be scripted");
      return world.injected;
    },
    insertCSS: done,
    getRegisteredContentScripts: async () => (world.registered.length > 0 ? [{ matches: world.registered }] : []),
    unregisterContentScripts: async () => void (world.registered = []),
    registerContentScripts: async (/** @type {{ matches: string[] }[]} */ scripts) =>
      void (world.registered = scripts.flatMap(({ matches }) => matches)),
  },
  storage: { get session() { return world.session; }, get local() { return world.local; }, get managed() { return world.managed; } },
  tabs: { onRemoved: listeners,
    getCurrent: async () => undefined,
    query: async () => [{ id: 7, url: world.address }],
    get: async (/** @type {number} */ id) => {
      if (world.closed) throw new Error(`No tab with id: ${id}.`);
      return { id, url: "https://site.example/", title: "Title", incognito: world.incognito };
    },
    sendMessage: (/** @type {number} */ _id, /** @type {any} */ message) => replyOf(world.page, message) },
};
