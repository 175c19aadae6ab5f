// Followed sources as the background has them: turns, outcomes, presets, and nothing lost where the browser ends the background.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { reset, world } from "./stand-in.js";
import { beginTurn, endTurn, followDue, schedule } from "../../extension/background/follow.js";
import { addFollowed, changeFollowed, loadFollowed } from "../../extension/follow/list.js";
import { managedSites, unusableSources } from "../../extension/managed.js";
import { loadSensitivity, loadSets } from "../../extension/sets.js";
import { loadSites } from "../../extension/sites.js";

const FEED = "https://news.example/feed";
const INFO = { id: "", name: "", documents: 3, sentences: 9, bytes: 100, newest: null, checksum: "c", store: "text", first: null, sources: [], languages: [] };

/** @param {object} [more] */
const success = (more = {}) => /** @type {any} */ ({
  ok: true, fetched: true, address: FEED, validators: { etag: '"1"' }, fresh: 0, counts: { added: 3, changed: 0, expired: 0 }, summaries: 0, sites: [],
  title: "TPA", set: { file: "new.pack", info: INFO }, ...more,
});
/** @param {string} name @param {number} [wait] */
const failure = (name, wait = 0) => /** @type {any} */ ({ ok: false, fetched: true, error: { name, message: "" }, wait });
const own = async () => (await loadSets()).filter(({ id }) => id.startsWith("followed-"));
/** @param {string} id */
const stateOf = async (id) => /** @type {any} */ ((await loadFollowed()).find((one) => one.id === id))?.state;

/** @type {string} */
let id;
beforeEach(async () => {
  reset();
  world.granted = ["https://news.example/*"];
  world.engine = () => undefined;
  id = await addFollowed({ address: FEED });
});

test("what was added is due at once, once, and the same address is not followed twice", async () => {
  assert.equal(await addFollowed({ address: FEED }), id);
  assert.equal((await beginTurn(id, "due"))?.address, FEED);
  assert.equal(await beginTurn(id, "due"), null, "it is being fetched");
  assert.equal((await beginTurn(id, "asked"))?.address, FEED, "the reader asked for it");
});

test("a success makes the set, says when it comes again, and is remembered with its validators", async () => {
  await beginTurn(id, "due");
  await endTurn(id, success());
  const [set] = await own();
  assert.deepEqual([set?.id, set?.name, set?.file, set?.documents, set?.enabled], [id, "TPA", "new.pack", 3, true]);
  const { next, fetched, failures, error } = await stateOf(id);
  assert.deepEqual([Date.parse(next) - Date.parse(fetched), failures, error], [3_600_000, 0, undefined]);
  assert.equal(world.alarms.get("follow"), Date.parse(next));
  assert.deepEqual((await beginTurn(id, "asked"))?.validators, { etag: '"1"' });
});

test("a set that was switched off stays off when it is replaced", async () => {
  await endTurn(id, success());
  const sets = await loadSets();
  await world.local.set({ sets: sets.map((set) => ({ ...set, enabled: false })) });
  await endTurn(id, success({ set: { file: "newer.pack", info: INFO } }));
  assert.deepEqual((await own()).map(({ file, enabled }) => [file, enabled]), [["newer.pack", false]]);
});

test("unchanged, the set stays; where nothing is left, it goes, and is fetched whole again", async () => {
  await endTurn(id, success());
  await endTurn(id, success({ set: undefined }));
  assert.equal((await own())[0]?.file, "new.pack");
  await endTurn(id, success({ set: null }));
  assert.deepEqual(await own(), []);
  assert.deepEqual((await beginTurn(id, "asked"))?.validators, {});
});

test("failures leave the set as it was, and come after ever longer pauses", async () => {
  await endTurn(id, success());
  const pauses = [];
  for (let failures = 1; failures <= 3; failures++) {
    await beginTurn(id, "asked");
    const before = Date.now();
    await endTurn(id, failure("Status"));
    pauses.push(Math.round((Date.parse((await stateOf(id)).next) - before) / 60_000));
  }
  assert.deepEqual(pauses, [5, 10, 20]);
  assert.equal((await own())[0]?.file, "new.pack");
  assert.equal((await stateOf(id)).failures, 3);
  await endTurn(id, success());
  assert.deepEqual([(await stateOf(id)).failures, (await stateOf(id)).error], [0, undefined]);
});

test("a turn that nobody brought to its end counts as interrupted, and is tried again", async () => {
  await beginTurn(id, "due");
  const { error, next } = await stateOf(id);
  assert.equal(error.name, "Interrupted");
  assert.ok(Date.parse(next) > Date.now());
  assert.equal(world.alarms.get("follow"), Date.parse(next));
});

test("without the browser's leave nothing is asked of the site", async () => {
  world.granted = [];
  assert.equal(await beginTurn(id, "asked"), null);
  assert.deepEqual((await stateOf(id)).error, { name: "NotGranted", message: "news.example" });
});

test("a paused source is not fetched by itself", async () => {
  await changeFollowed(id, () => ({ paused: true }));
  assert.equal(await beginTurn(id, "due"), null);
  await schedule();
  assert.equal(world.alarms.has("follow"), false);
});

test("articles go after their days from sources that are paused, gone, failing or not allowed any more, and nothing is fetched for that", async () => {
  const old = new Date(Date.now() - 40 * 86_400_000).toISOString();
  const young = new Date(Date.now() - 86_400_000).toISOString();
  const ways = /** @type {(() => Promise<unknown>)[]} */ ([
    () => changeFollowed(id, () => ({ paused: true })),
    () => endTurn(id, failure("Gone")),
    () => endTurn(id, failure("NotFound")),
    async () => void (world.granted = []),
  ]);
  for (const stop of ways) {
    await endTurn(id, success({ oldest: old }));
    await stop();
    const before = await stateOf(id);
    world.alarms.clear();
    await schedule();
    assert.ok((world.alarms.get("follow") ?? Infinity) <= Date.now() + 1_000, "the browser calls at once");
    const job = await beginTurn(id, "expiry");
    assert.deepEqual([job?.fetch, job?.file, job?.days], [false, "new.pack", 30]);
    await endTurn(id, { ok: true, fetched: false, summaries: 0, sites: [], oldest: young, set: { file: "younger.pack", info: /** @type {any} */ (INFO) } });
    assert.equal((await own())[0]?.file, "younger.pack");
    const { expired: _, ...after } = await stateOf(id);
    assert.deepEqual(after, { ...before, summaries: 0, sites: [], oldest: young });
    assert.equal(await beginTurn(id, "expiry"), null);
    await changeFollowed(id, () => ({ paused: false }));
  }
});

test("a change of the days is heeded at once; where it fails the set stays, and it is tried again in an hour", async () => {
  await endTurn(id, success({ oldest: new Date(Date.now() - 10 * 86_400_000).toISOString() }));
  assert.equal(await beginTurn(id, "expiry"), null);
  await changeFollowed(id, () => ({ days: 7 }));
  const before = await stateOf(id);
  world.engine = async ({ type, ids, why }) => {
    assert.deepEqual([type, ids, why, (await beginTurn(id, why))?.fetch], ["run", [id], "expiry", false]);
    await endTurn(id, { ...failure("StorageFull"), fetched: false });
  };
  await followDue();
  const { expired, ...after } = await stateOf(id);
  assert.deepEqual([after, (await own())[0]?.file], [before, "new.pack"]);
  assert.equal(world.alarms.get("follow"), Math.min(Date.parse(expired) + 3_600_000, Date.parse(after.next)));
  assert.equal(await beginTurn(id, "expiry"), null);
});

test("what was removed during its turn leaves nothing", async () => {
  await beginTurn(id, "due");
  await world.local.set({ followed: [] });
  await endTurn(id, success());
  assert.deepEqual([await own(), await loadFollowed()], [[], []]);
});

test("however often a redirect comes, the address stays as it was typed; where the last answer came from is known", async () => {
  for (let times = 0; times < 5; times++) await endTurn(id, success({ address: "https://news.example/v12" }));
  assert.deepEqual([(await loadFollowed())[0]?.address, (await stateOf(id)).answered], [FEED, "https://news.example/v12"]);
  await endTurn(id, success());
  assert.deepEqual([(await loadFollowed())[0]?.address, (await stateOf(id)).answered], [FEED, undefined]);
});

test("presets come first, keep their state, and go with the preset, their sets too", async () => {
  const preset = { address: "https://agency.example/wire.pack", name: "Wire", days: 7 };
  await world.managed.set({ sources: [preset, { address: "no address" }, { address: "https://a.example/", key: "no key" }] });
  const [first, second] = await loadFollowed();
  assert.deepEqual([first?.address, first?.preset, first?.days, first?.minutes, second?.id], [preset.address, true, 7, 60, id]);
  const presetId = first?.id ?? "";
  world.granted.push("https://agency.example/*");
  await beginTurn(presetId, "due");
  await endTurn(presetId, success({ address: preset.address }));
  assert.deepEqual([(await loadFollowed())[0]?.address, (await own()).length], [preset.address, 1]);
  assert.equal((await stateOf(presetId)).failures, 0);
  await world.managed.set({ sources: [] });
  await schedule();
  assert.deepEqual([(await loadFollowed()).map((one) => one.id), await own()], [[id], []]);
});

test("a preset source with a wrong address or key is not followed, and is told with the reason", async () => {
  await world.managed.set({ sources: [{ address: "no address", name: "Wire" }, { address: "https://a.example/", key: "no key" }, { address: FEED }, null] });
  assert.deepEqual((await loadFollowed()).filter(({ preset }) => preset).map(({ address }) => address), [FEED]);
  assert.deepEqual(await unusableSources(), [
    { name: "Wire", address: "no address", key: "", wrong: "address" },
    { name: "", address: "https://a.example/", key: "no key", wrong: "key" },
    { name: "", address: "", key: "", wrong: "address" },
  ]);
  await world.managed.set({ sources: "all" });
  assert.deepEqual(await unusableSources(), []);
});

test("items that could not be read are remembered until the feed changes", async () => {
  const unread = { count: 2, first: "3: is not JSON" };
  await endTurn(id, success({ unread }));
  await endTurn(id, success({ set: undefined }));
  assert.deepEqual((await stateOf(id)).unread, unread);
  await endTurn(id, success({ unread: { count: 0, first: "" } }));
  assert.equal((await stateOf(id)).unread, undefined);
});

test("preset sensitivity and sites go before what the reader chose; nonsense is passed over", async () => {
  await world.local.set({ sensitivity: "sensitive", sites: { "https://a.example": "on", "https://b.example": "on" } });
  await world.managed.set({ sensitivity: "cautious", sites: [{ site: "https://a.example/x", state: "off" }, { site: "c.example", state: "perhaps" }, 7] });
  assert.equal(await loadSensitivity(), "cautious");
  assert.deepEqual(await managedSites(), { "https://a.example": "off" });
  assert.deepEqual(await loadSites(), { "https://a.example": "off", "https://b.example": "on" });
  await world.managed.set({ sensitivity: "reckless", sites: "all" });
  assert.deepEqual([await loadSensitivity(), await managedSites()], ["sensitive", {}]);
});
