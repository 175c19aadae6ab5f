// One turn of a followed source, apart from where it runs: fetch what is new, check its signature, read the articles' pages where the
// reader wants that, and say what the set consists of from now on; or only let go what is too old. Nothing is changed here.

/** @import { Article, ImportModule, KeptArticle, SyncHandle, TurnJob, Unread } from "../types.js" */
import { isCrash } from "../engine/crash.js";
import { writeAll } from "../engine/packs.js";
import { named } from "../protocol.js";
import { covers } from "./address.js";
import { filled, keptOf, merge, oldestOf, placeOf, released, standing, unexpired } from "./articles.js";
import { download, memory } from "./download.js";

/** @typedef {typeof import("./limits.js").LIMITS} Limits */
/** @typedef {Pick<ImportModule, "readArticles" | "verifySignature">} Reader */

/**
 * @typedef {object} Tools
 * @property {SyncHandle} spool an empty file for what is fetched
 * @property {() => Promise<Reader>} loadReader
 * @property {Limits} limits
 * @property {typeof fetch} [request]
 */

/**
 * What a turn came to. `articles` and `pack` say what the set is made of from now on; where neither is there it stays as it is.
 * @typedef {object} Turn
 * @property {import("./download.js").Downloaded | null} answer null where nothing was to be fetched
 * @property {KeptArticle[]} [articles]
 * @property {boolean} [pack] the spool holds one
 * @property {{ added: number, changed: number, expired: number }} counts
 * @property {string} [title]
 * @property {string} [oldest] time of the oldest article that is kept
 * @property {Unread} [unread] items of the feed that could not be read; not there where it did not change
 * @property {number} summaries articles of which only a summary is there
 * @property {string[]} sites that have the full text and that were not granted, the most frequent first
 */

/** First bytes of every pack. */
const MAGIC = "WIRECOPY";
/** What a followed address may give besides a pack; a web page or plain text is another kind of answer. */
const FEEDS = new Set(["xml", "json", "jsonlines", "csv", "zip", "gzip", "tar", "utf16"]);

/**
 * @param {TurnJob} job
 * @param {KeptArticle[]} kept
 * @param {Tools} tools
 * @returns {Promise<Turn>}
 */
export async function takeTurn(job, kept, tools) {
  const { limits, spool, request } = tools;
  const { address, granted, validators, key } = job;
  const counts = { added: 0, changed: 0, expired: 0 };
  const none = { answer: null, counts, summaries: 0, sites: [] };
  // What is kept of a pack has no articles.
  if (!job.fetch) return kept.length === 0 ? none : { ...none, ...(await readFeed({ ...job, pages: false }, { unchanged: true, type: "" }, kept, tools)) };
  const answer = await download(address, { granted, validators, stallSeconds: limits.stallSeconds, sink: spooling(spool, limits), request });
  const nothing = { ...none, answer };
  if (!answer.unchanged && key) await checkSignature(job, answer.address, tools);
  if (!answer.unchanged && isPack(spool)) return { ...nothing, pack: true };
  if (answer.unchanged && kept.length === 0) return nothing;
  return { ...nothing, ...(await readFeed(job, answer, kept, tools)) };
}

/**
 * @param {TurnJob} job
 * @param {Pick<import("./download.js").Downloaded, "unchanged" | "type">} answer
 * @param {KeptArticle[]} kept
 * @param {Tools} tools
 */
async function readFeed(job, { unchanged, type }, kept, tools) {
  const { limits, spool } = tools;
  const now = Date.parse(job.now);
  const read = unchanged ? { articles: [], withdrawn: [], unread: undefined } : readSpool(await tools.loadReader(), spool, job.address, type);
  const merged = merge(kept, read.articles.map((article) => keptOf(article, job.address, job.now)), now);
  const young = unexpired(standing(merged.articles, read.withdrawn), { days: job.days, now, most: limits.articles });
  const pages = job.pages ? await readPages(young, job, tools) : { articles: young, tried: 0 };
  const known = new Set(kept.map((article) => placeOf(article, now)));
  const stay = new Set(young.map((article) => placeOf(article, now)));
  const gone = [...known].filter((place) => !stay.has(place)).length;
  const added = [...stay].filter((place) => !known.has(place)).length;
  const waiting = pages.articles.filter(({ summary }) => summary);
  const changes = pages.tried + gone + merged.changed + added;
  const lapsed = job.fetched !== null && young.some((article) => released(article, Date.parse(/** @type {string} */ (job.fetched)), now));
  return {
    ...((changes > 0 || lapsed || !job.file) && { articles: pages.articles }),
    counts: { added, changed: merged.changed, expired: gone },
    ...(read.articles[0]?.source && { title: read.articles[0].source }),
    ...(read.unread && { unread: read.unread }),
    ...(young.length > 0 && { oldest: oldestOf(young) }),
    summaries: waiting.length,
    sites: sitesOf(waiting, job.granted),
  };
}

/**
 * The articles that were fetched.
 * @param {Reader} reader
 * @param {SyncHandle} spool
 * @param {string} address
 * @param {string} type the Content-Type
 */
function readSpool(reader, spool, address, type) {
  const bytes = new Uint8Array(spool.getSize());
  spool.read(bytes, { at: 0 });
  const found = reader.readArticles(address, asDeclared(bytes, type));
  if (!FEEDS.has(found.format)) throw named("NotAFeed", found.format);
  const [problem] = found.problems;
  const first = problem ? `${problem.line === null ? "" : `${problem.line}: `}${problem.message}` : "";
  if (problem && found.articles.length === 0) throw named("Malformed", first);
  return { ...found, unread: { count: found.problems.length, first } };
}

/**
 * Reads the pages of articles of which only a summary is there, as far as they were granted.
 * @param {KeptArticle[]} articles
 * @param {TurnJob} job
 * @param {Tools} tools
 */
async function readPages(articles, job, tools) {
  const { limits } = tools;
  const end = Date.now() + limits.pagesSeconds * 1_000;
  let tried = 0;
  const result = [];
  for (const article of articles) {
    const url = article.altids?.url ?? "";
    const wanted = article.summary && covers(job.granted, url) && (article.tries ?? 0) < limits.pageTries;
    if (!wanted || tried === limits.pagesAtOnce || Date.now() > end) {
      result.push(article);
      continue;
    }
    tried++;
    const page = await readPage(url, job, tools).catch(rethrowCrash);
    // A page that is no longer than the summary is behind a wall, or has no article.
    result.push(page && page.body.length > article.body_text.length ? filled(article, page) : { ...article, tries: (article.tries ?? 0) + 1 });
  }
  return { articles: result, tried };
}

/** A page that cannot be had is no failure of the source; a crashed reader is. @param {unknown} error */
function rethrowCrash(error) {
  if (isCrash(error)) throw error;
  return null;
}

/**
 * @param {string} url
 * @param {TurnJob} job
 * @param {Tools} tools
 * @returns {Promise<Article | null>}
 */
async function readPage(url, { granted }, { limits, request, loadReader }) {
  const sink = memory(limits.pageSeconds, limits.pageBytes);
  const { type } = await download(url, { granted, stallSeconds: limits.stallSeconds, sink, request });
  const { format, articles } = (await loadReader()).readArticles(url, asDeclared(await sink.whole(), type));
  return format === "html" ? articles[0] ?? null : null;
}

/**
 * The encoding of a page or feed is first of all what its server says it is: such text is turned into UTF-8 and marked as that. What is
 * UTF-8 beyond doubt or has a mark of its own stays, and so does an archive: many servers say the same encoding of everything.
 * @param {Uint8Array} bytes
 * @param {string} type the Content-Type
 */
function asDeclared(bytes, type) {
  const [, charset] = /charset\s*=\s*"?([\w.:-]+)/i.exec(type) ?? [];
  const isMarked = bytes.length > 1 && Math.min(...bytes.subarray(0, 2)) > 0xfd;
  if (!charset || isMarked || !/text|xml|json|csv/i.test(type)) return bytes;
  if (bytes.some((byte) => byte > 0x7f) && decoded("utf-8", bytes) !== null) return bytes;
  const text = decoded(charset, bytes, false);
  return text === null ? bytes : new TextEncoder().encode(`\ufeff${text}`);
}

/**
 * Null where there is no such encoding, or bytes that it does not have.
 * @param {string} charset
 * @param {Uint8Array} bytes
 */
function decoded(charset, bytes, fatal = true) {
  try {
    return new TextDecoder(charset, { fatal }).decode(bytes);
  } catch {
    return null;
  }
}

/**
 * Sites of these articles that were not granted, the most frequent first.
 * @param {KeptArticle[]} articles
 * @param {string[]} granted
 */
function sitesOf(articles, granted) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const { altids } of articles) {
    const url = altids?.url ?? "";
    if (URL.canParse(url) && !covers(granted, url)) counts.set(new URL(url).origin, (counts.get(new URL(url).origin) ?? 0) + 1);
  }
  return [...counts].sort(([, a], [, b]) => b - a).slice(0, 4).map(([site]) => site);
}

/**
 * Throws unless the key's holder signed what was fetched. The signature lies beside the address, or beside where that led.
 * @param {TurnJob} job
 * @param {string} answered
 * @param {Tools} tools
 */
async function checkSignature(job, answered, tools) {
  try {
    await checkSignatureBeside(job.address, job, tools);
  } catch (error) {
    if (answered === job.address || isCrash(error)) throw error;
    await checkSignatureBeside(answered, job, tools).catch((other) => {
      throw other.name === "SignatureMissing" ? error : other;
    });
  }
}

/**
 * @param {string} address
 * @param {TurnJob} job
 * @param {Tools} tools
 */
async function checkSignatureBeside(address, { granted, key }, { limits, spool, request, loadReader }) {
  const sink = memory(limits.stallSeconds, limits.signatureBytes);
  const at = new URL(address);
  at.pathname += ".minisig";
  await download(at.href, { granted, stallSeconds: limits.stallSeconds, sink, request }).catch((error) => {
    throw named("SignatureMissing", `${at.href}: ${error.name} ${error.message}`);
  });
  const reader = await loadReader();
  reader.verifySignature(key, new TextDecoder().decode(await sink.whole()), spool);
}

/** @param {SyncHandle} spool */
function isPack(spool) {
  const head = new Uint8Array(MAGIC.length);
  return spool.read(head, { at: 0 }) === MAGIC.length && new TextDecoder().decode(head) === MAGIC;
}

/**
 * A sink into a file, with the bounds of what its first bytes show it to be.
 * @param {SyncHandle} spool
 * @param {Limits} limits
 */
function spooling(spool, limits) {
  let at = 0;
  let pack = false;
  return {
    write(/** @type {Uint8Array} */ chunk) {
      writeAll(spool, chunk, at);
      at += chunk.length;
      pack ||= at - chunk.length < MAGIC.length && isPack(spool);
    },
    bounds: () => (pack ? { seconds: limits.packSeconds, bytes: limits.packBytes } : { seconds: limits.feedSeconds, bytes: limits.feedBytes }),
  };
}
