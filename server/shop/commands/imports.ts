/** Imports: what a file brings, all of it or nothing, tried first where one wants to see; and each taken back as one action. */
import type { ImportColumn, ImportSort } from "../../../shared/import_columns.ts";
import { LIMITS } from "../../../shared/limits.ts";
import type { JsonValue } from "../../../shared/protocol.ts";
import type { Command, Tx } from "../../database/application.ts";
import { CustomerTaker } from "../imports/customers.ts";
import { Faults } from "../imports/faults.ts";
import { type Cell, givenOf, type Outcome, type Taker } from "../imports/line.ts";
import { ProductTaker } from "../imports/products.ts";
import { Trail } from "../imports/trail.ts";
import { rowId } from "../row_id.ts";
import { UNKNOWN } from "../unknown.ts";

interface Input {
  readonly sorte: ImportSort;
  readonly fichier?: string;
  readonly essai?: boolean;
  readonly colonnes: readonly ImportColumn[];
  readonly lignes: readonly { readonly ligne: number; readonly valeurs: readonly Cell[] }[];
}

const TAKERS: Readonly<Record<ImportSort, (tx: Tx, trail: Trail, faults: Faults) => Taker>> = {
  produits: (tx, trail, faults) => new ProductTaker(tx, trail, faults, true),
  clients: (tx, trail, faults) => new CustomerTaker(tx, trail, faults),
  stock: (tx, trail, faults) => new ProductTaker(tx, trail, faults, false),
};

export function importCommands(): Readonly<Record<string, Command>> {
  return {
    "imports.faire": (tx, input) => {
      const { sorte, fichier = null, essai = false, colonnes, lignes } = input as unknown as Input;
      forgetOld(tx);
      const { lastInsertRowid: id } = tx.run(
        "INSERT INTO imports (sorte, fichier, lignes, par_id, cree_le) VALUES (?, ?, ?, ?, ?)",
        sorte,
        fichier,
        lignes.length,
        tx.actor.userId,
        tx.now,
      );
      const faults = new Faults();
      const taker = TAKERS[sorte](tx, new Trail(tx, id), faults);
      const counts = { ajout: 0, changement: 0, inchange: 0 };
      const seen: JsonValue[] = [];
      for (const { ligne, valeurs } of lignes) {
        const outcome = taker.take(ligne, givenOf(colonnes, valeurs));
        if (outcome === null) continue;
        counts[outcome.action] += 1;
        if (outcome.action !== "inchange" && seen.length < LIMITS.importShown) seen.push(shown(ligne, outcome));
      }
      if (faults.count > 0) tx.fail("import_faulty", { nombre: faults.count, fautes: faults.told });
      const done = { ajouts: counts.ajout, changements: counts.changement, inchanges: counts.inchange };
      if (essai || done.ajouts + done.changements === 0) {
        tx.undo();
        return { id: null, ...done, apercu: seen };
      }
      tx.run("UPDATE imports SET ajouts = ?, changements = ?, inchanges = ? WHERE id = ?", ...Object.values(done), id);
      tx.event("import", { import_id: id, sorte, fichier, ...done });
      return { id, ...done, apercu: [] };
    },

    "imports.annuler": (tx, input) => {
      const id = Number(rowId(tx, input, UNKNOWN.import));
      const found = tx.get("SELECT sorte, annule_le FROM imports WHERE id = ?", id) ?? tx.fail("not_found", UNKNOWN.import);
      if (found["annule_le"] !== null) tx.fail("constraint_violation", { constraint: "rule:import_undone" });
      new Trail(tx, id).takeBack();
      tx.run("UPDATE imports SET annule_le = ?, annule_par_id = ? WHERE id = ?", tx.now, tx.actor.userId, id);
      tx.event("import_annule", { import_id: id, sorte: found["sorte"] as string });
      return { id };
    },
  };
}

function shown(ligne: number, { action, nom, avant, apres }: Outcome): JsonValue {
  return { ligne, action, nom, avant, apres };
}

/** What can be taken back is the newest: customers' data is not kept in two places for longer than that is of use. */
function forgetOld(tx: Tx): void {
  tx.run(
    `DELETE FROM _imports_lignes WHERE import_id IN (
       SELECT id FROM imports WHERE julianday(?) - julianday(cree_le) > ${LIMITS.importUndoDays})`,
    tx.now,
  );
}
