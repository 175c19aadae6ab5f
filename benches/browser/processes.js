// The browsers' processes, as Linux tells of them: which belong to the extension, what memory they hold, what time they took.

import { readFileSync, readdirSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";

/** Descendants of this process. */
function descendants() {
  /** @type {Map<number, number>} */
  const parents = new Map();
  for (const name of readdirSync("/proc").filter((entry) => /^\d+$/.test(entry))) {
    const status = read(`/proc/${name}/stat`);
    // The name, in brackets, may hold spaces.
    if (status) parents.set(Number(name), Number(status.slice(status.lastIndexOf(")") + 2).split(" ")[1]));
  }
  const isOurs = (/** @type {number | undefined} */ pid) => {
    for (; pid; pid = parents.get(pid)) if (pid === process.pid) return true;
    return false;
  };
  return [...parents.keys()].filter((pid) => pid !== process.pid && isOurs(pid));
}

/** @param {string} path */
function read(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

/** Whether a process runs the extension: Chromium says so in its arguments, Firefox in its name. @param {number} pid */
const runsExtension = (pid) => read(`/proc/${pid}/cmdline`).includes("--extension-process") || read(`/proc/${pid}/comm`).startsWith("WebExtensions");

/**
 * Proportional set size of the extension's processes, in megabytes, and how much of it they have given back already: pages that are
 * marked as free count until the system takes them.
 */
export function held() {
  const processes = descendants().filter(runsExtension);
  if (processes.length === 0) throw new Error("no process of the extension was found");
  const sum = (/** @type {string} */ field) => {
    const line = new RegExp(`^${field}:\\s+(\\d+)`, "m");
    return processes.reduce((sum, pid) => sum + Number(line.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0), 0) / 1024;
  };
  return { size: sum("Pss"), free: sum("LazyFree") };
}

/** Whether a process shows web pages. @param {number} pid */
const showsPages = (pid) => /--type=renderer|-contentproc.*\btab\b/.test(read(`/proc/${pid}/cmdline`).replaceAll("\0", " ")) && !runsExtension(pid);

/** Milliseconds that the main thread of each process with pages has run so far. */
function mainThreads() {
  const processes = descendants().filter(showsPages);
  return new Map(processes.map((pid) => [pid, Number(read(`/proc/${pid}/task/${pid}/schedstat`).split(" ")[0]) / 1e6]));
}

/** The same, once none of them does more than a page that is only looked at. */
export async function resting() {
  for (let before = mainThreads(); ;) {
    await pause(200);
    if (mostSince(before) < 5) return mainThreads();
    before = mainThreads();
  }
}

/** The most that one of them ran since: the page that was worked on. @param {Map<number, number>} before */
export const mostSince = (before) => Math.max(...[...mainThreads()].map(([pid, time]) => time - (before.get(pid) ?? time)));
