/** What is to be printed: put in the printer's queue within the transaction that wants it, sent after its commit. */
import type { JsonValue } from "../../shared/protocol.ts";
import type { Look, Tx } from "../database/application.ts";
import type { PaperDocument } from "../devices/document.ts";
import { UNKNOWN } from "./unknown.ts";

export interface PrinterRow {
  readonly id: number;
  readonly nom: string;
  readonly adresse: string;
  readonly papier: 58 | 80;
  readonly colonnes: number;
  readonly table_codes: number;
  readonly repond: 0 | 1;
  readonly langage: "escpos" | "star";
  readonly tiroir: 0 | 1;
}

export type PrintState = "en_attente" | "envoyee" | "imprimee" | "refusee" | "inconnue" | "ecartee";

export interface PrintJobRow {
  readonly id: number;
  /** null once the printer is gone, for a receipt that went to it. */
  readonly imprimante_id: number | null;
  readonly caisse: string | null;
  readonly genre:
    | "essai"
    | "recu"
    | "duplicata"
    | "tiroir"
    | "x"
    | "mouvement"
    | "cadeau"
    | "rapport"
    | "reglement"
    | "cuisine"
    | "copie_reglement";
  readonly titre: string;
  readonly vente_id: string | null;
  readonly etat: PrintState;
  readonly raison: string | null;
  readonly cree_le: string;
  readonly fini_le: string | null;
}

export interface WantedPrint extends Pick<PrintJobRow, "caisse" | "genre" | "titre"> {
  readonly vente_id?: string;
  readonly document: PaperDocument;
}

/** Where a till prints; null for in the browser. */
export function printerOf(look: Look, caisse: string): PrinterRow | null {
  const row = look.get("SELECT i.* FROM caisses c JOIN imprimantes i ON i.id = c.imprimante_id WHERE c.nom = ?", caisse);
  return (row as unknown as PrinterRow | undefined) ?? null;
}

/** As a path or a column names it. */
export function findPrinter(look: Look, id: string | number): PrinterRow {
  const number = Number(id);
  const row = look.get("SELECT * FROM imprimantes WHERE id = ?", Number.isSafeInteger(number) ? number : 0);
  return (row as unknown as PrinterRow | undefined) ?? look.fail("not_found", UNKNOWN.printer);
}

/** As the server's devices know it. */
export function printerTold(
  { adresse, papier, colonnes, table_codes, repond, langage }: Omit<PrinterRow, "id" | "nom" | "tiroir">,
) {
  return { address: adresse, width: papier, columns: colonnes, table: table_codes, answers: repond === 1, language: langage };
}

/** Answers the job's number. */
export function queuePrint(tx: Tx, printer: PrinterRow, { caisse, genre, titre, vente_id, document }: WantedPrint): number {
  const { lastInsertRowid: id } = tx.run(
    "INSERT INTO impressions (imprimante_id, caisse, genre, titre, vente_id, cree_le) VALUES (?, ?, ?, ?, ?, ?)",
    printer.id,
    caisse,
    genre,
    titre,
    vente_id ?? null,
    tx.now,
  );
  tx.run("INSERT INTO _impressions_documents (impression_id, document) VALUES (?, ?)", id, JSON.stringify(document));
  return id;
}

/** What was refused, as it is, at that printer. */
export function requeuePrint(tx: Tx, job: PrintJobRow, printer: number): JsonValue {
  tx.run(
    "UPDATE impressions SET etat = 'en_attente', raison = NULL, fini_le = NULL, imprimante_id = ? WHERE id = ?",
    printer,
    job.id,
  );
  return printAnswer({ ...job, etat: "en_attente", raison: null });
}

/** The job, or null when there is none. */
export function findPrint(look: Look, id: number): PrintJobRow | null {
  return (look.get("SELECT * FROM impressions WHERE id = ?", id) as unknown as PrintJobRow | undefined) ?? null;
}

/** What is to be printed; null once nothing is kept of it. */
export function documentOf(look: Look, id: number): PaperDocument | null {
  const row = look.get("SELECT document FROM _impressions_documents WHERE impression_id = ?", id);
  return row === undefined ? null : JSON.parse(row["document"] as string);
}

/** What is refused may be sent again as it is, a kitchen's slip that may be out as a copy; of all else nothing is kept that could be printed. */
export function endPrint(tx: Tx, id: number, etat: PrintState, raison: string | null): void {
  tx.run("UPDATE impressions SET etat = ?, raison = ?, fini_le = ? WHERE id = ?", etat, raison, tx.now, id);
  tx.run(
    `DELETE FROM _impressions_documents WHERE impression_id IN (
       SELECT id FROM impressions WHERE id = ? AND etat <> 'refusee' AND NOT (etat = 'inconnue' AND genre = 'cuisine'))`,
    id,
  );
}

/** After a backup was put back: what waited in it may have been printed since. */
export function doubtPrints(tx: Tx): void {
  const waiting = tx.all("SELECT id FROM impressions WHERE etat IN ('en_attente', 'envoyee', 'refusee')");
  for (const { id } of waiting) endPrint(tx, id as number, "inconnue", null);
}

/** As a till and the console are told of it. */
export function printAnswer({ id, genre, titre, etat, raison, cree_le }: PrintJobRow): JsonValue {
  return { id, genre, titre, etat, raison, cree_le };
}
