// Loads the engine with its data, once for each Worker that needs one.

/** @import { Engine, EngineModule } from "../types.js" */
import { fetchBytes } from "./packs.js";

/** @param {string} path from the extension's root */
const at = (path) => new URL(`../${path}`, import.meta.url);

/** @returns {Promise<Engine>} */
export async function loadEngine() {
  const module = /** @type {EngineModule} */ (/** @type {unknown} */ (await import("../pkg/wirecopy.js")));
  const [background, weights, vectors] = await Promise.all([
    fetchBytes(at("data/background.bin")),
    fetchBytes(at("data/weights.bin")),
    fetchBytes(at("data/vectors.bin")),
    module.default({ module_or_path: at("pkg/wirecopy_bg.wasm") }),
  ]);
  return new module.Engine(background, weights, vectors);
}
