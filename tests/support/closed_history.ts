/** Days that were sold on and never closed. */
import { DatabaseSync } from "node:sqlite";
import { uuidv7 } from "./server.ts";
import { Shop } from "./shop.ts";

/** Another program on the file. */
export function alter(shop: Shop, sql: string): void {
  const db = new DatabaseSync(`${shop.server.dir}/comptoir.db`);
  try {
    db.exec(sql);
  } finally {
    db.close();
  }
}

/** date, cents with VAT at 20 %; a refund is negative. */
const HISTORY = [
  ["2024-11-28", 1_000],
  ["2024-11-30", 500],
  ["2024-12-31", 2_000],
  ["2024-12-31", -500],
  ["2025-01-02", 120],
  ["2025-02-10", 300],
  ["2025-02-28", 600],
] as const;

/** Days of the past, written into the file beside the stopped server: nobody can sell yesterday through the door. */
export function writeHistory(db: DatabaseSync): void {
  const chloe = db.prepare("SELECT id FROM equipe WHERE nom = 'chloe'").get()!["id"] as number;
  const session = db.prepare(
    `INSERT INTO sessions_caisse (caisse, caissier_id, jour, fond, ouverte_le, fermee_le, attendu, compte, ecart)
     VALUES ('C1', ?, ?, 0, ?, ?, 0, 0, 0) RETURNING id`,
  );
  const sale = db.prepare(
    `INSERT INTO ventes (id, type, etat, numero, caisse, vendeur_id, caissier_id, total_ttc, total_ht, total_tva, jour, payee_le)
     VALUES (?, ?, 'payee', ?, 'C1', ?, ?, ?, ?, ?, ?, ?)`,
  );
  // What closings are told apart by: up to which number each has summed.
  const record = db.prepare(
    `INSERT INTO journal_fiscal (serie, seq, genre, version_format, contenu, signature_precedente, empreinte, signature, cle_id, horodatage)
     VALUES ('tickets:C1', ?, 'vente', 2, ?, '', '', '', '', ?)`,
  );
  for (const [at, [day, ttc]] of HISTORY.entries()) {
    const time = `${day}T10:00:00.000Z`;
    const { id: sessionId } = session.get(chloe, day, time, time) as { id: number };
    const [id, ht] = [uuidv7(), Math.round(Math.abs(ttc) / 1.2) * Math.sign(ttc)];
    sale.run(id, ttc < 0 ? "avoir" : "vente", at + 1, chloe, chloe, ttc, ht, ttc - ht, day, time);
    db.prepare("INSERT INTO encaissements (vente_id, session_caisse_id) VALUES (?, ?)").run(id, sessionId);
    record.run(at + 1, JSON.stringify({ numero: `C1-${String(at + 1).padStart(6, "0")}`, vente_id: id }), time);
    db.prepare("INSERT INTO ventes_tva (vente_id, taux, ttc, ht, tva) VALUES (?, 2000, ?, ?, ?)").run(id, ttc, ht, ttc - ht);
    db.prepare("INSERT INTO paiements (vente_id, mode, montant, session_caisse_id, cree_le) VALUES (?, 'carte', ?, ?, ?)")
      .run(id, ttc, sessionId, time);
  }
}
