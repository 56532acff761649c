/** What else must agree with the signed series: closings' heads, the engine's journal, the shop's tables. */
import type { DatabaseSync } from "node:sqlite";
import { ELSEWHERE, EVENTS } from "../../../shared/fiscal_record.ts";
import { SETTLEMENT } from "../../../shared/settlement.ts";
import type { Defect } from "./continuity.ts";

/** The first that does not agree; null when all do. `since` (RFC 3339) leaves out what was there before; "" looks at all. */
export function disagreement(db: DatabaseSync, since: string): Defect | null {
  try {
    return headBeyond(db) ?? journaledBeyond(db, since) ?? ticketOff(db, since) ?? saleMissing(db, since) ??
      correctionOff(db, since) ?? accountOff(db, since) ?? elsewhereOff(db, since) ?? closingOff(db);
  } catch (error) {
    if (!/malformed JSON/.test((error as Error).message)) throw error;
    return { serie: "-", seq: 0, problem: "a text in the tables is not readable" };
  }
}

/** A closing names the head of every series: a head that is no longer there is a cut tail. */
function headBeyond(db: DatabaseSync): Defect | null {
  const row = db.prepare(
    `SELECT h.value ->> 'serie' AS serie, h.value ->> 'seq' AS seq, c.genre, c.periode FROM clotures c, json_each(c.contenu, '$.tetes') h
     WHERE NOT EXISTS (SELECT 1 FROM journal_fiscal j
       WHERE j.serie = h.value ->> 'serie' AND j.seq = h.value ->> 'seq' AND j.signature = h.value ->> 'signature') LIMIT 1`,
  ).get() as { serie: string; seq: number; genre: string; periode: string } | undefined;
  return row === undefined
    ? null
    : { serie: row.serie, seq: row.seq, problem: `the closing of ${row.periode} names it as a head, and it is not there` };
}

/** The engine's journal holds every record that was ever written: one that it names and that is gone was cut off. */
function journaledBeyond(db: DatabaseSync, since: string): Defect | null {
  const row = db.prepare(
    `SELECT c.value -> 'key' ->> 'serie' AS serie, max(c.value -> 'key' ->> 'seq') AS last FROM _journal, json_each(content, '$.changes') c
     WHERE at >= ? AND instr(',' || tables || ',', ',journal_fiscal,') > 0 AND c.value ->> 'table' = 'journal_fiscal'
     GROUP BY 1 HAVING last > coalesce((SELECT max(j.seq) FROM journal_fiscal j WHERE j.serie = c.value -> 'key' ->> 'serie'), 0) LIMIT 1`,
  ).get(since) as { serie: string; last: number } | undefined;
  return row === undefined
    ? null
    : { serie: row.serie, seq: row.last, problem: "the record is missing: the end of the series was cut off" };
}

/** Paid tickets with the series they are signed in and the number they bear: practice has its own of both. */
const PRINTED = `
  SELECT id, numero, caisse || '-' || printf('%06d', numero) AS imprime, 'tickets:' || caisse AS serie, payee_le, total_ttc, total_ht
  FROM ventes WHERE etat = 'payee' AND formation = 0
  UNION ALL
  SELECT id, numero_formation, 'F-' || caisse || '-' || printf('%06d', numero_formation), 'formation:' || caisse, payee_le, total_ttc, total_ht
  FROM ventes WHERE etat = 'payee' AND formation = 1`;

const TABLE_OFF = "the table `ventes` does not say what was signed";

/** Tables are projections of what was signed: a paid ticket says the same as its record. The plus lets the record's index be used. */
function ticketOff(db: DatabaseSync, since: string): Defect | null {
  const ticket = db.prepare(
    `SELECT v.serie, v.numero, j.seq FROM (${PRINTED}) v LEFT JOIN journal_fiscal j ON j.contenu ->> 'vente_id' = +v.id AND j.serie = v.serie
     WHERE v.payee_le >= ? AND (j.seq IS NULL OR j.contenu ->> 'total_ttc' IS NOT v.total_ttc OR j.contenu ->> 'total_ht' IS NOT v.total_ht
       OR j.contenu ->> 'date' IS NOT v.payee_le OR j.contenu ->> 'numero' IS NOT v.imprime) LIMIT 1`,
  ).get(since) as { serie: string; numero: number; seq: number | null } | undefined;
  return ticket === undefined ? null : { serie: ticket.serie, seq: ticket.seq ?? ticket.numero, problem: TABLE_OFF };
}

/** And a signed ticket is among the paid ones. */
function saleMissing(db: DatabaseSync, since: string): Defect | null {
  const record = db.prepare(
    `SELECT serie, seq FROM journal_fiscal j WHERE horodatage >= ? AND genre IN ('vente', 'avoir')
       AND NOT EXISTS (SELECT 1 FROM ventes v WHERE v.id = j.contenu ->> 'vente_id' AND v.etat = 'payee') LIMIT 1`,
  ).get(since) as { serie: string; seq: number } | undefined;
  return record === undefined ? null : { ...record, problem: TABLE_OFF };
}

/** A corrected means of payment is in its two rows what was signed of it. */
function correctionOff(db: DatabaseSync, since: string): Defect | null {
  const correction = db.prepare(
    `SELECT c.evenement AS seq FROM corrections_paiement c LEFT JOIN journal_fiscal j ON j.serie = '${EVENTS}' AND j.seq = c.evenement
     WHERE c.cree_le >= ? AND (j.genre IS NOT 'correction_paiement' OR j.contenu ->> 'vente_id' IS NOT c.vente_id
       OR j.contenu ->> 'de' IS NOT c.de OR j.contenu ->> 'vers' IS NOT c.vers OR j.contenu ->> 'montant' IS NOT c.montant
       OR (SELECT count(*) FROM paiements p WHERE p.vente_id = c.vente_id AND p.correction_id = c.id
         AND ((p.mode = c.de AND p.montant = -c.montant) OR (p.mode = c.vers AND p.montant = c.montant))) <> 2) LIMIT 1`,
  ).get(since) as { seq: number } | undefined;
  if (correction === undefined) return null;
  return { serie: EVENTS, seq: correction.seq, problem: "the table `corrections_paiement` does not say what was signed" };
}

/**
 * What went on a customer's account is what the ticket was signed with, what came in for it what was signed of that, neither more
 * nor less; and what is owed is their sum.
 */
function accountOff(db: DatabaseSync, since: string): Defect | null {
  for (const sql of [SETTLEMENT_OFF, SETTLEMENT_MISSING, CREDIT_OFF, CREDIT_MISSING]) {
    const record = db.prepare(`${sql} LIMIT 1`).get(since) as { serie: string | null; seq: number | null } | undefined;
    if (record === undefined) continue;
    return {
      serie: record.serie ?? EVENTS,
      seq: record.seq ?? 0,
      problem: "the table `mouvements_compte` does not say what was signed",
    };
  }
  const account = db.prepare(BALANCE_OFF).get() as { client_id: number } | undefined;
  if (account === undefined) return null;
  return {
    serie: "-",
    seq: 0,
    problem: `the balance of customer ${account.client_id}'s account is not the sum of its movements`,
  };
}

const SETTLEMENT_OFF = `
  SELECT '${EVENTS}' AS serie, m.evenement AS seq FROM mouvements_compte m
  LEFT JOIN journal_fiscal j ON j.serie = '${EVENTS}' AND j.seq = m.evenement
  WHERE m.cree_le >= ? AND m.mode IS NOT NULL AND (j.genre IS NOT '${SETTLEMENT}' OR j.contenu ->> 'montant' IS NOT -m.montant
    OR j.contenu ->> 'mode' IS NOT m.mode OR (j.contenu ->> 'client_id' IS NOT m.client_id
      AND NOT EXISTS (SELECT 1 FROM clients_fusionnes f WHERE f.client_id = j.contenu ->> 'client_id')))`;
const SETTLEMENT_MISSING = `
  SELECT serie, seq FROM journal_fiscal j WHERE horodatage >= ? AND serie = '${EVENTS}' AND genre = '${SETTLEMENT}'
    AND NOT EXISTS (SELECT 1 FROM mouvements_compte m WHERE m.evenement = j.seq)`;
const CREDIT =
  `(SELECT sum(p.value ->> 'montant') FROM json_each(j.contenu, '$.paiements') p WHERE p.value ->> 'mode' = 'compte')`;
const CREDIT_OFF = `
  SELECT j.serie, j.seq FROM (SELECT vente_id, sum(montant) AS cents, min(cree_le) AS le FROM mouvements_compte
    WHERE vente_id IS NOT NULL GROUP BY vente_id) m
  LEFT JOIN journal_fiscal j ON j.contenu ->> 'vente_id' = +m.vente_id AND j.genre IN ('vente', 'avoir')
  WHERE m.le >= ? AND ${CREDIT} IS NOT m.cents`;
/** As JSON.stringify writes a payment: to parse each ticket would take longer than its signature. */
const CREDIT_MISSING = `
  SELECT serie, seq FROM journal_fiscal j WHERE horodatage >= ? AND genre IN ('vente', 'avoir')
    AND instr(contenu, '"mode":"compte"') > 0
    AND NOT EXISTS (SELECT 1 FROM mouvements_compte m WHERE m.vente_id = j.contenu ->> 'vente_id')`;
const BALANCE_OFF = `SELECT client_id FROM comptes_clients WHERE (solde, solde_formation) IS NOT (
  SELECT coalesce(sum(iif(formation = 0, montant, 0)), 0), coalesce(sum(iif(formation = 1, montant, 0)), 0)
  FROM mouvements_compte m WHERE m.client_id = comptes_clients.client_id) LIMIT 1`;

/** What other shops took of vouchers is what was signed of it, neither more nor less. */
function elsewhereOff(db: DatabaseSync, since: string): Defect | null {
  for (const sql of [ELSEWHERE_OFF, ELSEWHERE_MISSING]) {
    const record = db.prepare(`${sql} LIMIT 1`).get(since) as { seq: number } | undefined;
    if (record === undefined) continue;
    return { serie: EVENTS, seq: record.seq, problem: "the table `bons_ailleurs` does not say what was signed" };
  }
  return null;
}

const ELSEWHERE_OFF = `
  SELECT m.evenement AS seq FROM bons_ailleurs m JOIN bons b ON b.id = m.bon_id
  LEFT JOIN journal_fiscal j ON j.serie = '${EVENTS}' AND j.seq = m.evenement
  WHERE m.recu_le >= ? AND m.pris > 0 AND (j.genre IS NOT '${ELSEWHERE}' OR j.contenu ->> 'montant' IS NOT m.pris
    OR j.contenu ->> 'boutique' IS NOT m.boutique OR j.contenu ->> 'code_bon' IS NOT b.code OR j.contenu ->> 'jour' IS NOT m.jour)`;
const ELSEWHERE_MISSING = `
  SELECT seq FROM journal_fiscal j WHERE horodatage >= ? AND serie = '${EVENTS}' AND genre = '${ELSEWHERE}'
    AND NOT EXISTS (SELECT 1 FROM bons_ailleurs m WHERE m.evenement = j.seq)`;

/** Closings are the same in both, none more and none less. */
function closingOff(db: DatabaseSync): Defect | null {
  const signed = "SELECT serie, contenu FROM journal_fiscal WHERE serie >= 'clotures:' AND serie < 'clotures;'";
  const table = "SELECT 'clotures:' || genre AS serie, contenu FROM clotures";
  for (const difference of [`${table} EXCEPT ${signed}`, `${signed} EXCEPT ${table}`]) {
    const closing = db.prepare(`SELECT serie, contenu ->> 'periode' AS periode FROM (${difference}) LIMIT 1`).get() as
      | { serie: string; periode: string }
      | undefined;
    if (closing === undefined) continue;
    const problem = `the table \`clotures\` does not say what was signed of ${closing.periode}`;
    return { serie: closing.serie, seq: 0, problem };
  }
  return null;
}
