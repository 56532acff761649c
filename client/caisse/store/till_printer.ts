/** The till's receipt printer, where it has one: the server prints there, and tells how each print stands. */
import type { Locale } from "../../../shared/errors.ts";
import type { NetworkClient } from "../../network/network_client.ts";

/** A print, as the server tells of it. */
export interface TillPrint {
  readonly id: number;
  readonly genre: string;
  /** The ticket's number. */
  readonly titre: string;
  readonly etat: "en_attente" | "envoyee" | "imprimee" | "refusee" | "inconnue" | "ecartee";
  readonly raison: string | null;
}

export const isUnderWay = ({ etat }: TillPrint): boolean => etat === "en_attente" || etat === "envoyee";

/** Its name, null for none, and what waits for a person. Throws a Failure. */
export async function fetchTillPrints(client: NetworkClient) {
  return await client.request("GET", "/api/impressions") as {
    readonly imprimante: string | null;
    readonly impressions: readonly TillPrint[];
  };
}

/** Its name; null for none, and without the server: then the browser prints. */
export async function tillPrinter(client: NetworkClient): Promise<string | null> {
  return await fetchTillPrints(client).then(({ imprimante }) => imprimante, () => null);
}

/** Throws a Failure. */
export async function fetchPrint(client: NetworkClient, id: number): Promise<TillPrint> {
  return await client.request("GET", `/api/impressions/${id}`) as TillPrint;
}

/** The receipt itself, or a copy where that is out: the server knows, but for what a browser printed. Throws a Failure. */
export async function sendReceipt(client: NetworkClient, saleId: string, copy: boolean, locale: Locale): Promise<TillPrint> {
  const body = { copie: copy, langue: locale };
  return await client.request("POST", `/api/ventes/${saleId}/imprimer`, body, client.uuid.next()) as TillPrint;
}

/** Its X, a move of its drawer, a ticket's gift receipt: `path` says which. Throws a Failure. */
export async function sendReport(client: NetworkClient, path: string, locale: Locale, more: object = {}): Promise<TillPrint> {
  return await client.request("POST", path, { langue: locale, ...more }, client.uuid.next()) as TillPrint;
}

/** Throws a Failure. */
export async function sendAgain(client: NetworkClient, { id }: TillPrint): Promise<TillPrint> {
  return await client.request("POST", `/api/impressions/${id}/relancer`, {}, client.uuid.next()) as TillPrint;
}

/** It is not wanted any more; or, `out`, somebody has seen it lie there. Throws a Failure. */
export async function layAside(client: NetworkClient, { id }: TillPrint, out: boolean): Promise<TillPrint> {
  return await client.request("POST", `/api/impressions/${id}/ecarter`, { sorti: out }, client.uuid.next()) as TillPrint;
}
