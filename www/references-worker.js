// Builds one pack of pasted articles with the extension's import module.

import { loadImporter } from "../extension/engine/load.js";
import { named, replyOf } from "../extension/protocol.js";

/** @param {string[]} articles */
async function build(articles) {
  const importer = await loadImporter("Your articles");
  const added = articles.map((article, index) => importer.add(`article ${index + 1}${endingOf(article)}`, new TextEncoder().encode(article), true));
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
