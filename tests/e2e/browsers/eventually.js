// Waiting for what must come: looked for again and again, for as long as a slow machine may need.

import { setTimeout as pause } from "node:timers/promises";

const LONGEST = 20_000;
const BETWEEN = 25;

/**
 * @param {() => Promise<unknown>} happened
 * @param {string} what for the message if it never does
 */
export async function eventually(happened, what) {
  const end = Date.now() + LONGEST;
  while (!(await happened())) {
    if (Date.now() > end) throw new Error(`never true: ${what}`);
    await pause(BETWEEN);
  }
}
