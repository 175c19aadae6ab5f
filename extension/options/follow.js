// The options page: the sources that are followed, and adding one.

/** @import { Followed, FollowState } from "../types.js" */
import * as browser from "../browser.js";
import { addressOf, covers, hostOf, keyOf, patternsOf } from "../follow/address.js";
import { addFollowed, changeAllFollowed, changeFollowed, loadFollowed, onFollowed } from "../follow/list.js";
import { turnLock } from "../follow/runner.js";
import { nextAfterSuccess } from "../follow/schedule.js";
import { onManaged, unusableSources } from "../managed.js";
import { sweep } from "../pack-files.js";
import { changeSets } from "../sets.js";
import { loadSites } from "../sites.js";
import { builder } from "../view/element.js";
import { makeWords } from "../view/words.js";
import { followedItem, nameOf, stateOf, unusableItem } from "./followed-item.js";
import { showPublic } from "./public-feeds.js";

const words = makeWords(browser.message);
const h = builder(document);
/** @param {string} selector */
const one = (selector) => /** @type {HTMLElement} */ (document.querySelector(selector));
const [list, status, problem] = /** @type {[HTMLElement, HTMLElement, HTMLElement]} */ (["#followed", "#follow-status", "#follow-problem"].map(one));
const form = /** @type {HTMLFormElement} */ (one("#follow-form"));
const field = (/** @type {string} */ name) => /** @type {HTMLInputElement} */ (form.elements.namedItem(name));

/** Sources whose rules are unfolded. @type {Set<string>} */
const open = new Set();
/** Sources that were being fetched when the list was shown last. @type {Set<string>} */
let fetching = new Set();

/** @type {Promise<void>} */
let shown = Promise.resolve();
/** Shows the list as it is now; calls come one after the other. */
const show = () => (shown = shown.then(showNow));

async function showNow() {
  const [all, unusable] = [await loadFollowed(), await unusableSources()];
  const { held = [] } = await navigator.locks.query();
  const now = new Set(all.map(({ id }) => id).filter((id) => held.some(({ name }) => name === turnLock(id))));
  const focused = /** @type {HTMLElement | null} */ (document.activeElement);
  const place = focused && list.contains(focused) ? [focused.closest("[data-followed]")?.getAttribute("data-followed"), focused.dataset.action] : null;
  const items = all.map((followed) => followedItem(h, words, followed, { fetching: now.has(followed.id), open: open.has(followed.id) }));
  list.replaceChildren(...items, ...unusable.map((preset) => unusableItem(h, words, preset)));
  if (place) restoreFocus(place);
  for (const followed of all) announce(followed, fetching.has(followed.id), now.has(followed.id));
  // A turn that runs is over when its lock can be had, whatever became of it.
  for (const id of now) if (!fetching.has(id)) navigator.locks.request(turnLock(id), () => undefined).then(show);
  fetching = now;
  showPublic(h, words, all);
}

/** What had the focus may be another button now. @param {(string | null | undefined)[]} place */
function restoreFocus([id, action]) {
  const item = list.querySelector(`[data-followed="${id}"]`);
  const same = item?.querySelector(`[data-action="${action}"]`) ?? item?.querySelector("[data-action]");
  /** @type {HTMLElement | null | undefined} */ (same)?.focus();
}

/**
 * @param {Followed} followed
 * @param {boolean} before
 * @param {boolean} after
 */
function announce(followed, before, after) {
  const name = nameOf(followed);
  if (!before && after) status.textContent = words.text("followFetching", name);
  if (before && !after) status.textContent = words.text(stateOf(followed, false) === "failed" ? "followFailed" : "followFetched", name);
}

/**
 * Follows a source; called in the first moment of a click, since only then the browser asks the reader.
 * @param {Pick<Followed, "address"> & Partial<Followed>} source
 */
async function followSource(source) {
  const granted = await browser.askFor(reachOf(source).flatMap(patternsOf)).catch(() => false);
  const host = hostOf(source.address);
  if (!granted) return refuse("followDenied", host);
  const known = (await loadFollowed()).find(({ address }) => address === source.address);
  if (known) return refuse("followKnown", nameOf(known));
  await addFollowed(source);
  problem.hidden = true;
  for (const name of ["address", "key", "name"]) field(name).value = "";
  status.textContent = words.text("followAdded", host);
  await background();
}

/** What a source needs to reach. @param {Pick<Followed, "address" | "allowed">} source */
const reachOf = ({ address, allowed = [] }) => [address, ...allowed];

/** @param {string} key @param {string} what */
function refuse(key, what) {
  problem.hidden = false;
  problem.textContent = words.text(key, what);
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const [address, key] = [addressOf(field("address").value), keyOf(field("key").value)];
  if (address === null) return refuse("followNoAddress", field("address").value);
  if (key === null) return refuse("followNoKey", field("key").value);
  followSource({ address, key, name: field("name").value.trim(), pages: field("pages").checked });
});

one("#public-feeds").addEventListener("click", (event) => {
  const button = /** @type {HTMLElement} */ (event.target).closest("button");
  if (!button) return;
  const { address = "", name = "", site = "" } = button.dataset;
  const pages = field("pages").checked;
  followSource({ address, name, pages, ...(pages && { allowed: [site] }) });
});

/** @param {Event} event */
const idOf = (event) => /** @type {HTMLElement} */ (event.target).closest("[data-followed]")?.getAttribute("data-followed") ?? "";
const fetchNow = (/** @type {string} */ id) => browser.send({ to: "background", type: "follow", id });
const background = () => browser.send({ to: "background", type: "followDue" });

list.addEventListener("click", async (event) => {
  const id = idOf(event);
  const target = /** @type {HTMLElement} */ (event.target).closest("[data-action]");
  const { action, addresses = "" } = /** @type {HTMLElement | null} */ (target)?.dataset ?? {};
  switch (action) {
    case "allow":
      if (!(await browser.askFor(addresses.split(" ").flatMap(patternsOf)).catch(() => false))) break;
      await changeFollowed(id, ({ allowed = [] }) => ({ allowed: [...new Set([...allowed, ...addresses.split(" ")])] }));
      await fetchNow(id);
      break;
    case "fetch":
      await fetchNow(id);
      break;
    case "pause":
      await changeFollowed(id, () => ({ paused: true }));
      await background();
      break;
    case "resume":
      await changeFollowed(id, () => ({ paused: false }));
      await background();
      break;
    case "remove":
      await remove(id);
      break;
    default:
  }
});

list.addEventListener("toggle", (event) => {
  const details = /** @type {HTMLDetailsElement} */ (event.target);
  if (details.open) open.add(idOf(event));
  else open.delete(idOf(event));
}, { capture: true });

list.addEventListener("change", async (event) => {
  const input = /** @type {HTMLInputElement} */ (event.target);
  const id = idOf(event);
  const value = Number(input.value);
  switch (input.dataset.action) {
    case "pages":
      await changeFollowed(id, () => ({ pages: input.checked }));
      if (input.checked) await fetchNow(id);
      break;
    case "minutes":
      await changeFollowed(id, ({ state }) => ({ minutes: value, state: rescheduled(state, value) }));
      await background();
      break;
    default:
      // Without waiting for its hour.
      await changeFollowed(id, ({ state: { expired: _, ...state } }) => ({ days: value, state }));
      await background();
  }
});

/** A source that fares well takes up its new rhythm at once. @param {FollowState} state @param {number} minutes @returns {FollowState} */
const rescheduled = (state, minutes) =>
  (state.fetched && !state.error ? { ...state, next: nextAfterSuccess(Date.parse(state.fetched), minutes, 0) } : state);

/** @param {string} id */
async function remove(id) {
  const followed = (await loadFollowed()).find((known) => known.id === id);
  if (!followed || !confirm(words.text("followConfirm", nameOf(followed)))) return;
  const left = await changeAllFollowed((all) => all.filter((known) => known.id !== id));
  await changeSets((sets) => sets.filter((set) => set.id !== id));
  await giveBack(followed, left);
  status.textContent = words.text("followRemoved", nameOf(followed));
  await browser.send({ to: "background", type: "setsChanged" });
  await background();
  await sweep();
}

/**
 * What was granted for a source alone is given back.
 * @param {Followed} followed
 * @param {Followed[]} left
 */
async function giveBack(followed, left) {
  const sites = Object.entries(await loadSites()).flatMap(([site, state]) => (state === "on" ? [site] : []));
  const needed = [...left.flatMap(reachOf), ...sites];
  const patterns = reachOf(followed).flatMap(patternsOf).filter((pattern) => !needed.some((other) => covers([pattern], other)));
  if (patterns.length > 0) await browser.giveBack(patterns);
}

onFollowed(show);
onManaged(show);
await show();
