// What counts as white space on a page, the same as for the native reader: no more and no less than these six characters.

/** @param {number} code */
export const isWhite = (code) => code === 32 || code === 10 || code === 160 || code === 9 || code === 13 || code === 12;
/** @param {string} text */
export const trim = (text) => text.replace(/^[\t\n\f\r \u00a0]+|[\t\n\f\r \u00a0]+$/g, "");
/** @param {string} text */
export const collapse = (text) => trim(text.replace(/[\t\n\f\r \u00a0]+/g, " "));
/** @param {string} text */
export const tokens = (text) => text.split(/[\t\n\f\r \u00a0]+/);
/** ASCII letters only, as HTML compares names. @param {string} text */
export const lower = (text) => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
