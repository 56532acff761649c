/** A shop that shares its vouchers no more, or leaves its chain: what others took while it did is not paid out twice. */
import assert from "node:assert/strict";
import { Chain, reached } from "../support/chain.ts";
import { away, givenAndKnown, sharing, sharingNoMore } from "../support/chain_vouchers.ts";
import { eventually } from "../support/feed.ts";
import { withPostgres } from "../support/postgres.ts";
import { draft, LAMPE, ok, pay, refused, Shop } from "../support/shop.ts";
import { by, given, look } from "../support/vouchers.ts";

withPostgres(
  "what others took of a voucher is not paid out again by a shop that shares no more, nor taken from one that left",
  async () => {
    await using chain = await Chain.open(["Lyon", "Paris"], sharing);
    const [lyon, paris] = chain.shops as [Shop, Shop];
    const [used, whole] = [await givenAndKnown(chain), await givenAndKnown(chain)];
    for (const { chloe } of chain.shops) await reached(chloe);
    const lamp = ({ chloe }: Shop) => draft(chloe, [LAMPE]);
    ok(await pay(paris.chloe, await lamp(paris), [by("bon", 2000, used)]));
    await sharingNoMore(lyon);
    assert.equal(ok(await look(lyon.chloe, used)).solde, 0);
    refused(await pay(lyon.chloe, await lamp(lyon), [by("avoir", 2000, used)]), 409, "voucher_exceeded");

    await sharing(lyon);
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
  await away(lyon);
  const { code } = await given(lyon);
  assert.equal(ok(await look(lyon.chloe, code)).solde, 2000);
  ok(await pay(lyon.chloe, await draft(lyon.chloe, [LAMPE]), [by("avoir", 2000, code)]));
});
