// The engine's Worker and its near side, with a stand-in for the engine.

import assert from "node:assert/strict";
import { test } from "node:test";
import { EngineClient } from "../../extension/engine/client.js";
import { isCrash } from "../../extension/engine/crash.js";
import { EngineService } from "../../extension/engine/service.js";
import { named } from "../../extension/protocol.js";

/** An engine that only keeps account of what it was asked. */
class StandIn {
  /** @type {string[]} */
  calls = [];
  /** @type {string[]} */
  open = [];
  /** @param {string} id @param {unknown} source */
  openPack(id, source) {
    if (source === "damaged") throw Object.assign(new Error("cut short"), { name: "PackError" });
    if (source === "deep") throw new RangeError("Maximum call stack size exceeded");
    this.calls.push(`open ${id}`);
    this.open.push(id);
    return { id, documents: 1 };
  }
  /** @param {string} id */
  closePack(id) {
    this.calls.push(`close ${id}`);
    this.open = this.open.filter((other) => other !== id);
  }
  /** @param {{ id: string }} page @param {{ sensitivity: string }} options */
  check(page, { sensitivity }) {
    this.calls.push(`check ${page.id}`);
    const damaged = this.open.find((id) => id === "late");
    if (damaged) throw Object.assign(new Error("block 3 is damaged"), { name: "PackError", pack: damaged });
    if (page.id === "trap") throw new WebAssembly.RuntimeError("unreachable");
    return { page: page.id, sensitivity };
  }
}

/** @param {any} engine @param {string[]} [closed] */
const service = (engine, closed = []) =>
  new EngineService(async () => engine, async (set) => ({ source: /** @type {any} */ (set.file ?? "bytes"), close: () => closed.push(set.id) }));

const page = { id: "p", text: "" };
const [a, b] = [{ id: "a", name: "A" }, { id: "b", name: "B" }];
/** @param {object[]} sets */
const check = (sets, more = {}) => ({ type: "check", page, sets, sensitivity: "balanced", ...more });

test("packs are opened once and stay open for the next check", async () => {
  const engine = new StandIn();
  const worker = service(engine);
  await worker.answer(check([a, b]));
  await worker.answer(check([a, b]));
  assert.deepEqual(engine.calls, ["open a", "open b", "check p", "check p"]);
});

test("a set that is no longer wanted is let go of before the check", async () => {
  const engine = new StandIn();
  /** @type {string[]} */
  const closed = [];
  const worker = service(engine, closed);
  await worker.answer(check([a, b]));
  await worker.answer(check([b]));
  await worker.answer({ type: "keep", sets: [] });
  assert.deepEqual(engine.calls.slice(3), ["close a", "check p", "close b"]);
  assert.deepEqual(closed, ["a", "b"]);
});

test("a set whose pack was replaced is opened anew, and its old file let go of at once", async () => {
  const engine = new StandIn();
  const worker = service(engine);
  await worker.answer(check([{ ...a, file: "old.pack" }, b]));
  await worker.answer({ type: "keep", sets: [{ ...a, file: "new.pack" }, b] });
  assert.deepEqual(engine.calls.slice(3), ["close a"]);
  await worker.answer(check([{ ...a, file: "new.pack" }, b]));
  await worker.answer({ type: "describe", set: { ...a, file: "newer.pack" } });
  assert.deepEqual(engine.calls.slice(4), ["open a", "check p", "close a", "open a"]);
});

test("a set that cannot be opened is named; the others are compared with", async () => {
  const engine = new StandIn();
  /** @type {string[]} */
  const closed = [];
  const damaged = { id: "c", name: "C", file: "damaged" };
  const checked = /** @type {any} */ (await service(engine, closed).answer(check([damaged, a])));
  assert.deepEqual(checked.problems, [{ id: "c", name: "C", message: "cut short" }]);
  assert.deepEqual(engine.calls, ["open a", "check p"]);
  assert.deepEqual(closed, ["c"], "its file is not kept locked");
});

test("a set that turns out damaged during a check is named and let go of; the page is compared with the others", async () => {
  const engine = new StandIn();
  /** @type {string[]} */
  const closed = [];
  const checked = /** @type {any} */ (await service(engine, closed).answer(check([{ id: "late", name: "Late" }, a])));
  assert.deepEqual(checked.problems, [{ id: "late", name: "Late", message: "block 3 is damaged" }]);
  assert.equal(checked.report.page, "p");
  assert.deepEqual(engine.calls, ["open late", "open a", "check p", "close late", "check p"]);
  assert.deepEqual(closed, ["late"]);
});

test("an engine that crashes on a set is no fault of the set's, and is told when it was to be made ready, too", async () => {
  const engine = new StandIn();
  /** @type {string[]} */
  const closed = [];
  const worker = service(engine, closed);
  for (const type of ["check", "prepare"]) {
    await assert.rejects(worker.answer(check([{ id: "c", name: "C", file: "deep" }], { type })), isCrash);
  }
  assert.deepEqual(engine.calls, []);
  assert.deepEqual(closed, ["c", "c"]);
});

test("what leaves an engine in an unknown state is told from what it says", () => {
  class InternalError extends Error {}
  const crashes = [
    new WebAssembly.RuntimeError("unreachable"),
    new RangeError("Maximum call stack size exceeded"),
    new InternalError("too much recursion"),
    new Error("recursive use of an object detected which would lead to unsafe aliasing in rust"),
    new TypeError("wasm is undefined"),
  ];
  for (const error of crashes) assert.ok(isCrash(error), error.message);
  for (const error of [named("PackError", "cut short"), new DOMException("not allowed", "SecurityError"), "a string", undefined]) {
    assert.ok(!isCrash(error), String(error));
  }
});

test("requests are answered one after the other, also after one failed", async () => {
  const engine = new StandIn();
  const worker = service(engine);
  const outcomes = await Promise.allSettled([worker.answer({ type: "odd" }), worker.answer(check([a])), worker.answer({ type: "describe", set: a })]);
  assert.deepEqual(outcomes.map(({ status }) => status), ["rejected", "fulfilled", "fulfilled"]);
});

test("an engine that failed to load is loaded again at the next request", async () => {
  let tries = 0;
  const load = async () => {
    if (tries++ === 0) throw new Error("no network");
    return /** @type {any} */ (new StandIn());
  };
  const worker = new EngineService(load, async () => ({ source: new Uint8Array(), close: () => undefined }));
  await assert.rejects(worker.answer(check([a])), /no network/);
  assert.ok(await worker.answer(check([a])));
});

/** Workers that answer with `answer`. @param {(request: any) => any} answer */
function workers(answer) {
  /** @type {any[]} */
  const started = [];
  const start = () => {
    const worker = {
      ended: false,
      onmessage: /** @type {any} */ (null),
      onerror: /** @type {any} */ (null),
      terminate: () => (worker.ended = true),
      postMessage: (/** @type {any} */ { id, request }) => queueMicrotask(() => worker.onmessage({ data: { id, ...answer(request) } })),
    };
    started.push(worker);
    return worker;
  };
  return { started, client: new EngineClient(start) };
}

test("each request gets its own reply, from one Worker", async () => {
  const { started, client } = workers((request) => ({ reply: { ok: true, value: request.n } }));
  const replies = await Promise.all([1, 2, 3].map((n) => client.ask({ n })));
  assert.deepEqual(replies.map((reply) => reply.ok && reply.value), [1, 2, 3]);
  assert.equal(started.length, 1);
});

test("after a crash all that wait are told, and the next request gets a new Worker", async () => {
  const { started, client } = workers(({ bad }) => ({ crashed: bad, reply: { ok: !bad, error: { name: "RuntimeError", message: "unreachable" } } }));
  const replies = await Promise.all([client.ask({ bad: true }), client.ask({ bad: true })]);
  assert.deepEqual(replies, [1, 2].map(() => ({ ok: false, error: { name: "EngineCrash", message: "unreachable" } })));
  assert.equal(started[0].ended, true);
  assert.equal((await client.ask({ bad: false })).ok, true);
  assert.equal(started.length, 2);
});

test("a Worker that cannot start is an error in words, not silence", async () => {
  const { started, client } = workers(() => ({}));
  const waiting = client.ask({});
  started[0].onerror({ preventDefault() {}, message: "" });
  assert.deepEqual(await waiting, { ok: false, error: { name: "EngineCrash", message: "the engine could not be started" } });
});
