// Every message of the extension: who answers, what is asked, and what it carries. Messages travel as JSON in Chromium, so
// they hold strings, numbers, plain objects and arrays only.

/** @import { Failure, Reply } from "./types.js" */

/** To the page's part, in a tab that was checked; of all messages these alone go into the script that pages get. */
const TO_PAGE = /** @type {const} */ ({
  /** Gives the page's blocks, or the selected text, as JSON. */
  read: { selected: "boolean" },
  /** Show what of a report the reader wants to see, with highlights in this style. */
  show: { report: "object", style: "string", kinds: "array" },
  /** Scroll to a sentence, by its index, and show its source. */
  reveal: { sentence: "number" },
  /** Gives the address of the page that was checked, as long as it is there. */
  holds: {},
  /** Go to the next finding (1) or the previous one (-1). */
  step: { by: "number" },
  /** Hide the highlights, or show them again. */
  toggle: {},
  /** Open the legend in the page, or close it. */
  legend: {},
  /** Gives the page's blocks as they were when it was read last, to be kept as proof. */
  kept: {},
});

/**
 * `to` → `type` → fields. A field's shape is the `typeof` of its value, or `array`; a trailing `?` makes it optional.
 * @satisfies {Record<string, Record<string, Record<string, string>>>}
 */
export const MESSAGES = /** @type {const} */ ({
  /** The router, from the extension's own pages. */
  background: {
    /** Check the page in a tab again. */
    check: { tabId: "number" },
    /** Stop waiting for the check of a tab, or of pasted text. */
    cancel: { tabId: "number?" },
    /** Check text that was pasted or selected. */
    checkText: { text: "string", beside: "number?" },
    /** Reference sets were added, removed, or switched: let go of those no longer listed. */
    setsChanged: {},
    /** What the engine says of one set; gives a PackInfo. */
    describe: { set: "object" },
    /** Fetch a followed source now. */
    follow: { id: "string" },
    /** Fetch the followed sources whose time has come, and let articles go that are too old. */
    followDue: {},
    /** A turn of a source begins: gives what it needs to know, or null where there is nothing to do. */
    turnBegins: { id: "string", why: "string" },
    /** A turn came to an end: enter what it brought. */
    turnEnds: { id: "string", outcome: "object" },
    /** From a page's part: its page became another one without being loaded anew. */
    left: {},
    /** From a page of a site that is switched on: it has come. */
    arrived: {},
    /** From a page's part: highlights stand where none stood before; gives them their style. */
    dress: { style: "string" },
  },
  /** The engine's Worker, through its host. */
  engine: {
    /** Gives a report and the sets that could not be used. */
    check: { page: "object", sets: "array", sensitivity: "string" },
    describe: { set: "object" },
    /** Load the engine and open these sets, since a check is about to come. */
    prepare: { sets: "array" },
    /** Keep only these sets open. */
    keep: { sets: "array" },
  },
  /** Whoever runs the turns of followed sources, where that is not the background itself. */
  follower: {
    /** Take their turns one after the other, for the same reason. */
    run: { ids: "array", why: "string" },
  },
  page: TO_PAGE,
  /** The panel, from a page's part. */
  panel: {
    /** The reader chose a sentence in the page, by its index. */
    chosen: { sentence: "number" },
  },
});

/** @typedef {typeof MESSAGES} Messages */
/** @typedef {keyof Messages} Receiver */
/** @typedef {{ to: Receiver, type: string } & Record<string, any>} Message */

/**
 * Whether a value is a message for `to`, with all its fields in shape and no other.
 * @param {unknown} value
 * @param {Receiver} to
 * @returns {value is Message}
 */
export const isMessage = (value, to) => isOneOf(value, to, MESSAGES[to]);

/** The same for the page's part. @param {unknown} value @returns {value is Message} */
export const isForPage = (value) => isOneOf(value, "page", TO_PAGE);

/**
 * @param {unknown} value
 * @param {Receiver} to
 * @param {Record<string, Record<string, string>>} types
 */
function isOneOf(value, to, types) {
  if (typeof value !== "object" || value === null) return false;
  const { to: receiver, type, ...fields } = /** @type {Record<string, unknown>} */ (value);
  if (receiver !== to || typeof type !== "string" || !Object.hasOwn(types, type)) return false;
  const shapes = types[type] ?? {};
  return Object.keys(fields).every((name) => name in shapes) &&
    Object.entries(shapes).every(([name, shape]) => hasShape(fields[name], shape));
}

/**
 * @param {unknown} value
 * @param {string} shape
 */
function hasShape(value, shape) {
  if (shape.endsWith("?") && value === undefined) return true;
  const kind = Array.isArray(value) ? "array" : value === null ? "null" : typeof value;
  return kind === shape.replace("?", "");
}

/**
 * Runs `work` and makes the reply of what it gives or throws.
 * @template Value
 * @param {() => Value | Promise<Value>} work
 * @returns {Promise<Reply<Value>>}
 */
export async function replyOf(work) {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    return { ok: false, error: failureOf(error) };
  }
}

/**
 * @param {unknown} error
 * @returns {Failure}
 */
export function failureOf(error) {
  if (error instanceof Error) return { name: error.name, message: error.message };
  return { name: "Error", message: String(error) };
}

/**
 * The value of a reply; throws what the other side threw.
 * @template Value
 * @param {Reply<Value> | undefined} reply
 * @returns {Value}
 */
export function valueOf(reply) {
  if (reply?.ok) return reply.value;
  throw named(reply?.error.name ?? "NoAnswer", reply?.error.message ?? "nobody answered");
}

/**
 * An error with a name that the other side of a message can tell apart.
 * @param {string} name
 * @param {string} message
 */
export function named(name, message) {
  return Object.assign(new Error(message), { name });
}
