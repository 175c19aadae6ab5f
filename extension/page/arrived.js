// Runs on the sites that the reader switched on, and only there: says that a page has come, and that it became another one without
// being loaded anew. Reads nothing.

/** Milliseconds that a page which became another one has to show itself. */
const TIME = 1_000;

const api = /** @type {any} */ (globalThis).browser ?? globalThis.chrome;
const say = () => api.runtime.sendMessage({ to: "background", type: "arrived" }).catch(() => undefined);
say();

let path = location.pathname;
/** @type {any} */ (globalThis).navigation?.addEventListener("currententrychange", () => {
  if (location.pathname === path) return;
  path = location.pathname;
  // Where something is highlighted, what shows it tells when it goes.
  setTimeout(() => CSS.highlights.size > 0 || say(), TIME);
});
