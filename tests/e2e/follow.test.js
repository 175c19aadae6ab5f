// Followed sources against a server on this machine, in both browsers: what is fetched and when, what is refused and how it is said,
// and that a failure leaves the set as it was.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { fetchNow, follow, openOptions, rss, settled, sourceAt, triedAt, unfollow } from "./feeds.js";
import { grantedExtension } from "./granted.js";
import { makeKey } from "./minisign.js";
import { highlights, inBothBrowsers } from "./session.js";
import { EXTENSION } from "./site.js";
import { REPRINTED, STORY, page, reprint } from "./story.js";

/** @import { Handler } from "./site.js" */
/** @import { Tab } from "./browsers/types.js" */

const XML = { "content-type": "application/rss+xml" };
/** Short enough for a test, long enough for a slow machine. */
const LIMITS = { stallSeconds: 2, feedSeconds: 4, feedBytes: 200_000 };

/** @param {string} body @param {Record<string, string>} [headers] @returns {Handler} */
const gives = (body, headers = {}) => (_, response) => void response.writeHead(200, { ...XML, ...headers }).end(body);
/** @param {number} status @param {Record<string, string>} [headers] @returns {Handler} */
const refuses = (status, headers = {}) => (_, response) => void response.writeHead(status, headers).end();

inBothBrowsers("followed sources", (session) => {
  /** @type {Tab} */
  let options;
  before(async () => {
    options = await openOptions(session);
  });
  const { site } = session;
  /** How often a path was asked for. @param {string} path */
  const times = (path) => site.asked.filter((asked) => asked === path).length;

  test("nothing is followed at first, and nothing is fetched", async () => {
    const shown = await options.run(() => ({
      followed: document.querySelectorAll("[data-followed]").length,
      on: document.querySelectorAll("#public-feeds li:not(:has(button))").length,
    }));
    assert.deepEqual(shown, { followed: 0, on: 0 });
    await options.run(() => chrome.runtime.sendMessage({ to: "background", type: "followDue" }));
    assert.deepEqual(site.asked, []);
  });

  test("a feed becomes a set that pages are compared with, and removed it is gone", async () => {
    const address = site.handle("/feed", gives(rss({})));
    const source = await follow(options, address);
    assert.deepEqual([source.state, source.name, source.documents], ["ready", "Tarn Press Agency", 1]);
    const tab = await session.openAndCheck("/reprint", reprint());
    assert.deepEqual((await highlights(tab))["wirecopy-verbatim"], REPRINTED);
    await tab.close();
    await unfollow(options, address);
    await options.until(async () => {
      const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle("packs");
      for await (const _ of folder.keys()) return false;
      return true;
    });
  });

  test("what did not change is not sent again, by either of the two ways a server can know", async () => {
    for (const [path, headers, asked] of /** @type {const} */ ([
      ["/etag", { etag: '"one"' }, "if-none-match"], ["/modified", { "last-modified": "Wed, 04 Mar 2026 12:00:00 GMT" }, "if-modified-since"],
    ])) {
      /** @type {(string | undefined)[]} */
      const requests = [];
      const address = site.handle(path, (request, response) => {
        requests.push(`${request.method} ${request.headers[asked] ?? "-"}`);
        const known = request.headers[asked] !== undefined;
        response.writeHead(known ? 304 : 200, { ...XML, ...headers }).end(known ? "" : rss({}));
      });
      await follow(options, address);
      const again = await fetchNow(options, address);
      assert.deepEqual([again.state, again.documents], ["ready", 1]);
      assert.deepEqual(requests, ["GET -", `GET ${Object.values(headers)[0]}`]);
      await unfollow(options, address);
    }
  });

  test("new articles are added, newer versions replace older ones, and what is too old goes", async () => {
    const old = { id: "urn:old", title: "Old", date: "Thu, 02 Jan 2020 10:00:00 GMT" };
    const [early, ...rest] = STORY.body_text.split("\n\n");
    const address = site.handle("/news", gives(rss({ paragraphs: [early ?? ""] }, old)));
    assert.equal((await follow(options, address)).documents, 1);
    // The engine holds the set's pack from now on.
    const sooner = await session.openAndCheck("/sooner", page([early ?? "", ...rest.map((_, index) => `Nothing of paragraph ${index} was written by then.`)]));
    await sooner.close();
    site.handle("/news", gives(rss({}, { id: "urn:second", title: "Second" }, old)));
    const source = await fetchNow(options, address);
    assert.equal(source.documents, 2);
    assert.match(source.text, /New: 1, changed: 1, removed: 0/);
    const tab = await session.openAndCheck("/newer", reprint());
    assert.deepEqual((await highlights(tab))["wirecopy-verbatim"], REPRINTED);
    await tab.close();
    await unfollow(options, address);
  });

  test("whatever a server does wrong is said in words, and the set stays as it was", async () => {
    const address = site.handle("/wrong", gives(rss({})));
    assert.equal((await follow(options, address)).documents, 1);
    const faults = /** @type {[string, Handler, RegExp][]} */ ([
      ["NotFound", refuses(404), /nothing at this address \(404\)/],
      ["Status", refuses(500), /answered with an error \(500\)/],
      ["Busy", refuses(503, { "retry-after": "86400" }), /asks to wait \(503\)/],
      ["Refused", refuses(403), /refuses access/],
      ["TooSlow", () => undefined, /took too long/],
      ["TooSlow", (_, response) => void response.writeHead(200, XML).write("<rss>"), /took too long/],
      ["TooLarge", (_, response) => {
        response.writeHead(200, XML);
        const more = () => void (response.destroyed || response.write("<!-- nothing new -->".repeat(2_000), () => setImmediate(more)));
        more();
      }, /too large/],
      ["Malformed", gives("<?xml version='1.0'?><rss><channel><item><title>Cut"), /cannot be read/],
      ["NotAFeed", gives(page(["Welcome to our site."]), { "content-type": "text/html" }), /no feed or pack/],
      ["Unreachable", (request) => void request.socket.destroy(), /did not answer/],
      ["Unreachable", (request, response) => {
        response.writeHead(200, { ...XML, "content-length": "9999" });
        response.write("<rss>", () => request.socket.destroy());
      }, /broke off/],
      ["PackError", gives("WIRECOPY that is none"), /pack cannot be used/],
      ["Gone", refuses(410), /gone for good/],
    ]);
    for (const [name, fault, words] of faults) {
      site.handle("/wrong", fault);
      const source = await fetchNow(options, address);
      assert.deepEqual([source.state, source.error, source.documents], ["failed", name, 1]);
      assert.match(source.note, words);
      assert.match(source.note, /The set stays as it was/);
    }
    assert.match((await sourceAt(options, address)).text, /not tried again by itself/);
    site.handle("/wrong", gives(rss({}, { id: "urn:second", title: "Second" })));
    const source = await fetchNow(options, address);
    assert.deepEqual([source.state, source.documents, source.note], ["ready", 2, ""]);
    await unfollow(options, address);
  });

  test("of a feed with an item that cannot be read the others are taken, and that is said", async () => {
    const item = (/** @type {string} */ uri) => JSON.stringify({ ...STORY, uri, versioncreated: new Date().toISOString() });
    const address = site.handle("/lines", gives(`${item("urn:one")}\n{ this is not JSON\n${item("urn:two")}\n`, { "content-type": "application/x-ndjson" }));
    const source = await follow(options, address);
    assert.deepEqual([source.state, source.documents], ["ready", 2]);
    assert.match(source.note, /could not be read: 1\. The first: .?2: /);
    assert.doesNotMatch(source.note, /stays as it was/);
    await unfollow(options, address);
  });

  test("a redirect within what was granted is followed anew each time, whether for good or for now, and the address stays", async () => {
    for (const status of [301, 302]) {
      const [first, second] = [site.handle("/v12", gives(rss({}))), site.handle("/v13", gives(rss({}, { id: "urn:second", title: "Second" })))];
      const address = site.handle("/latest", refuses(status, { location: first }));
      await follow(options, address);
      for (let times = 0; times < 3; times++) {
        const source = await fetchNow(options, address);
        assert.deepEqual([source.documents, source.text.includes(`The answer came from ${first}`)], [1, true]);
      }
      site.handle("/latest", refuses(status, { location: second }));
      const source = await fetchNow(options, address);
      assert.deepEqual([source.documents, source.text.includes(`The answer came from ${second}`)], [2, true]);
      await unfollow(options, address);
    }
  });

  test("a redirect to a site that was not granted is not followed: nothing is asked there, and that is said", async () => {
    const open = { "access-control-allow-origin": "*", "access-control-allow-headers": "*" };
    for (const headers of [{}, open]) {
      const elsewhere = site.handle("/elsewhere", gives(rss({}), headers)).replace("127.0.0.1", "localhost");
      const address = site.handle("/away", refuses(302, { location: elsewhere }));
      const source = await follow(options, address);
      assert.deepEqual([source.error, source.documents], ["Elsewhere", null]);
      assert.match(source.note, /another site, which Wirecopy may not reach and the browser does not name/);
      await unfollow(options, address);
    }
    // A signature and an article's page lead nowhere else either.
    const away = (/** @type {string} */ path) => site.handle(path, refuses(302, { location: site.address("/elsewhere").replace("127.0.0.1", "localhost") }));
    away("/keyed.minisig");
    const keyed = site.handle("/keyed", gives(rss({})));
    assert.equal((await follow(options, keyed, { key: makeKey().publicKey })).error, "SignatureMissing");
    await unfollow(options, keyed);
    const led = site.handle("/led", gives(rss({ link: away("/article-away"), summary: "The last two keepers of a lighthouse left it." })));
    assert.match((await follow(options, led, { pages: true })).text, /only a summary: 1/);
    assert.ok(times("/article-away") > 0);
    await unfollow(options, led);
    assert.equal(times("/elsewhere"), 0);
  });

  test("full texts are read from the articles' pages if the reader agrees, and only from granted sites", async () => {
    const summary = "The last two keepers of a lighthouse left it.";
    const link = site.put("/article", { body: page(STORY.body_text.split("\n\n"), STORY.headline) });
    const foreign = site.put("/foreign-article", { body: reprint() }).replace("127.0.0.1", "localhost");
    const address = site.handle("/summaries", gives(rss({ link, summary }, { id: "urn:foreign", title: "Foreign", link: foreign, summary })));
    assert.match((await follow(options, address)).text, /only a summary: 2/);
    assert.equal(times("/article"), 0);
    const { id } = await sourceAt(options, address);
    const before = await triedAt(options, address);
    await options.click(`[data-followed="${id}"] summary`);
    await options.click(`[data-followed="${id}"] [data-action=pages]`);
    assert.match((await settled(options, address, before)).text, /only a summary: 1/);
    assert.deepEqual([times("/article"), times("/foreign-article")], [1, 0]);
    assert.match(await options.run((id) => document.querySelector(`[data-followed="${id}"] [data-action=allow]`)?.textContent ?? "", id), /Allow localhost/);
    const tab = await session.openAndCheck("/full", reprint());
    assert.deepEqual((await highlights(tab))["wirecopy-verbatim"], REPRINTED);
    await tab.close();
    await unfollow(options, address);
  });

  test("a pack is taken with the right signature, and refused with a wrong one and with none", async () => {
    const pack = readFileSync(join(EXTENSION, "data/reference.pack"));
    const [own, other] = [makeKey(), makeKey()];
    const address = site.put("/signed.pack", { type: "application/octet-stream", body: pack });
    const sign = (/** @type {string} */ body) => site.put("/signed.pack.minisig", { type: "text/plain", body });
    const missing = await follow(options, address, { key: own.publicKey });
    assert.deepEqual([missing.error, missing.documents], ["SignatureMissing", null]);
    sign(other.signatureOf(pack));
    assert.equal((await fetchNow(options, address)).error, "SignatureError");
    sign(own.signatureOf(pack.subarray(1)));
    assert.equal((await fetchNow(options, address)).error, "SignatureError");
    for (const prehashed of [true, false]) {
      sign(own.signatureOf(pack, { prehashed }));
      const right = await fetchNow(options, address);
      assert.deepEqual([right.state, right.documents], ["ready", 44]);
    }
    sign(other.signatureOf(pack));
    const refused = await fetchNow(options, address);
    assert.deepEqual([refused.error, refused.documents], ["SignatureError", 44]);
    await unfollow(options, address);
  });

  test("only what is due is fetched by itself, and nothing that is paused", async () => {
    const feed = (/** @type {string} */ path) => site.handle(path, gives(rss({})));
    const [due, later, paused] = [feed("/due"), feed("/later"), feed("/paused")];
    for (const address of [due, later, paused]) await follow(options, address);
    const { id } = await sourceAt(options, paused);
    await options.click(`[data-followed="${id}"] [data-action=pause]`);
    await options.until((id) => document.querySelector(`[data-followed="${id}"][data-state=paused]`), id);
    const before = await triedAt(options, due);
    await options.run(async (addresses) => {
      const { followed } = /** @type {{ followed: any[] }} */ (await chrome.storage.local.get("followed"));
      for (const source of followed) if (addresses.includes(source.address)) source.state.next = "2026-01-01T00:00:00.000Z";
      await chrome.storage.local.set({ followed });
      chrome.runtime.sendMessage({ to: "background", type: "followDue" });
    }, [due, paused]);
    await settled(options, due, before);
    assert.deepEqual(["/due", "/later", "/paused"].map(times), [2, 1, 1]);
    const alarm = await options.run(async () => (await chrome.alarms.get("follow"))?.scheduledTime ?? 0);
    assert.ok(alarm > Date.now(), "the browser will call when the next one is due");
    for (const address of [due, later, paused]) await unfollow(options, address);
  });

  test("a new rule for old articles holds at once, also where nothing is fetched any more", async () => {
    const ago = (/** @type {number} */ days) => new Date(Date.now() - days * 86_400_000).toUTCString();
    const address = site.handle("/rule", gives(rss({ date: ago(10) }, { id: "urn:second", title: "Second", date: ago(1) })));
    assert.equal((await follow(options, address)).documents, 2);
    const { id } = await sourceAt(options, address);
    await options.click(`[data-followed="${id}"] [data-action=pause]`);
    await options.until((id) => document.querySelector(`[data-followed="${id}"][data-state=paused]`), id);
    await options.run((id) => {
      const select = /** @type {HTMLSelectElement} */ (document.querySelector(`[data-followed="${id}"] [data-action=days]`));
      select.value = "7";
      select.dispatchEvent(new Event("change", { bubbles: true }));
    }, id);
    await options.until((id) => document.querySelector(`#reference-sets [data-set="${id}"][data-documents="1"]`), id);
    assert.deepEqual([times("/rule"), (await sourceAt(options, address)).state], [1, "paused"]);
    await unfollow(options, address);
  });

  test("where the browser ends the background in the midst of it the set stays, and the next try goes well", async () => {
    const address = site.handle("/killed", gives(rss({})));
    assert.equal((await follow(options, address)).documents, 1);
    const { id } = await sourceAt(options, address);
    /** @type {() => void} */
    let release = () => undefined;
    const asked = new Promise((resolve) => site.handle("/killed", (_, response) => {
      response.on("error", () => undefined);
      release = () => void response.writeHead(200, XML).end(rss({}, { id: "urn:second", title: "Second" }));
      resolve(undefined);
    }));
    const before = await triedAt(options, address);
    await options.click(`[data-followed="${id}"] [data-action=fetch]`);
    await asked;
    await options.until((id) => document.querySelector(`[data-followed="${id}"][data-state=fetching]`), id);
    await session.browser.killBackground();
    release();
    const source = await settled(options, address, before);
    // In Chromium the fetch outlives the background; in Firefox it ends with it, and that is said.
    const ended = session.browser.name === "Chromium" ? ["ready", null, 2] : ["failed", "Interrupted", 1];
    assert.deepEqual([source.state, source.error, source.documents], ended);
    site.handle("/killed", gives(rss({}, { id: "urn:second", title: "Second" })));
    const again = await fetchNow(options, address);
    assert.deepEqual([again.state, again.documents], ["ready", 2]);
    await unfollow(options, address);
  });

  test("what is no address and no key is said beside the field, and nothing is added", async () => {
    await options.type("#follow-address", "no address");
    await options.click("#follow-form [type=submit]");
    await options.until(() => /no address on the web/.test(document.querySelector("#follow-problem:not([hidden])")?.textContent ?? ""));
    assert.equal(await options.run(() => document.querySelectorAll("[data-followed]").length), 0);
  });
}, { extension: () => grantedExtension(["http://127.0.0.1/*", "https://127.0.0.1/*"], LIMITS) });
