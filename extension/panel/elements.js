// The panel's fixed parts.

/** @param {string} selector */
const one = (selector) => /** @type {any} */ (document.querySelector(selector));

/** @type {HTMLElement} */
export const report = one("#report");
/** @type {HTMLElement} */
export const progress = one("#progress");
/** @type {HTMLElement} */
export const paste = one("#paste");
/** @type {HTMLTextAreaElement} */
export const pasteText = one("#paste-text");
/** @type {HTMLButtonElement} */
export const checkAgain = one("#check-again");
/** @type {HTMLElement} */
export const take = one("#take");
/** @type {HTMLButtonElement} */
export const cancel = one("#cancel");
