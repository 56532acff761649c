/** Customer accounts: what a named customer is still to pay, and how far that may go. What is owed is the sum of its movements. */
import { say } from "../../shared/errors.ts";
import { formatCents } from "../../shared/money.ts";
import type { Look, Tx } from "../database/application.ts";
import { calendarOf } from "./calendar.ts";
import type { CashSession } from "./cash_session.ts";
import type { SaleRow } from "./sale.ts";

export const ACCOUNT = "compte";

export interface Account {
  readonly client_id: number;
  /** Cents that may be owed. */
  readonly plafond: number;
  /** Cents that are owed. */
  readonly solde: number;
}

/** Null for a customer who never had one. Practice and what counts do not know each other's. */
export function accountOf(look: Look, clientId: number, formation: 0 | 1): Account | null {
  const row = look.get(
    "SELECT client_id, plafond, iif(?, solde_formation, solde) AS solde FROM comptes_clients WHERE client_id = ?",
    formation,
    clientId,
  );
  return row as unknown as Account | undefined ?? null;
}

/** Cents that may still go on it. */
function roomOn({ plafond, solde }: Account): number {
  return Math.max(0, plafond - solde);
}

export interface AccountMove {
  readonly client_id: number;
  readonly genre: "achat" | "retour" | "reglement" | "annulation";
  /** Cents that are owed more or less. */
  readonly montant: number;
  readonly vente_id?: string;
  readonly mode?: string;
  /** Its signed record. */
  readonly evenement?: number;
  readonly annule_id?: number;
  readonly motif?: string;
}

/** Answers its id. */
export function moveAccount(tx: Tx, session: CashSession, move: AccountMove): number {
  const { lastInsertRowid } = tx.run(
    `INSERT INTO mouvements_compte
       (client_id, genre, montant, vente_id, mode, evenement, annule_id, motif, session_caisse_id, par_id, jour, formation, cree_le)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    move.client_id,
    move.genre,
    move.montant,
    move.vente_id ?? null,
    move.mode ?? null,
    move.evenement ?? null,
    move.annule_id ?? null,
    move.motif ?? null,
    session.id,
    tx.actor.userId,
    session.formation === 1 ? null : calendarOf(tx.all).dayOf(tx.now),
    session.formation,
    tx.now,
  );
  return Number(lastInsertRowid);
}

const CUSTOMER_WANTED = say(
  "sur un compte client, c'est avec le client sur le ticket",
  "a customer account wants its customer on the ticket",
);

/** A ticket that is left to pay, or what of it comes back: no more than the ceiling, and no more back than is owed. */
export function accountPayment(tx: Tx, sale: Pick<SaleRow, "id" | "client_id">, session: CashSession, montant: number): void {
  const client_id = sale.client_id ?? tx.fail("payment_implausible", { reason: CUSTOMER_WANTED });
  const account = accountOf(tx, client_id, session.formation);
  if (montant < 0) expectOwed(tx, account, -montant);
  else expectRoom(tx, account, montant);
  moveAccount(tx, session, { client_id, genre: montant < 0 ? "retour" : "achat", montant, vente_id: sale.id });
}

function expectRoom(tx: Tx, account: Account | null, montant: number): void {
  if (account === null || account.plafond === 0) tx.fail("account_exceeded", { plafond: 0 });
  const { plafond, solde } = account;
  const disponible = roomOn(account);
  if (montant > disponible) tx.fail("account_exceeded", { plafond, solde, disponible, montant, client_id: account.client_id });
}

/** Ends the request for more than is owed: the shop keeps no money of its customers. */
export function expectOwed(tx: Tx, account: Account | null, montant: number): void {
  const solde = account?.solde ?? 0;
  if (montant > solde) tx.fail("account_overpaid", { solde, montant });
}

const OTHER_CUSTOMER = say(
  "ce qui revient est encore à payer sur le compte d'un autre client : mettez ce client sur le ticket",
  "what comes back is still to pay on another customer's account: put that customer on the ticket",
);

/** Ends the request unless what comes back of goods that are still to pay goes back to their account before anything is paid out. */
export function expectAccountFirst(
  tx: Tx,
  back: SaleRow,
  paiements: readonly { readonly mode: string; readonly montant: number }[],
): void {
  const origins = tx.all(ON_ACCOUNT, back.id) as { client_id: number; cents: number; solde: number }[];
  const owing = origins.filter(({ cents, solde }) => cents > 0 && solde > 0);
  if (owing.length === 0) return;
  if (owing.some(({ client_id }) => client_id !== back.client_id)) tx.fail("payment_implausible", { reason: OTHER_CUSTOMER });
  const due = Math.min(-back.total_ttc, owing[0]!.solde, owing.reduce((sum, { cents }) => sum + cents, 0));
  const given = paiements.reduce((sum, { mode, montant }) => mode === ACCOUNT ? sum + montant : sum, 0);
  if (given >= due) return;
  tx.fail("payment_implausible", {
    reason: say(
      `${formatCents(due, "fr")} de ce qui revient sont encore à payer : ils vont d'abord au compte du client`,
      `${formatCents(due, "en")} of what comes back are still to pay: they go back to the customer's account first`,
    ),
    compte: due,
  });
}

/** Per ticket that something comes back of on ticket ?1: what of that was put on its customer's account, and what is owed there. */
const ON_ACCOUNT = `
  SELECT v.client_id, iif(v.formation = 1, k.solde_formation, k.solde) AS solde,
    min(b.cents, (SELECT sum(p.montant) FROM paiements p WHERE p.mode = '${ACCOUNT}' AND p.vente_id IN (
      SELECT v.id UNION ALL SELECT id FROM ventes WHERE vente_origine_id = v.id))) AS cents
  FROM (SELECT o.vente_id, -sum(l.total_ttc) AS cents FROM lignes_vente l JOIN lignes_vente o ON o.id = l.ligne_origine_id
    WHERE l.vente_id = ? GROUP BY o.vente_id) b
  JOIN ventes v ON v.id = b.vente_id JOIN comptes_clients k ON k.client_id = v.client_id`;

/** SQL: what the movements of an account of `comptes_clients` come to, and those of practice. */
const SUMS = `(SELECT coalesce(sum(iif(formation = 0, montant, 0)), 0), coalesce(sum(iif(formation = 1, montant, 0)), 0)
    FROM mouvements_compte m WHERE m.client_id = comptes_clients.client_id)`;

/** What is owed by a customer who turned out to be another goes over to that one, under whichever ceiling there is. */
export function mergeAccounts(tx: Tx, id: number | string, into: number): void {
  tx.run(
    `INSERT INTO comptes_clients (client_id, plafond) SELECT ?, plafond FROM comptes_clients WHERE client_id = ?
     ON CONFLICT (client_id) DO UPDATE SET plafond = max(plafond, excluded.plafond)`,
    into,
    id,
  );
  tx.run("UPDATE mouvements_compte SET client_id = ? WHERE client_id = ?", into, id);
  tx.run(`UPDATE comptes_clients SET (solde, solde_formation) = ${SUMS} WHERE client_id IN (?, ?)`, id, into);
  tx.run("UPDATE comptes_clients SET plafond = 0 WHERE client_id = ?", id);
}

/** Ends the request to erase a customer who owes something: who is to pay it would be forgotten. */
export function expectNothingOwed(tx: Tx, id: number | string): void {
  if (tx.get("SELECT 1 FROM comptes_clients WHERE client_id = ? AND solde <> 0", id) === undefined) return;
  tx.fail("constraint_violation", { constraint: "rule:account_owing" });
}
