/** Cards at the till's terminal, as the server tells of them: it alone speaks to the terminal, and keeps what it was asked. */
import type { Bilingual } from "../../../shared/errors.ts";
import { Failure } from "../../network/failure.ts";
import type { NetworkClient } from "../../network/network_client.ts";
import type { PaymentMode } from "../../../shared/tender.ts";
import type { AnnouncedTender } from "./tenders.ts";

export interface CardOperation {
  readonly id: string;
  readonly genre: "paiement" | "credit" | "annulation";
  readonly vente_id: string;
  /** Cents that were asked for, and that moved. */
  readonly montant: number;
  readonly accepte: number | null;
  readonly etat: "demandee" | "envoyee" | "acceptee" | "refusee" | "inconnue";
  readonly raison: string | null;
  /** The same as a sentence. */
  readonly phrase: Bilingual | null;
}

export const isUnderWay = ({ etat }: CardOperation): boolean => etat === "demandee" || etat === "envoyee";

/** What of a ticket's cards is not over. Throws a Failure. */
export async function fetchTicketCards(client: NetworkClient, saleId: string): Promise<readonly CardOperation[]> {
  return (await client.request("GET", `/api/ventes/${saleId}/cartes`) as { operations: readonly CardOperation[] }).operations;
}

/** What was paid already on the ticket in hand. Throws a Failure. Not by `rows.ts`: its chunk would be cut in two for every till. */
export async function fetchTakenCards(client: NetworkClient, saleId: string): Promise<AnnouncedTender[]> {
  const { annonces } = await client.request("GET", `/api/ventes/${saleId}/annonces`) as { annonces: readonly TenderAnswer[] };
  return annonces.map(({ id, mode, montant, carte }) => ({
    id,
    mode,
    amount: montant,
    ...carte === undefined ? {} : { card: carte },
  }));
}

interface TenderAnswer {
  readonly id: string;
  readonly mode: PaymentMode;
  readonly montant: number;
  readonly carte?: string;
}

/** Of the till that is open. Throws a Failure. */
export async function fetchTillCards(client: NetworkClient): Promise<readonly CardOperation[]> {
  return (await client.request("GET", "/api/cartes") as { operations: readonly CardOperation[] }).operations;
}

/** Throws a Failure. */
export async function fetchCard(client: NetworkClient, id: string): Promise<CardOperation> {
  return await client.request("GET", `/api/cartes/${id}`) as CardOperation;
}

/** What is asked of a terminal; sent again under the same id it is the same. */
export interface CardWish {
  readonly id: string;
  readonly path: string;
  readonly body: object;
}

/** Throws a Failure. */
export async function sendWish(client: NetworkClient, { id, path, body }: CardWish): Promise<CardOperation> {
  return await client.request("POST", path, { operation_id: id, ...body }, id) as CardOperation;
}

/** Says how it ended, by what the terminal shows: so many cents moved, or none. Throws a Failure. */
export async function settleCard(client: NetworkClient, { id }: CardOperation, montant: number): Promise<CardOperation> {
  try {
    return await client.request("POST", `/api/cartes/${id}/regler`, { montant }, client.uuid.next()) as CardOperation;
  } catch (error) {
    // Settled already: by the owner, or by this very word whose answer was lost.
    const now = Failure.from(error).code === "invalid_state" ? await fetchCard(client, id) : null;
    if (now === null || now.etat === "inconnue") throw error;
    return now;
  }
}

/** It went back at the terminal, by the word of who looked. Throws a Failure. */
export async function gaveBack(client: NetworkClient, saleId: string, id: string, motif: string): Promise<void> {
  await client.request("POST", `/api/ventes/${saleId}/retirer`, { annonce_id: id, motif, au_terminal: true }, client.uuid.next());
}
