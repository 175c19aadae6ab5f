// Builds one pack of pasted articles with the extension's import module.

/** @import { ImportModule } from "../extension/types.js" */
import { named, replyOf } from "../extension/protocol.js";

/** @param {string} file */
const at = (file) => new URL(`../extension/pkg/${file}`, import.meta.url);

/** @param {string[]} articles */
async function build(articles) {
  /** @type {ImportModule} */
  const module = await import(at("wirecopy_import.js").href);
  await module.default({ module_or_path: at("wirecopy_import_bg.wasm") });
  const importer = new module.Importer("Your articles");
  const added = articles.map((article, index) => importer.add(`article ${index + 1}${endingOf(article)}`, new TextEncoder().encode(article)));
  const problem = added.flatMap(({ problems }) => problems)[0];
  if (added.every(({ documents }) => documents === 0)) {
    throw named("NothingUsable", problem ? `${problem.file}: ${problem.message}` : "None of the articles has text.");
  }
  return importer.finish().pack;
}

/** What a file of such content would be called. @param {string} article */
function endingOf(article) {
  if (/^[[{]/.test(article)) return ".json";
  return article.startsWith("<") ? ".html" : ".txt";
}

addEventListener("message", async ({ data: articles }) => postMessage(await replyOf(() => build(articles))));
