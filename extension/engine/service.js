// What the engine's Worker does, apart from where it runs: keeps the packs of the wanted sets open and checks pages with them.

/** @import { Checked, Engine, PackInfo, Page, ReadAt, Sensitivity, SetProblem, SetSource, TextPage } from "../types.js" */
import { failureOf } from "../protocol.js";
import { isCrash } from "./crash.js";

/** A pack's bytes and how to let go of them. @typedef {{ source: Uint8Array | ReadAt, close(): void }} OpenedSource */

/** Answers requests one after the other; every request names the sets it wants, so nothing has to be remembered elsewhere. */
export class EngineService {
  #loadEngine;
  #openSource;
  /** @type {Promise<Engine> | null} */
  #engine = null;
  /** @type {Map<string, { info: PackInfo, file: string | undefined, close(): void }>} */
  #open = new Map();
  /** @type {Promise<unknown>} */
  #last = Promise.resolve();

  /**
   * @param {() => Promise<Engine>} loadEngine
   * @param {(set: SetSource) => Promise<OpenedSource>} openSource
   */
  constructor(loadEngine, openSource) {
    this.#loadEngine = loadEngine;
    this.#openSource = openSource;
  }

  /**
   * @param {{ type: string } & Record<string, any>} request
   * @returns {Promise<unknown>}
   */
  answer(request) {
    /** @type {Promise<unknown>} */
    const turn = this.#last.then(/** @returns {unknown} */ () => {
      switch (request.type) {
        case "check":
          return this.#check(request.page, request.sets, request.sensitivity);
        case "describe":
          return this.#describe(request.set);
        case "prepare":
          return this.#prepare(request.sets);
        case "keep":
          return this.#keep(request.sets);
        default:
          throw new TypeError(`the engine has no request ${request.type}`);
      }
    });
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  /**
   * @param {Page | TextPage} page
   * @param {SetSource[]} sets
   * @param {Sensitivity} sensitivity
   * @returns {Promise<Checked>}
   */
  async #check(page, sets, sensitivity) {
    const engine = await this.#ready();
    this.#keep(sets);
    /** @type {SetProblem[]} */
    const problems = [];
    const leaveOut = (/** @type {SetSource} */ set, /** @type {unknown} */ error) => {
      if (isCrash(error)) throw error;
      problems.push({ id: set.id, name: set.name, message: failureOf(error).message });
    };
    for (const set of sets) await this.#opened(set).catch((error) => leaveOut(set, error));
    for (;;) {
      try {
        return { report: engine.check(page, { sensitivity }), problems };
      } catch (error) {
        // A pack may turn out damaged only where a check reads it: the page is compared with the others.
        const damaged = sets.find((set) => set.id === /** @type {{ pack?: string }} */ (error).pack);
        if (!damaged || !this.#close(damaged.id)) throw error;
        leaveOut(damaged, error);
      }
    }
  }

  /**
   * @param {SetSource} set
   * @returns {Promise<PackInfo>}
   */
  async #describe(set) {
    await this.#ready();
    return (await this.#opened(set)).info;
  }

  /** A set that cannot be opened is told of by the check. @param {SetSource[]} sets */
  async #prepare(sets) {
    await this.#ready();
    for (const set of sets) {
      await this.#opened(set).catch((error) => {
        if (isCrash(error)) throw error;
      });
    }
  }

  /** @param {SetSource[]} sets */
  #keep(sets) {
    for (const [id, { file }] of this.#open) if (!sets.some((set) => set.id === id && set.file === file)) this.#close(id);
  }

  /** Lets go of a set's pack; whether it was open. @param {string} id */
  #close(id) {
    const opened = this.#open.get(id);
    if (!opened) return false;
    this.#open.delete(id);
    opened.close();
    return true;
  }

  #ready() {
    this.#engine ??= this.#loadEngine().catch((error) => {
      this.#engine = null;
      throw error;
    });
    return this.#engine;
  }

  /** @param {SetSource} set */
  async #opened(set) {
    const engine = await this.#ready();
    const known = this.#open.get(set.id);
    // What was opened without its key is opened again with it, and a set whose pack was replaced with the new one.
    if (known && known.file === set.file && !(known.info.locked && set.key)) return known;
    if (known) this.#close(set.id);
    const { source, close } = await this.#openSource(set);
    try {
      const info = engine.openPack(set.id, source, keyOf(set));
      const opened = {
        info,
        file: set.file,
        close: () => {
          engine.closePack(set.id);
          close();
        },
      };
      this.#open.set(set.id, opened);
      return opened;
    } catch (error) {
      close();
      throw error;
    }
  }
}

/** The bytes of a set's key. @param {SetSource} set */
const keyOf = ({ key }) => (key === undefined ? undefined : Uint8Array.from(atob(key), (byte) => byte.charCodeAt(0)));
