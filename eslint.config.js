// Rules of the JavaScript in this repository. Several hold invariants of the design; each of those says which.

import js from "@eslint/js";
import globals from "globals";

/** The browser's APIs are reached through browser.js alone. */
const oneDoor = [
  { name: "chrome", message: "Browser APIs are called in extension/browser.js only." },
  { name: "browser", message: "Browser APIs are called in extension/browser.js only." },
];
/** Foreign text never becomes markup. */
const noMarkup = [
  { selector: "AssignmentExpression[left.property.name=/^(innerHTML|outerHTML|srcdoc)$/]", message: "Foreign text must not become markup: build elements." },
  {
    selector: "CallExpression[callee.property.name=/^(insertAdjacentHTML|setHTMLUnsafe|createContextualFragment)$/]",
    message: "Foreign text must not become markup: build elements.",
  },
];
/** State in the background may vanish; nothing keeps it alive. */
const noTiming = { selector: "CallExpression[callee.name='setInterval']", message: "Nothing is polled or kept alive by a timer." };

export default [
  { ignores: ["target/", "dist/", "node_modules/", "pkg/", "extension/pkg/", "extension/page.js", "www/generated/", "eval/", "xtask/", "tests/html/"] },
  js.configs.recommended,
  {
    languageOptions: { ecmaVersion: 2025, sourceType: "module" },
    rules: {
      "no-var": "error",
      "prefer-const": "error",
      eqeqeq: "error",
      "no-console": "error",
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      "max-lines": ["error", 350],
      "max-len": ["error", { code: 160 }],
    },
  },
  {
    files: ["extension/**/*.js", "www/**/*.js"],
    languageOptions: { globals: { ...globals.browser, ...globals.webextensions, ...globals.worker } },
    rules: { "no-restricted-syntax": ["error", noTiming, ...noMarkup], "no-restricted-globals": ["error", ...oneDoor] },
  },
  { files: ["extension/browser.js"], rules: { "no-restricted-globals": "off" } },
  {
    // A page's part must not reach for what only extension pages have, and the other way round.
    files: ["extension/page/**/*.js", "extension/view/**/*.js"],
    rules: { "no-restricted-imports": ["error", { patterns: ["**/background/**", "**/panel/**", "**/options/**", "**/engine/**", "**/sets.js"] }] },
  },
  {
    files: ["tests/**/*.js", "benches/**/*.js", "eslint.config.js"],
    languageOptions: { globals: { ...globals.node, ...globals.browser, ...globals.webextensions } },
  },
];
