/** A customer's account as the owner reads it: the statement that the server makes. Money is cents. */
import type { NetworkClient } from "../../../network/network_client.ts";

export const MOVES = ["achat", "retour", "reglement", "annulation"] as const;

export interface AccountMove {
  readonly id: number;
  /** RFC 3339, UTC. */
  readonly le: string;
  readonly genre: typeof MOVES[number];
  /** Owed more, or less. */
  readonly montant: number;
  /** By what it was settled. */
  readonly mode: string | null;
  readonly numero: string;
  /** What was owed after it. */
  readonly solde: number;
  readonly vente_id: string | null;
}

export interface Statement {
  readonly client: { readonly nom: string; readonly adresse: string | null };
  readonly boutique: { readonly nom: string; readonly adresse: string; readonly telephone: string; readonly siret: string };
  readonly etabli_le: string;
  readonly fuseau: string | null;
  readonly plafond: number;
  readonly solde: number;
  /** What was owed before the first of these. */
  readonly report: number;
  /** The oldest first. */
  readonly mouvements: readonly AccountMove[];
}

export async function fetchStatement(client: NetworkClient, id: number): Promise<Statement> {
  return await client.request("GET", `/api/clients/${id}/releve`) as Statement;
}
