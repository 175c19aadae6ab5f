// What is kept on the reader's computer: corrections with undo, remembered pages where wanted, sites that are always or never checked.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { report, sentence } from "./reports.js";
import { reset, world } from "./stand-in.js";
import { checkTab, checkText, dropClosed } from "../../extension/background/check.js";
import { lastRecord } from "../../extension/background/records.js";
import { addCorrection, correctionOf, correctionsOf, undoCorrection } from "../../extension/corrections.js";
import { addPage, loadAdded, takeOut } from "../../extension/added.js";
import { loadHistory } from "../../extension/history.js";
import { asReferences } from "../../extension/kept-page.js";
import { changeSettings } from "../../extension/settings.js";
import { isPrivate, loadSites, setSite, siteOf } from "../../extension/sites.js";
import { inShort } from "../../extension/view/in-part.js";
import { makeWords } from "../../extension/view/words.js";

const page = { id: "https://site.example/", blocks: [] };
const text = "One two. Three.\n\nFour.";

beforeEach(() => {
  reset();
  world.page = ({ type }) => (type === "read" ? { page: JSON.stringify(page), title: "Title" } : { shown: 0, missed: 0 });
  const sentences = [sentence(0, 8, "own"), sentence(9, 15, "own"), sentence(17, 22, "own"), sentence(17, 22, "furniture", { zone: "furniture" })];
  world.engine = () => ({ report: report({ text, sentences }), problems: [] });
});

test("a correction is kept for its page, replaced by a later one, and taken back", async () => {
  const corrected = { page: page.id, title: "T", text, engine: report().engine };
  await addCorrection(corrected, correctionOf("missed", sentence(0, 8, "own")));
  await addCorrection(corrected, correctionOf("not-derived", sentence(0, 8, "verbatim")));
  assert.deepEqual((await correctionsOf(corrected)).map(({ label, start }) => [label, start]), [["not-derived", 0]]);
  assert.deepEqual(await correctionsOf({ ...corrected, text: "Changed." }), [], "a page that was changed is another page");
  await undoCorrection(corrected, 0);
  assert.deepEqual(await correctionsOf(corrected), []);
});

test("pages are remembered only where the reader wants it, and never from a private window", async () => {
  await checkTab(7, { clicked: true });
  assert.deepEqual(await loadHistory(), []);
  await changeSettings({ history: true });
  world.incognito = true;
  await checkTab(7, { clicked: true });
  assert.deepEqual(await loadHistory(), []);
  world.incognito = false;
  await checkTab(7, { clicked: true });
  await checkTab(7, { clicked: true });
  assert.deepEqual((await loadHistory()).map(({ page, text }) => [page, text]), [[page.id, "One two. Three.\n\nFour."]]);
});

test("of a page without a verdict it is remembered what single sentences match, as badge and panel say it", async () => {
  await changeSettings({ history: true });
  const words = makeWords((key) => key);
  for (const [kind, found, said] of /** @type {const} */ ([
    ["independent", "verbatim", "verdictSingle"], ["independent", "shared-quotation", "verdictQuotations"], ["not-compared", "verbatim", "verdictTooFew"],
  ])) {
    world.engine = () => ({ report: report({ text, sentences: [sentence(0, 8, found)], verdict: { kind, share: 0, documents: [] } }), problems: [] });
    await checkTab(7, { clicked: true });
    const [entry] = await loadHistory();
    assert.equal(inShort(words, /** @type {any} */ (entry)), said);
  }
});

test("a selection is no page: it is neither remembered nor added", async () => {
  await changeSettings({ history: true });
  await checkTab(7, { clicked: true, selection: { text: "One two.", frame: 0 } });
  await addPage(/** @type {any} */ (await lastRecord()));
  assert.deepEqual([await loadHistory(), await loadAdded()], [[], []]);
});

test("the report of a private window goes with its tab; another one stays", async () => {
  for (const [incognito, left] of /** @type {const} */ ([[true, undefined], [false, "done"]])) {
    world.incognito = incognito;
    await checkTab(7, { clicked: true });
    await dropClosed(7);
    assert.equal((await lastRecord())?.state, left);
  }
});

test("so does what was pasted or selected beside a private page; beside another page it stays", async () => {
  for (const [incognito, left] of /** @type {const} */ ([[true, undefined], [false, "done"]])) {
    world.incognito = incognito;
    await checkText("Some text.", 7);
    assert.equal((await lastRecord())?.private ?? false, incognito, "no corrections are offered where the report is private");
    await dropClosed(8);
    assert.equal((await lastRecord())?.state, "done", "another tab was closed");
    await dropClosed(7);
    assert.equal((await lastRecord())?.state, left);
  }
});

test("a private tab that is closed while its check ends leaves nothing", async () => {
  world.incognito = true;
  world.page = ({ type }) => {
    if (type === "show") world.closed = true;
    return type === "read" ? { page: JSON.stringify(page), title: "Title" } : { shown: 0, missed: 0 };
  };
  await checkTab(7, { clicked: true });
  assert.equal(await lastRecord(), undefined);
});

test("a page that is added is kept once, as it was checked last, until it is taken out; one of a private window is not added", async () => {
  world.incognito = true;
  await checkTab(7, { clicked: true, add: true });
  assert.deepEqual(await loadAdded(), []);
  world.incognito = false;
  await checkTab(7, { clicked: true, add: true });
  await addPage(/** @type {any} */ (await lastRecord()));
  assert.deepEqual((await loadAdded()).map(({ page, text }) => [page, text]), [[page.id, "One two. Three.\n\nFour."]]);
  world.engine = () => ({ report: report({ text, sentences: [] }), problems: [] });
  await checkTab(8, { clicked: true });
  await addPage({ .../** @type {any} */ (await lastRecord()), page: "https://site.example/empty" });
  assert.equal((await loadAdded()).length, 1, "a page without an article is not added");
  await takeOut(page.id);
  assert.deepEqual(await loadAdded(), []);
});

test("remembered pages are references, named after their site", async () => {
  await changeSettings({ history: true });
  await checkTab(7, { clicked: true });
  const reference = JSON.parse(asReferences(await loadHistory()));
  assert.deepEqual([reference.uri, reference.infosource[0].name, reference.altids.url], [page.id, "site.example", page.id]);
});

test("a page that is remembered or was added is not traced to itself", async () => {
  const sets = ["history-1", "added-1", "own"].map((id) => ({ id, name: "", enabled: true }));
  await world.local.set({ sets });
  /** @type {string[][]} */
  const compared = [];
  const answer = world.engine;
  world.engine = (request) => {
    compared.push(request.sets.map((/** @type {{ id: string }} */ { id }) => id));
    return answer(request);
  };
  await changeSettings({ history: true });
  await checkTab(7, { clicked: true });
  await checkTab(7, { clicked: true, add: true });
  await checkTab(7, { clicked: true });
  assert.deepEqual(compared, [["bundled", "history-1", "added-1", "own"], ["bundled", "added-1", "own"], ["bundled", "own"]]);
});

test("a site that is switched off is not read, a click notwithstanding", async () => {
  await setSite("https://site.example", "off");
  let read = false;
  world.page = () => (read = true);
  await checkTab(7, { clicked: true });
  assert.equal((await lastRecord())?.error?.name, "SiteOff");
  assert.equal(read, false);
  await setSite("https://site.example", null);
  assert.deepEqual(await loadSites(), {});
});

test("a site that an administrator switched off is not read, and that is said", async () => {
  await world.managed.set({ sites: [{ site: "https://site.example", state: "off" }] });
  world.page = () => assert.fail("the page was read");
  for (const own of /** @type {const} */ ([null, "on", "off"])) {
    await setSite("https://site.example", own);
    await checkTab(7, { clicked: true });
    assert.equal((await lastRecord())?.error?.name, "SitePreset");
  }
});

test("the browser runs something by itself only on sites that are switched on", async () => {
  await setSite("https://one.example", "on");
  await setSite("https://two.example:8080", "on");
  await setSite("https://three.example", "off");
  assert.deepEqual(world.registered, ["https://one.example/*", "https://two.example/*"]);
  await setSite("https://one.example", null);
  await setSite("https://two.example:8080", "off");
  assert.deepEqual(world.registered, []);
});

test("sites of banks, payment, mail, health and logins are known by their names", () => {
  const known = ["www.examplebank.com", "bank.example", "mail.example.org", "outlook.live.com", "online-banking.example.de", "paypal.com", "accounts.example",
    "my-health.example", "patient.example.org", "login.example.org", "sso.example"];
  for (const host of known) {
    assert.ok(isPrivate(`https://${host}`), host);
  }
  for (const host of ["www.dailymail.example", "news.example", "banktree-nursery.example", "postbox-times.example", "riverbanks.example"]) {
    assert.ok(!isPrivate(`https://${host}`), host);
  }
});

test("only web pages have a site", () => {
  assert.equal(siteOf("https://a.example/x?y#z"), "https://a.example");
  for (const address of ["about:blank", "file:///x", "", "nothing"]) assert.equal(siteOf(address), null, address);
});
