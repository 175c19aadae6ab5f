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

/** What the browsers say to a question about a page that another one has taken the place of. */
const UNLOADED = /Document was unloaded|Execution context was destroyed|Inspected target navigated or closed|Promise was collected/;

/**
 * Waiting for what a page must show. The page may load itself anew while it is asked (the options do after everything is
 * erased): then the next one answers.
 * @param {(body: string) => Promise<unknown>} evaluate in the page
 * @param {(...values: any[]) => unknown} code true in the end
 * @param {unknown[]} values that it takes
 */
export async function eventuallyIn(evaluate, code, values) {
  // Whether, not what: an element that is found may be gone before the driver has handed it over.
  const whether = `return (async () => Boolean(await (${code})(...${JSON.stringify(values)})))()`;
  const asked = async () => {
    try {
      return await evaluate(whether);
    } catch (error) {
      if (UNLOADED.test(String(error))) return false;
      throw error;
    }
  };
  await eventually(asked, String(code));
}
