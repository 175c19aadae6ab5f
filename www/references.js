// Pasted reference articles become a pack, in a Worker of their own that ends with it.

import { valueOf } from "../extension/protocol.js";

/**
 * @param {string} pasted articles apart by a line of three hyphens
 * @returns {Promise<Uint8Array | null>} null where nothing was pasted
 */
export async function makePack(pasted) {
  const articles = pasted.split(/^-{3,}[ \t]*$/m).map((article) => article.trim()).filter(Boolean);
  if (articles.length === 0) return null;
  const worker = new Worker(new URL("references-worker.js", import.meta.url), { type: "module" });
  try {
    return valueOf(await new Promise((resolve, reject) => {
      worker.onmessage = ({ data }) => resolve(data);
      worker.onerror = (event) => reject(new Error(event.message || "the importer could not be started"));
      worker.postMessage(articles);
    }));
  } finally {
    worker.terminate();
  }
}
