// The engine in the browser gives the report that it gives natively, to the last bit: `cargo xtask test` has the command check the
// labelled pages and the reference pages, and both browsers are held to what it says.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { inBothBrowsers } from "./session.js";
import { repository } from "./site.js";

const EXPECTED = process.env.WIRECOPY_EXPECTED ?? fileURLToPath(repository("target/xtask/expected"));
const LANGUAGES = ["ar", "de", "en", "es", "fr"];

/** @param {string} text */
const lines = (text) => text.trim().split("\n").map((line) => JSON.parse(line));

/** Run in a page of the site that serves the extension's modules. @param {{ id: string, text?: string, html?: string }} page */
async function reportOf({ id, text, html }) {
  const [{ parseHtml }, { read }, { loadEngine }] = await Promise.all(
    ["page/parse.js", "page/extract.js", "engine/load.js"].map((path) => import(`/extension/${path}`)));
  const global = /** @type {any} */ (globalThis);
  if (!global.engine) {
    global.engine = await loadEngine();
    global.engine.openPack("set", new Uint8Array(await (await fetch("/expected.pack")).arrayBuffer()));
  }
  return global.engine.check(html === undefined ? { id, text } : read(parseHtml(html), { id }).page, { sensitivity: "balanced" });
}

/** A report as it can be compared: what plain pages may leave out is left out, numbers are as precise as they were. @param {object} report */
function comparable(report) {
  const whole = JSON.stringify({ ...report, text: undefined });
  return JSON.parse(whole, (_, value) => (typeof value === "number" ? Math.fround(value) : value));
}

inBothBrowsers("the same report as natively", (session) => {
  test("of the labelled pages and the reference pages", async () => {
    session.site.put("/expected.pack", { type: "application/octet-stream", body: readFileSync(join(EXPECTED, "set.pack")) });
    const labelled = LANGUAGES.flatMap((language) => lines(readFileSync(repository(`tests/labelled/${language}/pages.jsonl`), "utf8")));
    const texts = new Map(labelled.map(({ id, text }) => [id, text]));
    const tab = await session.openPage("/empty", "");
    const expected = lines(readFileSync(join(EXPECTED, "reports.jsonl"), "utf8"));
    assert.ok(expected.length > 50);
    for (const report of expected) {
      const text = texts.get(report.page);
      const page = text === undefined ? { html: readFileSync(repository(report.page), "utf8") } : { text };
      assert.deepEqual(comparable(await tab.run(reportOf, { id: report.page, ...page })), comparable(report), report.page);
    }
    await tab.close();
  });
});
