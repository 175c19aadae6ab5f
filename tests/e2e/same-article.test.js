// The same HTML read by the browser's parser and by the native one gives the same article: tests/html/NAME.html has its headline
// and article in NAME.article.txt, to which tests/html.rs holds the native parser.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { inBothBrowsers } from "./session.js";
import { repository } from "./site.js";

const NAMES = readdirSync(repository("tests/html")).filter((name) => name.endsWith(".html")).map((name) => name.slice(0, -".html".length));

/** Run in a page of the site that serves the extension's modules. @param {string} html */
async function articleOf(html) {
  const [{ parseHtml }, { read }, { loadEngine }] = await Promise.all(
    ["page/parse.js", "page/extract.js", "engine/load.js"].map((path) => import(`/extension/${path}`)));
  const global = /** @type {any} */ (globalThis);
  global.engine ??= await loadEngine();
  const { title, text } = global.engine.extract(read(parseHtml(html), { id: "page" }).page);
  return `${title}\n\n${text}`;
}

inBothBrowsers("the same article as natively", (session) => {
  for (const name of NAMES) {
    test(name, async () => {
      const tab = await session.openPage("/empty", "");
      const article = await tab.run(articleOf, readFileSync(repository(`tests/html/${name}.html`), "utf8"));
      assert.equal(article.trim(), readFileSync(repository(`tests/html/${name}.article.txt`), "utf8").trim());
      await tab.close();
    });
  }
});
