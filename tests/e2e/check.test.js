// A check, from the toolbar button to highlights, badge, panel and tip, in both browsers.

import assert from "node:assert/strict";
import { before, test } from "node:test";
import { eventually } from "./browsers/eventually.js";
import { findingsIn, highlights, inBothBrowsers, openPanel, verdictIn } from "./session.js";
import { REPRINTED, STORY, longPage, ownReport, page, reprint } from "./story.js";

/**
 * Points at the first highlighted sentence and gives what a page can see of the tip.
 * @param {import("./browsers/types.js").Tab} tab
 */
async function openTip(tab) {
  const place = await tab.run(() => {
    const [range] = CSS.highlights.get("wirecopy-verbatim") ?? [];
    const line = /** @type {Range} */ (range).getClientRects()[0];
    return line ? { x: line.left + 20, y: line.top + line.height / 2 } : { x: 0, y: 0 };
  });
  await tab.point(place.x, place.y);
  await tab.until(() => document.documentElement.lastElementChild?.localName === "div");
  const host = await tab.run(() => {
    const host = /** @type {Element} */ (document.documentElement.lastElementChild);
    const { width, height } = host.getBoundingClientRect();
    return { open: host.shadowRoot !== null, children: host.childElementCount, width, height };
  });
  // Without its style it would be as wide as the window.
  assert.ok(host.width > 200 && host.width < 430 && host.height > 60, `the tip is laid out: ${host.width} × ${host.height}`);
  return host;
}

inBothBrowsers("checking a page", (session) => {
  before(async () => {
    const options = await session.importFiles([session.file("lighthouse.json", JSON.stringify(STORY))]);
    await options.close();
  });

  test("the button highlights what the page took, and nothing else", async () => {
    const tab = await session.openAndCheck("/reprint", reprint());
    const { "wirecopy-verbatim": verbatim, ...others } = await highlights(tab);
    assert.deepEqual(verbatim, REPRINTED);
    assert.deepEqual(others, {});
    await tab.close();
  });

  test("the badge shows the share, nothing for an independent page, and ? where nothing could be compared", async () => {
    const copied = await session.openAndCheck("/badge", reprint());
    // The badge is the last thing that a check sets.
    const shows = (/** @type {import("./browsers/types.js").Tab} */ tab, /** @type {string} */ badge) =>
      eventually(async () => (await session.browser.badge(tab)) === badge, `the badge shows "${badge}"`);
    await shows(copied, "100%");
    await copied.close();

    for (const [path, html, badge] of /** @type {const} */ ([["/own", ownReport(), ""], ["/short", page(["One line."]), "?"]])) {
      const tab = await session.openPage(path, html);
      await session.browser.clickToolbar(tab);
      const panel = await openPanel(session.browser, session.site.address(path));
      await panel.close();
      await shows(tab, badge);
      await tab.close();
    }
  });

  test("the panel names verdict, what was compared, source, and every finding beside its source sentence", async () => {
    const tab = await session.openAndCheck("/panel", reprint());
    const panel = await openPanel(session.browser, session.site.address("/panel"));
    const text = await panel.run(() => document.body.innerText);
    assert.match(text, /100% of this article matches agency text, most of it word for word/);
    assert.match(text, /Compared with \d+ articles in 2 sets \(newest: /);
    assert.match(text, /Last keepers of Cape Ammer light hand it to a machine\n+Tarn Press Agency · Apr 2, 2026/);
    assert.deepEqual(await findingsIn(panel), REPRINTED.map((sentence) => ({
      class: "verbatim", document: STORY.uri, page: sentence, source: sentence,
    })));
    await panel.close();
    await tab.close();
  });

  test("an independent page is told what it was compared with, no more", async () => {
    const tab = await session.openPage("/independent", ownReport());
    await session.browser.clickToolbar(tab);
    const panel = await openPanel(session.browser, session.site.address("/independent"));
    assert.match(await verdictIn(panel), /No match among \d+ articles in 2 sets \(newest: /);
    assert.deepEqual(await highlights(tab), {});
    await panel.close();
    await tab.close();
  });

  test("where a page is too short for a verdict, its sentences have their source all the same", async () => {
    const tab = await session.openAndCheck("/short", page(REPRINTED.slice(0, 2)));
    const panel = await openPanel(session.browser, session.site.address("/short"));
    const { verdict, cited, href } = await panel.run(() => ({
      verdict: document.querySelector(".verdict")?.textContent,
      cited: document.querySelector("[data-finding] .attribution")?.textContent,
      href: document.querySelector("[data-finding] .attribution a")?.getAttribute("href"),
    }));
    assert.match(verdict ?? "", /No verdict; single sentences match agency text/);
    assert.match(cited ?? "", /^Last keepers of Cape Ammer light hand it to a machine Tarn Press Agency · Apr 2, 2026$/);
    assert.equal(href, STORY.altids.url);
    await panel.close();
    await tab.close();
  });

  test("pointing at a highlighted sentence opens a tip with its source, Escape closes it, and the page's DOM is as it was", async () => {
    const tab = await session.openPage("/tip", reprint());
    const before = await tab.run(() => document.documentElement.outerHTML);
    await session.check(tab);
    assert.equal(await tab.run(() => document.documentElement.outerHTML), before);

    const host = await openTip(tab);
    assert.equal(host.open, false, "the shadow root is closed");
    assert.equal(host.children, 0);
    await tab.press("Escape");
    assert.equal(await tab.run(() => document.documentElement.outerHTML), before);
    await tab.close();
  });

  test("a finding in the panel leads to its sentence in the page", async () => {
    const html = reprint().replace("<h1>", `<div style="height: 3000px"></div><h1>`);
    const tab = await session.openAndCheck("/far", html);
    const panel = await openPanel(session.browser, session.site.address("/far"));
    await panel.click("[data-finding]:last-of-type .reveal");
    await tab.until(() => scrollY > 1000);
    const last = await tab.run(() => {
      const range = [...(CSS.highlights.get("wirecopy-verbatim") ?? [])].at(-1);
      const { top, bottom } = /** @type {Range} */ (range).getBoundingClientRect();
      return top >= 0 && bottom <= innerHeight;
    });
    assert.ok(last, "the sentence is in view");
    await panel.close();
    await tab.close();
  });

  test("the strictest CSP and trusted types stop nothing", async () => {
    const policy = "default-src 'none'; script-src 'none'; style-src 'none'; require-trusted-types-for 'script'; trusted-types 'none'; sandbox";
    const url = session.site.put("/strict", { body: reprint(), headers: { "content-security-policy": policy } });
    const tab = await session.browser.open(url);
    await session.browser.clickToolbar(tab);
    const panel = await openPanel(session.browser, url);
    assert.equal(await panel.run(() => document.querySelector("#report")?.getAttribute("data-state")), "done");
    assert.equal((await findingsIn(panel)).length, REPRINTED.length);
    await panel.close();
    assert.deepEqual((await highlights(tab))["wirecopy-verbatim"], REPRINTED);
    await openTip(tab);
    await tab.close();
  });

  test("a page of a megabyte is read whole, and its comments are no article", async () => {
    const html = longPage();
    assert.ok(html.length > 1_000_000);
    const tab = await session.openAndCheck("/long", html);
    assert.deepEqual((await highlights(tab))["wirecopy-verbatim"], REPRINTED);
    await tab.close();
  });

  test("after the browser ended the background, the next click works", async () => {
    const tab = await session.openAndCheck("/killed", reprint());
    await tab.run(() => CSS.highlights.clear());
    await session.browser.killBackground();
    await session.check(tab);
    assert.deepEqual((await highlights(tab))["wirecopy-verbatim"], REPRINTED);
    await tab.close();
  });

  test("checking twice gives the same highlights once", async () => {
    const tab = await session.openAndCheck("/twice", reprint());
    await tab.run(() => CSS.highlights.clear());
    await session.check(tab);
    assert.deepEqual((await highlights(tab))["wirecopy-verbatim"], REPRINTED);
    await tab.close();
  });

  test("a plain text file is checked as it is", async () => {
    const url = session.site.put("/story.txt", { type: "text/plain; charset=utf-8", body: REPRINTED.join("\r\n\r\n") });
    const tab = await session.browser.open(url);
    await session.check(tab);
    assert.deepEqual((await highlights(tab))["wirecopy-verbatim"], REPRINTED);
    await tab.close();
  });

  test("a page that the browser brings back with its highlights has its badge again", async () => {
    const tab = await session.openAndCheck("/back", reprint());
    const path = session.site.put("/on", { body: ownReport() });
    await tab.go(path);
    assert.equal(await session.browser.badge(tab), "");
    await tab.run(() => void setTimeout(() => history.back()));
    // Chromium loads it anew for a driver.
    const expected = session.browser.name === "Firefox" ? "100%" : "";
    await tab.until((kept) => location.pathname === "/back" && document.readyState === "complete" && CSS.highlights.size === kept, expected ? 1 : 0);
    await eventually(async () => (await session.browser.badge(tab)) === expected, `the badge shows "${expected}"`);
    await tab.close();
  });

  test("on a page that nobody asked to check nothing happens", async () => {
    const asked = session.site.asked.length;
    const tab = await session.openPage("/unasked", reprint());
    const other = await session.openAndCheck("/asked", reprint());
    const seen = await tab.run(() => ({
      highlights: CSS.highlights.size,
      globals: Object.keys(globalThis).filter((name) => /wirecopy/i.test(name)),
      markup: /wirecopy|-extension:/i.test(document.documentElement.outerHTML),
    }));
    assert.deepEqual(seen, { highlights: 0, globals: [], markup: false });
    assert.equal(await session.browser.badge(tab), "");
    assert.deepEqual(session.site.asked.slice(asked).filter((path) => path !== "/favicon.ico"), ["/unasked", "/asked"]);
    await other.close();
    await tab.close();
  });
});
