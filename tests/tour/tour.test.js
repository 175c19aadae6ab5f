// The tour in both browsers, light and dark: every page of Wirecopy's own, in the states a reader meets, held to the same rules.

import { test } from "node:test";
import { inBothBrowsers } from "../e2e/session.js";
import { hold } from "./rules.js";
import { tour } from "./stops.js";

/** @import { Visit } from "./stops.js" */

/** @type {Visit} */
const look = async (tab, name, { foreign = false } = {}) => {
  if (!foreign) await hold(tab, name);
};

inBothBrowsers("the tour", (session) => {
  for (const scheme of /** @type {const} */ (["light", "dark"])) {
    test(scheme, async () => {
      await session.browser.prefer(scheme);
      await tour(session, look);
    });
  }
});
