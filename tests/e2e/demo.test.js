// The demo page, served as it lies in the repository, in both browsers.

import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { test } from "node:test";
import { DEMOS } from "../../www/demos.js";
import { findingsIn, inBothBrowsers, verdictIn } from "./session.js";
import { repository } from "./site.js";
import { REPRINTED, STORY, ownReport, reprint } from "./story.js";

/** @import { Tab } from "./browsers/types.js" */

/** Highlights in the page that the demo shows. @param {Tab} tab */
const shown = (tab) =>
  tab.run(() => {
    const frame = /** @type {HTMLIFrameElement} */ (document.querySelector("#page-frame"));
    const view = /** @type {Window & typeof globalThis} */ (frame.contentWindow);
    return Object.fromEntries([...view.CSS.highlights].map(([name, highlight]) => [name, [...highlight].map(String)]));
  });

/** @param {Tab} tab @param {string} page */
const reported = (tab, page) =>
  tab.until((page) => {
    const { state, page: of } = /** @type {HTMLElement} */ (document.querySelector("#report")).dataset;
    return state === "done" && of === page;
  }, page);

test("every demo page of the repository can be chosen", () => {
  const pages = readdirSync(repository("reference/pages")).filter((name) => name.endsWith(".html")).map((name) => name.slice(0, -5));
  assert.deepEqual(DEMOS.map(([name]) => name).sort(), pages.sort());
});

inBothBrowsers("the demo page", (session) => {
  test("a demo page is shown with its highlights, verdict and findings", async () => {
    const demo = await session.browser.open(session.site.address("/www/index.html#single-quotes"));
    await reported(demo, "single-quotes");
    const { "wirecopy-verbatim": verbatim } = await shown(demo);
    assert.ok(verbatim && verbatim.length >= 10, "the reprint is highlighted");
    const findings = await findingsIn(demo);
    assert.ok(findings.filter((finding) => finding.class === "verbatim").length >= 10);
    assert.match(await verdictIn(demo), /most of it word for word/);
    await demo.close();
  });

  test("pointing at a highlighted sentence opens its source, though nothing of the page's own can run, also in a page that is shown smaller", async () => {
    for (const name of ["single-quotes", "reprint"]) {
      const demo = await session.browser.open(session.site.address(`/www/index.html#${name}`));
      await reported(demo, name);
      const place = await demo.run(() => {
        const frame = /** @type {HTMLIFrameElement} */ (document.querySelector("#page-frame"));
        const view = /** @type {Window & typeof globalThis} */ (frame.contentWindow);
        const [range] = view.CSS.highlights.get("wirecopy-verbatim") ?? [];
        view.scrollBy(0, /** @type {Range} */ (range).getBoundingClientRect().top - 100);
        frame.scrollIntoView({ block: "start", behavior: "instant" });
        const line = /** @type {DOMRect} */ (/** @type {Range} */ (range).getClientRects()[0]);
        const outer = frame.getBoundingClientRect();
        const shownAt = outer.width / view.innerWidth;
        return { x: outer.left + line.left * shownAt + 20, y: outer.top + (line.top + line.height / 2) * shownAt };
      });
      await demo.point(place.x, place.y);
      await demo.until(() => {
        const frame = /** @type {HTMLIFrameElement} */ (document.querySelector("#page-frame"));
        const last = /** @type {Document} */ (frame.contentDocument).documentElement.lastElementChild;
        return last?.localName === "div" && last.getBoundingClientRect().height > 60;
      });
      await demo.close();
    }
  });

  test("no page is wider than its frame", async () => {
    const demo = await session.browser.open(session.site.address("/www/index.html"));
    for (const [name] of DEMOS) {
      await demo.click(`[data-demo=${name}]`);
      await reported(demo, name);
      const [page, frame] = await demo.run(() => {
        const { contentDocument } = /** @type {HTMLIFrameElement} */ (document.querySelector("#page-frame"));
        const { scrollWidth, clientWidth } = /** @type {Document} */ (contentDocument).documentElement;
        return [scrollWidth, clientWidth];
      });
      assert.ok(Number(page) <= Number(frame), `${name}: ${page} of ${frame} px`);
    }
    await demo.close();
  });

  test("another page can be chosen", async () => {
    const demo = await session.browser.open(session.site.address("/www/index.html#single-quotes"));
    await reported(demo, "single-quotes");
    await demo.click("[data-demo=nothing]");
    await reported(demo, "nothing");
    assert.match(await verdictIn(demo), /No match among 44 articles in 1 set/);
    assert.deepEqual(await shown(demo), {});
    await demo.close();
  });

  test("a pasted page is compared with pasted articles; nothing in it runs, loads or leads away", async () => {
    const asked = session.site.asked.length;
    const outside = session.site.address("/outside.png");
    const hostile = `<img src="${outside}" onerror="parent.document.title='ran'"><script>parent.document.title = "ran"</script>`;
    const demo = await session.browser.open(session.site.address("/www/index.html#nothing"));
    await reported(demo, "nothing");
    await demo.click("#own summary");
    await demo.run((page, references) => {
      const field = (/** @type {string} */ id) => /** @type {HTMLTextAreaElement} */ (document.querySelector(id));
      field("#own-page").value = page;
      field("#own-references").value = references;
    }, reprint().replace("<h1>", `${hostile}<h1>`), `${STORY.headline}\n\n${STORY.body_text}\n---\nAnother article.\n\nIt says little.`);
    await demo.click("#own [type=submit]");
    await reported(demo, "your page");
    assert.deepEqual((await shown(demo))["wirecopy-verbatim"], REPRINTED);
    assert.match(await verdictIn(demo), /Compared with 46 articles in 2 sets/);
    assert.notEqual(await demo.run(() => document.title), "ran");
    assert.ok(!session.site.asked.slice(asked).includes("/outside.png"));
    await demo.close();
  });

  test("plain text is checked as plain text", async () => {
    const demo = await session.browser.open(session.site.address("/www/index.html#nothing"));
    await reported(demo, "nothing");
    await demo.click("#own summary");
    await demo.run((page, references) => {
      const field = (/** @type {string} */ id) => /** @type {HTMLTextAreaElement} */ (document.querySelector(id));
      field("#own-page").value = page;
      field("#own-references").value = references;
    }, REPRINTED.join("\n\n"), JSON.stringify(STORY));
    await demo.click("#own [type=submit]");
    await reported(demo, "your page");
    assert.deepEqual((await shown(demo))["wirecopy-verbatim"], REPRINTED);
    await demo.close();
  });

  test("an own report on something else matches nothing", async () => {
    const demo = await session.browser.open(session.site.address("/www/index.html#nothing"));
    await reported(demo, "nothing");
    await demo.click("#own summary");
    await demo.run((page) => {
      /** @type {HTMLTextAreaElement} */ (document.querySelector("#own-page")).value = page;
    }, ownReport());
    await demo.click("#own [type=submit]");
    await reported(demo, "your page");
    assert.match(await verdictIn(demo), /No match among 44 articles in 1 set/);
    await demo.close();
  });
});
