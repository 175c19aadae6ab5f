// What a newsroom's administrator presets: sources to follow, sensitivity and sites. Read from the browser's managed storage, which
// nobody else can write; what is of no known form there is passed over, and of sources it is told.

/** @import { ManagedSource, Sensitivity } from "./types.js" */
import * as browser from "./browser.js";
import { addressOf, keyOf } from "./follow/address.js";

/** @returns {Promise<Record<string, any>>} */
const loadManaged = () => browser.loadManaged();

/** A preset source that cannot be followed. @typedef {{ name: string, address: string, key: string, wrong: "address" | "key" }} Unusable */

/** Sources as they are preset. @returns {Promise<any[]>} */
async function presetSources() {
  const { sources } = await loadManaged();
  return Array.isArray(sources) ? sources : [];
}

/** @param {any} source */
const readSource = (source) => ({ address: addressOf(String(source?.address ?? "")), key: keyOf(String(source?.key ?? "")) });

/** @returns {Promise<Unusable[]>} */
export async function unusableSources() {
  return (await presetSources()).flatMap((source) => {
    const { address, key } = readSource(source);
    if (address !== null && key !== null) return [];
    const as = (/** @type {string} */ field) => String(source?.[field] ?? "");
    return [{ name: as("name"), address: as("address"), key: as("key"), wrong: address === null ? "address" : "key" }];
  });
}

/** @returns {Promise<ManagedSource[]>} */
export async function managedSources() {
  /** @type {ManagedSource[]} */
  const valid = [];
  for (const source of await presetSources()) {
    const { address, key } = readSource(source);
    // Without a usable key a pack that was to be signed would be taken unsigned.
    if (address === null || key === null) continue;
    valid.push({
      id: await idOf(address), address, key, name: String(source.name ?? ""), pages: source.pages === true,
      ...(Number.isInteger(source.days) && source.days >= 0 && { days: source.days }),
      ...(Number.isInteger(source.minutes) && source.minutes >= 5 && { minutes: source.minutes }),
    });
  }
  return valid;
}

/** A preset source is the same as long as its address is. @param {string} address */
async function idOf(address) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(address)));
  return `followed-preset-${[...digest.slice(0, 8)].map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}

/** @returns {Promise<Sensitivity | undefined>} */
export async function managedSensitivity() {
  const { sensitivity } = await loadManaged();
  return ["cautious", "balanced", "sensitive"].includes(sensitivity) ? sensitivity : undefined;
}

/** Sites on which Wirecopy runs by itself or never. @returns {Promise<Record<string, "on" | "off">>} by origin */
export async function managedSites() {
  const { sites } = await loadManaged();
  const entries = Array.isArray(sites) ? sites : [];
  return Object.fromEntries(entries.flatMap((entry) => {
    const address = addressOf(String(entry?.site ?? ""));
    return address && ["on", "off"].includes(entry.state) ? [[new URL(address).origin, entry.state]] : [];
  }));
}

/** @param {() => void} listener */
export const onManaged = (listener) => browser.onManaged(listener);
