/** Rows that the owner alone looks at: the sales of the shop, the team's accounts, and how tills join. */
import type { WireRow } from "../../../shared/protocol.ts";
import type { Role } from "../../../shared/roles.ts";
import type { SaleState } from "../../catalogue/catalogue.ts";
import type { Keyed } from "../../network/live_list.ts";
import type { NetworkClient } from "../../network/network_client.ts";
import { among, newestFirst, type RowId } from "../../network/row_ids.ts";

/** Sales that the list shows. */
const SALES_SHOWN = 100;

export interface Sale {
  readonly id: string;
  readonly state: SaleState;
  readonly recall: number | null;
  readonly number: number | null;
  readonly seller: string | null;
  /** Cents. */
  readonly total: number;
  readonly note: string | null;
  /** RFC 3339, UTC. */
  readonly created: string;
}

/** An account, as GET /api/users lists it. */
export interface Account {
  readonly id: number;
  readonly username: string;
  readonly name: string;
  readonly role: Role;
  readonly active: boolean;
  /** Whoever comes from head office has none until the owner gives one. */
  readonly password: boolean;
  /** May sign in by PIN, on tills that take them. */
  readonly pin: boolean;
  /** Too many wrong ones: it opens nothing until the password is given, or another is set. */
  readonly pin_locked: boolean;
  /** What this person sells is an exercise. */
  readonly training: boolean;
}

export interface Network {
  /** Where the owner works. */
  readonly owner: string;
  /** Where tills join. */
  readonly addresses: readonly string[];
  /** HTTPS beside HTTP, by the shop's own authority; null without one. */
  readonly https: {
    readonly addresses: readonly string[];
    readonly fingerprint: string;
    /** When the authority runs out. */
    readonly until: string;
    readonly trust: readonly string[];
  } | null;
  /** Nobody signs in over the network by HTTP. */
  readonly https_only: boolean;
  /** Tills work on the server PC too, by a setting or by the start's flag. */
  readonly single_machine: boolean;
  readonly single_machine_by_flag: boolean;
  /** Where a till opens on this very PC; null where none may. */
  readonly own_till: string | null;
}

/** Newest first. */
export const SALES: Keyed<Sale> = { table: "ventes", limit: SALES_SHOWN, sort: newestFirst };

/** All that are shown, or of these ids. */
export async function fetchSales(client: NetworkClient, ids?: readonly RowId[]): Promise<Sale[]> {
  const some = among("v.id", ids);
  const { rows } = await client.query(
    "select",
    `SELECT v.id, v.etat, v.rappel, v.numero, v.total_ttc, v.note, v.cree_le, e.nom
     FROM ventes v LEFT JOIN equipe e ON e.id = v.vendeur_id
     WHERE v.type = 'vente'${some.sql} ORDER BY v.cree_le DESC, v.id DESC LIMIT ${SALES_SHOWN}`,
    some.params,
  );
  return rows.map((row) => ({
    id: text(row, "id"),
    state: text(row, "etat") as SaleState,
    recall: row["rappel"] as number | null,
    number: row["numero"] as number | null,
    seller: row["nom"] as string | null,
    total: Number(row["total_ttc"]),
    note: row["note"] as string | null,
    created: text(row, "cree_le"),
  }));
}

export async function fetchAccounts(client: NetworkClient): Promise<readonly Account[]> {
  const [answer, team] = await Promise.all([
    client.request("GET", "/api/users") as Promise<{ users: readonly Omit<Account, "training">[] }>,
    client.query("select", "SELECT id FROM equipe WHERE formation = 1"),
  ]);
  const training = new Set(team.rows.map((row) => row["id"]));
  return answer.users.map((account) => ({ ...account, training: training.has(account.id) }));
}

export async function fetchNetwork(client: NetworkClient): Promise<readonly Network[]> {
  return [await client.request("GET", "/api/network") as Network];
}

function text(row: WireRow, column: string): string {
  return String(row[column] ?? "");
}
