// What a reader does with a report every day: narrow it, correct it, take it along; and with what is kept: look, and erase.

import assert from "node:assert/strict";
import { before, test } from "node:test";
import { eventually } from "./browsers/eventually.js";
import { highlights, inBothBrowsers, openPanel, taken } from "./session.js";
import { REPRINTED, STORY, ownReport, page, reprint } from "./story.js";

/** @import { Tab } from "./browsers/types.js" */

/** The reprint with two sentences of another report behind it. */
const MIXED = page([...REPRINTED, ...ownReport().match(/<p>[^<]{60,}/g)?.slice(0, 2).map((text) => text.slice(3)) ?? []]);

/** @param {Tab} panel */
const listed = (panel) => panel.run(() => [...document.querySelectorAll("[data-finding]:not([hidden])")].length);

/** The settings as they are kept. @param {Tab} tab @returns {Promise<any>} */
const settingsIn = (tab) => tab.run(async () => (await chrome.storage.local.get("settings")).settings ?? {});

inBothBrowsers("every day", (session) => {
  before(async () => {
    const options = await session.importFiles([session.file("lighthouse.json", JSON.stringify(STORY))]);
    await options.close();
  });

  test("findings are searched and narrowed by kind", async () => {
    const tab = await session.openAndCheck("/narrow", reprint());
    const panel = await openPanel(session.browser, session.site.address("/narrow"));
    assert.equal(await listed(panel), REPRINTED.length);
    await panel.type("#find", "BAROMETER");
    await panel.until(() => document.querySelectorAll("[data-finding]:not([hidden])").length === 1);
    await panel.type("#find", "no such words");
    await panel.until(() => document.querySelectorAll("[data-finding]:not([hidden])").length === 0);
    await panel.type("#find", "e");
    await panel.click(".filter [value=verbatim]");
    assert.equal(await listed(panel), 0);
    await panel.close();
    await tab.close();
  });

  test("arrow keys go from finding to finding", async () => {
    const tab = await session.openAndCheck("/arrows", reprint());
    const panel = await openPanel(session.browser, session.site.address("/arrows"));
    const at = () => panel.run(() => document.activeElement?.closest("[data-finding]")?.getAttribute("data-sentence"));
    // As the welcome page tells it: nothing has to be in focus first.
    await panel.press("/");
    await panel.press("ArrowDown");
    const first = Number(await at());
    assert.equal(first, await panel.run(() => Number(document.querySelector("[data-finding]")?.getAttribute("data-sentence"))));
    await panel.press("ArrowDown");
    await panel.press("ArrowDown");
    assert.equal(Number(await at()), first + 2);
    await panel.press("ArrowUp");
    assert.equal(Number(await at()), first + 1);
    await panel.press("/");
    await panel.type("#find", "barometer");
    await panel.press("ArrowDown");
    assert.equal(await panel.run(() => document.activeElement?.closest("[data-finding]")?.textContent?.includes("barometer")), true,
      "from the search to the first that it leaves");
    await panel.close();
    await tab.close();
  });

  test("the report of a page that was closed stays, whatever is pressed", async () => {
    const tab = await session.openAndCheck("/closed", reprint());
    const panel = await openPanel(session.browser, session.site.address("/closed"));
    await tab.close();
    await panel.click("#check-again");
    await panel.until(() => /was closed/.test(document.querySelector("#progress")?.textContent ?? ""));
    await panel.click("[data-finding] [data-action=reveal]");
    await panel.until(() => /no longer/.test(document.querySelector("#progress")?.textContent ?? ""));
    assert.equal(await listed(panel), REPRINTED.length);
    await panel.close();
  });

  test("a finding is said to be none, a sentence to be missed, and both are taken back", async () => {
    const tab = await session.openAndCheck("/correct", MIXED);
    const panel = await openPanel(session.browser, session.site.address("/correct"));
    /** What a reader who goes by keyboard has come to. */
    const focused = () => panel.run(() => document.activeElement?.getAttribute("data-action"));
    const marked = async () => Object.values(await highlights(tab)).flat().length;
    const [all, share] = [await marked(), Number.parseInt(await session.browser.badge(tab))];
    await panel.click("[data-finding] [data-action=not-derived]");
    await panel.until(() => document.querySelectorAll("[data-corrected]").length === 1);
    assert.equal(await focused(), "undo");
    await panel.until(() => /You set 1 sentence aside/.test(document.querySelector(".verdict")?.textContent ?? ""));
    await eventually(async () => (await marked()) === all - 1, "its mark goes from the page");
    await eventually(async () => Number.parseInt(await session.browser.badge(tab)) < share, "and its words from the share");
    await panel.click(".fresh summary");
    await panel.click(".fresh [data-action=missed]");
    await panel.until(() => document.querySelectorAll(".correction").length === 2);
    await panel.go(await panel.run(() => location.href));
    await panel.until(() => document.querySelectorAll(".correction").length === 2);
    await panel.click("[data-finding] [data-action=undo]");
    await panel.until(() => document.querySelectorAll(".correction").length === 1);
    assert.equal(await focused(), "not-derived");
    await panel.until(() => !/aside/.test(document.querySelector(".verdict")?.textContent ?? ""));
    await eventually(async () => (await marked()) === all && Number.parseInt(await session.browser.badge(tab)) === share, "both come back");

    const options = await session.browser.openOwn("options.html");
    await options.until(() => /You corrected 1 sentence\./.test(document.querySelector("#corrections")?.textContent ?? ""));
    await panel.click("[data-finding] [data-action=not-derived]");
    await options.until(() => document.querySelectorAll("[data-correction]").length === 2);
    assert.equal(await options.run(() => document.querySelector("[data-correction=not-derived] blockquote")?.textContent), REPRINTED[0]);
    await options.click("[data-correction=not-derived] button");
    await options.until(() => document.querySelectorAll("[data-correction]").length === 1);
    await options.until(() => document.activeElement?.closest("[data-correction=missed]"));
    await panel.until(() => document.querySelectorAll(".correction").length === 1);
    await options.clickAndAccept("[data-data=erase-corrections]");
    await options.until(() => /You corrected 0 sentences\./.test(document.querySelector("#corrections")?.textContent ?? ""));
    await options.close();
    await panel.close();
    await tab.close();
  });

  test("a report is taken along as HTML, JSON, CSV and with the page as it was read", async () => {
    const tab = await session.openAndCheck("/take", reprint());
    const panel = await openPanel(session.browser, session.site.address("/take"));
    const report = JSON.parse(await taken(panel, "[data-take=json]"));
    assert.equal(report.proof.address, session.site.address("/take"));
    assert.deepEqual(report.proof.selectors.map((/** @type {{ exact: string }} */ { exact }) => exact), REPRINTED);
    const html = await taken(panel, "[data-take=html]");
    for (const sentence of REPRINTED) assert.ok(html.includes(sentence), sentence);
    assert.equal((await taken(panel, "[data-take=csv]")).trimEnd().split("\r\n").length, 1 + REPRINTED.length);
    const read = await taken(panel, "[data-take=page]");
    assert.ok(read.startsWith("<!doctype html>") && REPRINTED.every((sentence) => read.includes(sentence)));
    await panel.close();
    await tab.close();
  });

  test("only the kinds that the reader wants are shown in the page", async () => {
    const options = await session.browser.openOwn("options.html");
    await options.until(() => document.querySelector("#kinds :checked"));
    await options.click("#kinds [value=verbatim]");
    await eventually(async () => (await settingsIn(options)).kinds?.length === 3, "the choice is kept");
    const tab = await session.openPage("/kinds", reprint());
    await session.browser.clickToolbar(tab);
    const panel = await openPanel(session.browser, session.site.address("/kinds"));
    assert.deepEqual(await highlights(tab), {});
    await panel.close();
    await tab.close();
    await options.click("#kinds [value=verbatim]");
    await eventually(async () => (await settingsIn(options)).kinds.length === 4, "the choice is kept");
    await options.close();
  });

  test("where pages are remembered, a page that copies one of them is traced to it; erased, it is not", async () => {
    const options = await session.browser.openOwn("options.html");
    await options.until(() => document.querySelector("#kinds :checked"));
    await options.click("#history");
    await eventually(async () => (await settingsIn(options)).history === true, "the choice is kept");
    const first = await session.openPage("/own-first", ownReport());
    await session.browser.clickToolbar(first);
    await options.until(() => document.querySelector("[data-set^=history-][data-state=ready]"));
    const copy = await session.openAndCheck("/own-copied", ownReport());
    const panel = await openPanel(session.browser, session.site.address("/own-copied"));
    assert.equal(await panel.run(() => document.querySelector("[data-source]")?.getAttribute("data-source")), session.site.address("/own-first"));
    await panel.close();
    await options.until(() => document.querySelector("[data-set^=history-][data-documents='2']"));
    await options.click("#pages [data-page$='/own-copied'] button");
    await options.until(() => document.querySelector("[data-set^=history-][data-documents='1']"));
    assert.equal(await options.run(() => document.querySelector("#pages")?.childElementCount), 1);
    await copy.close();
    await first.close();
    await options.click("#history");
    await eventually(async () => (await settingsIn(options)).history === false, "the choice is kept");
    await options.clickAndAccept("[data-data=erase-history]");
    await options.until(() => !document.querySelector("[data-set^=history-]") && document.querySelector("#pages")?.childElementCount === 0);
    await options.close();
  });

  test("a page that was added is a reference for others until it is taken out, and its set can be switched off", async () => {
    const url = session.site.address("/to-add");
    const first = await session.openPage("/to-add", ownReport());
    await session.browser.clickToolbar(first);
    const panel = await openPanel(session.browser, url);
    await panel.click("#add-page");
    await panel.until(() => document.activeElement?.id === "take-out");
    const options = await session.browser.openOwn("options.html");
    await options.until(() => document.querySelector("[data-set^=added-][data-documents='1']"));
    const copy = await session.openAndCheck("/copied", ownReport());
    const traced = await openPanel(session.browser, session.site.address("/copied"));
    assert.equal(await traced.run(() => document.querySelector("[data-source]")?.getAttribute("data-source")), url);
    await traced.close();

    // Another page joins it: the set is made anew, and stays as the reader left it.
    await options.click("[data-set^=added-] [data-action=enable]");
    await options.until(() => !document.querySelector("[data-set^=added-] :checked"));
    const second = await session.openAndCheck("/also-to-add", reprint());
    const another = await openPanel(session.browser, session.site.address("/also-to-add"));
    await another.click("#add-page");
    await options.until(() => document.querySelector("[data-set^=added-][data-documents='2']"));
    assert.equal(await options.run(() => document.querySelector("[data-set^=added-] :checked")), null);
    await another.click("#take-out");
    await options.until(() => document.querySelector("[data-set^=added-][data-documents='1']"));
    await another.close();
    await second.close();

    await options.clickAndAccept("[data-set^=added-] [data-action=delete]");
    await options.until(() => !document.querySelector("[data-set^=added-]"));
    await panel.close();
    const again = await session.browser.openOwn("panel.html");
    await again.close();
    assert.equal(await options.run(async () => /** @type {unknown[] | undefined} */ ((await chrome.storage.local.get("added")).added)?.length ?? 0), 0);
    await options.close();
    await copy.close();
    await first.close();
  });

  test("a site that is switched off is not checked until it is switched on again", async () => {
    const tab = await session.openAndCheck("/site", reprint());
    const panel = await openPanel(session.browser, session.site.address("/site"));
    await panel.click("#site [data-site=off]");
    await panel.until(() => /never runs/.test(document.querySelector("#site-state")?.textContent ?? ""));
    await session.browser.clickToolbar(tab);
    await panel.until(() => document.querySelector("[data-error=SiteOff]"));
    await panel.click("#site [data-site=asked]");
    await panel.until(() => /runs when you ask/.test(document.querySelector("#site-state")?.textContent ?? ""));
    await session.browser.clickToolbar(tab);
    await panel.until(() => document.querySelector("#report")?.getAttribute("data-state") === "done");
    await panel.close();
    await tab.close();
  });

  test("everything is erased at once", async () => {
    const options = await session.browser.openOwn("options.html");
    await options.until(() => document.querySelectorAll("[data-set]").length === 2);
    await session.eraseAll(options);
    await options.until(() => document.querySelectorAll("[data-set]").length === 1);
    assert.ok(!("settings" in (await options.run(() => chrome.storage.local.get(null)))));
    await options.close();
  });
});
