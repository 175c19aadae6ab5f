// Messages of any shape from anybody: the background, the offscreen document and the engine answer in words or not at all, and do
// nothing for those who have no say.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import fc from "fast-check";
import { report } from "./reports.js";
import { reset, world } from "./stand-in.js";
import "../../extension/background.js";
import { EngineService } from "../../extension/engine/service.js";
import { MESSAGES, isMessage } from "../../extension/protocol.js";

const OWN = { id: "wirecopy", url: "extension:/panel.html" };

/** What anybody asked of the engine, of tabs, and of the stores. @type {string[]} */
let done = [];

beforeEach(() => {
  reset();
  done = [];
  world.page = ({ type }) => (done.push(`page ${type}`), type === "read" ? { page: '{"id":"https://site.example/","blocks":[]}', title: "" } : {});
  world.engine = ({ type }) => (done.push(`engine ${type}`), { report: report(), problems: [] });
  const { set } = world.session;
  world.session.set = (items) => (done.push("stored"), set.call(world.session, items));
});

/** Values of a shape, and now and then of none. @param {string} shape @returns {fc.Arbitrary<unknown>} */
function shaped(shape) {
  const array = fc.array(fc.anything(), { maxLength: 3 });
  const right = { number: fc.nat(9), string: fc.string(), boolean: fc.boolean(), object: fc.object(), array }[shape.replace("?", "")];
  return fc.oneof({ weight: 4, arbitrary: /** @type {fc.Arbitrary<unknown>} */ (right) }, { weight: 1, arbitrary: fc.anything() });
}

/** Messages of the protocol, whole or with something wrong. */
const nearly = fc.oneof(...Object.entries(MESSAGES).flatMap(([to, types]) => Object.entries(types).map(([type, shapes]) => {
  const fields = Object.fromEntries(Object.entries(shapes).map(([name, shape]) => [name, shaped(shape)]));
  return fc.record({ to: fc.constant(to), type: fc.constant(type), ...fields }, { requiredKeys: ["to", "type"] });
})));
const message = fc.oneof({ weight: 3, arbitrary: nearly }, { weight: 1, arbitrary: fc.anything() });

/** @param {unknown} message @param {object} sender @returns {Promise<any>} the reply; undefined where there is none */
const say = (message, sender) => new Promise((resolve) => {
  if (!world.hear(message, sender, resolve)) resolve(undefined);
});

/** @param {any} reply */
function isReply(reply) {
  if (reply === undefined) return;
  assert.equal(typeof reply.ok, "boolean");
  if (!reply.ok) assert.deepEqual(Object.values(reply.error).map((part) => typeof part), ["string", "string"]);
}

test("the extension's own pages get an answer in words to whatever they say", async () => {
  await fc.assert(fc.asyncProperty(message, async (message) => {
    const reply = await say(message, OWN);
    isReply(reply);
    assert.equal(reply !== undefined, isMessage(message, "background"));
  }), { numRuns: 500 });
});

test("other extensions and sites are not heard", async () => {
  const sender = fc.record({
    id: fc.oneof(fc.string(), fc.constant(undefined)), url: fc.constantFrom("extension:/panel.html", "https://site.example/", undefined),
    tab: fc.constantFrom({ id: 7 }, undefined),
  }).filter(({ id }) => id !== "wirecopy");
  await fc.assert(fc.asyncProperty(message, sender, async (message, sender) => {
    assert.equal(await say(message, sender), undefined);
  }), { numRuns: 500 });
  assert.deepEqual(done, []);
});

test("what speaks from within a page can have nothing checked on a site that is not switched on", async () => {
  const url = fc.constantFrom("https://site.example/", "http://extension:/", "about:blank", "data:,extension:/", "blob:extension:/", "", undefined);
  await fc.assert(fc.asyncProperty(message, url, fc.constantFrom(7, undefined), async (message, url, id) => {
    isReply(await say(message, { id: "wirecopy", url, origin: url, tab: { id } }));
  }), { numRuns: 500 });
  assert.deepEqual(done, []);
});

test("on a site that is switched on, what speaks from within a page has that page checked, and does nothing else", async () => {
  await world.local.set({ sites: { "https://site.example": "on" } });
  const sender = { id: "wirecopy", url: "https://site.example/a", origin: "https://site.example", tab: { id: 7 } };
  await fc.assert(fc.asyncProperty(message, async (message) => isReply(await say(message, sender))), { numRuns: 500 });
  for (const type of ["left", "arrived"]) await say({ to: "background", type }, sender);
  assert.deepEqual([...new Set(done)].sort(), ["engine check", "page read", "page show", "stored"]);
  assert.deepEqual([...world.session.items.keys()].filter((key) => key.startsWith("record:")), ["record:7"]);
});

test("the engine refuses what is no request in words, and answers the next one", async () => {
  const engine = { openPack: (/** @type {string} */ id) => ({ id }), closePack: () => true, check: () => ({ checked: true }) };
  const service = new EngineService(async () => /** @type {any} */ (engine), async () => ({ source: new Uint8Array(), close: () => undefined }));
  const good = { type: "check", page: { id: "p", text: "" }, sets: [{ id: "a", name: "A" }], sensitivity: "balanced" };
  await fc.assert(fc.asyncProperty(message, async (message) => {
    const outcome = await service.answer(/** @type {any} */ (message)).then(() => null, (error) => error);
    assert.ok(outcome === null || outcome instanceof Error, String(outcome));
    assert.deepEqual(await service.answer(good), { report: { checked: true }, problems: [] });
  }), { numRuns: 500 });
});
