/** The tills of the shop, as everyone may see them. */
import type { NetworkClient } from "../../network/network_client.ts";

export interface Till {
  readonly name: string;
  readonly label: string;
  readonly active: boolean;
  /** It opens on one device only. */
  readonly enrolled: boolean;
  /** People who take turns there may come by PIN. */
  readonly pins: boolean;
  /** It has a card terminal. */
  readonly terminal: boolean;
  /** It is told when its drawer was left open. */
  readonly drawerTold: boolean;
  readonly open: boolean;
  /** Who has it open. */
  readonly by: string | null;
  readonly byId: number | null;
  /** RFC 3339, UTC. */
  readonly since: string | null;
  /** Open for training. */
  readonly training: boolean;
  /** Open since a day before today. */
  readonly leftOpen: boolean;
}

interface TillAnswer {
  readonly nom: string;
  readonly libelle: string;
  readonly active: boolean;
  readonly enrolee: boolean;
  readonly codes_pin: boolean;
  readonly terminal: boolean;
  readonly tiroir: boolean;
  readonly ouverte: boolean;
  readonly par: string | null;
  readonly par_id: number | null;
  readonly ouverte_le: string | null;
  readonly formation: boolean;
  readonly oubliee: boolean;
}

/** In the order of their names. */
export async function fetchTills(client: NetworkClient): Promise<Till[]> {
  const { caisses } = await client.request("GET", "/api/caisses") as { readonly caisses: readonly TillAnswer[] };
  return caisses.map((row) => ({
    name: row.nom,
    label: row.libelle,
    active: row.active,
    enrolled: row.enrolee,
    pins: row.codes_pin,
    terminal: row.terminal,
    drawerTold: row.tiroir,
    open: row.ouverte,
    by: row.par,
    byId: row.par_id,
    since: row.ouverte_le,
    training: row.formation,
    leftOpen: row.oubliee,
  }));
}
