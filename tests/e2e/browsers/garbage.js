// Collects garbage in every heap of an extension in Chromium: its pages, its service worker, and the Workers under them.

/** @typedef {import("playwright-core").CDPSession} CDPSession */
/** @typedef {(method: string, parameters?: object) => Promise<any>} Ask */

const KINDS = new Set(["page", "background_page", "service_worker"]);

/**
 * @param {CDPSession} session of the browser
 * @param {string} id of the extension
 */
export async function collectGarbage(session, id) {
  const { targetInfos } = await session.send("Target.getTargets", { filter: [{}] });
  for (const { targetId, type, url } of targetInfos) {
    if (!KINDS.has(type) || !url.startsWith(`chrome-extension://${id}/`)) continue;
    const { sessionId } = await session.send("Target.attachToTarget", { targetId, flatten: false });
    const target = new Target((message) => void session.send("Target.sendMessageToTarget", { sessionId, message }));
    const hear = (/** @type {{ sessionId: string, message: string }} */ event) => event.sessionId === sessionId && target.hear(event.message);
    session.on("Target.receivedMessageFromTarget", hear);
    await target.ask("HeapProfiler.collectGarbage");
    if (type !== "service_worker") await target.ask("Target.setAutoAttach", { autoAttach: true, waitForDebuggerOnStart: false, flatten: false });
    for (const worker of target.workers.values()) await worker.ask("HeapProfiler.collectGarbage");
    session.off("Target.receivedMessageFromTarget", hear);
    await session.send("Target.detachFromTarget", { sessionId });
  }
}

/** One heap's end of the protocol, as messages in text. */
class Target {
  /** Workers under it, by their session. @type {Map<string, Target>} */
  workers = new Map();
  #post;
  /** @type {Map<number, (answer: unknown) => void>} */
  #waiting = new Map();

  /** @param {(message: string) => void} post */
  constructor(post) {
    this.#post = post;
  }

  /** @type {Ask} */
  ask = (method, params = {}) =>
    new Promise((resolve) => {
      const id = this.#waiting.size + 1;
      this.#waiting.set(id, resolve);
      this.#post(JSON.stringify({ id, method, params }));
    });

  /** @param {string} message */
  hear(message) {
    const { id, method, params } = JSON.parse(message);
    if (method === "Target.attachedToTarget" && params.targetInfo.type === "worker") {
      this.workers.set(params.sessionId, new Target((message) => void this.ask("Target.sendMessageToTarget", { sessionId: params.sessionId, message })));
    }
    if (method === "Target.receivedMessageFromTarget") this.workers.get(params.sessionId)?.hear(params.message);
    this.#waiting.get(id)?.(undefined);
  }
}
