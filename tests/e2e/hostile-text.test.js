// Pages whose text or structure is made to hide a copy or to hold up a check: the copy is found, the browser goes on, and the reader
// is told where something was left out.

import assert from "node:assert/strict";
import { before, test } from "node:test";
import { highlights, inBothBrowsers, openPanel, verdictOn } from "./session.js";
import { REPRINTED, STORY, page, reprint } from "./story.js";

/** Something between the letters of every word. @param {string} between */
const inside = (between) => page(REPRINTED.map((sentence) => sentence.replace(/(?<=\w)(?=\w)/g, between)));
/** The reprint with a script of the page's own. @param {string} script */
const withScript = (script) => reprint().replace("</body>", `<script>${script}</script></body>`);
/** The reprint with more behind its article. @param {string} more */
const followed = (more) => reprint().replace("</main>", `</main>${more}`);

inBothBrowsers("hostile texts", (session) => {
  before(async () => {
    const options = await session.importFiles([session.file("lighthouse.json", JSON.stringify(STORY))]);
    await options.close();
  });

  /** Checks a page and gives how many sentences it shows as copied. @param {string} path @param {string} html */
  async function copied(path, html) {
    const tab = await session.openAndCheck(path, html);
    const found = (await highlights(tab))["wirecopy-verbatim"] ?? [];
    await tab.close();
    return found.length;
  }

  for (const [what, html] of /** @type {const} */ ([
    ["zero-width spaces", inside("\u200b")],
    ["soft hyphens", inside("&shy;")],
    ["empty elements", inside("<i></i>")],
    ["comments", inside("<!---->")],
    ["text that is not displayed", inside('<i style="display:none">x</i>')],
    ["text that a stylesheet hides", inside("<i class=a>x</i>").replace("</head>", "<style>.a { visibility: hidden }</style></head>")],
    ["text of no size", inside("<i class=a>x</i>").replace("</head>", "<style>.a { font-size: 0 }</style></head>")],
    ["text of no opacity", inside("<i class=a>x</i>").replace("</head>", "<style>.a { opacity: 0 }</style></head>")],
    ["transparent text", inside("<i class=a>x</i>").replace("</head>", "<style>.a { color: transparent }</style></head>")],
  ])) {
    test(`${what} inside words hide nothing`, async () => {
      assert.equal(await copied("/inside", html), REPRINTED.length);
    });
  }

  test("lookalike letters hide nothing", async () => {
    const letters = new Map(Object.entries({ a: "а", c: "с", e: "е", i: "і", o: "о", p: "р", x: "х", y: "у" }));
    const disguised = page(REPRINTED.map((sentence) => sentence.replace(/[aceiopxy]/g, (letter) => letters.get(letter) ?? letter)));
    assert.equal(await copied("/lookalike", disguised), REPRINTED.length);
  });

  test("a language that the page is not in hides nothing", async () => {
    assert.equal(await copied("/language", reprint().replace('lang="en"', 'lang="de"')), REPRINTED.length);
  });

  for (const [what, html] of /** @type {const} */ ([
    ["a hundred thousand short paragraphs", followed(`<div>${"<p>Yes.</p>".repeat(100_000)}</div>`)],
    ["a paragraph of five megabytes", followed(`<p>${"the owner of it has said that ".repeat(170_000)}</p>`)],
  ])) {
    test(`${what} are read up to a limit, and the reader is told`, async () => {
      const tab = await session.openAndCheck("/long", html);
      assert.deepEqual((await highlights(tab))["wirecopy-verbatim"], REPRINTED);
      assert.match(await verdictOn(session, "/long"), /only its beginning was compared/);
      await tab.close();
    });
  }

  test("a million paragraphs made by a script are read up to a limit, and the page stays responsive", async () => {
    const tab = await session.openAndCheck("/million", withScript(`
      const all = document.createElement("div");
      all.style.display = "none";
      for (let at = 0; at < 1_000_000; at++) all.append(document.createElement("p"));
      document.body.append(all);`));
    assert.deepEqual((await highlights(tab))["wirecopy-verbatim"], REPRINTED);
    await tab.close();
  });

  test("ten thousand quotation marks hold up nothing", async () => {
    assert.equal(await copied("/marks", followed(`<p>${"“a ‘b ".repeat(5_000)}</p>`)), REPRINTED.length);
  });

  test("elements in elements, deeper than any parser makes them, hold up nothing", async () => {
    assert.equal(await copied("/deep", withScript(`
      let at = document.body.appendChild(document.createElement("b"));
      for (let depth = 0; depth < 2_000; depth++) at = at.appendChild(document.createElement("i"));
      at.textContent = "Down here.";`)), REPRINTED.length);
  });

  test("slots in slots and shadow trees in shadow trees are read once", async () => {
    const tab = await session.openAndCheck("/shadows", withScript(`
      const article = document.querySelector("article");
      // The article passes through a slot of a shadow tree, which stands in a slot of another one, and so on.
      let inner = article;
      for (let depth = 0; depth < 50; depth++) {
        const host = document.createElement("div");
        inner.replaceWith(host);
        host.append(inner);
        host.attachShadow({ mode: "open" }).innerHTML = "<section><slot></slot></section><slot name=none></slot>";
        inner = host;
      }
      // Many children, each in a slot of its own.
      const list = document.createElement("div");
      const root = list.attachShadow({ mode: "open" });
      for (let at = 0; at < 5_000; at++) {
        const slot = document.createElement("slot");
        slot.name = "s" + at;
        root.append(slot);
        const child = document.createElement("p");
        child.slot = "s" + at;
        child.textContent = "Yes.";
        list.append(child);
      }
      document.body.append(list);`));
    assert.deepEqual((await highlights(tab))["wirecopy-verbatim"], REPRINTED);
    await tab.close();
  });

  test("a page that puts its article elsewhere while it is read is read all the same", async () => {
    const tab = await session.openAndCheck("/elsewhere", withScript(`
      const main = document.querySelector("main");
      for (let at = 0; at < 3_000; at++) main.before(Object.assign(document.createElement("p"), { textContent: "Yes." }));
      const channel = new MessageChannel();
      let turns = 0;
      channel.port1.onmessage = () => {
        // The element that is being read goes, and comes back further up.
        const place = document.body.children[1 + (turns * 997) % 3_000];
        place.remove();
        document.body.prepend(place);
        if (++turns < 3_000) channel.port2.postMessage(null);
      };
      channel.port2.postMessage(null);`));
    assert.deepEqual((await highlights(tab))["wirecopy-verbatim"], REPRINTED);
    await tab.close();
  });

  test("a reference without measure is taken in and shown without harm", async () => {
    const odd = {
      ...STORY, uri: "urn:test:odd", headline: `\u202e${"headline ".repeat(120_000)}<script>document.title = 1</script>`,
      byline: "<b onclick=alert(1)>By", altids: { url: "data:text/html,<script>document.title = 1</script>" },
      body_text: STORY.body_text.replace("Keeper Tobias", "<img src=x onerror='document.title = 1'> \u202eKeeper\u202c Tobias"),
    };
    const options = await session.importFiles([session.file("odd.json", JSON.stringify(odd))]);
    await options.click("[data-set]:not([data-set=bundled]) [data-action=enable]");
    await options.close();
    const tab = await session.openAndCheck("/odd", reprint());
    const panel = await openPanel(session.browser, session.site.address("/odd"));
    const shown = await panel.run(() => {
      const cite = document.querySelector("[data-source] cite");
      return {
        made: document.querySelectorAll("#report :is(img, script, b[onclick], a[href^=data])").length, direction: cite?.getAttribute("dir"),
        length: cite?.textContent?.length, title: document.title,
      };
    });
    assert.equal(shown.made, 0);
    assert.equal(shown.direction, "auto", "what turns the direction of text round ends with the headline");
    assert.ok((shown.length ?? 0) <= 4_096, `a headline of ${shown.length} characters`);
    assert.notEqual(shown.title, "1");
    await panel.close();
    await tab.close();
  });
});
