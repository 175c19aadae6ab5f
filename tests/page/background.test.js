// One check as the background runs it: what is recorded, what the badge shows, and what happens when something goes wrong.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { document, report, sentence } from "./reports.js";
import { GONE, reset, world } from "./stand-in.js";
import { badgeOf, titleOf } from "../../extension/background/badge.js";
import { checkTab, checkText, failInterrupted, leave } from "../../extension/background/check.js";
import { lastRecord, loadRecord } from "../../extension/background/records.js";

const page = { id: "https://site.example/", blocks: [] };

beforeEach(() => {
  reset();
  world.page = ({ type }) => (type === "read" ? { page: JSON.stringify(page), title: "Title" } : { shown: 0, missed: 0 });
  world.engine = () => ({ report: report({ verdict: { kind: "partial", share: 0.314, documents: [] } }), problems: [] });
});

/** @param {string} kind @param {number} share */
const badge = (kind, share) => badgeOf(/** @type {any} */ ({ state: "done", report: report({ verdict: { kind, share, documents: [] } }) }));

test("the badge: share in per cent, nothing where independent, ? where nothing could be compared, … while working", () => {
  assert.equal(badge("partial", 0.314), "31%");
  assert.equal(badge("verbatim", 1), "100%");
  assert.equal(badge("independent", 0), "");
  assert.equal(badge("not-compared", 0), "?");
  assert.equal(badgeOf(/** @type {any} */ ({ state: "checking" })), "…");
  assert.equal(badgeOf(/** @type {any} */ ({ state: "failed" })), "?");
});

test("the badge says in words why there is no verdict, and does not deny what single sentences match", () => {
  const title = (/** @type {object} */ verdict, /** @type {object[]} */ sentences = []) =>
    titleOf(/** @type {any} */ ({ state: "done", report: report({ verdict, sentences }) }));
  assert.equal(title({ kind: "not-compared", share: 0, reason: "too-short", documents: [] }), "reason_too_short");
  assert.equal(title({ kind: "partial", share: 0.3, documents: [] }), "badge_partial");
  const independent = { kind: "independent", share: 0, documents: [] };
  assert.equal(title(independent), "badge_independent");
  assert.equal(title(independent, [sentence(0, 9, "shared-quotation")]), "verdictQuotations");
  assert.equal(title({ ...independent, documents: [document()] }, [sentence(0, 9, "verbatim")]), "verdictSingle");
  assert.equal(titleOf(/** @type {any} */ ({ state: "checking" })), "badge_checking");
});

test("a check leaves a record that the panel can show, and the badge", async () => {
  await checkTab(7, { clicked: true });
  const record = await lastRecord();
  assert.deepEqual([record?.state, record?.tabId, record?.page, record?.report?.verdict.kind], ["done", 7, page.id, "partial"]);
  assert.equal(world.badges.get(7), "31%");
});

test("a page that the browser bars is told from one whose grant has ended", async () => {
  world.refusals = Infinity;
  await checkTab(7, { clicked: true });
  assert.equal((await lastRecord())?.error?.name, "PageBarred");
  await checkTab(7, {});
  assert.equal((await lastRecord())?.error?.name, "NotGranted");
  assert.equal(world.badges.get(7), "?");
});

test("a page that is refused only in the moment of the click is checked", async () => {
  world.refusals = 2;
  await checkTab(7, { clicked: true });
  assert.equal((await lastRecord())?.state, "done");
  world.refusals = 1;
  await checkTab(7, {});
  assert.equal((await lastRecord())?.error?.name, "NotGranted");
});

test("a page in which the browser runs nothing, without an error, is barred", async () => {
  world.injected = [null];
  await checkTab(7, { clicked: true });
  assert.equal((await lastRecord())?.error?.name, "PageBarred");
});

test("an error of the engine is kept with its name", async () => {
  world.engine = () => {
    throw Object.assign(new Error("block 3 is damaged"), { name: "PackError" });
  };
  await checkTab(7, { clicked: true });
  assert.deepEqual((await lastRecord())?.error, { name: "PackError", message: "block 3 is damaged" });
});

test("a page that went away during the check, and an engine that did, are told apart", async () => {
  const answer = world.page;
  world.page = (message) => {
    if (message.type === "show") throw GONE;
    return answer(message);
  };
  await checkTab(7, { clicked: true });
  assert.equal((await lastRecord())?.error?.name, "PageLeft");
  world.engine = () => {
    throw GONE;
  };
  await checkTab(7, { clicked: true });
  assert.equal((await lastRecord())?.error?.name, "EngineCrash");
});

test("of two checks of one tab the later one counts, whichever ends first", async () => {
  /** @type {((value: any) => void)[]} */
  const waiting = [];
  world.engine = () => new Promise((resolve) => waiting.push(resolve));
  const checks = [checkTab(7, { clicked: true }), checkTab(7, { clicked: true })];
  while (waiting.length < 2) await new Promise((resolve) => setImmediate(resolve));
  const outcome = (/** @type {number} */ share) => ({ report: report({ verdict: { kind: "partial", share, documents: [] } }), problems: [] });
  waiting[1]?.(outcome(0.2));
  waiting[0]?.(outcome(0.1));
  await Promise.all(checks);
  assert.equal((await lastRecord())?.report?.verdict.share, 0.2);
});

test("a check that an earlier life of the background left behind is said to be interrupted", async () => {
  const record = { key: "record:7", run: "earlier/0", tabId: 7, state: "checking", page: "", title: "" };
  await world.session.set({ "record:7": record, last: "record:7" });
  await failInterrupted();
  assert.deepEqual([(await lastRecord())?.state, (await lastRecord())?.error?.name, world.badges.get(7)], ["failed", "Interrupted", "?"]);
});

test("a click that wakes the background is answered, whatever became of the check that was interrupted", async () => {
  const record = { key: "record:7", run: "earlier/0", tabId: 7, state: "checking", page: "", title: "" };
  await world.session.set({ "record:7": record, last: "record:7" });
  await Promise.all([failInterrupted(), checkTab(7, { clicked: true })]);
  assert.equal((await lastRecord())?.state, "done");
});

test("pasted text is checked beside the tab it was pasted at", async () => {
  world.engine = ({ page }) => ({ report: report({ page: page.id, title: page.text }), problems: [] });
  await checkText("Some text.", 7);
  const record = await lastRecord();
  assert.deepEqual([record?.tabId, record?.beside, record?.text, record?.report?.title], [null, 7, "Some text.", "Some text."]);
});

test("a selection that cannot be found in the page is checked as the text that it is", async () => {
  world.engine = ({ page }) => ({ report: report({ page: page.id, title: page.text }), problems: [] });
  world.refusals = Infinity;
  await checkTab(7, { clicked: true, selection: { text: "Typed into a field.", frame: 0 } });
  const record = await lastRecord();
  assert.deepEqual([record?.state, record?.tabId, record?.beside, record?.report?.title], ["done", null, 7, "Typed into a field."]);
});

test("old records make way for new ones", async () => {
  for (let tab = 1; tab <= 9; tab++) await checkTab(tab, { clicked: true });
  const kept = [...world.session.items.keys()].filter((key) => key.startsWith("record:"));
  assert.deepEqual(kept.sort(), [4, 5, 6, 7, 8, 9].map((tab) => `record:${tab}`));
});

test("more checks at once than records are kept all come to an end", async () => {
  const tabs = Array.from({ length: 9 }, (_, index) => index + 1);
  await Promise.all(tabs.map((tab) => checkTab(tab, { clicked: true })));
  assert.deepEqual(tabs.map((tab) => world.badges.get(tab)), tabs.map(() => "31%"));
  const kept = [...world.session.items.keys()].filter((key) => key.startsWith("record:"));
  assert.equal(kept.length, 6);
  assert.deepEqual(kept.sort(), [...(world.session.items.get("order"))].sort());
});

test("where the session's store is full the newest report is kept", async () => {
  world.engine = () => ({ report: report({ text: "x".repeat(40_000) }), problems: [] });
  world.session.limit = 100_000;
  for (let tab = 1; tab <= 4; tab++) await checkTab(tab, { clicked: true });
  assert.equal((await lastRecord())?.state, "done");
  assert.equal((await loadRecord("record:4"))?.report?.text?.length, 40_000);
});

test("a report that the session's store cannot hold ends its check with the reason", async () => {
  world.session.limit = 4_000;
  world.engine = () => ({ report: report({ text: "x".repeat(5_000) }), problems: [] });
  await checkTab(7, { clicked: true });
  const record = await lastRecord();
  assert.deepEqual([record?.state, record?.report, record?.error?.message], ["failed", undefined, "quota exceeded"]);
  assert.equal(world.badges.get(7), "?");
});

test("a title without end holds up no check", async () => {
  world.session.limit = 100_000;
  world.page = ({ type }) => (type === "read" ? { page: JSON.stringify(page), title: "x".repeat(200_000) } : {});
  await checkTab(7, { clicked: true });
  assert.deepEqual([(await lastRecord())?.state, (await lastRecord())?.title.length, world.badges.get(7)], ["done", 1_024, "31%"]);
});

test("what a cancelled check finds is dropped, and not shown in the page", async () => {
  const shown = /** @type {string[]} */ ([]);
  const { page: asked } = world;
  world.page = (message) => (shown.push(message.type), asked(message));
  /** @type {((value: any) => void) | undefined} */
  let answer;
  world.engine = () => new Promise((resolve) => (answer = resolve));
  const checking = checkTab(7, { clicked: true });
  while (!answer) await new Promise((resolve) => setImmediate(resolve));
  await leave(7);
  /** @type {(value: any) => void} */ (answer)({ report: report(), problems: [] });
  await checking;
  assert.equal(await loadRecord("record:7"), undefined);
  assert.equal(world.badges.get(7), "");
  assert.deepEqual(shown, ["read"]);
});
