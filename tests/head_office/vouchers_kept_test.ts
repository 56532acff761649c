/** A shop that shares its vouchers no more, or leaves its chain: what others took while it did is not paid out twice. */
import assert from "node:assert/strict";
import { fingerprintOf } from "../../server/head_office/voucher_book.ts";
import { Chain, reached } from "../support/chain.ts";
import { eventually } from "../support/feed.ts";
import { withPostgres } from "../support/postgres.ts";
import { answerOf } from "../support/server.ts";
import { cash, draft, LAMPE, ok, pay, refund, refused, Shop } from "../support/shop.ts";

const sharing = async ({ owner }: Shop, shares = 1) =>
  ok(await owner.query("update", "UPDATE boutique SET bons_chaine = ?", [shares]));
const by = (mode: string, montant: number, code: string) => ({ mode, montant, code });

/** A voucher of 20 euros that head office knows. */
async function given(chain: Chain, shop: Shop): Promise<string> {
  const sale = await draft(shop.chloe, [LAMPE]);
  ok(await pay(shop.chloe, sale, [cash(2000)]));
  const { bons } = ok(await refund(shop.chloe, sale, { [sale.lignes[0]!]: 1000 }, [{ mode: "avoir", montant: 2000 }]));
  const print = await fingerprintOf(bons[0].code);
  await eventually(
    async () => (await chain.office.rows("SELECT 1 FROM comptoir.bons_mouvements WHERE empreinte = $1", [print])).length > 0,
    "head office knows it",
  );
  return bons[0].code;
}

withPostgres(
  "what others took of a voucher is not paid out again by a shop that shares no more, nor taken from one that left",
  async () => {
    await using chain = await Chain.open(["Lyon", "Paris"], (shop) => sharing(shop).then(() => {}));
    const [lyon, paris] = chain.shops as [Shop, Shop];
    const [used, whole] = [await given(chain, lyon), await given(chain, lyon)];
    for (const { chloe } of chain.shops) await reached(chloe);
    const lamp = ({ chloe }: Shop) => draft(chloe, [LAMPE]);
    ok(await pay(paris.chloe, await lamp(paris), [by("bon", 2000, used)]));
    await sharing(lyon, 0);
    assert.equal(ok(await answerOf(await lyon.chloe.get(`/api/bons/${used}`))).solde, 0);
    refused(await pay(lyon.chloe, await lamp(lyon), [by("avoir", 2000, used)]), 409, "voucher_exceeded");

    await sharing(lyon, 1);
    await eventually(
      async () => (await chain.office.rows("SELECT 1 FROM comptoir.partages WHERE shop = 'lyon' AND bons")).length > 0,
      "it shares again",
    );
    assert.equal((await lyon.owner.send("DELETE", "/api/head-office", "")).status, 204);
    refused(await pay(paris.chloe, await lamp(paris), [by("bon", 2000, whole)]), 404, "not_found");
    ok(await pay(lyon.chloe, await lamp(lyon), [by("avoir", 2000, whole)]));
  },
);

withPostgres("a shop that shares none pays by its own vouchers while head office is away", async () => {
  await using chain = await Chain.open(["Lyon"]);
  const [lyon] = chain.shops as [Shop];
  await reached(lyon.chloe);
  await chain.postgres.stop();
  await eventually(async () => ok(await answerOf(await lyon.chloe.get("/api/chaine"))).jointe === false, "it is away");
  const sale = await draft(lyon.chloe, [LAMPE]);
  ok(await pay(lyon.chloe, sale, [cash(2000)]));
  const { bons } = ok(await refund(lyon.chloe, sale, { [sale.lignes[0]!]: 1000 }, [{ mode: "avoir", montant: 2000 }]));
  assert.equal(ok(await answerOf(await lyon.chloe.get(`/api/bons/${bons[0].code}`))).solde, 2000);
  ok(await pay(lyon.chloe, await draft(lyon.chloe, [LAMPE]), [by("avoir", 2000, bons[0].code)]));
});
