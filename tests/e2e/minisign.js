// Signs files the way minisign does, with a key of its own.

import { createHash, generateKeyPairSync, randomBytes, sign } from "node:crypto";

/** A key pair: `publicKey` as minisign prints it, and how to sign with it. */
export function makeKey() {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const id = randomBytes(8);
  const raw = publicKey.export({ type: "spki", format: "der" }).subarray(-32);

  /**
   * The text of a signature file.
   * @param {Buffer} bytes
   * @param {{ name?: string, prehashed?: boolean }} [how] `prehashed`: over the bytes' hash, as minisign does today
   */
  function signatureOf(bytes, { name = "pack", prehashed = true } = {}) {
    const signed = prehashed ? createHash("blake2b512").update(bytes).digest() : bytes;
    const signature = sign(null, signed, privateKey);
    const comment = `timestamp:1780000000\tfile:${name}`;
    const whole = sign(null, Buffer.concat([signature, Buffer.from(comment)]), privateKey);
    const lead = Buffer.concat([Buffer.from(prehashed ? "ED" : "Ed"), id, signature]);
    return `untrusted comment: signature\n${lead.toString("base64")}\ntrusted comment: ${comment}\n${whole.toString("base64")}\n`;
  }

  return { publicKey: Buffer.concat([Buffer.from("Ed"), id, raw]).toString("base64"), signatureOf };
}
