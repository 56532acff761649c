/** The owner's word on VAT: where the shop stands for it, and a rate that the law has changed. Both are signed among the events. */
import { EVENTS } from "../../../shared/fiscal_record.ts";
import type { Territory } from "../../../shared/territories.ts";
import type { Command, Tx } from "../../database/application.ts";
import type { ShopContext } from "../context.ts";
import { ratesIn, strangersIn, territoryOf } from "../vat_rates.ts";

interface Exchange {
  /** Basis points. */
  readonly avant: number;
  readonly apres: number;
}
interface Moved {
  readonly territoire: Territory;
  readonly taux?: readonly Exchange[];
}
interface Rate {
  readonly territoire?: Territory;
  readonly taux: number;
  readonly libelle: string;
  readonly depuis?: string | null;
  readonly jusqua?: string | null;
}

export function vatCommands({ fiscal }: ShopContext): Readonly<Record<string, Command>> {
  return {
    "boutique.territoire": (tx, input) => {
      const { territoire, taux = [] } = input as unknown as Moved;
      const avant = territoryOf(tx);
      if (territoire !== avant) tx.run("UPDATE boutique SET territoire = ?", territoire);
      const changes = exchange(tx, territoire, taux);
      // Where there was but one rate, every article has it: whether it is right here nobody has said.
      const former = ratesIn(tx, avant);
      const left = territoire !== avant && former.length === 1 ? former[0]! : null;
      if (territoire !== avant || changes > 0) {
        const detail = { territoire, avant, taux: taux as { avant: number; apres: number }[], articles_changes: changes };
        fiscal.append(tx, EVENTS, "territoire", { code: 270, ...detail, par: tx.actor.username });
        tx.event("territoire", detail);
      }
      return { territoire, avant, articles_changes: changes, a_revoir: strangersIn(tx, left) };
    },

    "tva.taux": (tx, input) => {
      const { territoire = territoryOf(tx), taux, libelle, depuis = null, jusqua = null } = input as unknown as Rate;
      const avant = tx.get("SELECT libelle, depuis, jusqua FROM taux_tva WHERE territoire = ? AND taux = ?", territoire, taux);
      tx.run(
        `INSERT INTO taux_tva (territoire, taux, libelle, depuis, jusqua) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT DO UPDATE SET libelle = excluded.libelle, depuis = excluded.depuis, jusqua = excluded.jusqua`,
        territoire,
        taux,
        libelle,
        depuis,
        jusqua,
      );
      const detail = { territoire, taux, libelle, depuis, jusqua };
      fiscal.append(tx, EVENTS, "taux_tva", {
        code: 270,
        ...detail,
        avant: (avant ?? null) as Readonly<Record<string, string | null>> | null,
        par: tx.actor.username,
      });
      tx.event("taux_tva", detail);
      return detail;
    },
  };
}

/** Gives articles of some rates others, all at once; where there is but one rate it is everybody's. Answers how many changed. */
function exchange(tx: Tx, territoire: Territory, asked: readonly Exchange[]): number {
  const rates = ratesIn(tx, territoire);
  if (rates.length === 1) {
    return tx.run("UPDATE produits SET tva = ?1, modifie_le = ?2 WHERE tva <> ?1", rates[0]!, tx.now).changes;
  }
  if (asked.length === 0) return 0;
  const cases = asked.map(() => "WHEN ? THEN ?").join(" ");
  return tx.run(
    `UPDATE produits SET tva = CASE tva ${cases} END, modifie_le = ? WHERE nature = 'bien' AND tva IN (${
      asked.map(() => "?").join(", ")
    })`,
    ...asked.flatMap(({ avant, apres }) => [avant, apres]),
    tx.now,
    ...asked.map(({ avant }) => avant),
  ).changes;
}
