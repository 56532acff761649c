/** Vouchers and gift cards as the owner reads them: what each was given for, what is left, and where it went. */
import { signal } from "@preact/signals";
import { voucherCodeIn } from "../../../../shared/voucher_code.ts";
import { LiveList } from "../../../network/live_list.ts";
import type { NetworkClient } from "../../../network/network_client.ts";
import { PagesOf, type Place } from "../../store/pages_of.ts";
import type { Numbered } from "./ticket_rows.ts";

/** Money is cents. */
export interface VoucherRow {
  readonly id: number;
  readonly code: string;
  readonly genre: "avoir" | "carte_cadeau";
  readonly montant: number;
  readonly solde: number;
  readonly emis_le: string;
}

/**
 * By a ticket of this shop, or in another shop of the chain; what that one said and this one did not take is `refuse`, with what it
 * asked for: more than 0, and 0 for what is no amount.
 */
export type VoucherMove = TicketMove | ElsewhereMove;
interface Moved {
  /** Among those of its kind. */
  readonly id: number;
  readonly montant: number;
  readonly fait_le: string;
}
interface TicketMove extends Omit<Numbered, "id">, Moved {
  readonly genre: "emission" | "utilisation" | "annulation";
  readonly par: string;
  readonly vente_id: string;
}
interface ElsewhereMove extends Moved {
  readonly genre: "ailleurs" | "refuse";
  readonly boutique: string;
  readonly motif: string | null;
  readonly motif_en: string | null;
}

/** What is left in all on those of a kind. */
export interface VoucherSum {
  readonly genre: VoucherRow["genre"];
  readonly nombre: number;
  readonly solde: number;
}

/** What changes there may be another balance. */
export const TABLES = ["bons", "mouvements_bon", "bons_ailleurs"];
const COLUMNS = "id, code, genre, montant, solde, emis_le";
const REAL = "formation = 0";

/** The last first; those on which something is left, or all of them. Of practice there are none here. */
export class VouchersWork {
  readonly spent = signal(false);
  readonly given: PagesOf<VoucherRow>;
  readonly sums: LiveList<VoucherSum>;

  constructor(client: NetworkClient) {
    this.given = new PagesOf(
      client,
      TABLES,
      (after, count) => fetchVouchers(client, this.spent.peek(), after, count),
      ({ id }) => [id],
    );
    this.sums = new LiveList(client, TABLES, () => sumVouchers(client));
  }

  start(): void {
    this.given.start();
    this.sums.start();
  }

  stop(): void {
    this.given.stop();
    this.sums.stop();
  }

  /** Also those on which nothing is left. */
  show(spent: boolean): void {
    this.spent.value = spent;
    this.given.again();
  }
}

export async function fetchVouchers(client: NetworkClient, spent: boolean, after: Place, count: number) {
  const { rows } = await client.query(
    "select",
    `SELECT ${COLUMNS} FROM bons WHERE ${REAL} AND id < ?${spent ? "" : " AND solde > 0"} ORDER BY id DESC LIMIT ?`,
    [after?.[0] ?? Number.MAX_SAFE_INTEGER, count],
  );
  return rows as unknown as readonly VoucherRow[];
}

export async function sumVouchers(client: NetworkClient) {
  const { rows } = await client.query(
    "select",
    `SELECT genre, count(*) AS nombre, sum(solde) AS solde FROM bons WHERE ${REAL} AND solde > 0 GROUP BY genre ORDER BY genre`,
  );
  return rows as unknown as readonly VoucherSum[];
}

/** The code that this one has, as it is stored; null for none. Throws a Failure. */
export async function findCode(client: NetworkClient, text: string): Promise<string | null> {
  const { rows } = await client.query("select", `SELECT code FROM bons WHERE ${REAL} AND code = ?`, [voucherCodeIn(text)]);
  return rows[0] === undefined ? null : String(rows[0]["code"]);
}

/** With all that happened to it, the last first; null for none of that code. */
export async function fetchVoucher(
  client: NetworkClient,
  code: string,
): Promise<{ readonly voucher: VoucherRow; readonly moves: readonly VoucherMove[] } | null> {
  const [found, here, elsewhere] = await Promise.all([
    client.query("select", `SELECT ${COLUMNS} FROM bons WHERE code = ?`, [code]),
    client.query(
      "select",
      `SELECT m.id, m.genre, m.montant, m.fait_le, e.nom AS par, v.id AS vente_id, v.caisse, v.numero, v.numero_formation
       FROM bons b JOIN mouvements_bon m ON m.bon_id = b.id JOIN ventes v ON v.id = m.vente_id LEFT JOIN equipe e ON e.id = m.par_id
       WHERE b.code = ? ORDER BY m.id DESC`,
      [code],
    ),
    client.query(
      "select",
      `SELECT a.id, iif(a.pris > 0, 'ailleurs', 'refuse') AS genre, iif(a.pris > 0, -a.pris, a.montant) AS montant, coalesce(a.utilise_le, a.recu_le) AS fait_le,
         a.boutique_nom AS boutique, a.motif, a.motif_en
       FROM bons b JOIN bons_ailleurs a ON a.bon_id = b.id WHERE b.code = ? ORDER BY a.id DESC`,
      [code],
    ),
  ]);
  if (found.rows[0] === undefined) return null;
  const moves = [...here.rows as unknown as readonly TicketMove[], ...elsewhere.rows as unknown as readonly ElsewhereMove[]];
  return {
    voucher: found.rows[0] as unknown as VoucherRow,
    moves: moves.sort((a, b) => b.fait_le < a.fait_le ? -1 : b.fait_le > a.fait_le ? 1 : b.id - a.id),
  };
}
