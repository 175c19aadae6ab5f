// Where the engine's Worker lives: in Firefox under the event page, in Chromium under an offscreen document, which outlives
// the service worker with its packs open.

/** @import { SetSource } from "../types.js" */
import * as browser from "../browser.js";
import { failureOf, named, valueOf } from "../protocol.js";
import { EngineClient, startWorker } from "./client.js";

const OFFSCREEN = "engine/offscreen.html";

const client = new EngineClient(startWorker);
/** @type {Promise<void> | null} */
let opening = null;

/**
 * Asks the engine; throws what it answers as an error.
 * @param {{ type: string } & Record<string, unknown>} request
 * @returns {Promise<any>}
 */
export async function askEngine(request) {
  if (!browser.needsOffscreen()) return valueOf(await client.ask(request));
  return askOffscreen({ to: "engine", ...request });
}

/**
 * Asks the offscreen document.
 * @param {object} message
 * @returns {Promise<any>}
 */
export async function askOffscreen(message) {
  opening ??= browser.openOffscreen(OFFSCREEN).finally(() => {
    opening = null;
  });
  await opening;
  const reply = await browser.send(message).catch((error) => {
    throw named("EngineCrash", failureOf(error).message);
  });
  return valueOf(reply);
}

/**
 * Lets go of the packs of all other sets, if any are open.
 * @param {SetSource[]} sets
 */
export async function releasePacks(sets) {
  const running = browser.needsOffscreen() ? await browser.offscreenIsOpen() : client.running;
  if (running) await askEngine({ type: "keep", sets });
}
