// Pages that mean no good, and browsers that end things at the wrong moment: nothing hangs, the next click works.

import assert from "node:assert/strict";
import { before, test } from "node:test";
import { highlights, inBothBrowsers, openPanel, verdictIn, verdictOn } from "./session.js";
import { REPRINTED, STORY, longPage, ownReport, reprint } from "./story.js";

/** The reprint with a script of the page's own. @param {string} script */
const withScript = (script) => reprint().replace("</body>", `<script>${script}</script></body>`);

inBothBrowsers("hostile pages and faults", (session) => {
  before(async () => {
    const hostile = { ...STORY, headline: '<img src=x onerror="document.title=1">', altids: { url: "javascript:document.title=1" } };
    const options = await session.importFiles([session.file("lighthouse.json", JSON.stringify(hostile))]);
    await options.close();
  });

  test("a page that bends the language's own objects is checked all the same", async () => {
    const tab = await session.openAndCheck("/bent", withScript(`
      for (const kind of [Array, Map, Set, String, Element, Node, Range]) {
        for (const name of ["push", "has", "get", "slice", "contains", "append", "toString"]) {
          if (name in kind.prototype) kind.prototype[name] = () => { throw new Error("bent"); };
        }
      }
      window.MutationObserver = window.Promise = undefined;`));
    assert.equal(await tab.run(() => CSS.highlights.get("wirecopy-verbatim")?.size), REPRINTED.length);
    await tab.close();
  });

  test("a form whose fields have the names of what is asked of an element hides nothing", async () => {
    const names = ["localName", "nodeType", "nextSibling", "firstChild", "parentNode", "parentElement", "hasAttributes", "getAttribute",
      "shadowRoot", "checkVisibility", "contains", "isConnected"];
    const fields = names.map((name) => `<input type="hidden" name="${name}"><object name="${name}"></object>`).join("");
    const html = reprint().replace("<article>", "<form><article>").replace("</article>", `</article>${fields}</form>`);
    const tab = await session.openAndCheck("/form", html);
    assert.deepEqual((await highlights(tab))["wirecopy-verbatim"], REPRINTED);
    // The article comes anew, and its highlights with it.
    await tab.run(() => {
      const article = document.querySelector("article");
      article?.replaceWith(article.cloneNode(true));
    });
    await tab.until((texts) => String([...(CSS.highlights.get("wirecopy-verbatim") ?? [])]) === String(texts), REPRINTED);
    await tab.close();
  });

  test("a page of more elements, and longer names of them, than can be sent is read up to a limit", async () => {
    const tab = await session.openAndCheck("/elements", withScript(`
      const all = document.body.appendChild(document.createElement("section"));
      for (let count = 0; count < 20_000; count++) {
        let at = all;
        for (let depth = 0; depth < 8; depth++) at = at.appendChild(document.createElement("div"));
        at.textContent = "Yes.";
      }`));
    assert.deepEqual((await highlights(tab))["wirecopy-verbatim"], REPRINTED);
    const panel = await openPanel(session.browser, session.site.address("/elements"));
    assert.match(await verdictIn(panel), /only its beginning was compared/);
    await panel.close();
    await tab.go(session.site.put("/names", { body: withScript(`
      let at = document.body;
      for (let depth = 0; depth < 80; depth++) at = at.appendChild(document.createElement("x" + "-abcdefg".repeat(125_000)));
      at.textContent = "Yes.";`) }));
    await session.check(tab);
    assert.deepEqual((await highlights(tab))["wirecopy-verbatim"], REPRINTED);
    await tab.close();
  });

  test("a page that takes the highlights away is checked again with the next click", async () => {
    const tab = await session.openAndCheck("/taken-away", reprint());
    await tab.run(() => CSS.highlights.clear());
    await session.check(tab);
    await tab.close();
  });

  test("a page with a title of twelve megabytes is checked, and only the beginning of it is shown", async () => {
    const tab = await session.openAndCheck("/titled", withScript('document.title = "x".repeat(12_000_000);'));
    const panel = await openPanel(session.browser, session.site.address("/titled"));
    assert.equal(await panel.run(() => document.querySelector("#report .page-title")?.textContent?.length), 1_024);
    await panel.close();
    await tab.close();
  });

  test("a page that changes without end stays responsive, and its article highlighted", async () => {
    const tab = await session.openAndCheck("/flood", withScript(`
      const bin = document.querySelector("footer");
      let turns = 0;
      (function flood() {
        for (let at = 0; at < 50; at++) bin.append(document.createElement("p"));
        while (bin.childElementCount > 200) bin.firstElementChild.remove();
        document.documentElement.dataset.turns = ++turns;
        setTimeout(flood, 4);
      })();`));
    const before = await tab.run(() => Number(document.documentElement.dataset.turns));
    await tab.until((before) => Number(document.documentElement.dataset.turns) > before + 100, before);
    assert.deepEqual((await highlights(tab))["wirecopy-verbatim"], REPRINTED);
    await tab.close();
  });

  test("markup and scripts in a reference are shown as text and lead nowhere", async () => {
    const tab = await session.openAndCheck("/reference", reprint());
    const panel = await openPanel(session.browser, session.site.address("/reference"));
    const source = await panel.run(() => {
      const item = document.querySelector("[data-source]");
      return { images: item?.querySelectorAll("img, a").length, headline: item?.querySelector("cite")?.textContent };
    });
    assert.deepEqual(source, { images: 0, headline: '<img src=x onerror="document.title=1">' });
    await panel.close();
    await tab.close();
  });

  test("a page that never comes whole is checked as far as it has come, and that is said", async () => {
    session.site.handle("/never.js", () => undefined);
    const endless = reprint().replace("</main>", '</main><script src="/never.js"></script>');
    const tab = await session.openPage("/before", longPage());
    await tab.run((address) => void setTimeout(() => (location.href = address)), session.site.put("/endless", { body: endless }));
    await tab.until(() => location.pathname === "/endless" && document.querySelector("script"));
    await session.check(tab);
    assert.deepEqual((await highlights(tab))["wirecopy-verbatim"], REPRINTED);
    assert.match(await verdictOn(session, "/endless"), /only its beginning was compared/);
    await tab.close();
  });

  test("a frame that never comes whole holds up nothing", async () => {
    session.site.handle("/never.js", () => undefined);
    session.site.put("/notice", { body: '<p>A notice.</p><script src="/never.js"></script>' });
    const tab = await session.openPage("/before", ownReport());
    // Where a page has no article its frames are looked into.
    const url = session.site.put("/framed", { body: '<p>Little to read.</p><iframe src="/notice"></iframe>' });
    await tab.run((address) => void setTimeout(() => (location.href = address)), url);
    await tab.until(() => document.querySelector("iframe")?.contentDocument?.querySelector("script"));
    await session.browser.clickToolbar(tab);
    const panel = await openPanel(session.browser, url);
    assert.match(await verdictIn(panel), /under four sentences/);
    await panel.close();
    await tab.close();
  });

  test("a page that is left during its check leaves no spinner behind", async () => {
    const tab = await session.openPage("/left", longPage());
    await session.browser.clickToolbar(tab);
    await tab.go(session.site.put("/next", { body: reprint() }));
    const panel = await session.browser.openOwn("panel.html");
    await panel.until(() => document.querySelector("#report")?.getAttribute("data-state") !== "checking");
    await panel.close();
    await session.check(tab);
    await tab.close();
  });

  test("a tab that is closed during its check leaves no spinner behind", async () => {
    const tab = await session.openPage("/closed", longPage());
    await session.browser.clickToolbar(tab);
    await tab.close();
    const panel = await session.browser.openOwn("panel.html");
    await panel.until(() => document.querySelector("#report")?.getAttribute("data-state") !== "checking");
    await panel.close();
  });

  test("a background that is ended during a check leaves no spinner behind, and the next click works", async () => {
    const tab = await session.openPage("/ended", longPage());
    await session.browser.clickToolbar(tab);
    await session.browser.killBackground();
    const panel = await session.browser.openOwn("panel.html");
    await panel.until(() => document.querySelector("#report")?.getAttribute("data-state") !== "checking");
    await panel.close();
    await session.check(tab);
    await tab.close();
  });
});
