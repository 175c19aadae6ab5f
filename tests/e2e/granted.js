// The extension as it is once the reader has granted it sites. The question that the browser asks cannot be answered by a driver: here
// the manifest grants them instead.

import { cpSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LIMITS } from "../../extension/follow/limits.js";
import { EXTENSION } from "./site.js";

/**
 * A copy of the extension with access to these sites.
 * @param {string[]} sites match patterns
 * @param {Partial<typeof LIMITS>} [limits] of followed sources, in the place of those that it comes with
 * @returns {string} its folder
 */
export function grantedExtension(sites, limits) {
  const folder = mkdtempSync(join(tmpdir(), "wirecopy-granted-"));
  cpSync(EXTENSION, folder, { recursive: true });
  const file = join(folder, "manifest.json");
  const manifest = JSON.parse(readFileSync(file, "utf8"));
  writeFileSync(file, JSON.stringify({ ...manifest, host_permissions: sites }));
  if (limits) writeFileSync(join(folder, "follow/limits.js"), `export const LIMITS = ${JSON.stringify({ ...LIMITS, ...limits })};`);
  return folder;
}
