// Every page of Wirecopy's own, in the states a reader meets, held to the rules that axe knows, in both browsers.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { before, test } from "node:test";
import { findingsIn, inBothBrowsers, openPanel } from "../e2e/session.js";
import { repository } from "../e2e/site.js";
import { STORY, ownReport, reprint } from "../e2e/story.js";

/** @import { Tab } from "../e2e/browsers/types.js" */

const AXE = readFileSync(repository("node_modules/axe-core/axe.min.js"), "utf8");

/** Sources in the states that a reader meets; none is due. */
const SOURCES = [
  { fetched: "2026-03-04T12:00:00Z", counts: { added: 3, changed: 1, expired: 0 }, summaries: 2, sites: ["https://pages.example"] },
  { fetched: "2026-03-04T12:00:00Z", error: { name: "Malformed", message: "7: is not XML" }, failures: 3 },
  { error: { name: "NotGranted", message: "news.example" } },
  { fetched: "2026-03-04T12:00:00Z", moved: "https://news.example/before" },
].map((state, index) => ({
  id: `followed-${index}`, address: `https://news.example/a/rather/long/address/of/a/feed/${index}.xml`, name: "", key: "", pages: true, days: 30, minutes: 60,
  paused: index === 3, state: { failures: 0, next: null, tried: "2026-03-04T12:00:00Z", ...state },
}));

/** Text at twice its size fits the width that there is. @param {Tab} tab @param {string} state */
async function enlarged(tab, state) {
  const over = await tab.run(() => {
    document.documentElement.style.fontSize = "200%";
    const { scrollWidth, clientWidth } = document.documentElement;
    document.documentElement.style.fontSize = "";
    return scrollWidth - clientWidth;
  });
  assert.ok(over <= 0, `${state}: ${over} px too wide with text at 200 %`);
}

/** @param {Tab} tab @param {string} state what is looked at, for the message */
async function audit(tab, state) {
  const options = { resultTypes: ["violations"], iframes: false };
  const { violations } = await tab.evaluate(`${AXE}; return axe.run(document, ${JSON.stringify(options)});`);
  const found = violations.map((/** @type {any} */ { id, nodes }) => `${id}: ${nodes.map((/** @type {any} */ node) => node.html).join(" ")}`);
  assert.deepEqual(found, [], state);
  await enlarged(tab, state);
}

inBothBrowsers("accessibility", (session) => {
  before(async () => {
    const options = await session.importFiles([session.file("lighthouse.json", JSON.stringify(STORY))]);
    await options.close();
  });

  for (const scheme of /** @type {const} */ (["light", "dark"])) {
    test(`panel, ${scheme}`, async () => {
      await session.browser.prefer(scheme);
      const idle = await session.browser.openOwn("panel.html");
      await idle.until(() => document.querySelector("#report")?.childElementCount);
      await audit(idle, "nothing checked yet");
      await idle.close();

      const tab = await session.openAndCheck(`/copied-${scheme}`, reprint());
      const done = await openPanel(session.browser, session.site.address(`/copied-${scheme}`));
      assert.ok((await findingsIn(done)).length > 0);
      await done.click("[data-finding] .reveal");
      await audit(done, "findings, one of them chosen");
      await done.close();
      await tab.close();

      const own = await session.openPage(`/own-${scheme}`, ownReport());
      await session.browser.clickToolbar(own);
      const independent = await openPanel(session.browser, session.site.address(`/own-${scheme}`));
      await audit(independent, "independent");
      await independent.close();
      await own.close();

      const barred = await session.browser.open(session.browser.internalPage);
      await session.browser.clickToolbar(barred);
      const failed = await session.browser.openOwn("panel.html");
      await failed.until(() => document.querySelector("#report[data-state=failed]"));
      await audit(failed, "barred page");
      await failed.type("#paste-text", STORY.body_text);
      await failed.click("#paste [type=submit]");
      await failed.until(() => document.querySelector("#report[data-state=done]"));
      await audit(failed, "pasted text");
      await failed.close();
      await barred.close();
    });

    test(`options, ${scheme}`, async () => {
      await session.browser.prefer(scheme);
      const options = await session.importFiles([session.file("empty.json", "[]")]);
      await options.click("[data-action=rename]");
      await audit(options, "sets, a failed import, a name being changed");
      await options.run((followed) => chrome.storage.local.set({ followed }).then(() => true), SOURCES);
      await options.until((count) => document.querySelectorAll("[data-followed]").length === count, SOURCES.length);
      await options.run(() => document.querySelectorAll("details").forEach((details) => void (details.open = true)));
      await options.type("#follow-address", "no address");
      await options.click("#follow-form [type=submit]");
      await audit(options, "sources in each state, their rules, the public feeds, an address that is none");
      await options.run(() => chrome.storage.local.remove("followed").then(() => true));
      await options.close();
    });

    test(`first page, ${scheme}`, async () => {
      await session.browser.prefer(scheme);
      const welcome = await session.browser.openOwn("welcome.html");
      await welcome.until(() => document.querySelectorAll("[data-finding]").length >= 3);
      await audit(welcome, "the example and its report");
      await welcome.close();
    });

    test(`demo page, ${scheme}`, async () => {
      await session.browser.prefer(scheme);
      const demo = await session.browser.open(session.site.address("/www/index.html"));
      await demo.until(() => document.querySelector("#report[data-state=done]"));
      await demo.click("#own summary");
      await audit(demo, "a demo page's report");
      await demo.close();
    });
  }
});
