// Everything the interface says: texts by key, numbers and dates in the reader's language.

/**
 * @typedef {object} Words
 * @property {(key: string, ...substitutions: (string | number)[]) => string} text
 * @property {(key: string, count: number, ...substitutions: (string | number)[]) => string} count text whose form depends on a number, which is `$1`
 * @property {(value: number) => string} number
 * @property {(share: number) => string} percent
 * @property {(probability: number) => string} probability a percentage that never says "certain"
 * @property {(iso: string) => string} date
 * @property {(iso: string) => string} moment date and time
 * @property {(bytes: number) => string} size
 * @property {(milliseconds: number) => string} duration in the largest unit that fits
 * @property {(items: string[]) => string} list
 * @property {string} language
 */

/**
 * @param {(key: string, substitutions: string[]) => string} lookup gives the text of a key, empty where there is none
 * @returns {Words}
 */
export function makeWords(lookup) {
  // Pages that show no text yet wait for none of these.
  const language = lazy(() => lookup("language", []) || "en");
  const plural = lazy(() => new Intl.PluralRules(language()));
  const number = lazy(() => new Intl.NumberFormat(language()));
  const percent = lazy(() => new Intl.NumberFormat(language(), { style: "percent", maximumFractionDigits: 0 }));
  const date = lazy(() => new Intl.DateTimeFormat(language(), { dateStyle: "medium" }));
  const moment = lazy(() => new Intl.DateTimeFormat(language(), { dateStyle: "medium", timeStyle: "short" }));
  /** @type {Words["text"]} */
  const text = (key, ...substitutions) => lookup(keyed(key), substitutions.map(String)) || key;
  return {
    text,
    count: (key, count, ...rest) => {
      const form = keyed(`${key}_${plural().select(count)}`);
      const shown = [number().format(count), ...rest].map(String);
      return lookup(form, shown) || lookup(`${key}_other`, shown) || key;
    },
    number: (value) => number().format(value),
    percent: (share) => percent().format(share),
    // Between isolates: from right to left the signs would be turned around.
    probability: (value) => value > 0.99 ? `\u2066> ${percent().format(0.99)}\u2069` : value < 0.01 ? `\u2066< ${percent().format(0.01)}\u2069` :
      percent().format(value),
    date: (iso) => (Number.isNaN(Date.parse(iso)) ? iso : date().format(new Date(iso))),
    moment: (iso) => moment().format(new Date(iso)),
    size: (bytes) => sizeIn(bytes, language()),
    duration: (milliseconds) => durationIn(milliseconds, language()),
    list: (items) => new Intl.ListFormat(language()).format(items),
    get language() {
      return language();
    },
  };
}

/**
 * A value that is made when it is first asked for.
 * @template Value
 * @param {() => Value} make
 */
function lazy(make) {
  /** @type {Value | undefined} */
  let made;
  return () => (made ??= make());
}

/** Browsers allow no hyphen in a key; values of a report that end one have some. @param {string} key */
const keyed = (key) => key.replaceAll("-", "_");

/**
 * @param {number} bytes
 * @param {string} language
 */
function sizeIn(bytes, language) {
  const [unit, value] = bytes < 1e6 ? ["kilobyte", bytes / 1e3] : ["megabyte", bytes / 1e6];
  return new Intl.NumberFormat(language, { style: "unit", unit, maximumFractionDigits: value < 10 ? 1 : 0 }).format(value);
}

const MINUTE = 60_000;
const UNITS = /** @type {const} */ ([["day", 1440 * MINUTE], ["hour", 60 * MINUTE], ["minute", MINUTE]]);

/**
 * @param {number} milliseconds
 * @param {string} language
 */
function durationIn(milliseconds, language) {
  const [unit, length] = UNITS.find(([, length]) => milliseconds >= length) ?? ["minute", MINUTE];
  return new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "long" }).format(Math.round(milliseconds / length));
}

/**
 * A lookup in the content of a messages.json, for pages that are no extension pages.
 * @param {Record<string, { message: string }>} messages
 */
export function lookupIn(messages) {
  return (/** @type {string} */ key, /** @type {string[]} */ substitutions) =>
    (messages[key]?.message ?? "").replace(/\$(\d)/g, (_, index) => substitutions[Number(index) - 1] ?? "");
}

/**
 * Fills a page's fixed texts: `data-text` names the key of an element's text, `data-text-NAME` that of its attribute NAME.
 * @param {Document} document
 * @param {Words} words
 */
export function fillTexts(document, words) {
  document.documentElement.lang = words.language;
  document.documentElement.dir = words.text("direction") === "rtl" ? "rtl" : "ltr";
  for (const element of document.querySelectorAll("*")) {
    for (const { name, value } of [...element.attributes]) {
      if (name === "data-text") element.textContent = words.text(value);
      else if (name.startsWith("data-text-")) element.setAttribute(name.slice("data-text-".length), words.text(value));
    }
  }
}
