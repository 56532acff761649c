/**
 * The archive of a period: a ZIP of the signed records as they are stored, the same as tables for
 * people (CSV), a manifest of SHA-256 with a signature, and a page that verifies it all offline.
 */
import { createHash, createPrivateKey, createPublicKey, sign } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import { type Zippable, zipSync } from "fflate";
import { csvRows } from "../../shared/csv.ts";
import { README } from "./archive_readme.ts";
import { VERIFIER } from "./archive_verifier.ts";
import { rawSignature } from "./ecdsa.ts";
import { keyIdOf } from "./fiscal_key.ts";

export interface Archive {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** SHA-256 of the manifest: what the fiscal journal keeps of the archive. */
  readonly manifestHash: string;
}

/** First and last moment (exclusive) of a day, month or year in the shop's own time, in RFC 3339; null for no period. */
export function periodBounds(periode: string): { from: string; to: string } | null {
  const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(periode);
  if (match === null) return null;
  const [year, month, day] = match.slice(1).map((part) => part === undefined ? null : Number(part)) as [
    number,
    number | null,
    number | null,
  ];
  if ((month !== null && (month < 1 || month > 12)) || (day !== null && (day < 1 || day > 31))) return null;
  const from = new Date(year, (month ?? 1) - 1, day ?? 1);
  const to = day !== null
    ? new Date(year, month! - 1, day + 1)
    : month !== null
    ? new Date(year, month, 1)
    : new Date(year + 1, 0, 1);
  if (day !== null && from.getDate() !== day) return null;
  return { from: from.toISOString(), to: to.toISOString() };
}

export function makeArchive(db: DatabaseSync, keyPem: string, periode: string, version: string, now: Date): Archive {
  const bounds = periodBounds(periode);
  if (bounds === null) throw new Error(`'${periode}' is no period`);
  const key = createPrivateKey(keyPem);
  const publicKey = createPublicKey(key);
  const files = contents(db, periode, bounds.from, bounds.to);
  files["cle_publique.pem"] = encode(publicKey.export({ type: "spki", format: "pem" }) as string);
  files["LISEZMOI.txt"] = encode(README);
  files["verifier.html"] = encode(VERIFIER);
  const manifest = encode(JSON.stringify(
    {
      periode,
      du: bounds.from,
      au: bounds.to,
      cree_le: now.toISOString(),
      logiciel: `Comptoir ${version}`,
      cle_id: keyIdOf(publicKey),
      fichiers: Object.entries(files).map(([nom, bytes]) => ({ nom, octets: bytes.length, sha256: sha256(bytes) })),
    },
    null,
    2,
  ));
  const signature = rawSignature(sign("sha256", manifest, { key, dsaEncoding: "ieee-p1363" })).toString("base64url");
  const entries: Zippable = { ...files, "manifeste.json": manifest, "manifeste.sig": encode(signature) };
  return { bytes: zipSync(entries, { level: 6, mtime: now }) as Uint8Array<ArrayBuffer>, manifestHash: sha256(manifest) };
}

const RECORDS =
  `SELECT * FROM journal_fiscal WHERE horodatage >= ? AND horodatage < ? AND serie NOT GLOB 'clotures:*' ORDER BY serie, seq`;

/**
 * Closings that were signed in the period, and those that name it: a month is closed when it is over. Between the two no
 * record of a series is left out, for the chain to hold.
 */
const CLOSINGS = `
  WITH wanted AS (
    SELECT serie, min(seq) AS first, max(seq) AS last FROM journal_fiscal
    WHERE serie GLOB 'clotures:*' AND ((horodatage >= :from AND horodatage < :to)
      OR (substr(contenu ->> 'du', 1, length(:periode)) = :periode AND substr(contenu ->> 'au', 1, length(:periode)) = :periode))
    GROUP BY serie)
  SELECT j.* FROM wanted w JOIN journal_fiscal j ON j.serie = w.serie AND j.seq BETWEEN w.first AND w.last ORDER BY j.serie, j.seq`;

function contents(db: DatabaseSync, periode: string, from: string, to: string): Record<string, Uint8Array> {
  const table = (sql: string): Uint8Array => {
    const statement = db.prepare(sql);
    return csv(statement.columns().map(({ name }) => name), statement.all(from, to));
  };
  const closings = db.prepare(CLOSINGS).all({ from, to, periode });
  const records = db.prepare(RECORDS).all(from, to).concat(closings);
  // What was made for practice is among the signed records alone: a table that is summed must not hold it.
  const paid = "v.formation = 0 AND v.payee_le >= ? AND v.payee_le < ?";
  const tickets = table(
    `SELECT v.caisse || '-' || printf('%06d', v.numero) AS numero, v.type, v.payee_le, v.caisse, s.nom AS vendeur, k.nom AS caissier,
       v.total_ht, v.total_tva, v.total_ttc, v.remise, v.jour, v.id FROM ventes v
     LEFT JOIN equipe s ON s.id = v.vendeur_id LEFT JOIN equipe k ON k.id = v.caissier_id WHERE ${paid} ORDER BY v.caisse, v.numero`,
  );
  const lines = table(
    `SELECT v.caisse || '-' || printf('%06d', v.numero) AS numero, l.position, l.libelle, l.quantite, l.prix_unitaire_ttc, l.remise,
       l.remise_ticket, l.tva, l.total_ht, l.total_ttc FROM ventes v JOIN lignes_vente l ON l.vente_id = v.id
     WHERE ${paid} ORDER BY v.caisse, v.numero, l.position, l.id`,
  );
  const payments = table(
    `SELECT v.caisse || '-' || printf('%06d', v.numero) AS numero, p.mode, p.montant, p.rendu, p.cree_le FROM ventes v
     JOIN paiements p ON p.vente_id = v.id WHERE ${paid} ORDER BY v.caisse, v.numero, p.id`,
  );
  // Of all times: a gap in the period is explained by its restoration, a signature by its key, wherever the clock put them.
  const continuity = db.prepare("SELECT * FROM journal_fiscal WHERE genre = 'cle' ORDER BY seq").all()
    .concat(db.prepare("SELECT * FROM journal_fiscal WHERE genre = 'restauration' ORDER BY seq").all());
  return {
    "journal_fiscal.jsonl": jsonLines(records),
    "continuite.jsonl": jsonLines(continuity),
    "tickets.csv": tickets,
    "lignes.csv": lines,
    "paiements.csv": payments,
    "clotures.json": encode(JSON.stringify(closings.map(({ contenu }) => JSON.parse(contenu as string)), null, 2)),
  };
}

function jsonLines(rows: readonly Record<string, unknown>[]): Uint8Array {
  return encode(rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
}

/** With a byte order mark and semicolons, as French spreadsheets read it. */
function csv(fields: string[], rows: readonly Record<string, unknown>[]): Uint8Array {
  const data = rows.map((row) => fields.map((field) => row[field] as string | number | null));
  return encode(`\uFEFF${csvRows([fields, ...data], ";")}`);
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
