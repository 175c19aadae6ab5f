// One request for a followed source: conditional, bounded in time and size, and its ending told apart by name.

import { named } from "../protocol.js";
import { covers, hostOf, isDowngrade } from "./address.js";
import { freshnessOf, waitOf } from "./schedule.js";

/** @typedef {{ etag?: string, modified?: string }} Validators */
/** @typedef {{ write(chunk: Uint8Array): void, bounds(): { seconds: number, bytes: number } }} Sink takes bytes, and says how many, and for how long */
/** @typedef {{ unchanged: boolean, address: string, validators: Validators, fresh: number, type: string }} Downloaded */

/**
 * Fetches an address into a sink. Throws a named error where there is no usable answer; its `wait` is what the server asks for.
 * @param {string} address
 * @param {{ granted: string[], validators?: Validators, stallSeconds: number, sink: Sink, request?: typeof fetch }} how
 * @returns {Promise<Downloaded>}
 */
export async function download(address, { granted, validators = {}, stallSeconds, sink, request = fetch }) {
  const began = Date.now();
  const abort = new AbortController();
  const clock = new Clock(stallSeconds * 1_000, () => abort.abort(named("TooSlow", `nothing came for ${stallSeconds} s`)));
  try {
    const response = await ask(address, validators, abort.signal, request);
    clock.restart();
    refuse(address, response, granted);
    const outcome = {
      address: response.url || address,
      validators: validatorsOf(response.headers),
      fresh: freshnessOf(response.headers.get("cache-control")),
      type: response.headers.get("content-type") ?? "",
    };
    if (response.status === 304) {
      return { ...outcome, validators: { ...validators, ...outcome.validators }, unchanged: true };
    }
    let bytes = 0;
    for await (const chunk of /** @type {AsyncIterable<Uint8Array>} */ (/** @type {unknown} */ (response.body ?? []))) {
      clock.restart();
      bytes += chunk.length;
      sink.write(chunk);
      const bounds = sink.bounds();
      if (bytes > bounds.bytes) throw named("TooLarge", `more than ${bounds.bytes} bytes`);
      if (Date.now() - began > bounds.seconds * 1_000) throw named("TooSlow", `not finished after ${bounds.seconds} s`);
    }
    return { ...outcome, unchanged: false };
  } catch (error) {
    if (abort.signal.aborted) throw abort.signal.reason;
    // The body broke off.
    if (error instanceof TypeError) throw named("Unreachable", error.message);
    throw error;
  } finally {
    clock.stop();
    abort.abort();
  }
}

/**
 * What the reader allowed counts as the extension's own origin; of any other site nothing is asked, wherever a redirect leads.
 * @param {string} address
 * @param {Validators} validators
 * @param {AbortSignal} signal
 * @param {typeof fetch} request
 */
async function ask(address, { etag, modified }, signal, request) {
  /** @type {RequestInit} */
  const options = { signal, credentials: "omit", referrerPolicy: "no-referrer", cache: "no-store", mode: "same-origin" };
  const headers = { ...(etag && { "If-None-Match": etag }), ...(modified && { "If-Modified-Since": modified }) };
  try {
    return await request(address, { ...options, headers });
  } catch (error) {
    if (signal.aborted) throw error;
    // The browser does not say whether nobody answered or the answer led to a site that was not allowed: look at the first step.
    const first = await request(address, { ...options, redirect: "manual" }).catch(() => null);
    if (first?.type === "opaqueredirect") throw named("Elsewhere", "");
    throw named("Unreachable", /** @type {Error} */ (error).message);
  }
}

/** By what a server can tell later whether its answer changed. @param {Headers} headers @returns {Validators} */
function validatorsOf(headers) {
  const [etag, modified] = [headers.get("etag"), headers.get("last-modified")];
  return { ...(etag && { etag }), ...(modified && { modified }) };
}

/** Failures that a status stands for; others go by their number. @type {Record<number, string>} */
const STATUS = { 401: "Refused", 403: "Refused", 404: "NotFound", 410: "Gone", 429: "Busy", 503: "Busy" };

/**
 * @param {string} address
 * @param {Response} response
 * @param {string[]} granted
 */
function refuse(address, response, granted) {
  const answered = response.url || address;
  if (isDowngrade(address, answered)) throw named("Insecure", hostOf(answered));
  if (!covers(granted, answered)) throw named("Elsewhere", "");
  if (response.ok || response.status === 304) return;
  const error = named(STATUS[response.status] ?? "Status", String(response.status));
  throw Object.assign(error, { wait: waitOf(response.headers.get("retry-after"), Date.now()) });
}

/** Calls back when it was not restarted for long enough. */
class Clock {
  #length;
  #ring;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** @param {number} length milliseconds @param {() => void} ring */
  constructor(length, ring) {
    this.#length = length;
    this.#ring = ring;
    this.restart();
  }

  restart() {
    this.stop();
    this.#timer = setTimeout(this.#ring, this.#length);
  }

  stop() {
    clearTimeout(this.#timer);
  }
}

/**
 * A sink in memory.
 * @param {number} seconds
 * @param {number} bytes
 */
export function memory(seconds, bytes) {
  /** @type {Uint8Array[]} */
  const chunks = [];
  return {
    write: (/** @type {Uint8Array} */ chunk) => void chunks.push(chunk),
    bounds: () => ({ seconds, bytes }),
    whole: async () => new Uint8Array(await new Blob(/** @type {BlobPart[]} */ (chunks)).arrayBuffer()),
  };
}
