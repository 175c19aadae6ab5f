// The tip's look. It is set on each element rather than by a stylesheet, which a page's CSP could stop.

const QUIET = "light-dark(#5c5850, #aaa69c)";

/** What each element of the tip looks like: selector, and declarations that add to those of the lines before. */
const LOOKS = /** @type {const} */ ([
  ["*", "margin: 0"],
  [".tip", "color-scheme: light dark; box-sizing: border-box; inline-size: min(26rem, calc(100vw - 16px)); " +
    "max-block-size: min(24rem, 60vh); overflow: auto; padding: 12px 14px; border: 1px solid light-dark(#c9c4b8, #4a4d55); " +
    "border-radius: 6px; background: light-dark(#fffdf8, #1d1f24); color: light-dark(#1c1b19, #ece9e2); " +
    "font: 14px/1.45 system-ui, sans-serif; box-shadow: 0 6px 24px rgb(0 0 0 / 0.22); text-align: start"],
  [".kind", `margin-block-end: 6px; padding-inline-start: 9px; border-inline-start: 3px solid; font-weight: 600; font-size: 12px`],
  ["[data-kind=verbatim]", "border-color: #c27400"],
  ["[data-kind=rewritten]", "border-color: #2f80c9; border-inline-start-style: dashed"],
  ["[data-kind=shared-quotation]", "border-color: #3d9560; border-inline-start-style: dotted"],
  ["[data-kind=quotation-altered]", "border-color: #c0489f; border-inline-start: 4px double #c0489f"],
  ["blockquote", `font: 16px/1.5 Charter, "Bitstream Charter", "Iowan Old Style", Georgia, serif`],
  [".attribution", "margin-block-start: 8px"],
  ["cite", "font-style: normal; font-weight: 600"],
  ["a", "color: light-dark(#1f4e8c, #9cc3f5); text-underline-offset: 2px"],
  [".quiet, .label", `color: ${QUIET}; font-size: 12.5px`],
  // In forced colours the browser's own text of a mark would stand without its ground.
  ["mark", "background: light-dark(#ece7da, #34373f); color: inherit; border-radius: 2px; forced-color-adjust: none"],
  ["[data-change=moved]", "background: none; outline: 1px dashed #888"],
  ["[data-change=deleted]", "background: none; text-decoration: line-through"],
  ["mark.fact", "background: light-dark(#f6d9ee, #5a2b4e); text-decoration: underline 2px; text-underline-offset: 2px"],
  [".quotations", "margin-block-start: 10px; padding-block-start: 8px; border-block-start: 1px solid light-dark(#e2ddd0, #3a3d45)"],
  [".legend", "inline-size: auto"],
  ["ul", "padding: 0; list-style: none"],
  [".close", "margin-block-start: 8px; font: inherit; padding: 2px 10px"],
  ["dt", "font-weight: 600; font-size: 12px"],
  ["dd", "margin-block-start: 2px"],
]);

/**
 * @param {ShadowRoot} root
 */
export function dress(root) {
  for (const [selector, look] of LOOKS) {
    for (const element of root.querySelectorAll(selector)) /** @type {HTMLElement} */ (element).style.cssText += `;${look}`;
  }
}
