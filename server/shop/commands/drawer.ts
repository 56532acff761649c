/** A drawer besides sales: cash put in or taken out, and the drawer opened for nothing. */
import type { Command } from "../../database/application.ts";
import { type CashMove, expectPayable, recordMove } from "../cash_moves.ts";
import { sessionAt } from "../cash_session.ts";
import type { ShopContext } from "../context.ts";
import { springDrawer } from "../receipt_prints.ts";

interface Input {
  readonly nom: string;
  readonly genre: CashMove["genre"];
  readonly sens: "entree" | "sortie";
  /** Cents, without a sign. */
  readonly montant: number;
  readonly motif: string;
  /** The owner's code. */
  readonly accord?: string;
}

export function drawerCommands(context: ShopContext): Readonly<Record<string, Command>> {
  return {
    "caisses.mouvement": (tx, input) => {
      const { nom, genre, sens, montant, motif, accord } = input as unknown as Input;
      const session = sessionAt(tx, nom);
      const move = { genre, montant: sens === "sortie" ? -montant : montant, motif };
      expectPayable(tx, context, session, move, accord);
      const recorded = recordMove(tx, context, session, move);
      springDrawer(tx, session, motif);
      return recorded;
    },

    "caisses.tiroir": (tx, input) => {
      const { nom, motif } = input as unknown as Input;
      const session = sessionAt(tx, nom);
      const recorded = recordMove(tx, context, session, { genre: "ouverture", montant: 0, motif });
      springDrawer(tx, session, motif);
      return recorded;
    },
  };
}
