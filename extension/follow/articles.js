// The articles of a feed between two fetches: each a ninjs item with when it was first seen, so that they can be made into a pack
// anew. Newer versions take the place of older ones; what is too old, or was withdrawn, goes.

/** @import { Article, KeptArticle } from "../types.js" */

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
 * What is kept, with what a fetch brought.
 * @param {KeptArticle[]} kept
 * @param {KeptArticle[]} brought
 * @returns {{ articles: KeptArticle[], added: number, changed: number }}
 */
export function merge(kept, brought) {
  const articles = new Map(kept.map((article) => [article.uri, article]));
  let [added, changed] = [0, 0];
  for (const article of brought) {
    const known = articles.get(article.uri);
    if (!known) added++;
    else if (isOlder(article, known) || isSame(article, known)) continue;
    else changed++;
    articles.set(article.uri, known ? renewed(known, article) : article);
  }
  return { articles: [...articles.values()], added, changed };
}

/** @param {KeptArticle} one @param {KeptArticle} other */
function isOlder(one, other) {
  if ((one.version ?? 0) !== (other.version ?? 0)) return (one.version ?? 0) < (other.version ?? 0);
  return Boolean(one.versioncreated && other.versioncreated) && Date.parse(one.versioncreated ?? "") < Date.parse(other.versioncreated ?? "");
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
  const end = Date.parse(embargoed ?? "");
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
