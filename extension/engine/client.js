// The near side of the engine's Worker: starts it when needed, and a new one after it crashed.

/** @import { Reply } from "../types.js" */
import { failureOf, named } from "../protocol.js";

/** @typedef {Pick<Worker, "postMessage" | "terminate" | "onmessage" | "onerror">} WorkerLike */

export class EngineClient {
  #start;
  /** @type {WorkerLike | null} */
  #worker = null;
  /** @type {Map<number, (reply: Reply<any>) => void>} */
  #waiting = new Map();
  #next = 0;

  /** @param {() => WorkerLike} start makes a Worker */
  constructor(start) {
    this.#start = start;
  }

  /** Whether a Worker is there: without one no pack is open. */
  get running() {
    return this.#worker !== null;
  }

  /**
   * @param {object} request
   * @returns {Promise<Reply<any>>}
   */
  ask(request) {
    return new Promise((resolve) => {
      const id = this.#next++;
      this.#waiting.set(id, resolve);
      this.#running().postMessage({ id, request });
    });
  }

  /** Gives the Worker's memory back; the next request starts a new one. */
  close() {
    this.#worker?.terminate();
    this.#worker = null;
  }

  #running() {
    if (this.#worker) return this.#worker;
    const worker = this.#start();
    worker.onmessage = ({ data: { id, reply, crashed } }) => {
      if (crashed) return this.#drop(named("EngineCrash", reply.error.message));
      this.#waiting.get(id)?.(reply);
      this.#waiting.delete(id);
    };
    worker.onerror = (event) => {
      event.preventDefault();
      this.#drop(named("EngineCrash", event.message || "the engine could not be started"));
    };
    this.#worker = worker;
    return worker;
  }

  /**
   * A crashed engine's memory is not to be trusted: all that wait are told, the next request gets a new Worker.
   * @param {Error} error
   */
  #drop(error) {
    this.#worker?.terminate();
    this.#worker = null;
    for (const answer of this.#waiting.values()) answer({ ok: false, error: failureOf(error) });
    this.#waiting.clear();
  }
}

export const startWorker = () => new Worker(new URL("worker.js", import.meta.url), { type: "module" });
