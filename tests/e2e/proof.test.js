// A report that was taken along can be repeated: the page as it was read, given to `wirecopy check` with the same reference set, comes
// to the same result, in both browsers.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { test } from "node:test";
import { inBothBrowsers, openPanel, taken } from "./session.js";
import { EXTENSION, repository } from "./site.js";

const COMMAND = process.env.WIRECOPY ?? fileURLToPath(repository("target/release/wirecopy"));
const PACK = join(EXTENSION, "data/reference.pack");

/** What two reports of one page must agree in: all but what the page is called. @param {any} report */
const result = ({ page: _, title: __, proof: ___, ...same }) => same;

/** @param {string} name */
const reference = (name) => readFileSync(repository(`reference/pages/${name}.html`), "utf8");
const reworded = reference("reworded");
const [head = "", body = ""] = reworded.split(/(?<=<body[^>]*>)/);

/** Pages whose DOM is not what their source says. @type {Record<string, string>} */
const PAGES = {
  reworded, merged: reference("merged"), lifted: reference("lifted"), "quotes-only": reference("quotes-only"),
  "hidden-by-style": `${head}<style>.later { display: none }</style><div class="later">${body.slice(0, body.indexOf("</article>"))}</div>${body}`,
  "made-by-script": `${head}<div id="root"></div><template id="story">${body.replace(/<\/?(html|body)>/g, "")}</template>
    <script>root.append(story.content.cloneNode(true))</script></body></html>`,
  "in-shadow": `${head}<a-story></a-story><template id="story">${body.replace(/<\/?(html|body)>/g, "")}</template>
    <script>document.querySelector("a-story").attachShadow({ mode: "open" }).append(story.content.cloneNode(true))</script></body></html>`,
};

inBothBrowsers("proof", (session) => {
  /** What the command says of a file. @param {string} file @param {string} sensitivity */
  const repeated = (file, sensitivity) =>
    JSON.parse(execFileSync(COMMAND, ["check", "--format", "json", "--sensitivity", sensitivity, "--pack", PACK, file], { encoding: "utf8" }));

  for (const [name, html] of Object.entries(PAGES)) {
    test(`${name}: the page as read comes to the same report, and so does the one in the saved HTML`, async () => {
      const url = session.site.put(`/${name}`, { body: html });
      const tab = await session.browser.open(url);
      await session.browser.clickToolbar(tab);
      const panel = await openPanel(session.browser, url);
      const report = JSON.parse(await taken(panel, "[data-take=json]"));
      const page = session.file(`${name}.html`, await taken(panel, "[data-take=page]"));
      assert.deepEqual(result(repeated(page, report.engine.sensitivity)), result(report));
      const saved = await taken(panel, "[data-take=html]");
      const embedded = /<script type="application\/json" id="wirecopy-report">(.*?)<\/script>/.exec(saved)?.[1] ?? "";
      assert.deepEqual(JSON.parse(embedded), report);
      await panel.close();
      await tab.close();
    });
  }

  test("a plain text page and its report are repeated from the text", async () => {
    const story = JSON.parse(readFileSync(repository("reference/stories/a01-water-vote.json"), "utf8")).body_text;
    const url = session.site.put("/story.txt", { type: "text/plain; charset=utf-8", body: story });
    const tab = await session.browser.open(url);
    await session.browser.clickToolbar(tab);
    const panel = await openPanel(session.browser, url);
    const { text, ...report } = JSON.parse(await taken(panel, "[data-take=json]"));
    assert.equal(text, story);
    const { text: _, ...same } = repeated(session.file("story.txt", await taken(panel, "[data-take=page]")), report.engine.sensitivity);
    assert.deepEqual(result(same), result(report));
    await panel.close();
    await tab.close();
  });
});
