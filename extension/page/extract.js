// Reads a document, live or parsed, into a Page: its blocks of text, the elements that hold them, and the way back.
//
// The rules are those of import/src/html.rs, to the letter, so that the same HTML gives the same Page there and here.
// Only a live document adds two: what its styles hide is hidden, and what open shadow roots and frames hold is read (flat.js).

/** @import { Page, Reading } from "../types.js" */
import { LONGEST_NAME, LONGEST_TITLE, MOST_NODES, cutTo } from "../limits.js";
import { Sink } from "./blocks.js";
import { bare, documentIn, firstIn, holderOf, nextTo } from "./flat.js";
import { collapse, isBlank, lower, tokens, trim } from "./white-space.js";

const SKIPPED = new Set(
  ("audio button canvas datalist embed head iframe input link map math meta meter noframes noscript object option " +
    "optgroup progress rp rt script select style svg template textarea title video").split(" "),
);
const BLOCK_LEVEL = new Set(
  ("address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure " +
    "footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li listing main menu nav ol p plaintext pre search section " +
    "summary table tbody td tfoot th thead tr ul xmp").split(" "),
);
const HIDING_CLASSES = new Set(
  ("sr-only visually-hidden visuallyhidden screen-reader-text screen-reader-only screenreader-only " +
    "element-invisible u-visually-hidden a11y-hidden").split(" "),
);

const HTML = "http://www.w3.org/1999/xhtml";
const MAX_META = 256;
const MAX_META_CONTENT = 65_536;
const RENDERED = { visibilityProperty: true };
/** Letters in an element from which it holds a word, and not only some of one. */
const SHORTEST_WORD = 4;
/** Nodes walked between two looks at the clock. */
const NODES_A_STEP = 200;
/** Milliseconds of main thread a slice takes before it gives way to the page. */
const SLICE = 12;
/** Times a page is read whose changes cut the reading off. */
const TRIES = 3;

/**
 * Reads `document` at once. Good for parsed documents and for tests; a live page is read by {@link readInSlices}.
 * @param {Document} document
 * @param {{ id: string, url?: string | null }} names
 * @returns {Reading}
 */
export function read(document, names) {
  const walk = steps(document, names);
  for (;;) {
    const step = walk.next();
    if (step.done) return step.value;
  }
}

/**
 * Reads a live `document` in slices, so that a long page stays responsive.
 * @param {Document} document
 * @param {{ id: string, url?: string | null }} names
 * @returns {Promise<Reading>}
 */
export const readInSlices = (document, names) => inSlices(() => steps(document, names));

/**
 * Reads what stands in a part of a live document, in slices.
 * @param {Element} part
 * @returns {Promise<Reading>}
 */
export const readPart = (part) => inSlices(() => partSteps(part));

/**
 * @param {() => Generator<void, Reading, void>} start
 * @returns {Promise<Reading>}
 */
async function inSlices(start) {
  for (let tries = 1; ; tries++) {
    const walk = start();
    let began = performance.now();
    for (;;) {
      const step = walk.next();
      if (step.done && (!step.value.lost || tries === TRIES)) return step.value;
      if (step.done) break;
      // Where the page took away again and again what was being read, it is read in one go.
      if (performance.now() - began > SLICE && tries < TRIES) {
        await pause();
        began = performance.now();
      }
    }
  }
}

/** Lets the page's own tasks run. */
export function pause() {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve(undefined);
    };
    port2.postMessage(null);
  });
}

/**
 * @param {Document} document
 * @param {{ id: string, url?: string | null }} names
 * @returns {Generator<void, Reading, void>}
 */
function* steps(document, names) {
  const title = [...document.getElementsByTagName("title")].find((element) => element.namespaceURI === HTML);
  const root = document.documentElement;
  /** @type {Page} */
  const page = {
    id: names.id,
    url: names.url ?? null,
    title: cutTo(collapse(title?.textContent ?? ""), LONGEST_TITLE) || null,
    language: cutTo(trim(root?.getAttribute("lang") ?? "") || trim(root?.getAttribute("xml:lang") ?? ""), LONGEST_NAME) || null,
    meta: readMeta(document),
    elements: [],
    blocks: [],
    cut: false,
  };
  const body = document.querySelector("body");
  if (!body) return { page, anchors: [], lost: false };
  const sink = new Sink(page, body);
  const lost = yield* walk(body, sink, document.defaultView !== null);
  return { page, anchors: sink.anchors, lost };
}

/**
 * @param {Element} part
 * @returns {Generator<void, Reading, void>}
 */
function* partSteps(part) {
  /** @type {Page} */
  const page = { id: "", url: null, title: null, language: null, meta: [], elements: [], blocks: [], cut: false };
  const sink = new Sink(page, part);
  const lost = yield* walk(part, sink, true);
  return { page, anchors: sink.anchors, lost };
}

/** @param {Document} document */
function readMeta(document) {
  /** @type {{ name: string, content: string }[]} */
  const meta = [];
  for (const element of document.querySelectorAll("meta[content], link[rel], time[datetime], script[type]")) {
    if (meta.length === MAX_META) break;
    const statement = element.namespaceURI === HTML && !element.closest("noscript") ? readStatement(element) : null;
    if (!statement) continue;
    const content = trim(statement.content);
    if (statement.name && content && statement.name.length + content.length <= MAX_META_CONTENT) meta.push({ name: statement.name, content });
  }
  return meta;
}

/**
 * What one element says of the page.
 * @param {Element} element
 */
function readStatement(element) {
  /** @param {string} name */
  const attribute = (name) => trim(element.getAttribute(name) ?? "");
  switch (element.localName) {
    case "meta":
      return { name: lower(attribute("property") || attribute("name") || attribute("itemprop")), content: attribute("content") };
    case "link":
      return tokens(lower(attribute("rel"))).includes("canonical")
        ? { name: "canonical", content: attribute("href") }
        : null;
    case "time":
      return { name: "time", content: attribute("datetime") };
    default: {
      const type = lower(trim(attribute("type").split(";", 1)[0] ?? ""));
      return type === "application/ld+json" ? { name: "ld+json", content: element.textContent ?? "" } : null;
    }
  }
}

/**
 * An element that was entered and not yet left; `turn` says since which turn of the walk it is open, `unseen` whether its styles hide
 * its text, undefined before that is asked.
 * @typedef {object} Open
 * @property {Element} element
 * @property {Open | null} outer
 * @property {boolean} plain whether it follows the one before it as in the markup
 * @property {boolean} insidePlain the same for what it holds
 * @property {boolean} separate
 * @property {boolean} hidden
 * @property {boolean} linked
 * @property {boolean | undefined} unseen
 * @property {number} turn
 */

/**
 * Walks all that `root` holds, in document order, without recursion.
 * @param {Element} root
 * @param {Sink} sink
 * @param {boolean} live whether the document is shown, with computed styles, shadow roots and frames
 * @returns {Generator<void, boolean, void>} whether the way was lost, since the page took away where it had come to
 */
function* walk(root, sink, live) {
  root = bare(root);
  // Children of a plain element follow each other as in the markup; asking what stands in slots and frames costs several times as
  // much, so it is asked only there.
  /** @type {Open} */
  let open = {
    element: root, outer: null, plain: true, insidePlain: !live || isPlain(root), separate: true, hidden: false, linked: false, unseen: false, turn: 0,
  };
  let node = open.insidePlain ? root.firstChild : firstIn(root);
  let turn = 0;
  for (let count = 1; node && !sink.full; count++) {
    if (count % NODES_A_STEP === 0) {
      yield;
      turn++;
    }
    if (count === MOST_NODES) sink.end();
    if (node.nodeType === 3) {
      const text = /** @type {Text} */ (node);
      // White space between blocks is nothing, seen or not.
      if (!sink.empty || !isBlank(text.data)) sink.text(text, open.hidden || isUnseen(open), open.linked);
    } else if ((node = bare(node)).nodeType === 1) {
      const element = /** @type {Element} */ (node);
      const name = element.localName;
      if (!SKIPPED.has(name) || (live && documentIn(element))) {
        const insidePlain = !live || isPlain(element);
        const separate = BLOCK_LEVEL.has(name) || (!insidePlain && isApart(element));
        if (separate) sink.boundary();
        const inner = insidePlain ? element.firstChild : firstIn(element);
        const hidden = open.hidden || hidesByMarkup(element);
        if (name === "br") sink.lineBreak(hidden || isUnseen(open), open.linked);
        if (inner) {
          const linked = open.linked || (name === "a" && element.hasAttribute("href"));
          open = { element, outer: open, plain: open.insidePlain, insidePlain, separate, hidden, linked, unseen: live ? undefined : false, turn };
          // What holds other documents and roots hides them as a whole.
          if (!insidePlain && name !== "slot") open.hidden ||= isUnseen(open);
          if (name !== "slot") sink.enter(element);
          node = inner;
          continue;
        }
        if (separate) sink.boundary();
      }
    }
    let after = open.insidePlain ? node.nextSibling : nextTo(node);
    for (let last = node; !after;) {
      // Only between two turns can the page have taken something away.
      const lost = open.turn !== turn && (open.insidePlain ? last.parentNode : holderOf(last)) !== open.element.valueOf();
      if (lost || !open.outer) {
        sink.boundary();
        return lost;
      }
      if (open.separate) sink.boundary();
      if (open.element.localName !== "slot") sink.leave();
      last = open.element;
      after = open.plain ? last.nextSibling : nextTo(last);
      open = open.outer;
    }
    node = after;
  }
  sink.boundary();
  return false;
}

/** Whether the reader sees in an element what the markup has there. @param {Element} element */
const isPlain = ({ shadowRoot, localName }) => shadowRoot === null && localName !== "slot" && localName !== "iframe";

/** Whether the text in a frame or a shadow root is apart from what stands around it. @param {Element} element */
const isApart = (element) => element.localName === "iframe" || (element.shadowRoot !== null && getComputedStyle(element).display !== "inline");

/** Whether an element's markup says that the reader cannot see it, with all it holds. @param {Element} element */
function hidesByMarkup(element) {
  if (element.localName === "dialog" && !element.hasAttribute("open")) return true;
  return element.hasAttributes() && hidesByAttribute(element);
}

/**
 * Whether styles hide text that stands in an element itself. It is asked only where there is such text: most elements of a page hold
 * nothing but others.
 * @param {Open} open
 * @returns {boolean}
 */
function isUnseen(open) {
  const { element, outer } = open;
  if (open.unseen === undefined) {
    open.unseen = element.checkVisibility(RENDERED) ? isUnseenInLine(element) : !hasNoBoxOfItsOwn(element) || outer === null || isUnseen(outer);
  }
  return open.unseen;
}

/**
 * Within a line, text of no size, and letters of no opacity or colour, can stand between the letters of a word. Of all text opacity and
 * colour are not asked: that takes a quarter of a long page's time.
 * @param {Element} element
 */
function isUnseenInLine(element) {
  if (BLOCK_LEVEL.has(element.localName) || element.firstElementChild || !element.firstChild) return false;
  const style = getComputedStyle(element);
  if (parseFloat(style.fontSize) < 1) return true;
  return /** @type {Text} */ (element.firstChild).length < SHORTEST_WORD && (style.opacity === "0" || style.color.endsWith(", 0)"));
}

/** @param {Element} element */
function hidesByAttribute(element) {
  if (element.hasAttribute("hidden")) return true;
  const style = element.getAttribute("style");
  if (style && hidesByStyle(style)) return true;
  const classes = element.getAttribute("class");
  if (classes && tokens(lower(classes)).some((token) => HIDING_CLASSES.has(token))) return true;
  const aria = element.getAttribute("aria-hidden");
  return aria !== null && lower(trim(aria)) === "true" && !element.querySelector("p, h1, article, main");
}

/** @param {string} style the value of a `style` attribute */
function hidesByStyle(style) {
  return style.split(";").some((declaration) => {
    const colon = declaration.indexOf(":");
    const name = lower(trim(declaration.slice(0, Math.max(colon, 0))));
    const value = trim(lower(trim(declaration.slice(colon + 1))).replace(/!important$/, ""));
    return (name === "display" && value === "none") || (name === "visibility" && value === "hidden");
  });
}

/** `display: contents` has no box, but what it holds does. @param {Element} element */
const hasNoBoxOfItsOwn = (element) => getComputedStyle(/** @type {Element} */ (element.valueOf())).display === "contents";
