// When followed sources are fetched, what their addresses are, and which sites the browser is asked for.

import assert from "node:assert/strict";
import { test } from "node:test";
import { addressOf, covers, isDowngrade, keyOf, patternsOf } from "../../extension/follow/address.js";
import { earliest, freshnessOf, isDue, isStale, nextAfterFailure, nextAfterSuccess, waitOf } from "../../extension/follow/schedule.js";

const NOW = Date.parse("2026-03-04T12:00:00Z");
const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;
/** @param {string | null} iso */
const minutesOn = (iso) => (Date.parse(iso ?? "") - NOW) / MINUTE;
/** @param {{ paused?: boolean, next: string | null }} one */
const source = ({ paused = false, next }) => /** @type {any} */ ({ paused, state: { next } });

test("after a success a source comes again in its rhythm, or later where the answer holds longer, but within a day", () => {
  assert.equal(minutesOn(nextAfterSuccess(NOW, 60, 0)), 60);
  assert.equal(minutesOn(nextAfterSuccess(NOW, 60, 90 * MINUTE)), 90);
  assert.equal(minutesOn(nextAfterSuccess(NOW, 60, 30 * DAY)), 1_440);
});

test("failures in a row double the pause up to a day", () => {
  const pauses = [1, 2, 3, 4, 5, 9, 10, 60].map((failures) => minutesOn(nextAfterFailure(NOW, failures, "Status", 0)));
  assert.deepEqual(pauses, [5, 10, 20, 40, 80, 1_280, 1_440, 1_440]);
});

test("a server's wish to wait is granted up to a week, and never shortens the pause", () => {
  assert.equal(minutesOn(nextAfterFailure(NOW, 1, "Busy", 120 * MINUTE)), 120);
  assert.equal(minutesOn(nextAfterFailure(NOW, 3, "Busy", MINUTE)), 20);
  assert.equal(minutesOn(nextAfterFailure(NOW, 1, "Busy", 400 * DAY)), 7 * 1_440);
});

test("what is gone for good is not tried again by itself", () => {
  assert.equal(nextAfterFailure(NOW, 1, "Gone", 0), null);
  assert.equal(isDue(source({ next: null }), NOW), false);
});

test("Retry-After is read as seconds and as a date, and nonsense as no wish", () => {
  assert.equal(waitOf("120", NOW), 120_000);
  assert.equal(waitOf("Wed, 04 Mar 2026 13:00:00 GMT", NOW), 60 * MINUTE);
  for (const header of [null, "", "soon", "-5", "Tue, 03 Mar 2026 13:00:00 GMT"]) assert.equal(waitOf(header, NOW), 0, String(header));
});

test("Cache-Control says how long an answer holds", () => {
  assert.equal(freshnessOf("public, max-age=900"), 900_000);
  for (const header of [null, "no-cache, max-age=900", "no-store", "private", "s-maxage=5"]) assert.equal(freshnessOf(header), 0, String(header));
});

test("due is what is not paused and whose time has come; the earliest of those that wait is known", () => {
  const at = (/** @type {number} */ minutes) => new Date(NOW + minutes * MINUTE).toISOString();
  assert.equal(isDue(source({ next: at(-1) }), NOW), true);
  assert.equal(isDue(source({ next: at(1) }), NOW), false);
  assert.equal(isDue(source({ next: at(-1), paused: true }), NOW), false);
  const waiting = [source({ next: at(30) }), source({ next: at(20) }), source({ next: null })];
  assert.equal(earliest([source({ next: at(9), paused: true }), ...waiting]), NOW + 20 * MINUTE);
  assert.equal(earliest([source({ next: null })]), null);
});

test("articles are too old after their days, whether their source is fetched or not; they go at most once an hour", () => {
  const at = (/** @type {number} */ minutes) => new Date(NOW + minutes * MINUTE).toISOString();
  const kept = (/** @type {number} */ days, /** @type {object} */ state) => /** @type {any} */ ({ paused: true, days, state: { next: null, ...state } });
  const old = at(-7 * 1_440 - 30);
  assert.deepEqual([7, 8, 0].map((days) => isStale(kept(days, { oldest: old }), NOW)), [true, false, false]);
  assert.deepEqual([isStale(kept(7, {}), NOW), isStale(kept(7, { oldest: old, expired: at(-59) }), NOW)], [false, false]);
  assert.equal(isStale(kept(7, { oldest: old, expired: at(-61) }), NOW), true);
  assert.deepEqual([earliest([kept(7, { oldest: at(0) })]), earliest([kept(7, { oldest: old, expired: at(0) })])], [NOW + 7 * DAY, NOW + 60 * MINUTE]);
});

test("an address is taken as people type it, and nothing else is", () => {
  for (const [typed, address] of [
    ["https://news.example/feed.xml#top", "https://news.example/feed.xml"],
    ["  news.example/rss ", "https://news.example/rss"],
    ["feed://news.example/rss", "https://news.example/rss"],
    ["feed:http://news.example/rss", "http://news.example/rss"],
    ["http://127.0.0.1:8080/a", "http://127.0.0.1:8080/a"],
  ]) assert.equal(addressOf(/** @type {string} */ (typed)), address);
  for (const typed of ["", "ftp://news.example/", "file:///etc/x", "javascript://x", "two words", "https://"]) assert.equal(addressOf(typed), null, typed);
});

test("the browser is asked for the address's host alone", () => {
  assert.deepEqual(patternsOf("https://news.example:8443/feed"), ["https://news.example/*"]);
  assert.deepEqual(patternsOf("http://news.example/feed"), ["http://news.example/*", "https://news.example/*"]);
});

test("what was granted covers its own hosts and schemes", () => {
  const granted = ["https://news.example/*", "*://*.wire.example/*"];
  for (const address of ["https://news.example/a", "https://news.example:8443/", "http://wire.example/", "https://a.b.wire.example/x"]) {
    assert.ok(covers(granted, address), address);
  }
  for (const address of ["http://news.example/", "https://www.news.example/", "https://evilwire.example/", "https://news.example.evil.example/", "nothing"]) {
    assert.ok(!covers(granted, address), address);
  }
  assert.ok(covers(["<all_urls>"], "http://any.example/") && covers(["https://*/*"], "https://any.example/"));
});

test("an answer that lost its encryption is known", () => {
  assert.ok(isDowngrade("https://a.example/", "http://a.example/"));
  assert.ok(!isDowngrade("http://a.example/", "https://a.example/"));
});

test("a minisign key is taken alone or under its comment, and none is none", () => {
  const key = `RW${"Q".repeat(54)}`;
  assert.equal(keyOf(`untrusted comment: minisign public key\n${key}\n`), key);
  assert.equal(keyOf(" "), "");
  for (const typed of ["RWabc", `XX${"Q".repeat(54)}`, `${key}A`]) assert.equal(keyOf(typed), null, typed);
});
