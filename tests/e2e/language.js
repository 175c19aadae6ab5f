// The extension as readers of another language see it, whatever language the browser at hand speaks.

import { cpSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EXTENSION } from "./site.js";

/**
 * A copy of the extension whose only language is this one.
 * @param {string} language
 * @returns {string} its folder
 */
export function extensionIn(language) {
  const folder = mkdtempSync(join(tmpdir(), "wirecopy-language-"));
  cpSync(EXTENSION, folder, { recursive: true });
  cpSync(join(EXTENSION, "_locales", language), join(folder, "_locales/en"), { recursive: true });
  return folder;
}
