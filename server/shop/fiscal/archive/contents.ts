/** What an archive holds of the shop's books, as texts read page by page: a year of them never stands in memory whole. */
import type { DatabaseSync, SQLInputValue } from "node:sqlite";
import { LIMITS } from "../../../../shared/limits.ts";
import type { Range } from "../../../../shared/fiscal_archive.ts";
import { EVENTS, KEY_RECORD, RESTORATION } from "../../../../shared/fiscal_record.ts";
import { SETTLEMENT, settlementNumber } from "../../../../shared/settlement.ts";
import { csvRows } from "../../../../shared/csv.ts";

export interface ArchivedText {
  readonly name: string;
  /** What each part of it begins with. */
  readonly head: string;
  /** Where one ends and another begins, it may be cut into parts. */
  readonly pieces: Iterable<string>;
}

type Rows = Record<string, string | number | null>[];

export function archivedTexts(db: DatabaseSync, ranges: readonly Range[]): ArchivedText[] {
  const table = (name: string, columns: string, joined: string, order: string) =>
    ticketTable(db, ranges, { name, columns, joined, order });
  return [
    { name: "journal_fiscal.jsonl", head: "", pieces: recordLines(db, ranges) },
    { name: "continuite.jsonl", head: "", pieces: continuity(db) },
    table(
      "tickets.csv",
      `${NUMBER}, v.type, v.payee_le, v.caisse, s.nom AS vendeur, k.nom AS caissier, v.total_ht, v.total_tva, v.total_ttc, v.remise,
       v.jour, v.id, v.remise_taux, v.hors_champ`,
      "LEFT JOIN equipe s ON s.id = v.vendeur_id LEFT JOIN equipe k ON k.id = v.caissier_id",
      "j.seq",
    ),
    table(
      "lignes.csv",
      `${NUMBER}, l.position, l.libelle, l.quantite, l.prix_unitaire_ttc, l.remise, l.remise_ticket, l.tva, l.total_ht, l.total_ttc, l.remise_taux, l.nature, l.unite, l.prix_libre, l.prix_ordinaire, l.prix_motif`,
      "JOIN lignes_vente l ON l.vente_id = v.id",
      "j.seq, l.position, l.id",
    ),
    table(
      "paiements.csv",
      `${NUMBER}, p.mode, p.montant, p.rendu, p.cree_le, p.code_bon, p.correction_id, p.nombre`,
      "JOIN paiements p ON p.vente_id = v.id",
      "j.seq, p.id",
    ),
    { name: "mouvements_caisse.csv", head: `\uFEFF${csvRows([MOVE_FIELDS], ";")}`, pieces: moves(db, ranges) },
    { name: "reglements.csv", head: `\uFEFF${csvRows([SETTLED_FIELDS], ";")}`, pieces: settlements(db, ranges) },
    { name: "clotures.json", head: "", pieces: [closings(db, ranges)] },
  ];
}

/** The records of a range, page by page. */
function* pages(db: DatabaseSync, { serie, apres, jusqua }: Range): Generator<Rows> {
  const page = db.prepare("SELECT * FROM journal_fiscal WHERE serie = ? AND seq > ? AND seq <= ? ORDER BY seq LIMIT ?");
  for (let after = apres.seq;;) {
    const rows = page.all(serie, after, jusqua.seq, LIMITS.archivePage) as Rows;
    if (rows.length === 0) return;
    yield rows;
    after = rows.at(-1)!["seq"] as number;
  }
}

function* recordLines(db: DatabaseSync, ranges: readonly Range[]): Generator<string> {
  for (const range of ranges) for (const rows of pages(db, range)) yield jsonLines(rows);
}

/** Of all times: a gap in the period is explained by its restoration, a signature by its key, wherever the clock put them. */
function* continuity(db: DatabaseSync): Generator<string> {
  for (const genre of [KEY_RECORD, RESTORATION]) {
    yield jsonLines(db.prepare(`SELECT * FROM journal_fiscal WHERE genre = '${genre}' ORDER BY seq`).all() as Rows);
  }
}

const MOVE_FIELDS = ["date", "caisse", "genre", "montant", "motif", "par"];

/** What went into drawers and out of them besides sales. */
function moves(db: DatabaseSync, ranges: readonly Range[]): Generator<string> {
  return eventRows(db, ranges, "mouvement_caisse", MOVE_FIELDS);
}

const SETTLED_FIELDS = ["date", "numero", "caisse", "client_id", "mode", "montant", "solde", "annule", "motif", "par"];

/** What came in for customers' accounts. */
function settlements(db: DatabaseSync, ranges: readonly Range[]): Generator<string> {
  return eventRows(db, ranges, SETTLEMENT, SETTLED_FIELDS);
}

/** Events of one kind, as they were signed; practice is among the signed records alone. */
function* eventRows(db: DatabaseSync, ranges: readonly Range[], kind: string, fields: readonly string[]): Generator<string> {
  for (const range of ranges.filter(({ serie }) => serie === EVENTS)) {
    for (const rows of pages(db, range)) {
      const made = rows.filter(({ genre }) => genre === kind)
        .map(({ seq, contenu, horodatage }) => ({
          numero: settlementNumber(Number(seq)),
          ...JSON.parse(contenu as string),
          date: horodatage,
        }))
        .filter(({ formation }) => formation === false);
      if (made.length > 0) yield csvRows(made.map((event) => fields.map((field) => event[field] ?? null)), ";");
    }
  }
}

/** A till's closings of a year are some hundred. */
function closings(db: DatabaseSync, ranges: readonly Range[]): string {
  const contents: unknown[] = [];
  for (const range of ranges.filter(({ serie }) => serie.startsWith("clotures:"))) {
    for (const rows of pages(db, range)) contents.push(...rows.map(({ contenu }) => JSON.parse(contenu as string)));
  }
  return JSON.stringify(contents, null, 2);
}

const NUMBER = "v.caisse || '-' || printf('%06d', v.numero) AS numero";

/**
 * The tickets whose records the archive holds, with byte order mark and semicolons as French spreadsheets read them. What was
 * made for practice is among the signed records alone: a table that is summed must not hold it.
 */
function ticketTable(
  db: DatabaseSync,
  ranges: readonly Range[],
  { name, columns, joined, order }: { name: string; columns: string; joined: string; order: string },
): ArchivedText {
  const statement = db.prepare(
    `SELECT ${columns} FROM journal_fiscal j JOIN ventes v ON v.id = j.contenu ->> 'vente_id' AND v.formation = 0 ${joined}
     WHERE j.serie = ? AND j.seq > ? AND j.seq <= ? AND j.genre IN ('vente', 'avoir') ORDER BY ${order}`,
  );
  const fields = statement.columns().map(({ name }) => name);
  const rows = (...place: SQLInputValue[]) => (statement.all(...place) as Rows).map((row) => fields.map((field) => row[field]!));
  return { name, head: `\uFEFF${csvRows([fields], ";")}`, pieces: pieces() };

  function* pieces(): Generator<string> {
    const end = db.prepare(
      "SELECT max(seq) AS seq FROM (SELECT seq FROM journal_fiscal WHERE serie = ? AND seq > ? AND seq <= ? ORDER BY seq LIMIT ?)",
    );
    for (const { serie, apres, jusqua } of ranges.filter(({ serie }) => serie.startsWith("tickets:"))) {
      for (let after = apres.seq; after < jusqua.seq;) {
        const last = end.get(serie, after, jusqua.seq, LIMITS.archivePage)!["seq"] as number | null;
        if (last === null) break;
        yield csvRows(rows(serie, after, last), ";");
        after = last;
      }
    }
  }
}

function jsonLines(rows: Rows): string {
  return rows.map((row) => `${JSON.stringify(row)}\n`).join("");
}
