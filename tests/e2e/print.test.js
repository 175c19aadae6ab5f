// On paper: a checked page as it is, with its highlights where the browser prints them; the report as a light document that needs no
// screen, in both directions of writing.

import assert from "node:assert/strict";
import { before, test } from "node:test";
import { inflateSync } from "node:zlib";
import { extensionIn } from "./language.js";
import { highlights, inBothBrowsers, openPanel, taken } from "./session.js";
import { REPRINTED, STORY, page, reprint } from "./story.js";

/** @import { Tab } from "./browsers/types.js" */
/** @import { Session } from "./session.js" */

/** What a PDF draws with: its streams, unpacked. @param {Buffer} pdf */
function drawn(pdf) {
  const text = pdf.toString("latin1");
  assert.match(text, /^%PDF-/);
  return [...text.matchAll(/stream\r?\n([\s\S]*?)\r?\nendstream/g)].map(([, body = ""]) => {
    const bytes = Buffer.from(body, "latin1");
    return bytes[0] === 0x78 ? inflateSync(bytes, { finishFlush: 2 }).toString("latin1") : body;
  }).join("\n");
}

/** #c27400 of page.css, as a PDF says it. */
const VERBATIM_LINE = /\.76\d* \.45\d* 0 (rg|RG)/;

/** Run in a page: what can only be pressed and is shown all the same, and what is cut off or reaches beyond the paper. */
function faults() {
  const all = /** @type {HTMLElement[]} */ ([...document.body.querySelectorAll("*")]).filter((element) => element.checkVisibility());
  const pressed = all.filter((element) => element.matches("button, input, select, textarea"));
  const cut = all.filter((element) => getComputedStyle(element).overflowY !== "visible" && element.scrollHeight > element.clientHeight + 1 &&
    !element.closest("svg") && !element.matches(".spoken"));
  const wide = all.filter((element) => {
    const { left, right } = element.getBoundingClientRect();
    return !element.closest("svg") && (left < -1 || right > document.documentElement.clientWidth + 1);
  });
  return [...pressed, ...cut, ...wide].map((element) => element.outerHTML.slice(0, 80));
}

/** Run in a page: how light its ground and its text are, from 0 to 1. */
function lightness() {
  const context = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));
  const { backgroundColor, color } = getComputedStyle(document.body);
  return [backgroundColor, color].map((value) => {
    context.fillStyle = value;
    context.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
    return (red + green + blue) / 765;
  });
}

/** Holds a report to what paper needs. @param {Tab} tab @param {string} direction */
async function readsOnPaper(tab, direction) {
  await tab.resize(720, 1000);
  await tab.show("print");
  assert.deepEqual(await tab.run(faults), []);
  const [ground = 0, ink = 1] = await tab.run(lightness);
  assert.ok(ground > 0.9 && ink < 0.2, `dark on light, whatever the screen is: ground ${ground}, text ${ink}`);
  assert.equal(await tab.run(() => document.documentElement.dir), direction);
  assert.ok(await tab.run(() => [...document.querySelectorAll(".why li")].every((item) => item.getBoundingClientRect().height > 0)), "why is said");
  assert.equal(await tab.run(() => [...document.querySelectorAll("mark")].every((mark) => getComputedStyle(mark).printColorAdjust === "exact")), true);
  assert.match(drawn(await tab.print()), /BT/, "something is printed");
  await tab.show("screen");
}

/** @param {Session} session @param {string} direction */
function reports(session, direction) {
  before(async () => {
    await session.browser.prefer("dark");
    const options = await session.importFiles([session.file("lighthouse.json", JSON.stringify(STORY))]);
    await options.close();
  });

  test("a report is printed from the panel with the page's address and the time, and with what was found", async () => {
    const own = "The café by the jetty stays open until the last boat has come in, its tenant says.";
    const address = session.site.put("/printed", { body: page([...REPRINTED, own]) });
    const tab = await session.browser.open(address);
    await session.check(tab);
    const panel = await openPanel(session.browser, address);
    await readsOnPaper(panel, direction);
    await panel.show("print");
    assert.ok((await panel.run(() => /** @type {HTMLElement} */ (document.querySelector("#report")).innerText)).includes(address));
    await panel.show("screen");
    await panel.type("#find", "barometer");
    await panel.until(() => document.querySelectorAll("[data-finding]:not([hidden])").length === 1);
    await panel.show("print");
    assert.match(await panel.run(() => /** @type {HTMLElement} */ (document.querySelector(".filter")).innerText), /1.*5/, "that not all are shown is said");
    await panel.show("screen");
    const saved = await session.openPage("/saved", await taken(panel, "[data-take=html]"));
    await readsOnPaper(saved, direction);
    await saved.close();
    await panel.close();
    await tab.close();
  });

  test("pasted text is printed as a whole", async () => {
    const panel = await session.browser.openOwn("panel.html");
    await panel.run(() => chrome.storage.session.clear().then(() => true));
    await panel.until(() => document.querySelector("#paste:not([hidden])"));
    await panel.type("#paste-text", `${STORY.body_text}\n\n${STORY.body_text}`);
    await panel.click("#paste [type=submit]");
    await panel.until(() => document.querySelector("#report[data-state=done]"));
    await readsOnPaper(panel, direction);
    await panel.close();
  });
}

inBothBrowsers("printing", (session) => {
  reports(session, "ltr");

  test("a checked page is printed as it is, with its highlights where the browser prints them, and without an open tip", async () => {
    const tab = await session.openAndCheck("/paper", reprint());
    const marked = await highlights(tab);
    const panel = await openPanel(session.browser, session.site.address("/paper"));
    await panel.click("[data-finding] .reveal");
    await tab.until(() => document.documentElement.lastElementChild?.localName === "div");
    const host = () => tab.run(() => getComputedStyle(/** @type {Element} */ (document.documentElement.lastElementChild)).display);
    await tab.show("print");
    assert.equal(await host(), "none");
    await tab.show("screen");
    assert.equal(await host(), "block");
    await tab.run(() => {
      /** @type {any} */ (window).changes = [];
      new MutationObserver((records) => /** @type {any} */ (window).changes.push(...records.map(({ type }) => type)))
        .observe(document.body, { attributes: true, childList: true, characterData: true, subtree: true });
    });
    const printed = drawn(await tab.print());
    // Firefox prints no page's highlights.
    assert.equal(VERBATIM_LINE.test(printed), session.browser.name === "Chromium");
    assert.deepEqual(await highlights(tab), marked);
    assert.deepEqual(await tab.run(() => /** @type {any} */ (window).changes), []);
    await panel.close();
    await tab.close();
  });
});

inBothBrowsers("printing in Arabic", (session) => reports(session, "rtl"), { extension: () => extensionIn("ar") });
