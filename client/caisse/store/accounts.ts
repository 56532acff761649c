/** Customers with an account as a till sees them: what each owes, and what may still go on it. Money is cents. */
import type { SettlementData } from "../../../shared/settlement.ts";
import type { NetworkClient } from "../../network/network_client.ts";
import { inBookOrder } from "../../ticket/customer_search.ts";
import type { Customer } from "./rows.ts";
import type { Settlements } from "./settlements.ts";

/** Accounts that are listed: a shop with more of them looks by name on the owner's page. */
const ACCOUNTS = 2_000;

export interface Account extends Customer {
  readonly phone: string | null;
  readonly ceiling: number;
  readonly owed: number;
  /** What may still go on it. */
  readonly room: number;
}

/** Takes what a customer pays of it; `code` is the owner's, empty where none was asked for. */
export function settle(
  { ask }: Settlements,
  customerId: number,
  { cents, mode, code }: { readonly cents: number; readonly mode: string; readonly code: string },
): void {
  const body = { montant: cents, mode, ...code === "" ? {} : { accord: code } };
  ask("regler", `/api/clients/${customerId}/reglement`, body, cents);
}

/** What was received goes back: answers its own receipt. `code` as in `settle`. Throws a Failure. */
export async function cancelSettled(client: NetworkClient, id: number, reason: string, code: string): Promise<SettlementData> {
  const body = { motif: reason, ...code === "" ? {} : { accord: code } };
  return await client.request("POST", `/api/reglements/${id}/annuler`, body, client.uuid.next()) as SettlementData;
}

/** Its receipt once more, as the copy that it is. Throws a Failure. */
export async function copyOf(client: NetworkClient, id: number): Promise<SettlementData> {
  return await client.request("POST", `/api/reglements/${id}/duplicata`, {}, client.uuid.next()) as SettlementData;
}

/** What came in for an account. */
export interface Settled {
  readonly id: number;
  /** As it is printed, `R-000123`. */
  readonly number: string;
  /** RFC 3339, UTC. */
  readonly at: string;
  /** Cents that were received; negative for a cancellation. */
  readonly cents: number;
  readonly cancels: boolean;
}

/** The latest first. Throws a Failure. */
export async function fetchSettled(client: NetworkClient, customerId: number): Promise<Settled[]> {
  const { reglements } = await client.request("GET", `/api/clients/${customerId}/reglements`) as {
    reglements: { id: number; numero: string; le: string; montant: number; genre: string }[];
  };
  return reglements.map(({ id, numero, le, montant, genre }) => ({
    id,
    number: numero,
    at: le,
    cents: montant,
    cancels: genre === "annulation",
  }));
}

/** By name; practice has balances of its own. Throws a Failure. */
export async function fetchAccounts(client: NetworkClient, training: boolean): Promise<Account[]> {
  const owed = training ? "k.solde_formation" : "k.solde";
  const { rows } = await client.query(
    "select",
    `SELECT c.id, c.nom, c.telephone, k.plafond, ${owed} AS owed FROM comptes_clients k JOIN clients c ON c.id = k.client_id
     WHERE k.plafond > 0 OR ${owed} > 0 ORDER BY c.nom COLLATE NOCASE LIMIT ${ACCOUNTS}`,
  );
  return inBookOrder(rows.map((row) => ({
    id: Number(row["id"]),
    name: String(row["nom"]),
    phone: row["telephone"] as string | null,
    ceiling: Number(row["plafond"]),
    owed: Number(row["owed"]),
    room: Math.max(0, Number(row["plafond"]) - Number(row["owed"])),
  })));
}
