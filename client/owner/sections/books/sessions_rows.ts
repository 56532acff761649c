/** Cash sessions that were counted, and how an open one stands. */
import { signal } from "@preact/signals";
import type { NetworkClient } from "../../../network/network_client.ts";
import type { CorrectionTotal, OutsideTotal } from "./closings_rows.ts";
import type { AccountSums } from "./accounts_block.tsx";
import type { DetailSums } from "./detail_blocks.tsx";
import type { DrawerSums } from "./drawer_blocks.tsx";
import { PagesOf, type Place } from "../../store/pages_of.ts";

/** From a till's float to its count. Money is cents. */
export interface SessionRow {
  readonly id: number;
  readonly caisse: string;
  readonly par: string;
  /** Who counted it, where that was somebody else. */
  readonly comptee_par: string | null;
  readonly jour: string;
  readonly fond: number;
  /** By how much it differs from the count before; null where nothing was counted before. */
  readonly fond_ecart: number | null;
  readonly ouverte_le: string;
  readonly fermee_le: string;
  readonly attendu: number | null;
  /** Null where what was typed was no money. */
  readonly compte: number | null;
  readonly ecart: number | null;
  readonly motif: string | null;
  /** 1: for practice. */
  readonly formation: 0 | 1;
}

/** What GET /api/caisses/:nom/x answers the owner. */
export interface OwnersX extends DrawerSums, DetailSums {
  readonly caisse: string;
  readonly caissier: string;
  readonly ouverte_le: string;
  readonly etabli_le: string;
  readonly formation: boolean;
  readonly fond: number;
  /** What the count before had left; null where nothing was counted before. */
  readonly fond_attendu: number | null;
  readonly fond_ecart: number | null;
  readonly especes_attendues: number;
  readonly tickets: readonly { readonly type: "vente" | "avoir"; readonly nombre: number; readonly total_ttc: number }[];
  readonly taux: readonly { readonly taux: number; readonly ttc: number; readonly ht: number; readonly tva: number }[];
  readonly hors_champ: readonly OutsideTotal[];
  readonly corrections: readonly CorrectionTotal[];
  readonly comptes: AccountSums;
  readonly paiements: readonly { readonly mode: string; readonly nombre: number; readonly total: number }[];
}

/** The last first; all of them, or those of which one of the two counts was not what should have been there. */
export class SessionsWork {
  readonly different = signal(false);
  readonly counted: PagesOf<SessionRow>;

  constructor(client: NetworkClient) {
    this.counted = new PagesOf(
      client,
      ["sessions_caisse"],
      (after, count) => fetchSessions(client, this.different.peek(), after, count),
      ({ id }) => [id],
    );
  }

  start(): void {
    this.counted.start();
  }

  stop(): void {
    this.counted.stop();
  }

  show(different: boolean): void {
    this.different.value = different;
    this.counted.again();
  }
}

export async function fetchSessions(client: NetworkClient, different: boolean, after: Place, count: number) {
  const { rows } = await client.query(
    "select",
    `SELECT s.id, s.caisse, e.nom AS par, p.nom AS comptee_par, s.jour, s.fond, s.fond_ecart, s.ouverte_le, s.fermee_le, s.attendu, s.compte, s.ecart, s.motif, s.formation
     FROM sessions_caisse s JOIN equipe e ON e.id = s.caissier_id
     LEFT JOIN equipe p ON p.id = s.fermee_par_id AND p.id <> s.caissier_id
     WHERE s.fermee_le IS NOT NULL AND s.id < ?${
      different ? " AND (s.ecart <> 0 OR s.fond_ecart <> 0)" : ""
    } ORDER BY s.id DESC LIMIT ?`,
    [after?.[0] ?? Number.MAX_SAFE_INTEGER, count],
  );
  return rows as unknown as readonly SessionRow[];
}
