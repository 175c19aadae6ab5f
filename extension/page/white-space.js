// What counts as white space on a page, the same as for the native reader: no more and no less than these six characters.

/** @param {string} text */
export const isBlank = (text) => !/[^\t\n\f\r \u00a0]/.test(text);
/** @param {string} text */
export const trim = (text) => text.replace(/^[\t\n\f\r \u00a0]+|[\t\n\f\r \u00a0]+$/g, "");
/** @param {string} text */
export const collapse = (text) => trim(text.replace(/[\t\n\f\r \u00a0]+/g, " "));
/** @param {string} text */
export const tokens = (text) => text.split(/[\t\n\f\r \u00a0]+/);
/** ASCII letters only, as HTML compares names. @param {string} text */
export const lower = (text) => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
