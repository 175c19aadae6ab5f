// One followed source in the list: how it fares, and what can be done with it.

/** @import { Build } from "../view/element.js" */
/** @import { Words } from "../view/words.js" */
/** @import { Followed } from "../types.js" */
import { hostOf } from "../follow/address.js";

const DAY = 86_400_000;
const MINUTE = 60_000;
/** Days for which articles may be kept, and minutes between two fetches, to choose from. */
const DAYS = [7, 30, 90, 365, 0];
const MINUTES = [15, 60, 360, 1_440];

/** What the reader sees a source named. @param {Followed} followed */
export const nameOf = ({ name, state, address }) => name || state.title || hostOf(address);

/**
 * @param {Followed} followed
 * @param {boolean} fetching
 */
export function stateOf({ paused, state }, fetching) {
  if (fetching) return "fetching";
  if (state.error) return "failed";
  if (paused) return "paused";
  return state.fetched ? "ready" : "new";
}

/**
 * @param {Build} h
 * @param {Words} words
 * @param {Followed} followed
 * @param {{ fetching: boolean, open: boolean }} shown
 */
export function followedItem(h, words, followed, { fetching, open }) {
  const { id, address, preset, paused, state } = followed;
  const name = nameOf(followed);
  const status = stateOf(followed, fetching);
  const note = fetching ? null : problemIn(words, followed);
  const button = (/** @type {string} */ action, /** @type {string} */ key, /** @type {string} */ label) =>
    h("button", { type: "button", "data-action": action, "aria-label": words.text(label, name) }, words.text(key));
  return h("li", { "data-followed": id, "data-state": status, "data-error": state.error?.name },
    h("p", { class: "set-name" }, name),
    h("p", { class: "set-actions" },
      !fetching && button("fetch", "followNow", "followNowOf"),
      !preset && (paused ? button("resume", "followResume", "followResumeOf") : button("pause", "followPause", "followPauseOf")),
      !preset && button("remove", "followRemove", "followRemoveOf")),
    h("p", { class: "quiet" }, h("bdi", { dir: "ltr", class: "address" }, address), preset && ` · ${words.text("presetNote")}`),
    h("p", { class: "quiet", "data-status": true }, statusIn(words, followed, status)),
    note && h("p", { class: "note" }, note, " ", state.error && state.fetched ? words.text("followKept") : null),
    allowance(h, words, followed),
    h("details", { open },
      h("summary", { "data-action": "more" }, words.text("followRules")),
      choice(h, words, followed, "minutes", MINUTES, (value) => words.duration(value * MINUTE)),
      choice(h, words, followed, "days", DAYS, (value) => (value === 0 ? words.text("followAlways") : words.duration(value * DAY))),
      h("label", { class: "switch" },
        h("input", { type: "checkbox", "data-action": "pages", checked: followed.pages, disabled: preset }),
        h("span", {}, words.text("followPages")))));
}

/**
 * A source that an administrator preset in a way in which it cannot be followed.
 * @param {Build} h
 * @param {Words} words
 * @param {import("../managed.js").Unusable} preset
 */
export function unusableItem(h, words, { name, address, key, wrong }) {
  return h("li", { "data-unusable": wrong, "data-state": "failed" },
    h("p", { class: "set-name" }, name || address),
    h("p", { class: "quiet" }, h("bdi", { dir: "ltr", class: "address" }, address), ` · ${words.text("presetNote")}`),
    h("p", { class: "note" },
      wrong === "key" ? words.text("followNoKey", key) : words.text("followNoAddress", address), " ", words.text("presetUnusable")));
}

/**
 * @param {Words} words
 * @param {Followed} followed
 * @param {string} status
 */
function statusIn(words, { paused, state }, status) {
  if (status === "fetching") return words.text("follow_fetching");
  const { fetched, counts, summaries, next, answered } = state;
  return [
    paused && words.text("follow_paused"),
    fetched ? words.text("followLast", words.moment(fetched)) : words.text("follow_new"),
    counts && !state.error && words.text("followCounts", words.number(counts.added), words.number(counts.changed), words.number(counts.expired)),
    summaries && words.text("followSummaries", words.number(summaries)),
    !paused && next !== null && state.tried && words.text("followNext", words.moment(next)),
    next === null && words.text("followNever"),
    answered && words.text("followAnswered", answered),
  ].filter(Boolean).join(" ");
}

/** Failures that have words of their own. */
const EXPLAINED = new Set(["NotGranted", "Unreachable", "Elsewhere", "Insecure", "NotFound", "Gone", "Refused", "Busy", "Status", "TooSlow", "TooLarge",
  "NotAFeed", "Malformed", "PackError", "NothingUsable", "SignatureMissing", "SignatureError", "StorageFull", "Interrupted", "Crashed"]);

/** @param {Words} words @param {Followed} followed */
function problemIn(words, { state: { error, unread } }) {
  if (!error) return unread ? words.text("followUnread", words.number(unread.count), `\u2068${unread.first}\u2069`) : null;
  return words.text(EXPLAINED.has(error.name) ? `follow_${error.name}` : "follow_other", error.message);
}

/**
 * What the reader may allow: the source itself, or the sites of its articles. Which it is stands in the button, since
 * the browser has to be asked in the first moment of the click.
 * @param {Build} h
 * @param {Words} words
 * @param {Followed} followed
 */
function allowance(h, words, { address, pages, state: { error, sites = [] } }) {
  const wanted = error?.name === "NotGranted" ? [address] : pages ? sites : [];
  if (wanted.length === 0) return null;
  const hosts = words.list(wanted.map(hostOf));
  return h("p", { class: "actions" },
    !error && h("span", { class: "quiet" }, words.text("followSites", hosts)),
    h("button", { type: "button", class: "primary", "data-action": "allow", "data-addresses": wanted.join(" ") }, words.text("followAllow", hosts)));
}

/**
 * @param {Build} h
 * @param {Words} words
 * @param {Followed} followed
 * @param {"days" | "minutes"} field
 * @param {number[]} values
 * @param {(value: number) => string} shown
 */
function choice(h, words, followed, field, values, shown) {
  const own = followed[field];
  const all = values.includes(own) ? values : [own, ...values];
  return h("label", { class: "choice" },
    h("span", {}, words.text(field === "days" ? "followDays" : "followMinutes")),
    h("select", { "data-action": field, disabled: followed.preset },
      ...all.map((value) => h("option", { value, selected: value === own }, shown(value)))));
}
