// The tour in both browsers, light and dark: every page of Wirecopy's own, in the states a reader meets, held to the same rules;
// and with forced colours, to what those are about.

import { test } from "node:test";
import { inBothBrowsers } from "../e2e/session.js";
import { hold, holdForced } from "./rules.js";
import { tour } from "./stops.js";

/** @import { Visit } from "./stops.js" */

/** @type {Visit} */
const look = async (tab, name, { foreign = false } = {}) => {
  if (!foreign) await hold(tab, name);
};

/** @type {Visit} */
const lookForced = async (tab, name, { foreign = false } = {}) => {
  if (!foreign) await holdForced(tab, name);
};

inBothBrowsers("the tour", (session) => {
  for (const scheme of /** @type {const} */ (["light", "dark"])) {
    test(scheme, async () => {
      await session.browser.prefer(scheme);
      await tour(session, look);
    });
  }

  test("forced colours", async () => {
    // The browsers' own are light: those of a dark theme are where text was lost.
    await session.browser.prefer("dark");
    await session.browser.forceColours(true);
    await tour(session, lookForced);
  });
});
