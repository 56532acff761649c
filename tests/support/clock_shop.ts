/** A shop in Paris of which the clock is put by hand, and its chained closings. */
import assert from "node:assert/strict";
import { Shop } from "./shop.ts";

export const MORNING = "2026-03-10T09:00:00.000Z";

export const ZONE = { zone: "Europe/Paris" };

/** Asserts that totals follow from one closing to the next in the order of the signed chain, and miss no ticket. */
export async function assertChained(shop: Shop): Promise<void> {
  for (const genre of ["jour", "mois", "annee"]) {
    let [perpetual, absolute] = [0, 0];
    for (
      const { contenu } of await shop.rows("SELECT contenu FROM journal_fiscal WHERE serie = ? ORDER BY seq", [
        `clotures:${genre}`,
      ])
    ) {
      const z = JSON.parse(contenu);
      assert.deepEqual(
        [z.perpetuel, z.perpetuel_absolu],
        [perpetual + z.total_ttc, absolute + z.total_absolu],
        `${genre} ${z.periode}`,
      );
      [perpetual, absolute] = [z.perpetuel, z.perpetuel_absolu];
    }
  }
}
