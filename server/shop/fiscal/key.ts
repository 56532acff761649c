/** The key that a shop signs with: which file holds it, by what it is named, and how it introduces itself. */
import type { Buffer } from "node:buffer";
import { createHash, createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import type { KeyIntroduction } from "../../../shared/fiscal_continuity.ts";
import { fingerprintFrom } from "../../../shared/fiscal_record.ts";

const FISCAL_KEY = "fiscal";
const DEMO_FISCAL_KEY = "fiscal-demo";

/** The name of the key file: a demo shop has one of its own, so that nothing of it passes for real. */
export function fiscalKeyName(demo: boolean): string {
  return demo ? DEMO_FISCAL_KEY : FISCAL_KEY;
}

/** The signing key (PKCS #8, PEM) of a database's shop, by what `read` finds in key files; null when nothing was signed there yet. */
export function fiscalKey(db: DatabaseSync, read: (name: string) => string | null): string | null {
  const { demo } = db.prepare("SELECT demo FROM boutique").get() as { demo: number };
  const name = fiscalKeyName(demo === 1);
  const pem = read(name);
  if (pem !== null) keyIn(name, pem, createPublicKey);
  return pem;
}

/** The key in the text of a key file, private or public; throws a sentence with its remedy for what is none. */
export function keyIn(name: string, pem: string, read: (pem: string) => KeyObject = createPrivateKey): KeyObject {
  const key = attempt(() => read(pem));
  if (key !== null && curveOf(key) === "P-256") return key;
  const how = pem === "" ? "is empty" : key === null ? "is damaged" : "holds a key of another kind";
  throw new Error(
    `the key file ${name}.key ${how}: put a copy of it back; without one move it away, and a new key will follow the old one in the books`,
  );
}

function curveOf(key: KeyObject): string | null {
  return attempt(() => key.export({ format: "jwk" }).crv ?? null);
}

function attempt<T>(what: () => T): T | null {
  try {
    return what();
  } catch {
    return null;
  }
}

/** What stands at the beginning of a shop's records. */
export const INITIALISATION = "initialisation";

/** The content of a `cle` record. */
export interface KeyRecord extends KeyIntroduction {
  readonly code: number;
  readonly logiciel: string;
}

/** A key's fingerprint, which stands on every Z. */
export function keyIdOf(key: KeyObject): string {
  return keyIdOfSpki(key.export({ type: "spki", format: "der" }) as Uint8Array);
}

export function keyIdOfSpki(spki: Uint8Array): string {
  return fingerprintFrom(createHash("sha256").update(spki).digest("hex"));
}

export function publicKeyText(key: KeyObject): string {
  return (key.export({ type: "spki", format: "der" }) as Buffer).toString("base64");
}
