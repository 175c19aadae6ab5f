// The engine's Worker: loads the engine once, then answers requests.

import { replyOf } from "../protocol.js";
import { isCrash } from "./crash.js";
import { loadEngine } from "./load.js";
import { openSource } from "./packs.js";
import { EngineService } from "./service.js";

const service = new EngineService(loadEngine, openSource);

addEventListener("message", async ({ data: { id, request } }) => {
  let crashed = false;
  const reply = await replyOf(() =>
    service.answer(request).catch((error) => {
      crashed = isCrash(error);
      throw error;
    }));
  postMessage({ id, reply, crashed });
});
