// Small reports for tests, with everything that a report must have.

/** @import { Report } from "../../extension/types.js" */

/**
 * @param {number} start
 * @param {number} end
 * @param {string} kind
 * @param {object} [more]
 * @returns {any}
 */
export const sentence = (start, end, kind, more = {}) => ({
  start, end, zone: "article", class: kind, score: 0.5, matches: [], quotes: [], changes: [], ...more,
});

/**
 * @param {Record<string, unknown>} [more]
 * @returns {Report}
 */
export const report = (more = {}) => /** @type {any} */ ({
  page: "page",
  title: null,
  language: "en",
  text: "",
  verdict: { kind: "independent", share: 0, documents: [] },
  credits: [],
  sentences: [],
  engine: { version: "0", packs: [], sensitivity: "balanced", weights: "0" },
  ...more,
});

/** @param {Record<string, unknown>} [more] */
export const document = (more = {}) => ({
  document: "urn:one", headline: "Head", source: "Agency", published: "2026-03-04T10:00:00Z", url: null, share: 0.5, sentences: 3, length: 9,
  credit: "uncredited", ...more,
});
