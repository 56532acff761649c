/** Hashes, keys and signatures by the browser's own means. */
import { fingerprintFrom } from "../../shared/fiscal_record.ts";

type Bytes = Uint8Array<ArrayBuffer>;

export interface PublicKey {
  readonly fingerprint: string;
  readonly key: CryptoKey;
}

/** Hexadecimal. */
export async function sha256(bytes: Bytes): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...hash].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** From its SPKI in base64, DER. */
export async function publicKey(text: string): Promise<PublicKey> {
  const spki = fromBase64(text);
  const fingerprint = fingerprintFrom(await sha256(spki));
  const key = await crypto.subtle.importKey("spki", spki, { name: "ECDSA", namedCurve: "P-256" }, false, ["verify"]);
  return { fingerprint, key };
}

/** `signature`: 64 bytes, base64url. */
export async function isSignedWith(key: CryptoKey, signature: string, text: Bytes): Promise<boolean> {
  try {
    return await crypto.subtle.verify({ name: "ECDSA", hash: "SHA-256" }, key, fromBase64(signature), text);
  } catch {
    return false;
  }
}

function fromBase64(text: string): Bytes {
  return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (char) => char.charCodeAt(0));
}
