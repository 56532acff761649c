/** The signed fiscal journal, walked from outside: with the key file, the documented text, and nothing of the program's own. */
import assert from "node:assert/strict";
import { createHash, createPrivateKey, createPublicKey } from "node:crypto";
import type { SignedFields, StoredRecord } from "../../shared/fiscal_record.ts";
import type { Shop } from "./shop.ts";

export const signedText = (row: SignedFields) =>
  [row.version_format, row.serie, row.seq, row.genre, row.cle_id, row.horodatage, row.signature_precedente, row.contenu].join(
    "\n",
  );
export const keyFile = (shop: Shop) => createPrivateKey(Deno.readTextFileSync(`${shop.server.dir}/fiscal.key`));
export const spkiOf = (shop: Shop) => createPublicKey(keyFile(shop)).export({ type: "spki", format: "der" });
export const records = (shop: Shop) => shop.rows("SELECT * FROM journal_fiscal ORDER BY serie, seq") as Promise<StoredRecord[]>;

/** Walks every chain; answers the last record of each series. */
export async function assertSigned(shop: Shop): Promise<Map<string, StoredRecord>> {
  const spki = new Uint8Array(spkiOf(shop));
  const key = await crypto.subtle.importKey("spki", spki, { name: "ECDSA", namedCurve: "P-256" }, false, ["verify"]);
  const id = createHash("sha256").update(spki).digest("hex").slice(0, 32);
  const last = new Map<string, StoredRecord>();
  for (const row of await records(shop)) {
    const name = `${row.serie} ${row.seq}`;
    const before = last.get(row.serie);
    assert.equal(row.seq, (before?.seq ?? 0) + 1, `${name}: none is missing`);
    assert.equal(row.signature_precedente, before?.signature ?? "", `${name} links to the one before it`);
    assert.equal(row.cle_id, id, `${name} names the key`);
    const text = signedText(row);
    assert.equal(row.empreinte, createHash("sha256").update(text).digest("hex"), name);
    const raw = Uint8Array.from(atob(row.signature.replaceAll("-", "+").replaceAll("_", "/")), (char) => char.charCodeAt(0));
    assert.equal(raw.length, 64, name);
    const ecdsa = { name: "ECDSA", hash: "SHA-256" };
    assert.ok(await crypto.subtle.verify(ecdsa, key, raw, new TextEncoder().encode(text)), `${name}: the signature`);
    assert.ok(
      !await crypto.subtle.verify(ecdsa, key, raw, new TextEncoder().encode(`${text} `)),
      "the premise: another text fails",
    );
    last.set(row.serie, row);
  }
  return last;
}

// deno-lint-ignore no-explicit-any -- contents of every shape
export const contents = async (shop: Shop, serie: string): Promise<any[]> =>
  (await shop.rows("SELECT contenu FROM journal_fiscal WHERE serie = ? ORDER BY seq", [serie])).map((row) =>
    JSON.parse(row.contenu)
  );
