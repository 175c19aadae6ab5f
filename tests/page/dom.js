// Documents for tests of page code: parsed as the demo page parses them.

import { JSDOM } from "jsdom";
import { parseHtml } from "../../extension/page/parse.js";
import { read } from "../../extension/page/extract.js";

const { window } = new JSDOM("");

/** @param {string} html */
export const parse = (html) => parseHtml(html, window.DOMParser);

/** @param {string} html */
export const readHtml = (html) => read(parse(html), { id: "page" });

/** Text of all visible blocks, as a report has it. @param {string} html */
export const textOf = (html) => readHtml(html).anchors.map((block) => block.text).join("\n\n");

export const emptyDocument = () => parse("<!doctype html><title>t</title><body>");
