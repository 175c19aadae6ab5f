// What every page of Wirecopy's own is held to at each stop of the tour: axe finds nothing, text at twice its size fits, and the
// keyboard reaches all that can be pressed, in sight and marked.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { repository } from "../e2e/site.js";

/** @import { Tab } from "../e2e/browsers/types.js" */

const AXE = readFileSync(repository("node_modules/axe-core/axe.min.js"), "utf8");

/** @param {Tab} tab @param {string} name what is looked at, for the message */
export async function hold(tab, name) {
  const options = { resultTypes: ["violations"], iframes: false };
  const { violations } = await tab.evaluate(`${AXE}; return axe.run(document, ${JSON.stringify(options)});`);
  const found = violations.map((/** @type {any} */ { id, nodes }) => `${id}: ${nodes.map((/** @type {any} */ node) => node.html).join(" ")}`);
  assert.deepEqual(found, [], name);
  assert.deepEqual(await tab.run(tooWide), [], `${name}: text at 200 % does not fit`);
  assert.deepEqual(await tab.run(unreachable), [], `${name}: the keyboard does not get there, or it is not seen that it did`);
}

/** Run in the page: what reaches beyond the window's width with text at twice its size. */
function tooWide() {
  const root = document.documentElement;
  root.style.fontSize = "200%";
  const width = root.clientWidth;
  const over = root.scrollWidth > width ? [...document.body.querySelectorAll("*")].filter((element) => {
    const { left, right } = element.getBoundingClientRect();
    return left < -1 || right > width + 1;
  }) : [];
  const named = over.map((element) => `${element.localName}.${element.className} ${Math.round(element.getBoundingClientRect().right)} of ${width}`);
  root.style.fontSize = "";
  return named;
}

/** Run in the page: what can be pressed and takes no focus, or shows none. */
function unreachable() {
  const before = document.activeElement;
  const all = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("button, a[href], input, textarea, select, summary, [tabindex='0']")]);
  const there = all.filter((element) => element.checkVisibility({ visibilityProperty: true }) && !element.matches(":disabled"));
  const missed = there.filter((element) => {
    // As Tab would: focus is shown.
    element.focus(/** @type {any} */ ({ focusVisible: true, preventScroll: true }));
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    return document.activeElement !== element || element.tabIndex < 0 || (outlineStyle !== "auto" && (outlineStyle === "none" || parseFloat(outlineWidth) < 1));
  });
  /** @type {HTMLElement | null} */ (before)?.focus?.({ preventScroll: true });
  return missed.map((element) => element.outerHTML.slice(0, 120));
}

/**
 * Where the reader's few colours are forced, text stands on a ground of another colour.
 * @param {Tab} tab
 * @param {string} name
 */
export async function holdForced(tab, name) {
  assert.ok(await tab.run(() => matchMedia("(forced-colors: active)").matches), "colours are forced");
  assert.deepEqual(await tab.run(unseen), [], `${name}: text that cannot be seen`);
}

/** Run in the page: text of the colour that it stands on. */
function unseen() {
  const pen = /** @type {OffscreenCanvasRenderingContext2D} */ (new OffscreenCanvas(1, 1).getContext("2d"));
  const drawn = (/** @type {string[]} */ colours) => {
    for (const colour of colours) {
      pen.fillStyle = colour;
      pen.fillRect(0, 0, 1, 1);
    }
    return [...pen.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const texts = [...document.body.querySelectorAll("*")].filter((element) =>
    element.checkVisibility() && !element.closest("svg") && [...element.childNodes].some((node) => node.nodeType === 3 && node.nodeValue?.trim()));
  return texts.filter((element) => {
    const grounds = ["white"];
    for (let holder = /** @type {Element | null} */ (element), behind = []; holder; holder = holder.parentElement) {
      behind.unshift(getComputedStyle(holder).backgroundColor);
      if (!holder.parentElement) grounds.push(...behind);
    }
    const [ground, text] = [drawn(grounds), drawn([...grounds, getComputedStyle(element).color])];
    return ground.every((part, index) => Math.abs(part - Number(text[index])) < 60);
  }).map((element) => element.outerHTML.slice(0, 120));
}
