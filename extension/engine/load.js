// Loads the two WebAssembly modules, once for each Worker that needs one: the engine with its data, and the importer.

/** @import { Engine, EngineModule, Importer, ImportModule } from "../types.js" */
import { fetchBytes } from "./packs.js";

/** @param {string} path from the extension's root */
const at = (path) => new URL(`../${path}`, import.meta.url);

/** @returns {Promise<Engine>} */
export async function loadEngine() {
  // All at once: a reader may be waiting.
  const code = fetch(at("pkg/wirecopy_bg.wasm"));
  const data = Promise.all(["background", "weights", "vectors"].map((name) => fetchBytes(at(`data/${name}.bin`))));
  const module = /** @type {EngineModule} */ (/** @type {unknown} */ (await import("../pkg/wirecopy.js")));
  const [[background, weights, vectors]] = await Promise.all([data, module.default({ module_or_path: code })]);
  return new module.Engine(/** @type {any} */ (background), /** @type {any} */ (weights), /** @type {any} */ (vectors));
}

/** @returns {Promise<ImportModule>} */
export async function loadImportModule() {
  const module = /** @type {ImportModule} */ (/** @type {unknown} */ (await import("../pkg/wirecopy_import.js")));
  await module.default({ module_or_path: at("pkg/wirecopy_import_bg.wasm") });
  return module;
}

/**
 * An importer of one set.
 * @param {string} name
 * @returns {Promise<Importer>}
 */
export async function loadImporter(name) {
  const [module, background] = await Promise.all([loadImportModule(), fetchBytes(at("data/background.bin"))]);
  return new module.Importer(name, background);
}
