// Addresses of followed sources: what was typed, which sites the browser has to be asked for, and whether it allowed them.

/**
 * The address that was meant; null where it is none on the web.
 * @param {string} typed
 */
export function addressOf(typed) {
  const trimmed = typed.trim().replace(/^feed:(\/\/)?(?=https?:)/i, "").replace(/^feed:\/\//i, "https://");
  const whole = /^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) ? trimmed : `https://${trimmed}`;
  if (!trimmed || /\s/.test(trimmed) || !URL.canParse(whole)) return null;
  const url = new URL(whole);
  url.hash = "";
  return url.protocol === "https:" || url.protocol === "http:" ? url.href : null;
}

/** The host that an address names, for readers. @param {string} address */
export const hostOf = (address) => (URL.canParse(address) ? new URL(address).host : address);

/**
 * Patterns of what has to be granted to fetch an address. Patterns have no ports; a site that was followed without encryption may
 * come to have it.
 * @param {string} address
 */
export function patternsOf(address) {
  const { protocol, hostname } = new URL(address);
  return (protocol === "http:" ? ["http", "https"] : ["https"]).map((scheme) => `${scheme}://${hostname}/*`);
}

/**
 * Whether what the browser granted covers an address.
 * @param {string[]} granted match patterns
 * @param {string} address
 */
export function covers(granted, address) {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  return granted.some((pattern) => {
    if (pattern === "<all_urls>") return true;
    const [, scheme, host = ""] = /^(\*|https?):\/\/([^/]+)\/\*$/.exec(pattern) ?? [];
    if (!scheme || (scheme !== "*" && `${scheme}:` !== protocol)) return false;
    if (host === "*" || host === hostname) return true;
    return host.startsWith("*.") && (hostname === host.slice(2) || hostname.endsWith(host.slice(1)));
  });
}

/** Whether an answer came without encryption though the address asked for it. @param {string} asked @param {string} answered */
export const isDowngrade = (asked, answered) => asked.startsWith("https:") && answered.startsWith("http:");

const KEY = /^R[WU][A-Za-z0-9+/]{54}$/;
/**
 * A minisign public key as it is written in one line, or null; empty where none is given.
 * @param {string} typed the key alone, or a minisign.pub with its comment
 */
export function keyOf(typed) {
  const key = typed.trim().split("\n").at(-1)?.trim() ?? "";
  return key === "" || KEY.test(key) ? key : null;
}
