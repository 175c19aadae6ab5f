// Interface texts: every one that is used is there, and every one that is there is used.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { lookupIn, makeWords } from "../../extension/view/words.js";

const root = new URL("../../", import.meta.url);
/** @param {string} path */
const text = (path) => readFileSync(new URL(path, root), "utf8");
/** @type {Record<string, { message: string }>} */
const english = JSON.parse(text("extension/_locales/en/messages.json"));

/** Texts whose key ends in a value of a report or of a state: all values that there are. @type {Record<string, string[]>} */
const FAMILIES = {
  badge: ["checking", "failed", "independent", "partial", "verbatim", "rewritten", "not_compared"],
  colours: ["standard", "distinct", "strong"],
  corrected: ["not_derived", "missed"],
  change: ["moved", "synonym", "replaced", "inserted", "deleted", "number", "name", "date", "negation", "roles"],
  credit: ["credited", "uncredited", "credited_rewritten", "unknown"],
  error: ["PageBarred", "NotGranted", "PageLeft", "Interrupted", "EngineCrash", "MissingFile", "NoHighlights", "PackError", "SiteOff", "SitePreset", "other"],
  follow: ["fetching", "paused", "new", "NotGranted", "Unreachable", "Elsewhere", "Insecure", "NotFound", "Gone", "Refused", "Busy", "Status", "TooSlow",
    "TooLarge", "NotAFeed", "Malformed", "PackError", "NothingUsable", "SignatureMissing", "SignatureError", "StorageFull", "Interrupted", "Crashed", "other"],
  flip: ["number", "name", "negation"],
  import: ["PackError", "NothingUsable", "StorageFull", "MissingFile", "other"],
  limit: ["page_too_long"],
  public: ["agency", "broadcaster"],
  reason: ["no_article", "too_short", "no_references", "other_language"],
  kind: ["verbatim", "rewritten", "shared_quotation", "quotation_altered"],
  site: ["asked", "on", "off", "private"],
  skip: ["no_body", "embargoed", "withdrawn", "unknown_format", "no_page", "repeated"],
  state: ["idle", "checking", "done", "failed"],
  verdict: ["independent", "partial", "verbatim", "rewritten", "not_compared"],
};

/** Paths of the sources that have texts. */
function sources() {
  const files = ["extension", "www"].flatMap((folder) =>
    readdirSync(new URL(folder, root), { recursive: true, encoding: "utf8" }).map((path) => `${folder}/${path.replaceAll("\\", "/")}`));
  return files.filter((path) => /\.(js|html|json)$/.test(path) && !/\/(pkg|data|_locales)\/|page\.js$/.test(path));
}

/** Keys that a source names outright, and families it draws from. @param {string} source */
function usedIn(source) {
  const plain = [/(?:words\.text|browser\.message)\(\s*"(\w+)"/g, /data-text(?:-[\w-]+)?="(\w+)"/g, /__MSG_(\w+)__/g, /lookup\("(\w+)"/g];
  const keys = plain.flatMap((pattern) => [...source.matchAll(pattern)].map((match) => /** @type {string} */ (match[1])));
  const counted = [...source.matchAll(/words\.count\("(\w+)"/g)].flatMap(([, key]) => [`${key}_one`, `${key}_other`]);
  const families = [...source.matchAll(/[`"](\w+)_(?:\$\{|[A-Za-z]+")/g)].map(([, family]) => /** @type {string} */ (family));
  return { keys: [...keys, ...counted], families };
}

test("every text that is used is there, and every text that is there is used", () => {
  const used = new Set(["actionTitle", "name", "description"]);
  const named = new Set();
  for (const path of sources()) {
    const { keys, families } = usedIn(text(path));
    for (const key of keys) used.add(key);
    for (const family of families) for (const value of FAMILIES[family] ?? []) used.add(`${family}_${value}`);
    for (const [, word] of text(path).matchAll(/"(\w+)"/g)) named.add(word);
  }
  assert.deepEqual([...used].filter((key) => !(key in english)), [], "missing");
  assert.deepEqual(Object.keys(english).filter((key) => !used.has(key) && !named.has(key)), [], "unused");
});

const LANGUAGES = readdirSync(new URL("extension/_locales", root));
const messagesIn = (/** @type {string} */ language) => /** @type {Record<string, { message: string }>} */ (
  JSON.parse(text(`extension/_locales/${language}/messages.json`)));

test("there are English, German, French, Spanish and Arabic", () => assert.deepEqual(LANGUAGES.sort(), ["ar", "de", "en", "es", "fr"]));

for (const language of LANGUAGES) {
  const messages = messagesIn(language);

  test(`${language}: what is filled in stands in every text, and nothing else`, () => {
    const places = (/** @type {string | undefined} */ message) => [...new Set(message?.match(/\$\d/g))].sort();
    for (const [key, { message }] of Object.entries(messages)) {
      const plural = key.replace(/_(zero|two|few|many)$/, "_other");
      const expected = places(english[plural]?.message);
      // A form for none, one or two may say the number in words.
      const counted = /_(zero|one|two)$/.test(key) ? places(message).concat("$1") : places(message);
      assert.deepEqual([...new Set(counted)].sort(), /_(zero|one|two)$/.test(key) ? [...new Set([...expected, "$1"])].sort() : expected, key);
    }
  });

  test(`${language}: it names itself, and is not English in disguise`, () => {
    assert.equal(messages.language?.message, language);
    assert.equal(messages.direction?.message, language === "ar" ? "rtl" : "ltr");
    if (language === "en") return;
    const same = Object.keys(english).filter((key) => english[key]?.message === messages[key]?.message);
    const alike = ["name", "takeJson", "takeCsv", "colours_standard", "sideSource", "direction", "hideKey", "sitesTitle"];
    assert.deepEqual(same.filter((key) => !alike.includes(key) && !/^(articles|sentences)_/.test(key)), []);
  });

  test(`${language}: what is read out of a button has the words that stand on it`, () => {
    const buttons = { delete: ["deleteSet", "siteForget"], rename: ["renameSet"], exportPack: ["exportSet"], cancel: ["cancelImport"],
      dismiss: ["dismissImport"], followNow: ["followNowOf"], followPause: ["followPauseOf"], followResume: ["followResumeOf"],
      followRemove: ["followRemoveOf"] };
    const said = (/** @type {string} */ key) => (messages[key]?.message ?? key).toLowerCase();
    for (const [label, spoken] of Object.entries(buttons)) for (const key of spoken) {
      const words = said(label).split(" ");
      assert.deepEqual(words.filter((word) => !said(key).includes(word)), [], `${key}: ${said(key)}`);
    }
  });

  test(`${language}: numbers take every form that the language has`, () => {
    const words = makeWords(lookupIn(messages));
    for (const count of [0, 1, 2, 3, 11, 100, 1_000_000]) {
      const said = words.count("findings", count);
      assert.ok(said && !said.includes("$") && said !== "findings", `${count}: ${said}`);
    }
  });
}

test("keys are what browsers take: letters, digits and _, and no two alike but for case", () => {
  const keys = Object.keys(english);
  assert.deepEqual(keys.filter((key) => !/^[A-Za-z0-9_]+$/.test(key)), []);
  assert.equal(new Set(keys.map((key) => key.toLowerCase())).size, keys.length);
});

test("no text is written into the HTML", () => {
  for (const path of ["extension/panel.html", "extension/options.html", "extension/welcome.html"]) {
    const body = text(path).replace(/[\s\S]*<body>/, "").replace(/<[^>]*>/g, "").replaceAll("Wirecopy", "").trim();
    assert.equal(body, "", path);
  }
});

const words = makeWords(lookupIn(english));

test("numbers take the form that the language has for them", () => {
  assert.equal(words.count("articles", 1), "1 article");
  assert.equal(words.count("articles", 1200), "1,200 articles");
  assert.equal(words.count("articles", 0), "0 articles");
});

test("what says a number as it is filled in is right for one, too", () => {
  for (const language of LANGUAGES) {
    const { text } = makeWords(lookupIn(messagesIn(language)));
    // A verb or noun in the plural after the number would be wrong: the number comes last.
    for (const key of ["shownOf", "mapArticle", "whySame"]) assert.match(text(key, "1", "1"), /[:：].* 1 (of|von|sur|de|من) 1\.?$/, `${language} ${key}`);
  }
});

test("dates, shares and sizes are shown in words, and an odd date as it came", () => {
  assert.equal(words.date("2026-03-04T12:00:00Z"), "Mar 4, 2026");
  assert.equal(words.date("last week"), "last week");
  assert.equal(words.percent(0.456), "46%");
  assert.equal(words.probability(0.999), "\u2066> 99%\u2069", "which reads the same in text from right to left");
  assert.equal(words.size(2_345_678), "2.3 MB");
});

test("values with a hyphen find their text", () => assert.equal(words.text("kind_shared-quotation"), "Shared quotation"));
