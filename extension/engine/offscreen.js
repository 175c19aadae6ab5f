// The offscreen document in Chromium: holds the engine's Worker and passes requests on to it.

import * as browser from "../browser.js";
import { isMessage } from "../protocol.js";
import { EngineClient, startWorker } from "./client.js";

const client = new EngineClient(startWorker);

browser.onMessage((message, from) => {
  if (!from.extension || !isMessage(message, "engine")) return undefined;
  const { to: _, ...request } = message;
  return client.ask(request);
});
