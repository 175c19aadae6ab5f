// One turn of a followed source against a stand-in for the network: what is asked for, what is refused by name, what stays.

import assert from "node:assert/strict";
import { test } from "node:test";
import { LIMITS } from "../../extension/follow/limits.js";
import { takeTurn } from "../../extension/follow/turn.js";

/** @import { Article, KeptArticle, TurnJob } from "../../extension/types.js" */

const FEED = "https://news.example/feed";

/** A file in memory, as far as a turn uses one. */
class Spool {
  bytes = new Uint8Array(0);
  /** @param {Uint8Array} view @param {{ at: number }} options */
  write(view, { at }) {
    const grown = new Uint8Array(Math.max(this.bytes.length, at + view.length));
    grown.set(this.bytes);
    grown.set(view, at);
    this.bytes = grown;
    return view.length;
  }
  /** @param {Uint8Array} view @param {{ at: number }} options */
  read(view, { at }) {
    const part = this.bytes.subarray(at, at + view.length);
    view.set(part);
    return part.length;
  }
  getSize() {
    return this.bytes.length;
  }
  truncate() {}
  flush() {}
  close() {}
}

/** @param {string} body @param {ResponseInit & { url?: string }} [more] */
function answer(body, { url, ...init } = {}) {
  const response = new Response(init.status === 304 ? null : body, init);
  return url ? Object.defineProperty(response, "url", { value: url }) : response;
}

/** Reads a feed written as JSON, and a page as `<p>` and its text. */
const reader = {
  /** @param {string} name @param {Uint8Array} bytes */
  readArticles(name, bytes) {
    const text = new TextDecoder().decode(bytes);
    if (text.endsWith("deep")) throw new RangeError("Maximum call stack size exceeded");
    if (text.startsWith("<p>")) return { format: "html", articles: [article({ uri: name, body: text.slice(3) })], withdrawn: [], problems: [] };
    if (!text.startsWith("{")) return { format: "text", articles: [], withdrawn: [], problems: [] };
    return { format: "json", articles: [], withdrawn: [], problems: [], ...JSON.parse(text) };
  },
  /** @param {string} key @param {string} signature */
  verifySignature(key, signature) {
    if (signature !== `signed with ${key}`) throw Object.assign(new Error("another key"), { name: "SignatureError" });
  },
};

/** @param {Partial<Article>} changes @returns {Article} */
const article = (changes) => ({
  uri: "urn:a", headline: "H", body: "Short.", language: "en", published: "2026-03-04T09:00:00Z", version: null, source: "TPA", byline: null,
  usageterms: null, embargoed: null, url: "https://pages.example/a", summary: false, ...changes,
});
const feed = (/** @type {Partial<Article>[]} */ ...articles) => JSON.stringify({ articles: articles.map(article) });

/**
 * @param {Record<string, (options: RequestInit) => Response | Promise<Response>>} site answers by address
 * @param {Partial<TurnJob>} [changes]
 * @param {{ kept?: KeptArticle[], limits?: Partial<typeof LIMITS> }} [more]
 */
async function turn(site, changes = {}, { kept = [], limits = {} } = {}) {
  /** @type {[string, Record<string, string>][]} */
  const asked = [];
  const request = /** @type {typeof fetch} */ (async (address, options = {}) => {
    asked.push([String(address), /** @type {Record<string, string>} */ (options.headers ?? {})]);
    const page = site[String(address)];
    if (!page) throw new TypeError("Failed to fetch");
    return page(options);
  });
  /** @type {TurnJob} */
  const job = {
    id: "followed-1", fetch: true, name: "N", address: FEED, key: "", pages: false, days: 30, granted: ["https://news.example/*"], now: "2026-03-04T12:00:00Z",
    file: null, fetched: null, validators: {}, ...changes,
  };
  const tools = { spool: new Spool(), loadReader: async () => reader, limits: { ...LIMITS, ...limits }, request };
  const outcome = await takeTurn(job, kept, tools).catch((error) => ({ error: error.name, message: error.message, wait: error.wait }));
  return { outcome: /** @type {any} */ (outcome), asked };
}

test("a feed's articles are taken, and what tells that it did not change is remembered", async () => {
  const { outcome } = await turn({ [FEED]: () => answer(feed({}), { headers: { etag: '"1"', "last-modified": "Wed", "cache-control": "max-age=60" } }) });
  assert.deepEqual([outcome.articles.length, outcome.counts.added, outcome.title], [1, 1, "TPA"]);
  assert.deepEqual([outcome.answer.validators, outcome.answer.fresh], [{ etag: '"1"', modified: "Wed" }, 60_000]);
});

test("what is known is asked for conditionally; unchanged, nothing is made anew and nothing is read", async () => {
  const first = await turn({ [FEED]: () => answer(feed({})) });
  const { outcome, asked } = await turn({ [FEED]: () => answer("", { status: 304 }) },
    { validators: { etag: '"1"', modified: "Wed" }, file: "x.pack", fetched: "2026-03-04T11:00:00Z" }, { kept: first.outcome.articles });
  assert.deepEqual(asked[0]?.[1], { "If-None-Match": '"1"', "If-Modified-Since": "Wed" });
  assert.deepEqual([outcome.articles, outcome.answer.unchanged, outcome.answer.validators], [undefined, true, { etag: '"1"', modified: "Wed" }]);
});

test("unchanged, what is too old goes all the same, and what was under embargo comes", async () => {
  const first = await turn({ [FEED]: () => answer(feed({}, { uri: "urn:b", embargoed: "2026-03-05T00:00:00Z" })) });
  const later = (/** @type {string} */ now) => turn({ [FEED]: () => answer("", { status: 304 }) },
    { file: "x.pack", fetched: "2026-03-04T12:00:00Z", now }, { kept: first.outcome.articles });
  assert.equal((await later("2026-03-04T13:00:00Z")).outcome.articles, undefined);
  assert.equal((await later("2026-03-05T01:00:00Z")).outcome.articles.length, 2);
  const old = (await later("2026-05-05T01:00:00Z")).outcome;
  assert.deepEqual([old.articles, old.counts.expired], [[], 2]);
});

test("without a fetch what is too old goes, and nothing is asked", async () => {
  const [old, young] = ["2026-02-01T09:00:00Z", "2026-03-01T09:00:00Z"];
  const first = await turn({ [FEED]: () => answer(feed({ published: old, summary: true }, { uri: "urn:b", published: young, summary: true })) }, { days: 60 });
  assert.equal(first.outcome.oldest, new Date(old).toISOString());
  const later = (/** @type {number} */ days) => turn({}, { ...PAGES, fetch: false, days, file: "x.pack", fetched: "2026-03-04T11:00:00Z" },
    { kept: first.outcome.articles });
  const { outcome, asked } = await later(7);
  assert.deepEqual([outcome.answer, outcome.articles.length, outcome.oldest, outcome.summaries, asked], [null, 1, new Date(young).toISOString(), 1, []]);
  assert.equal((await later(60)).outcome.articles, undefined);
  assert.deepEqual((await later(1)).outcome.articles, []);
  assert.equal((await turn({}, { fetch: false, file: "x.pack" })).outcome.articles, undefined, "a pack stays");
});

test("what was withdrawn goes", async () => {
  const first = await turn({ [FEED]: () => answer(feed({}, { uri: "urn:b" })) });
  const withdrawn = [{ uri: "urn:a", version: null, published: null }];
  const { outcome } = await turn({ [FEED]: () => answer(JSON.stringify({ articles: [], withdrawn })) }, { file: "x.pack" },
    { kept: first.outcome.articles });
  assert.deepEqual(outcome.articles.map((/** @type {KeptArticle} */ { uri }) => uri), ["urn:b"]);
});

test("a version under embargo is kept beside the one before it, and each is withdrawn by itself", async () => {
  const versions = (/** @type {any} */ { articles }) => articles.map((/** @type {KeptArticle} */ { version }) => version);
  const first = await turn({ [FEED]: () => answer(feed({ version: 1 })) });
  const held = { version: 2, published: "2026-03-04T10:00:00Z", embargoed: "2026-03-05T00:00:00Z" };
  const second = await turn({ [FEED]: () => answer(feed(held)) }, { file: "x.pack" }, { kept: first.outcome.articles });
  assert.deepEqual([versions(second.outcome), second.outcome.counts.added], [[2, 1], 1]);
  const withdrawn = [{ uri: "urn:a", version: 1, published: null }];
  const third = await turn({ [FEED]: () => answer(JSON.stringify({ articles: [], withdrawn })) }, { file: "x.pack" }, { kept: second.outcome.articles });
  assert.deepEqual([versions(third.outcome), third.outcome.counts.expired], [[2], 1]);
});

const STATUS = /** @type {const} */ ([[401, "Refused"], [403, "Refused"], [404, "NotFound"], [410, "Gone"], [429, "Busy"], [503, "Busy"], [500, "Status"]]);
for (const [status, name] of STATUS) {
  test(`${status} is told as ${name}`, async () => {
    const { outcome } = await turn({ [FEED]: () => answer("", { status, headers: { "retry-after": "120" } }) });
    assert.deepEqual(outcome, { error: name, message: String(status), wait: 120_000 });
  });
}

test("an answer from a site that was not granted, or without encryption, is not taken", async () => {
  const from = (/** @type {string} */ url) => turn({ [FEED]: () => answer(feed({}), { url }) });
  assert.deepEqual((await from("https://other.example/feed")).outcome, { error: "Elsewhere", message: "", wait: undefined });
  assert.equal((await from("http://news.example/feed")).outcome.error, "Insecure");
  assert.equal((await from("https://news.example/new")).outcome.answer.address, "https://news.example/new");
});

test("the browser is told to ask no other site than those that were granted, and to bring no cookies", async () => {
  /** @type {RequestInit[]} */
  const options = [];
  const page = (/** @type {RequestInit} */ how) => (options.push(how), answer("<p>The whole of it, at length."));
  const site = { [FEED]: (/** @type {RequestInit} */ how) => (options.push(how), answer(feed({ summary: true }))), "https://pages.example/a": page };
  await turn(site, PAGES);
  assert.deepEqual(options.map(({ mode, credentials, referrerPolicy }) => [mode, credentials, referrerPolicy]),
    Array(2).fill(["same-origin", "omit", "no-referrer"]));
});

test("a redirect that the browser does not follow is told from a site that does not answer", async () => {
  const redirect = await turn({ [FEED]: ({ redirect }) => {
    if (redirect !== "manual") throw new TypeError("Failed to fetch");
    return Object.defineProperty(answer(""), "type", { value: "opaqueredirect" });
  } });
  assert.deepEqual([redirect.outcome.error, redirect.outcome.message], ["Elsewhere", ""]);
  assert.equal((await turn({})).outcome.error, "Unreachable");
});

test("an endless answer is given up at its limit, and one that stalls after its time", async () => {
  const endless = () => new Response(new ReadableStream({ pull: (stream) => stream.enqueue(new Uint8Array(1_000)) }));
  assert.equal((await turn({ [FEED]: endless }, {}, { limits: { feedBytes: 50_000 } })).outcome.error, "TooLarge");
  const stalls = (/** @type {{ signal: AbortSignal }} */ { signal }) =>
    new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
  assert.equal((await turn({ [FEED]: /** @type {any} */ (stalls) }, {}, { limits: { stallSeconds: 0.02 } })).outcome.error, "TooSlow");
  assert.equal((await turn({ [FEED]: endless }, {}, { limits: { feedSeconds: -1 } })).outcome.error, "TooSlow");
});

test("a pack may be longer than a feed", async () => {
  const pack = () => answer(`WIRECOPY${"x".repeat(90_000)}`);
  const { outcome } = await turn({ [FEED]: pack }, {}, { limits: { feedBytes: 50_000 } });
  assert.deepEqual([outcome.pack, outcome.articles], [true, undefined]);
});

test("what is no feed is told as that, and one that cannot be read with its line", async () => {
  assert.deepEqual((await turn({ [FEED]: () => answer("<p>Welcome") })).outcome.error, "NotAFeed");
  assert.deepEqual((await turn({ [FEED]: () => answer("Welcome") })).outcome.error, "NotAFeed");
  const broken = JSON.stringify({ problems: [{ file: FEED, line: 3, message: "is not JSON" }] });
  assert.deepEqual((await turn({ [FEED]: () => answer(broken) })).outcome, { error: "Malformed", message: "3: is not JSON", wait: undefined });
});

test("of a feed with some items that cannot be read the others are taken, and how many are not is told", async () => {
  const problems = [{ file: FEED, line: 3, message: "is not JSON" }, { file: FEED, line: null, message: "has no end" }];
  const { outcome } = await turn({ [FEED]: () => answer(JSON.stringify({ articles: [article({})], problems })) });
  assert.deepEqual([outcome.articles.length, outcome.unread], [1, { count: 2, first: "3: is not JSON" }]);
  assert.deepEqual((await turn({ [FEED]: () => answer(feed({})) })).outcome.unread, { count: 0, first: "" });
});

test("with a key nothing is taken unless its signature is right", async () => {
  const signed = (/** @type {string | null} */ signature) => turn({
    [`${FEED}?v=1`]: () => answer("WIRECOPY…"),
    ...(signature && { [`${FEED}.minisig?v=1`]: () => answer(signature) }),
  }, { key: "RWQ", address: `${FEED}?v=1` });
  assert.equal((await signed("signed with RWQ")).outcome.pack, true);
  assert.equal((await signed("signed with RWX")).outcome.error, "SignatureError");
  assert.equal((await signed(null)).outcome.error, "SignatureMissing");
});

test("of an address that leads elsewhere the signature may lie beside either", async () => {
  const [latest, newest] = ["https://news.example/latest.pack", "https://news.example/v12.pack"];
  const led = (/** @type {Record<string, string>} */ signatures) => turn({
    [latest]: () => answer("WIRECOPY…", { url: newest }),
    ...Object.fromEntries(Object.entries(signatures).map(([address, signature]) => [address, () => answer(signature)])),
  }, { key: "RWQ", address: latest });
  assert.equal((await led({ [`${latest}.minisig`]: "signed with RWQ" })).outcome.pack, true);
  assert.equal((await led({ [`${newest}.minisig`]: "signed with RWQ" })).outcome.pack, true);
  assert.equal((await led({ [`${latest}.minisig`]: "no such page", [`${newest}.minisig`]: "signed with RWQ" })).outcome.pack, true);
  assert.equal((await led({ [`${newest}.minisig`]: "signed with RWX" })).outcome.error, "SignatureError");
  assert.equal((await led({ [`${latest}.minisig`]: "signed with RWX" })).outcome.error, "SignatureError");
  assert.equal((await led({})).outcome.error, "SignatureMissing");
});

const PAGES = { pages: true, granted: ["https://news.example/*", "https://pages.example/*"] };

test("full texts are read from granted pages, and never where the reader did not ask for them", async () => {
  const page = { "https://pages.example/a": () => answer("<p>The whole of it, at length.") };
  const site = { [FEED]: () => answer(feed({ summary: true })), ...page };
  const read = await turn(site, PAGES);
  assert.deepEqual([read.outcome.articles[0].body_text, read.outcome.summaries], ["The whole of it, at length.", 0]);
  const unasked = await turn(site, { granted: PAGES.granted });
  assert.deepEqual([unasked.asked.length, unasked.outcome.summaries], [1, 1]);
  const barred = await turn(site, { pages: true });
  assert.deepEqual([barred.asked.length, barred.outcome.sites], [1, ["https://pages.example"]]);
});

test("a page in the encoding that its server names is read in it", async () => {
  const body = Buffer.from("<p>Ein längerer Text über Fähren.", "latin1");
  const page = () => new Response(body, { headers: { "content-type": "text/html; charset=iso-8859-1" } });
  const { outcome } = await turn({ [FEED]: () => answer(feed({ summary: true })), "https://pages.example/a": page }, PAGES);
  assert.equal(outcome.articles[0].body_text, "Ein längerer Text über Fähren.");
});

test("a feed in the encoding that its server names is read in it, unless its bytes know better", async () => {
  const written = (/** @type {BufferEncoding} */ encoding) => Buffer.from(feed({ body: "Fähren hielten an." }), encoding);
  const body = async (/** @type {Buffer<ArrayBuffer>} */ bytes, /** @type {string} */ type) => {
    const { outcome } = await turn({ [FEED]: () => new Response(bytes, { headers: { "content-type": type } }) });
    return outcome.articles[0].body_text;
  };
  assert.equal(await body(written("latin1"), "application/json; charset=iso-8859-1"), "Fähren hielten an.");
  assert.equal(await body(written("utf8"), "text/xml; charset=iso-8859-1"), "Fähren hielten an.");
  assert.notEqual(await body(written("latin1"), "application/zip; charset=iso-8859-1"), "Fähren hielten an.");
});

test("a page that cannot be had, or has no more than the summary, leaves the summary and is tried a few times", async () => {
  for (const page of [() => answer("", { status: 500 }), () => answer("<p>No")]) {
    const site = { [FEED]: () => answer(feed({ summary: true })), "https://pages.example/a": page };
    let { outcome, asked } = await turn(site, PAGES);
    for (let tries = 1; tries <= LIMITS.pageTries; tries++) {
      assert.deepEqual([outcome.articles[0].body_text, outcome.articles[0].tries], ["Short.", tries]);
      ({ outcome, asked } = await turn(site, { ...PAGES, file: "x.pack", fetched: "2026-03-04T11:00:00Z" }, { kept: outcome.articles }));
    }
    assert.deepEqual([outcome.articles, asked.length], [undefined, 1]);
  }
});

test("a reader that crashes on a page ends the turn", async () => {
  const site = { [FEED]: () => answer(feed({ summary: true })), "https://pages.example/a": () => answer("<p>deep") };
  assert.equal((await turn(site, PAGES)).outcome.error, "RangeError");
});

test("pages beyond the limit of one go come with the next", async () => {
  const two = feed({ summary: true }, { uri: "urn:b", summary: true, url: "https://pages.example/b" });
  const page = () => answer("<p>The whole of it, at length.");
  const site = { [FEED]: () => answer(two), "https://pages.example/a": page, "https://pages.example/b": page };
  const first = await turn(site, PAGES, { limits: { pagesAtOnce: 1 } });
  assert.equal(first.outcome.summaries, 1);
  const second = await turn({ ...site, [FEED]: () => answer("", { status: 304 }) }, { ...PAGES, file: "x.pack", fetched: "2026-03-04T11:00:00Z" },
    { kept: first.outcome.articles, limits: { pagesAtOnce: 1 } });
  assert.equal(second.outcome.summaries, 0);
});
