// Pages that the browser lets no extension read: the panel says so and takes text instead, in both browsers.

import assert from "node:assert/strict";
import { test } from "node:test";
import { findingsIn, highlights, inBothBrowsers } from "./session.js";
import { STORY, REPRINTED } from "./story.js";

const PDF = "%PDF-1.1\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj " +
  "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF";

inBothBrowsers("barred pages", (session) => {
  /** @param {string} url */
  async function clickOn(url) {
    const tab = await session.browser.open(url);
    await session.browser.clickToolbar(tab);
    const panel = await session.browser.openOwn("panel.html");
    await panel.until(() => document.querySelector("#report[data-state=failed] [data-error=PageBarred]"));
    assert.match(await panel.run(() => document.querySelector("#report")?.textContent ?? ""), /lets no extension read this page/);
    assert.equal(await panel.run(() => /** @type {HTMLElement} */ (document.querySelector("#paste")).hidden), false);
    await panel.close();
    await tab.close();
  }

  test("a page of the browser's own", () => clickOn(session.browser.internalPage));

  test("a PDF in the browser's viewer", () => clickOn(session.site.put("/paper.pdf", { type: "application/pdf", body: PDF })));

  test("text pasted in the panel is checked and shown with its highlights", async () => {
    const options = await session.importFiles([session.file("lighthouse.json", JSON.stringify(STORY))]);
    await options.close();
    const panel = await session.browser.openOwn("panel.html");
    await panel.until(() => !(/** @type {HTMLElement} */ (document.querySelector("#paste")).hidden));
    await panel.type("#paste-text", REPRINTED.join("\n\n"));
    await panel.click("#paste [type=submit]");
    await panel.until(() => document.querySelector("#report")?.getAttribute("data-state") === "done");
    await panel.until(() => CSS.highlights.size > 0);
    assert.deepEqual((await highlights(panel))["wirecopy-verbatim"], REPRINTED);
    assert.deepEqual((await findingsIn(panel)).map((finding) => finding.source), REPRINTED);
    await panel.close();
  });
});
