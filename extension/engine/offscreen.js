// The offscreen document in Chromium: holds the Workers that a service worker cannot, the engine's and those of followed sources.

import * as browser from "../browser.js";
import { runTurns } from "../follow/runner.js";
import { isMessage, replyOf, valueOf } from "../protocol.js";
import { EngineClient, startWorker } from "./client.js";

const client = new EngineClient(startWorker);

/** What is remembered of sources is known to the background alone. @param {object} message */
const askBackground = async (message) => valueOf(await browser.send({ to: "background", ...message }));

browser.onMessage((message, from) => {
  if (!from.extension) return undefined;
  if (isMessage(message, "follower")) {
    return replyOf(() => runTurns(message.ids, message.why, {
      begin: (id, why) => askBackground({ type: "turnBegins", id, why }),
      end: (id, outcome) => askBackground({ type: "turnEnds", id, outcome }),
    }));
  }
  if (!isMessage(message, "engine")) return undefined;
  const { to: _, ...request } = message;
  return client.ask(request);
});
