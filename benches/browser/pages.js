// What is measured with: pages of a given length from the bundled stories, and archives of any number of sentences.

import { readFileSync, readdirSync } from "node:fs";
import { repository } from "../../tests/e2e/site.js";
import { page } from "../../tests/e2e/story.js";

/** @type {string[]} */
const STORIES = readdirSync(repository("reference/stories")).sort()
  .map((name) => JSON.parse(readFileSync(repository(`reference/stories/${name}`), "utf8")).body_text);

/** The same words the other way round: as long, and derived from nothing. @param {string} text */
const reversed = (text) => `${text.replace(/[.“”]+/g, "").split(" ").reverse().join(" ")}.`;

/**
 * Paragraphs of about `words` words in all, every other one as a story has it.
 * @param {number} words
 */
export function paragraphs(words) {
  const all = STORIES.flatMap((body) => body.split("\n\n").map((text, at) => (at % 2 === 0 ? text : reversed(text))));
  const taken = [];
  for (let count = 0, at = 0; count < words; at++) {
    const text = all[at % all.length] ?? "";
    taken.push(text);
    count += text.split(" ").length;
  }
  return taken;
}

/** A news page with its furniture. @param {number} words */
export const articlePage = (words) => page(paragraphs(words));

/** Numbers that look random and are the same in every run. */
function chances(seed = 1) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/**
 * An archive as ninjs, one story a line: the bundled stories, and others made of their words.
 * @param {number} sentences
 */
export function* archive(sentences) {
  const words = STORIES.flatMap((body) => body.split(/\s+/));
  const chance = chances();
  const next = (/** @type {number} */ below) => Math.floor(chance() * below);
  const named = { type: "text", language: "en", versioncreated: "2026-04-02T12:30:00Z" };
  const item = (/** @type {number} */ at, /** @type {string} */ body) =>
    `${JSON.stringify({ ...named, uri: `urn:bench:${at}`, headline: `Story ${at}`, body_text: body })}\n`;
  let at = 0;
  for (; at < STORIES.length; at++) yield item(at, STORIES[at] ?? "");
  for (let made = 0; made < sentences; made += 10, at++) {
    const story = Array.from({ length: 10 }, () => {
      // Runs of three words keep something of how words follow one another; the number makes names and counts of its own.
      const runs = Array.from({ length: 7 }, () => {
        const from = next(words.length - 3);
        return words.slice(from, from + 3).join(" ").replace(/[.“”"]/g, "");
      });
      return `${runs.join(" ")} ${next(100_000)}.`;
    });
    yield item(at, story.join("\n\n"));
  }
}
