/** Customer accounts: the owner gives one its ceiling, a till takes what is owed. */
import { say } from "../../../shared/errors.ts";
import type { Command, Tx } from "../../database/application.ts";
import { expectOwnersWord } from "../approvals.ts";
import { cashBack, expectHeld } from "../cash_out.ts";
import { type CashSession, openSession } from "../cash_session.ts";
import type { ShopContext } from "../context.ts";
import { springDrawer } from "../receipt_prints.ts";
import { accountOf, expectOwed } from "../customer_accounts.ts";
import { rowId } from "../row_id.ts";
import { duplicateSettlement } from "../settlement_copies.ts";
import { recordSettlement } from "../settlements.ts";
import { UNKNOWN } from "../unknown.ts";

interface Settle {
  readonly montant: number;
  readonly mode: string;
  /** The owner's code. */
  readonly accord?: string;
}

interface SettlementRow {
  readonly id: number;
  readonly client_id: number;
  readonly genre: string;
  readonly mode: string;
  readonly montant: number;
  readonly evenement: number;
  readonly session_caisse_id: number;
}

export function accountCommands(context: ShopContext): Readonly<Record<string, Command>> {
  return {
    "comptes.plafonner": (tx, input) => {
      const { plafond } = input as { plafond: number };
      const id = customerId(tx, input as { id: string });
      const before = accountOf(tx, id, 0)?.plafond ?? 0;
      tx.run(
        "INSERT INTO comptes_clients (client_id, plafond) VALUES (?, ?) ON CONFLICT (client_id) DO UPDATE SET plafond = excluded.plafond",
        id,
        plafond,
      );
      tx.event("plafond_compte", { client_id: id, avant: before, plafond });
      return { ...accountOf(tx, id, 0)! };
    },

    "comptes.regler": (tx, input) => {
      const { montant, mode, accord } = input as unknown as Settle;
      const client_id = customerId(tx, input as { id: string });
      const session = openSession(tx);
      expectOwed(tx, accountOf(tx, client_id, session.formation), montant);
      if (mode === "especes") expectCashAllowed(tx, context, client_id, montant, accord);
      const settled = recordSettlement(tx, context, session, { client_id, mode, montant });
      if (mode === "especes") springDrawer(tx, session, "Règlement");
      return settled;
    },

    "comptes.annuler": (tx, input) => {
      const { id, motif, accord } = input as { id: string; motif: string; accord?: string };
      const session = openSession(tx);
      const { client_id, mode, montant, evenement } = settlementIn(tx, session, id);
      const out = cashBack(tx, session, [{ mode, montant: -montant }]);
      const cancelled = recordSettlement(tx, context, session, {
        client_id,
        mode,
        montant,
        annule: { id: Number(id), evenement },
        motif,
      });
      expectHeld(tx, context, session, out, accord, {
        objet: "especes",
        detail: { client_id, especes: out.cents, annule: evenement },
      });
      if (mode === "especes") springDrawer(tx, session, "Règlement annulé");
      return cancelled;
    },

    "comptes.duplicata": (tx, input) => duplicateSettlement(tx, context, (input as { id: string }).id),
  };
}

function customerId(tx: Tx, input: { readonly id: string }): number {
  const id = rowId(tx, input, UNKNOWN.customer);
  return typeof id === "number" && tx.get("SELECT 1 FROM clients WHERE id = ?", id) !== undefined
    ? id
    : tx.fail("not_found", UNKNOWN.customer);
}

const ABOVE_LIMIT = say(
  "plus d'espèces en une fois que la loi et la boutique n'en acceptent",
  "more cash at once than the law and the shop take",
);

/** The law bounds the cash that a debt is paid with, as it does for a sale. */
function expectCashAllowed(tx: Tx, context: ShopContext, client_id: number, especes: number, accord: string | undefined): void {
  const limite = Number(tx.get("SELECT especes_max FROM boutique")!["especes_max"]);
  if (especes <= limite) return;
  expectOwnersWord(tx, context, accord, { objet: "especes", reason: ABOVE_LIMIT, detail: { client_id, especes, limite } });
}

/** One that was taken in this session, while its drawer is not counted, and that stands; anything else is none. */
function settlementIn(tx: Tx, session: CashSession, id: string): SettlementRow {
  const row = /^\d{1,15}$/.test(id)
    ? tx.get(
      `SELECT * FROM mouvements_compte m WHERE id = ? AND genre = 'reglement' AND session_caisse_id = ?
         AND NOT EXISTS (SELECT 1 FROM mouvements_compte WHERE annule_id = m.id)`,
      Number(id),
      session.id,
    )
    : undefined;
  return row as unknown as SettlementRow | undefined ?? tx.fail("not_found", UNKNOWN.settlement);
}
