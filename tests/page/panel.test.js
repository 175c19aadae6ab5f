// What the panel beside a page shows: the report of that page and of no other, and what to do where there was little to compare with.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { emptyDocument } from "./dom.js";
import { report, sentence } from "./reports.js";
import { reset, world } from "./stand-in.js";
import { checkTab } from "../../extension/background/check.js";
import { currentRecord } from "../../extension/panel/current.js";
import { lacksReferences } from "../../extension/panel/states.js";
import { builder } from "../../extension/view/element.js";
import { makeWords } from "../../extension/view/words.js";

const page = { id: "https://site.example/", blocks: [] };
const h = builder(emptyDocument());
const words = makeWords((key) => key);
let holds = page.id;

beforeEach(() => {
  reset();
  holds = page.id;
  world.page = ({ type }) => (type === "read" ? { page: JSON.stringify(page), title: "Title" } : type === "holds" ? holds : { shown: 0, missed: 0 });
  world.engine = () => ({ report: report(), problems: [] });
});

test("the report of the page beside the panel is shown as long as that page is there", async () => {
  await checkTab(7, { clicked: true });
  assert.equal((await currentRecord())?.page, page.id);
  holds = /** @type {any} */ (undefined);
  assert.equal(await currentRecord(), undefined, "it was loaded anew");
  holds = "https://site.example/before";
  assert.equal(await currentRecord(), undefined, "back is another page, which was checked before this one");
});

test("a report without highlights goes when its page became another one, and stays when only the rest of the address changed", async () => {
  await checkTab(7, { clicked: true });
  world.address = `${page.id}?from=newsletter#comments`;
  assert.equal((await currentRecord())?.page, page.id);
  world.address = `${page.id}another-story`;
  assert.equal(await currentRecord(), undefined);
  world.engine = () => ({ report: report({ sentences: [sentence(0, 9, "verbatim")] }), problems: [] });
  await checkTab(7, { clicked: true });
  assert.equal((await currentRecord())?.page, page.id, "the page says itself when what is highlighted has gone");
});

test("where there was only the example set to compare with, or none, adding articles is one click away", async () => {
  await checkTab(7, { clicked: true });
  const record = /** @type {import("../../extension/types.js").CheckRecord} */ (await currentRecord());
  assert.match(lacksReferences(h, words, record)?.textContent ?? "", /onlyExample.*addReferences/);
  const none = report({ verdict: { kind: "not-compared", share: 0, reason: "no-references", documents: [] } });
  assert.match(lacksReferences(h, words, { ...record, report: none })?.textContent ?? "", /addReferences/);
  const found = report({ verdict: { kind: "partial", share: 0.2, documents: [] } });
  assert.equal(lacksReferences(h, words, { ...record, report: found }), null);
  world.local.items.set("sets", [{ id: "own", name: "Own", enabled: true }]);
  await checkTab(7, { clicked: true });
  const withOwn = /** @type {import("../../extension/types.js").CheckRecord} */ (await currentRecord());
  assert.equal(lacksReferences(h, words, withOwn), null);
});
