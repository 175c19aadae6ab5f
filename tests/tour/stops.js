// One walk through everything that a reader meets: every page of Wirecopy's own in each of its states, and a page with what is shown in
// it. Who walks is called at each stop; tests hold what is seen there to rules, `cargo xtask tour` takes pictures.

/** @import { Tab } from "../e2e/browsers/types.js" */
/** @import { Session } from "../e2e/session.js" */
import { highlights, openPanel, taken } from "../e2e/session.js";
import { STORY, ownReport, page, reprint } from "../e2e/story.js";

/**
 * What is done at a stop.
 * @callback Visit
 * @param {Tab} tab
 * @param {string} name
 * @param {{ foreign?: boolean }} [of] `foreign` where the page is not Wirecopy's own
 * @returns {Promise<void>}
 */

/** Sources in the states that a reader meets; none is due. */
const SOURCES = [
  { fetched: "2026-03-04T12:00:00Z", counts: { added: 3, changed: 1, expired: 0 }, summaries: 2, sites: ["https://pages.example"],
    unread: { count: 2, first: "7: is not JSON" } },
  { fetched: "2026-03-04T12:00:00Z", error: { name: "Malformed", message: "7: is not XML" }, failures: 3 },
  { error: { name: "NotGranted", message: "news.example" } },
  { fetched: "2026-03-04T12:00:00Z", answered: "https://news.example/elsewhere" },
].map((state, index) => ({
  id: `followed-${index}`, address: `https://news.example/a/rather/long/address/of/a/feed/${index}.xml`, name: "", key: "", pages: true, days: 30, minutes: 60,
  paused: index === 3, state: { failures: 0, next: null, tried: "2026-03-04T12:00:00Z", ...state },
}));

/** @param {Session} session @param {Visit} visit */
export async function tour(session, visit) {
  await welcome(session, visit);
  await references(session, visit);
  await waiting(session, visit);
  const kept = await finding(session, visit);
  await otherOutcomes(session, visit);
  await savedReport(session, visit, kept);
  await filledOptions(session, visit);
  await demo(session, visit);
}

/** @param {Session} session @param {Visit} visit */
async function welcome({ browser }, visit) {
  const tab = await browser.openOwn("welcome.html");
  await tab.until(() => document.querySelectorAll("[data-finding]").length >= 3);
  await visit(tab, "welcome");
  await tab.close();
}

/** Options: as they come, while an import runs, with sets of which one failed and one is being renamed. @param {Session} session @param {Visit} visit */
async function references(session, visit) {
  const options = await session.browser.openOwn("options.html");
  await options.until(() => document.querySelector("[data-documents]:not([data-documents='0'])"));
  await visit(options, "options-first");
  const story = (/** @type {number} */ index) => JSON.stringify({ ...STORY, uri: `urn:test:many:${index}` });
  const many = session.file("archive.json", Array.from({ length: 40_000 }, (_, index) => story(index)).join("\n"));
  await options.choose("#import-references", [many]);
  await options.until(() => document.querySelector("[data-state=importing] [data-action=cancel]"));
  await visit(options, "options-importing");
  await options.click("[data-action=cancel]");
  await options.until(() => document.querySelectorAll("[data-set]").length === 1);
  await options.close();
  const more = await session.importFiles([session.file("lighthouse.json", JSON.stringify(STORY))]);
  await more.choose("#import-references", [session.file("empty.json", "[]")]);
  await more.until(() => document.querySelector("[data-state=failed]"));
  await more.click("[data-action=rename]");
  await visit(more, "options-sets");
  await more.run((followed) => chrome.storage.local.set({ followed }).then(() => true), SOURCES);
  await more.until((count) => document.querySelectorAll("[data-followed]").length === count, SOURCES.length);
  await more.run(() => document.querySelectorAll("details").forEach((details) => void (details.open = true)));
  await more.type("#follow-address", "no address");
  await more.click("#follow-form [type=submit]");
  await visit(more, "options-followed");
  await more.run(() => chrome.storage.local.remove("followed").then(() => true));
  await more.close();
}

/** The panel before there is a report. @param {Session} session @param {Visit} visit */
async function waiting({ browser }, visit) {
  const idle = await browser.openOwn("panel.html");
  await idle.until(() => document.querySelector("#report")?.childElementCount);
  await visit(idle, "panel-idle");
  // As the background says it while a check runs; no check takes long enough to be looked at.
  await idle.run(async () => {
    const record = { key: "record:0", run: "", tabId: 0, state: "checking", checked: "", page: "https://courier.example/", title: "From our notebook" };
    await chrome.storage.session.set({ "record:0": record, last: "record:0", order: ["record:0"] });
    return true;
  });
  await idle.until(() => document.querySelector("#report[data-state=checking]"));
  await visit(idle, "panel-checking");
  await idle.run(() => chrome.storage.session.clear().then(() => true));
  await idle.close();
}

/**
 * A page with findings of all kinds: the page itself, its tip and legend, and the panel.
 * @param {Session} session
 * @param {Visit} visit
 * @returns {Promise<string>} the report, saved as HTML
 */
async function finding(session, visit) {
  const url = session.site.address("/reference/pages/reworded.html");
  const tab = await session.browser.open(url);
  await session.browser.clickToolbar(tab);
  await tab.until(() => CSS.highlights.size > 0);
  const panel = await openPanel(session.browser, url);
  await visit(panel, "panel-report");
  await panel.click("[data-finding] .reveal");
  await panel.click("[data-finding] .why summary");
  await panel.click("[data-finding] [data-action=not-derived]");
  await panel.until(() => document.querySelector("[data-corrected]"));
  await panel.click(".fresh summary");
  await panel.click(".fresh [data-action=missed]");
  await panel.until(() => document.querySelectorAll(".correction").length === 2);
  await visit(panel, "panel-corrected");
  await panel.run(() => {
    const quotation = document.querySelector("[data-finding] .quotations");
    (quotation?.closest("[data-finding]") ?? document.querySelector(".fresh"))?.scrollIntoView();
  });
  await visit(panel, "panel-finding");
  await panel.type("#find", "no such words");
  await panel.until(() => document.querySelectorAll("[data-finding]:not([hidden])").length === 0);
  await visit(panel, "panel-filter-empty");
  const saved = await taken(panel, "[data-take=html]");
  await panel.close();

  await tab.run(() => scrollTo(0, 0));
  await visit(tab, "page", { foreign: true });
  await openTip(tab, Object.keys(await highlights(tab))[0] ?? "");
  await visit(tab, "page-tip", { foreign: true });
  await tab.press("Escape");
  const again = await openPanel(session.browser, url);
  await again.click("#page-legend");
  await tab.until(() => document.documentElement.lastElementChild?.localName === "div");
  await again.close();
  await visit(tab, "page-legend", { foreign: true });
  await tab.close();
  return saved;
}

/** What else a check can come to. @param {Session} session @param {Visit} visit */
async function otherOutcomes(session, visit) {
  for (const [name, html] of /** @type {const} */ ([["verbatim", reprint()], ["independent", ownReport()], ["not-compared", page(["One line."])]])) {
    const tab = await session.openPage(`/${name}`, html);
    await session.browser.clickToolbar(tab);
    const panel = await openPanel(session.browser, session.site.address(`/${name}`));
    await visit(panel, `panel-${name}`);
    if (name === "independent") {
      await panel.click("#site [data-site=off]");
      await panel.until(() => /** @type {HTMLElement | null} */ (document.querySelector("#site [data-site=off]"))?.hidden);
      await session.browser.clickToolbar(tab);
      await panel.until(() => document.querySelector("[data-error=SiteOff]"));
      await visit(panel, "panel-site-off");
      await panel.click("#site [data-site=asked]");
      await panel.until(() => /** @type {HTMLElement | null} */ (document.querySelector("#site [data-site=asked]"))?.hidden);
    }
    await panel.close();
    await tab.close();
  }
  const barred = await session.browser.open(session.browser.internalPage);
  await session.browser.clickToolbar(barred);
  const panel = await session.browser.openOwn("panel.html");
  await panel.until(() => document.querySelector("#report[data-state=failed]"));
  await visit(panel, "panel-barred");
  await panel.type("#paste-text", STORY.body_text);
  await panel.click("#paste [type=submit]");
  await panel.until(() => document.querySelector("#report[data-state=done]"));
  await visit(panel, "panel-pasted");
  await panel.close();
  await barred.close();
}

/** @param {Session} session @param {Visit} visit @param {string} html */
async function savedReport(session, visit, html) {
  const tab = await session.openPage("/saved.html", html);
  await visit(tab, "saved-report");
  await tab.close();
}

/** Options with sites, remembered pages and corrections. @param {Session} session @param {Visit} visit */
async function filledOptions(session, visit) {
  const options = await session.browser.openOwn("options.html");
  await options.until(() => document.querySelector("#kinds :checked"));
  await options.click("#history");
  await options.until(async () => /** @type {any} */ ((await chrome.storage.local.get("settings")).settings)?.history);
  await options.run(() => import(/** @type {any} */ ("/sites.js")).then(({ setSite }) => setSite("https://courier.example", "off")).then(() => true));
  const tab = await session.openPage("/remembered", ownReport());
  await session.browser.clickToolbar(tab);
  await options.until(() => document.querySelector("[data-set^=history-][data-state=ready]") && document.querySelector("#sites [data-site]"));
  await visit(options, "options-filled");
  await options.run(() => document.querySelector("#sites")?.scrollIntoView());
  await visit(options, "options-sites");
  await tab.close();
  await session.eraseAll(options);
  await options.close();
}

/** @param {Session} session @param {Visit} visit */
async function demo({ browser, site }, visit) {
  const tab = await browser.open(site.address("/www/index.html#lifted"));
  await tab.until(() => document.querySelector("#report[data-state=done]"));
  await visit(tab, "demo");
  await tab.click("#own summary");
  await visit(tab, "demo-own");
  await tab.type("#own-page", "One line.");
  await tab.click("#own [type=submit]");
  await tab.until(() => document.querySelector("#report[data-state=done][data-page='your page']"));
  await visit(tab, "demo-nothing");
  await tab.close();
}

/** Points at the first highlighted sentence of a kind. @param {Tab} tab @param {string} name */
async function openTip(tab, name) {
  const place = await tab.run((name) => {
    const range = /** @type {Range} */ ([...(CSS.highlights.get(name) ?? [])][0]);
    range.startContainer.parentElement?.scrollIntoView({ block: "center", behavior: "instant" });
    const line = range.getClientRects()[0];
    return line ? { x: line.left + 20, y: line.top + line.height / 2 } : { x: 0, y: 0 };
  }, name);
  await tab.point(place.x, place.y);
  await tab.until(() => document.documentElement.lastElementChild?.localName === "div");
}
