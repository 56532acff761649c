/** More cash for one sale than the law takes wants the owner's code and a reason. */
import assert from "node:assert/strict";
import { ownersCode } from "../support/owners_code.ts";
import { assertSound, signed } from "../support/records.ts";
import {
  card,
  cash,
  close,
  closeTill,
  command,
  draft,
  LAMPE,
  ok,
  openTill,
  PAIN,
  pay,
  refused,
  Shop,
  sold,
  xReport,
} from "../support/shop.ts";

Deno.test("exactly 1,000.00 in cash is taken on one sale, a cent more by the owner's code with a reason; change is no cash taken", async () => {
  await using shop = await Shop.open(["chloe"]);
  const { chloe, owner } = shop;
  ok(await openTill(chloe));
  const lamps = (thousandths: number) => ({ produit: LAMPE, quantite: thousandths });
  await sold(chloe, [lamps(50_000)], [cash(100_000)]);
  await sold(chloe, [lamps(49_000)], [cash(150_000)]);
  await sold(chloe, [lamps(60_000)], [cash(100_000), card(20_000)]);
  const dear = await draft(chloe, [lamps(50_000), { produit: PAIN, quantite: 9 }]);
  refused(await pay(chloe, dear, [cash(100_001)]), 403, "owner_wanted");
  const paid = async (body: object) => {
    const [{ version }] = await shop.rows("SELECT version FROM ventes WHERE id = ?", [dear.id]);
    return await command(chloe, `/api/ventes/${dear.id}/encaisser`, { version, paiements: [cash(100_001)], ...body });
  };
  const code = await ownersCode(shop);
  refused(await paid({ accord: code }), 400, "invalid_body");
  refused(await paid({ accord: code === "000000" ? "000001" : "000000", motif: "touriste" }), 403, "approval_invalid");
  ok(await paid({ accord: code, motif: "touriste étranger" }));
  const [word] = await signed(shop, "accord");
  assert.deepEqual(
    [word.objet, word.vente_id, word.especes, word.limite, word.motif, word.par],
    ["especes", dear.id, 100_001, 100_000, "touriste étranger", "chloe"],
  );
  const allowed = { nombre: 1, total: 100_001 };
  assert.deepEqual(ok(await xReport(owner)).especes_accordees, allowed);
  // The limit is the shop's own, and one code allows a discount on the same ticket as well.
  ok(await owner.query("update", "UPDATE boutique SET especes_max = 1000, remise_max_caisse = 0"));
  refused(await chloe.query("update", "UPDATE boutique SET especes_max = 100000000"), 403, "forbidden");
  const both = await draft(chloe, [LAMPE]);
  ok(await owner.query("update", "UPDATE boutique SET remise_max_caisse = 10000"));
  ok(await chloe.query("update", "UPDATE ventes SET remise = 500 WHERE id = ?", [both.id]));
  ok(await owner.query("update", "UPDATE boutique SET remise_max_caisse = 0"));
  const [{ version }] = await shop.rows("SELECT version FROM ventes WHERE id = ?", [both.id]);
  const body = { version, paiements: [cash(1_500)], accord: await ownersCode(shop), motif: "fidèle" };
  ok(await command(chloe, `/api/ventes/${both.id}/encaisser`, body));
  assert.deepEqual((await signed(shop, "accord")).map(({ objet }) => objet), ["especes", "remise", "especes"]);
  ok(await closeTill(chloe, 0));
  assert.deepEqual(ok(await close(owner, "jour", shop.jour())).especes_accordees, { nombre: 2, total: 101_501 });
  await assertSound(shop);
});
