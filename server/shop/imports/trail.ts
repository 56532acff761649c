/** What an import does, step by step, so that it can be taken back as one action. */
import { LIMITS } from "../../../shared/limits.ts";
import type { Tx } from "../../database/application.ts";

export type Values = Readonly<Record<string, string | number | null>>;

/** Table → its key. */
const KEYS = { produits: "id", clients: "id", categories: "id", couts_produits: "produit_id" } as const;
export type Trailed = keyof typeof KEYS;

interface Step {
  readonly quoi: Trailed | "stock";
  readonly cle: number;
  readonly avant: string | null;
  readonly apres: string | null;
}

export class Trail {
  constructor(readonly tx: Tx, readonly importId: number) {}

  added(table: Trailed, key: number): void {
    this.#keep(table, key, null, null);
  }

  changed(table: Trailed, key: number, before: Values, after: Values): void {
    this.#keep(table, key, before, after);
  }

  /** `thousandths` that a count put on the shelf, or took from it. */
  moved(product: number, thousandths: number): void {
    this.#keep("stock", product, null, { thousandths });
  }

  #keep(what: Step["quoi"], key: number, before: Values | null, after: Values | null): void {
    const json = (values: Values | null) => values === null ? null : JSON.stringify(values);
    this.tx.run(
      "INSERT INTO _imports_lignes (import_id, quoi, cle, avant, apres) VALUES (?, ?, ?, ?, ?)",
      this.importId,
      what,
      key,
      json(before),
      json(after),
    );
  }

  /** Takes everything back, the last step first. What was changed or used since ends it: nothing is written. */
  takeBack(): void {
    const steps = this.tx.all("SELECT * FROM _imports_lignes WHERE import_id = ? ORDER BY id DESC", this.importId);
    if (steps.length === 0) this.tx.fail("constraint_violation", { constraint: "rule:import_too_old" });
    this.#expectUnsold();
    const retires = !this.#mayDelete();
    for (const step of steps as unknown as Step[]) {
      if (retires && step.quoi === "produits" && step.avant === null) this.#retire(step.cle);
      else if (step.quoi === "stock") this.#moveBack(step);
      else if (step.avant === null) this.#remove(step.quoi, step.cle);
      else this.#restore(step.quoi, step.cle, JSON.parse(step.avant), JSON.parse(step.apres!));
    }
    this.tx.run("DELETE FROM _imports_lignes WHERE import_id = ?", this.importId);
  }

  #expectUnsold(): void {
    const sold = this.tx.get(
      `SELECT l.produit_id AS id FROM lignes_vente l CROSS JOIN _imports_lignes s
       WHERE s.quoi = 'produits' AND s.cle = l.produit_id AND s.import_id = ? AND s.avant IS NULL LIMIT 1`,
      this.importId,
    );
    if (sold !== undefined) this.#refuse("rule:import_used", "produits", Number(sold["id"]));
  }

  /** SQLite looks through all lines that were ever sold for each article that goes. */
  #mayDelete(): boolean {
    const { added, lines } = this.tx.get(
      `SELECT (SELECT count(*) FROM _imports_lignes WHERE import_id = ? AND quoi = 'produits' AND avant IS NULL) AS added,
         (SELECT count(*) FROM lignes_vente) AS lines`,
      this.importId,
    ) as { added: number; lines: number };
    return added * lines <= LIMITS.importUndoVisits;
  }

  /** Out of sight, its code free for another. */
  #retire(product: number): void {
    this.tx.run("UPDATE produits SET actif = 0, code_barres = NULL, modifie_le = ? WHERE id = ?", this.tx.now, product);
  }

  #restore(table: Trailed, key: number, before: Values, after: Values): void {
    const columns = Object.keys(before);
    const stamp = table === "produits" ? ", modifie_le = ?" : "";
    const { changes } = this.tx.run(
      `UPDATE ${table} SET ${columns.map((column) => `${column} = ?`).join(", ")}${stamp}
       WHERE ${KEYS[table]} = ? AND ${columns.map((column) => `${column} IS ?`).join(" AND ")}`,
      ...columns.map((column) => before[column]!),
      ...(stamp === "" ? [] : [this.tx.now]),
      key,
      ...columns.map((column) => after[column]!),
    );
    if (changes === 0) this.#refuse("rule:import_changed", table, key);
  }

  #remove(table: Trailed, key: number): void {
    // A category that others are in by now stays: it is nobody's loss.
    const refused = this.tx.attempt(() => void this.tx.run(`DELETE FROM ${table} WHERE ${KEYS[table]} = ?`, key));
    if (refused !== null && table !== "categories") this.#refuse("rule:import_used", table, key);
  }

  #moveBack({ cle, apres }: Step): void {
    const { thousandths } = JSON.parse(apres!) as { thousandths: number };
    moveStock(this.tx, cle, -thousandths, `Import ${this.importId}`);
  }

  #refuse(rule: string, table: Trailed, key: number): never {
    const name = table === "couts_produits" || table === "produits"
      ? this.tx.get("SELECT libelle AS name FROM produits WHERE id = ?", key)
      : this.tx.get(`SELECT nom AS name FROM ${table} WHERE id = ?`, key);
    this.tx.fail("constraint_violation", { constraint: rule, subject: String(name?.["name"] ?? key) });
  }
}

/** A count that found so much more, or less, than was known of. */
export function moveStock(tx: Tx, product: number, thousandths: number, note: string): void {
  tx.run(
    "INSERT INTO mouvements_stock (produit_id, quantite, motif, par_id, cree_le, note) VALUES (?, ?, 'inventaire', ?, ?, ?)",
    product,
    thousandths,
    tx.actor.userId,
    tx.now,
    note,
  );
  tx.run("UPDATE produits SET stock = stock + ?, modifie_le = ? WHERE id = ?", thousandths, tx.now, product);
}
