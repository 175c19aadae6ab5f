// Whether a page is the source itself: an agency's own page carries the address that its reference names.

/**
 * @param {string} page the page's address, or its name where it has none
 * @param {string | null} source
 */
export function isItself(page, source) {
  const [own, other] = [placeOf(page), placeOf(source)];
  return own !== null && own === other;
}

/**
 * An address without what does not change the article: protocol, `www.`, fragment, what campaigns and feeds append, the last slash.
 * @param {string | null} address
 */
function placeOf(address) {
  if (!address || !URL.canParse(address)) return null;
  const { protocol, host, pathname, searchParams } = new URL(address);
  if (protocol !== "https:" && protocol !== "http:") return null;
  const asked = [...searchParams].filter(([name]) => !/^(utm_|at_|ns_|fbclid$|gclid$)/.test(name)).sort();
  return `${host.replace(/^www\./, "")}${pathname.replace(/\/+$/, "")}?${new URLSearchParams(asked)}`;
}
