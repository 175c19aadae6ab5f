// The extension as one file, the way a store hands it out.

import { execFile } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { repository } from "./site.js";

/**
 * @param {string} extension folder
 * @param {string} target folder
 * @returns {Promise<string>} path of the package
 */
export async function packExtension(extension, target) {
  const webExt = fileURLToPath(repository("node_modules/web-ext/bin/web-ext.js"));
  const options = ["--source-dir", extension, "--artifacts-dir", target, "--filename", "wirecopy.xpi", "--overwrite-dest", "--no-config-discovery"];
  await promisify(execFile)(process.execPath, [webExt, "build", ...options]);
  return join(target, "wirecopy.xpi");
}
