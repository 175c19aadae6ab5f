// The articles of a feed between two fetches: each a ninjs item with when it was first seen, so that they can be made into a pack
// anew. Newer versions take the place of older ones; what is too old, or was withdrawn, goes.

/** @import { Article, KeptArticle, Withdrawal } from "../types.js" */

const DAY = 86_400_000;

/**
 * An article as it is kept.
 * @param {Article} article as a feed gave it
 * @param {string} address the feed's
 * @param {string} now ISO 8601
 * @returns {KeptArticle}
 */
export function keptOf(article, address, now) {
  const { uri, headline, body, published, version, source, byline, usageterms, embargoed, language, url, summary } = article;
  return {
    // One without an identifier goes by its headline: its place in the feed changes from fetch to fetch.
    uri: uri.startsWith(`${address}:`) ? `${address}#${headline || body.slice(0, 80)}` : uri,
    type: "text", headline, body_text: body,
    ...(published && { versioncreated: published }),
    ...(version !== null && { version }),
    ...(source && { infosource: [{ name: source }] }),
    ...(byline && { byline }),
    ...(usageterms && { usageterms }),
    ...(embargoed && { embargoed }),
    ...(language && { language }),
    ...(url && { altids: { url } }),
    seen: now,
    ...(summary && { summary }),
  };
}

/**
 * What is kept, with what a fetch brought. A version that is still under embargo stands beside the one that may be used until then.
 * @param {KeptArticle[]} kept
 * @param {KeptArticle[]} brought
 * @param {number} now
 * @returns {{ articles: KeptArticle[], added: number, changed: number }}
 */
export function merge(kept, brought, now) {
  const place = (/** @type {KeptArticle} */ article) => placeOf(article, now);
  /** @type {Map<string, KeptArticle>} */
  const articles = new Map();
  let [added, changed] = [0, 0];
  for (const article of kept) {
    const known = articles.get(place(article));
    if (!known || !isOlder(article, known)) articles.set(place(article), article);
  }
  for (const article of brought) {
    const known = articles.get(place(article));
    if (!known) added++;
    else if (isOlder(article, known) || isSame(article, known)) continue;
    else changed++;
    articles.set(place(article), known ? renewed(known, article) : article);
  }
  return { articles: [...articles.values()], added, changed };
}

/**
 * In which one of an item's versions stands: that which may be used, or that which waits for the end of its embargo.
 * @param {KeptArticle} article
 * @param {number} now
 */
export const placeOf = (article, now) => JSON.stringify([article.uri, Boolean(article.embargoed) && !released(article, -Infinity, now)]);

/** By time, then by number, where both have one. @param {KeptArticle} one @param {KeptArticle} other */
function isOlder(one, other) {
  const [time, known] = [momentOf(one.versioncreated), momentOf(other.versioncreated)];
  if (time < known || time > known) return time < known;
  return (one.version ?? Infinity) < (other.version ?? -Infinity);
}

/** A time as the importer writes it, in milliseconds; one without a zone is in UTC. @param {string | null | undefined} time */
const momentOf = (time) => Date.parse(time && /T[\d:.]+$/.test(time) ? `${time}Z` : time ?? "");

/** The same; a day ends with its last second. @param {string | null | undefined} time */
const endOf = (time) => momentOf(time?.length === 10 ? `${time}T23:59:59Z` : time);

/**
 * What was not withdrawn: up to its number where a withdrawal and an article have one, up to its time else.
 * @param {KeptArticle[]} articles
 * @param {Withdrawal[]} withdrawn
 */
export function standing(articles, withdrawn) {
  const items = new Set(withdrawn.map(({ uri }) => uri));
  return articles.filter((article) => !items.has(article.uri) || !withdrawn.some((withdrawal) => covers(withdrawal, article)));
}

/** @param {Withdrawal} withdrawal @param {KeptArticle} article */
function covers({ uri, version, published }, article) {
  if (uri !== article.uri) return false;
  if (version !== null && article.version !== undefined) return article.version <= version;
  return !(momentOf(article.versioncreated) > endOf(published));
}

/** The same version; what was read of its page since counts as the same. @param {KeptArticle} one @param {KeptArticle} known */
function isSame(one, known) {
  const text = one.summary ? known.abstract ?? known.body_text : known.body_text;
  return one.version === known.version && one.versioncreated === known.versioncreated && one.headline === known.headline && one.body_text === text;
}

/**
 * A newer version in an older one's place. Where the feed has only a summary the full text stays until the page was read anew.
 * @param {KeptArticle} known
 * @param {KeptArticle} article
 * @returns {KeptArticle}
 */
function renewed(known, article) {
  const renewed = { ...article, seen: known.seen };
  return article.summary && known.abstract !== undefined ? { ...renewed, body_text: known.body_text, abstract: article.body_text } : renewed;
}

/**
 * An article with the full text that its page has.
 * @param {KeptArticle} kept
 * @param {Article} page
 * @returns {KeptArticle}
 */
export function filled({ summary: _, tries: __, ...kept }, page) {
  return {
    ...kept, body_text: page.body, abstract: kept.abstract ?? kept.body_text,
    ...(!kept.byline && page.byline && { byline: page.byline }),
    ...(!kept.language && page.language && { language: page.language }),
  };
}

/**
 * What is young enough to stay, the newest first.
 * @param {KeptArticle[]} articles
 * @param {{ days: number, now: number, most: number }} rule `days` 0 keeps them whatever their age
 */
export function unexpired(articles, { days, now, most }) {
  const oldest = days === 0 ? -Infinity : now - days * DAY;
  return articles.filter((article) => timeOf(article) >= oldest).sort((a, b) => timeOf(b) - timeOf(a)).slice(0, most);
}

/** When an article came: as it says, and at the latest when it was first seen. @param {KeptArticle} article */
function timeOf({ versioncreated, seen }) {
  const written = Date.parse(versioncreated ?? "");
  return Number.isNaN(written) ? Date.parse(seen) : Math.min(written, Date.parse(seen));
}

/** Time of the oldest of some articles, undefined where there is none. @param {KeptArticle[]} articles @returns {string | undefined} */
export function oldestOf(articles) {
  const times = articles.map(timeOf);
  return times.length > 0 ? new Date(times.reduce((one, other) => Math.min(one, other))).toISOString() : undefined;
}

/**
 * Whether an embargo ended after one time and not after another.
 * @param {KeptArticle} article
 * @param {number} after
 * @param {number} until
 */
export function released({ embargoed }, after, until) {
  const end = endOf(embargoed);
  return end > after && end <= until;
}

/** One item a line, as the importer reads them. @param {KeptArticle[]} articles */
export const writeKept = (articles) => articles.map((article) => `${JSON.stringify(article)}\n`).join("");
/** A line that is damaged is passed over: without it the others still stand. @param {string} text @returns {KeptArticle[]} */
export const readKept = (text) => text.split("\n").flatMap((line) => {
  try {
    return [JSON.parse(line)];
  } catch {
    return [];
  }
});
