// How much memory a browser with all its processes takes.

import { readFileSync, readdirSync } from "node:fs";

/** @param {string} path */
function read(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return ""; // The process has ended, or the system has no such files.
  }
}

/** Proportional set size, in MB, of a process and all below it; 0 where the system does not tell. @param {number} root */
export function memoryOf(root) {
  /** @type {Map<number, number[]>} */
  const children = new Map();
  for (const name of read("/proc/self/stat") ? readdirSync("/proc") : []) {
    // The name in brackets may hold anything; the parent stands second behind it.
    const parent = Number(read(`/proc/${name}/stat`).split(") ").at(-1)?.split(" ")[1]);
    if (/^\d+$/.test(name) && parent) children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  let kilobytes = 0;
  const open = [root];
  for (let process = open.pop(); process !== undefined; process = open.pop()) {
    kilobytes += Number(/^Pss:\s+(\d+)/m.exec(read(`/proc/${process}/smaps_rollup`))?.[1] ?? 0);
    open.push(...(children.get(process) ?? []));
  }
  return kilobytes / 1024;
}
