/** Closings as the signed chain holds them. */
import assert from "node:assert/strict";
import type { Shop } from "./shop.ts";

/**
 * Asserts that totals follow from one closing to the next, in the order of the signed chain, and miss no ticket; `byDate`: the
 * order of their dates as well, which a clock that went ahead and was put right does not keep.
 */
export async function assertChained(shop: Shop, { byDate }: { readonly byDate: boolean }): Promise<void> {
  for (const genre of ["jour", "mois", "annee"]) {
    const rows = await shop.rows("SELECT contenu FROM journal_fiscal WHERE serie = ? ORDER BY seq", [`clotures:${genre}`]);
    let [perpetual, absolute, periode] = [0, 0, ""];
    for (const { contenu } of rows) {
      const z = JSON.parse(contenu);
      if (byDate) assert.ok(z.periode > periode, `${z.periode} is chained after ${periode}`);
      assert.equal(z.perpetuel, perpetual + z.total_ttc, `${genre} ${z.periode}: the perpetual total`);
      assert.equal(z.perpetuel_absolu, absolute + z.total_absolu, `${genre} ${z.periode}: the absolute one`);
      [perpetual, absolute, periode] = [z.perpetuel, z.perpetuel_absolu, z.periode];
    }
  }
}
