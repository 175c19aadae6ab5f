// Messages are taken only in the shape that protocol.js gives them.

import assert from "node:assert/strict";
import { test } from "node:test";
import { MESSAGES, failureOf, isMessage, named, replyOf, valueOf } from "../../extension/protocol.js";

/** A value of each shape. @type {Record<string, unknown>} */
const EXAMPLES = { number: 1, string: "x", boolean: true, object: {}, array: [] };

for (const [to, types] of Object.entries(MESSAGES)) {
  for (const [type, shapes] of Object.entries(types)) {
    /** @type {Record<string, any>} */
    const whole = { to, type };
    for (const [field, shape] of Object.entries(shapes)) whole[field] = EXAMPLES[shape.replace("?", "")];
    const receiver = /** @type {any} */ (to);

    test(`${to}.${type} is taken in its shape, by its receiver alone`, () => {
      assert.ok(isMessage(whole, receiver));
      for (const other of Object.keys(MESSAGES)) if (other !== to) assert.ok(!isMessage(whole, /** @type {any} */ (other)));
    });

    test(`${to}.${type} is refused out of shape`, () => {
      assert.ok(!isMessage({ ...whole, extra: 1 }, receiver));
      for (const [field, shape] of Object.entries(shapes)) {
        const { [field]: _, ...without } = whole;
        assert.equal(isMessage(without, receiver), shape.endsWith("?"), `without ${field}`);
        for (const wrong of [null, shape.startsWith("boolean") ? 1 : true, shape.startsWith("string") ? 1 : "x"]) {
          assert.ok(!isMessage({ ...whole, [field]: wrong }, receiver), `${field} = ${wrong}`);
        }
      }
    });
  }
}

test("what is no message is refused", () => {
  for (const value of [null, undefined, 1, "check", [], {}, { to: "page" }, { to: "page", type: "toString" }, { to: "page", type: "__proto__" }]) {
    assert.ok(!isMessage(value, "page"), JSON.stringify(value));
  }
});

test("an error keeps its name on the way through a reply", async () => {
  const reply = await replyOf(() => {
    throw named("PackError", "damaged");
  });
  assert.deepEqual(reply, { ok: false, error: { name: "PackError", message: "damaged" } });
  assert.throws(() => valueOf(reply), { name: "PackError", message: "damaged" });
});

test("a value comes through a reply, and no reply is an error", async () => {
  assert.equal(valueOf(await replyOf(async () => 3)), 3);
  assert.throws(() => valueOf(undefined), { name: "NoAnswer" });
  assert.deepEqual(failureOf("odd"), { name: "Error", message: "odd" });
});
