// The engine's Worker by itself: how long it takes to start, to open a pack, and to check pages of several lengths.

/** @import { Session } from "../../tests/e2e/session.js" */
import { execFileSync } from "node:child_process";
import { createWriteStream, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { median, spread, table } from "./figures.js";
import { archive, paragraphs } from "./pages.js";

const PAGES = [300, 1_000, 5_000];
const PACKS = [1_000, 100_000, 1_000_000];
const RUNS = 11;

/**
 * A pack of about so many sentences, built by the command.
 * @param {number} sentences
 * @param {string} folder
 */
export async function packOf(sentences, folder) {
  const stories = join(folder, `${sentences}.jsonl`);
  const pack = join(folder, `${sentences}.pack`);
  await pipeline(Readable.from(archive(sentences)), createWriteStream(stories));
  execFileSync(process.env.WIRECOPY ?? "wirecopy", ["pack", "build", "--out", pack, stories], { stdio: "ignore" });
  rmSync(stories);
  return pack;
}

/** Run in an extension page: puts a pack where imports put theirs. @param {string} file @param {string} url */
async function keep(file, url) {
  const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle("packs", { create: true });
  const writable = await (await folder.getFileHandle(file, { create: true })).createWritable();
  await /** @type {ReadableStream} */ ((await fetch(url)).body).pipeTo(writable);
  return true;
}

/**
 * Run in an extension page: milliseconds until the Worker has loaded engine and data, until the pack is open, and of each check.
 * @param {string} file
 * @param {string[]} texts
 * @param {number} runs
 */
async function measure(file, texts, runs) {
  const { EngineClient, startWorker } = await import(/** @type {any} */ ("/engine/client.js"));
  const client = new EngineClient(startWorker);
  const set = { id: file, name: file, file };
  const timed = async (/** @type {object} */ request) => {
    const began = performance.now();
    const reply = await client.ask(request);
    if (!reply.ok) throw Object.assign(new Error(reply.error.message), { name: reply.error.name });
    // A check without the set would be quick, and worth nothing.
    const problem = reply.value?.problems?.[0];
    if (problem) throw new Error(problem.message);
    return performance.now() - began;
  };
  /** Opens the set, once what had it before has let go of it. @returns {Promise<number>} */
  const open = () => timed({ type: "describe", set }).catch((error) => {
    if (error.name !== "FileInUse") throw error;
    return new Promise((resolve) => setTimeout(resolve, 50)).then(open);
  });
  const started = await timed({ type: "prepare", sets: [] });
  const opened = await open();
  /** @type {number[][]} */
  const checked = [];
  for (const text of texts) {
    const request = { type: "check", page: { id: "bench", text }, sets: [set], sensitivity: "balanced" };
    await timed(request);
    const times = [];
    for (let run = 0; run < runs; run++) times.push(await timed(request));
    checked.push(times);
  }
  client.close();
  return { started, opened, checked };
}

/**
 * @param {Session} session
 * @param {Map<number, string>} packs by their number of sentences
 */
export async function engine(session, packs) {
  // Not in the options, which sweep up the files that no set names.
  const own = await session.browser.openOwn("panel.html");
  const texts = PAGES.map((words) => paragraphs(words).join("\n\n"));
  /** @type {number[]} */
  const starts = [];
  /** @type {string[][]} */
  const rows = [];
  for (const [sentences, path] of packs) {
    const headers = { "access-control-allow-origin": "*" };
    const url = session.site.put(`/${sentences}.pack`, { type: "application/octet-stream", headers, body: readFileSync(path) });
    const file = `bench-${sentences}`;
    await own.run(keep, file, url);
    const opens = [];
    let checked;
    for (let run = 0; run < 3; run++) {
      const measured = await own.run(measure, file, run === 0 ? texts : [], RUNS);
      starts.push(measured.started);
      opens.push(measured.opened);
      checked ??= measured.checked;
    }
    rows.push([sentences.toLocaleString("en"), median(opens).toFixed(1), ...(checked ?? []).map(spread)]);
  }
  await own.close();
  const head = ["sentences in the pack", "pack opened", ...PAGES.map((words) => `page of ${words.toLocaleString("en")} words`)];
  return { started: spread(starts), checks: table(head, rows) };
}

/** @param {string} folder */
export async function makePacks(folder) {
  /** @type {Map<number, string>} */
  const packs = new Map();
  for (const sentences of PACKS) packs.set(sentences, await packOf(sentences, folder));
  return packs;
}
