/** Customers with whom nobody has been in touch for so long that nothing of them may be kept. */
import type { Look } from "../database/application.ts";

/**
 * A purchase, a consent, what was noted by hand, or that they were noted at all; who was erased is nobody. The latest purchase is
 * looked at first, and is enough for most.
 */
const SILENT = `FROM clients c, (SELECT strftime('%Y-%m-%dT%H:%M:%fZ', ?, '-36 months') AS seuil)
  WHERE c.cree_le < seuil AND c.nom <> '—' AND coalesce(c.dernier_contact, '') < seuil
    AND (SELECT 1 FROM ventes v WHERE v.client_id = c.id AND v.cree_le >= seuil ORDER BY v.id DESC LIMIT 1) IS NULL
    AND NOT EXISTS (SELECT 1 FROM consentements k WHERE k.client_id = c.id AND k.note_le >= seuil)`;
const OWING = "EXISTS (SELECT 1 FROM comptes_clients k WHERE k.client_id = c.id AND k.solde <> 0)";

/** Those who owe nothing, the first `count` of them. */
export function silentCustomers(look: Look, count: number): number[] {
  return look.all(`SELECT c.id ${SILENT} AND NOT ${OWING} ORDER BY c.id LIMIT ?`, look.now, count).map(({ id }) => Number(id));
}

/** How many there are, and how many of them still have something to pay. */
export function countSilent(look: Look): { readonly all: number; readonly owing: number } {
  const row = look.get(`SELECT count(*) AS n, coalesce(sum(${OWING}), 0) AS owing ${SILENT}`, look.now)!;
  return { all: Number(row["n"]), owing: Number(row["owing"]) };
}
