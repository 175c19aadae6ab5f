// Runs on the sites that the reader switched on, and only there: says that a page has come. Reads nothing.

/** @type {any} */ (globalThis.browser ?? globalThis.chrome).runtime.sendMessage({ to: "background", type: "arrived" }).catch(() => undefined);
