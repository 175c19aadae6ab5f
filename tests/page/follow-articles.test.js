// The articles of a feed between two fetches: updates take the place of older versions, full texts stay, old ones go.

import assert from "node:assert/strict";
import { test } from "node:test";
import { filled, keptOf, merge, readKept, released, standing, unexpired, writeKept } from "../../extension/follow/articles.js";

/** @import { Article } from "../../extension/types.js" */

const FEED = "https://news.example/feed";
const NOW = "2026-03-04T12:00:00Z";
const AT = Date.parse(NOW);
/** @type {Article} */
const ARTICLE = {
  uri: "urn:a", headline: "Ferries stop", body: "Ferries stopped.", language: "en", published: "2026-03-04T09:00:00Z", version: null, source: "TPA",
  byline: null, usageterms: null, embargoed: null, url: "https://news.example/a", summary: false,
};
/** @param {Partial<Article>} [changes] @param {string} [seen] */
const kept = (changes = {}, seen = NOW) => keptOf({ ...ARTICLE, ...changes }, FEED, seen);

test("an article is kept as ninjs with what the importer reads, and comes back from the file as it was", () => {
  const one = kept({ version: 3, byline: "Ada Pell", usageterms: "© TPA", embargoed: "2026-03-05T00:00:00Z" });
  assert.deepEqual(one, {
    uri: "urn:a", type: "text", headline: "Ferries stop", body_text: "Ferries stopped.", versioncreated: "2026-03-04T09:00:00Z", version: 3,
    infosource: [{ name: "TPA" }], byline: "Ada Pell", usageterms: "© TPA", embargoed: "2026-03-05T00:00:00Z", language: "en",
    altids: { url: "https://news.example/a" }, seen: NOW,
  });
  assert.deepEqual(readKept(writeKept([one, kept({ uri: "urn:b" })])), [one, kept({ uri: "urn:b" })]);
});

test("a line that was cut off is passed over, and the others are read", () => {
  const text = writeKept([kept(), kept({ uri: "urn:b" })]);
  assert.deepEqual(readKept(text.slice(0, -20)), [kept()]);
  assert.deepEqual(readKept(""), []);
});

test("an article without an identifier goes by its headline, not by its place in the feed", () => {
  assert.equal(kept({ uri: `${FEED}:1` }).uri, kept({ uri: `${FEED}:7` }).uri);
  assert.notEqual(kept({ uri: `${FEED}:1` }).uri, kept({ uri: `${FEED}:1`, headline: "Trains stop" }).uri);
});

test("new articles are added, newer versions replace, older and equal ones change nothing", () => {
  const first = [kept({ version: 2 })];
  const bring = (/** @type {Partial<Article>} */ changes) => merge(first, [kept(changes, "2026-03-05T00:00:00Z")], AT);
  assert.deepEqual([bring({ uri: "urn:b" }).added, bring({ uri: "urn:b" }).articles.length], [1, 2]);
  const newer = bring({ version: 3, body: "Ferries stopped again." });
  assert.deepEqual([newer.changed, newer.articles[0]?.body_text, newer.articles[0]?.seen], [1, "Ferries stopped again.", NOW]);
  for (const changes of [{ version: 1, body: "Old." }, { version: 2 }, { version: 2, published: "2026-03-04T08:00:00Z", body: "Old." }]) {
    const same = bring(changes);
    assert.deepEqual([same.added, same.changed, same.articles], [0, 0, first], JSON.stringify(changes));
  }
});

test("a correction under the same time is taken", () => {
  assert.equal(merge([kept()], [kept({ body: "Ferries stopped on Tuesday." })], AT).articles[0]?.body_text, "Ferries stopped on Tuesday.");
});

test("of two versions the later one stays, by time where both have one, then by number", () => {
  const first = kept({ version: 1 });
  assert.equal(merge([first], [kept({ published: "2026-03-05T09:00:00Z", headline: "Later" })], AT).articles[0]?.headline, "Later");
  assert.equal(merge([first], [kept({ version: 2, published: "2026-03-03T09:00:00Z", headline: "Earlier" })], AT).articles[0]?.headline, "Ferries stop");
});

test("a version under embargo stands beside the one that may be used, and takes its place when the embargo ends", () => {
  const [first, held] = [kept({ version: 1 }), kept({ version: 2, published: "2026-03-04T10:00:00Z", embargoed: "2026-03-05T00:00:00Z" })];
  for (const brought of [[held], [held, first], [first, held]]) {
    assert.deepEqual(merge([first], brought, AT).articles.map(({ version }) => version), [1, 2]);
  }
  assert.deepEqual(merge([], [held, first], AT).articles.map(({ version }) => version), [2, 1]);
  assert.deepEqual(merge([first, held], [], Date.parse("2026-03-05T00:00:00Z")).articles, [held]);
});

test("a withdrawal takes out what came up to it, and nothing that corrects it", () => {
  const stays = (/** @type {Partial<Article>} */ article, /** @type {{ version?: number, published?: string }} */ { version, published }) =>
    standing([kept(article)], [{ uri: "urn:a", version: version ?? null, published: published ?? null }]).length === 1;
  const cases = /** @type {const} */ ([
    [{ version: 1 }, { version: 2 }, false],
    [{ version: 3 }, { version: 2, published: "2026-03-04T10:00:00Z" }, true],
    [{ version: 1 }, { published: "2026-03-04T10:00:00Z" }, false],
    [{ version: 1 }, { published: "2026-03-04" }, false],
    [{ version: 1 }, { published: "2026-03-04T08:00:00Z" }, true],
    [{ published: "2026-03-04T09:00:00" }, { published: "2026-03-04T09:00:00Z" }, false],
    [{}, { version: 2, published: "2026-03-03" }, true],
    [{ published: null }, { published: "2026-03-03" }, false],
    [{ version: 9 }, {}, false],
    [{ uri: "urn:b" }, {}, true],
  ]);
  for (const [article, withdrawal, expected] of cases) assert.equal(stays(article, withdrawal), expected, JSON.stringify([article, withdrawal]));
});

test("full text from a page stays when the feed brings its summary again, and is read anew when the summary changed", () => {
  const page = { ...ARTICLE, body: "Ferries stopped on Tuesday.\n\nNobody sailed.", byline: "Ada Pell" };
  const full = filled({ ...kept({ summary: true }), tries: 1 }, page);
  assert.deepEqual([full.body_text, full.byline, full.summary, full.tries, full.abstract], [page.body, "Ada Pell", undefined, undefined, "Ferries stopped."]);
  assert.deepEqual(merge([full], [kept({ summary: true })], AT).articles, [full]);
  const [renewed] = merge([full], [kept({ summary: true, body: "Ferries run.", published: "2026-03-04T10:00:00Z" })], AT).articles;
  assert.deepEqual([renewed?.body_text, renewed?.summary, renewed?.abstract], [page.body, true, "Ferries run."]);
});

test("articles go by their own time, and by when they were first seen where they have none or a wrong one", () => {
  const old = kept({ uri: "urn:old", published: "2026-01-01T00:00:00Z" });
  const undated = kept({ uri: "urn:undated", published: null }, "2026-03-01T00:00:00Z");
  const future = kept({ uri: "urn:future", published: "2030-01-01T00:00:00Z" }, "2026-02-01T00:00:00Z");
  const all = [old, kept(), undated, future];
  const left = (/** @type {number} */ days, most = 9) => unexpired(all, { days, now: Date.parse(NOW), most }).map(({ uri }) => uri);
  assert.deepEqual(left(7), ["urn:a", "urn:undated"]);
  assert.deepEqual(left(35), ["urn:a", "urn:undated", "urn:future"]);
  assert.deepEqual(left(0), ["urn:a", "urn:undated", "urn:future", "urn:old"]);
  assert.deepEqual(left(0, 2), ["urn:a", "urn:undated"]);
});

test("an embargo ends between two fetches once", () => {
  const held = kept({ embargoed: NOW });
  assert.deepEqual([released(held, AT - 1, AT), released(held, AT, AT + 1), released(kept(), 0, AT)], [true, false, false]);
  // As the importer has it, a day is over when it ends, and a time without a zone is in UTC.
  assert.deepEqual(["2026-03-04", "2026-03-04T12:00:00"].map((embargoed) => released(kept({ embargoed }), 0, AT)), [false, true]);
});
