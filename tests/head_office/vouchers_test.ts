/** Vouchers of one shop that pay in another: each euro once, whatever two shops do at once. */
import assert from "node:assert/strict";
import { Connection } from "../../server/head_office/connection.ts";
import { readLink } from "../../server/head_office/link_file.ts";
import { fingerprintOf } from "../../server/head_office/voucher_book.ts";
import { Chain, reached } from "../support/chain.ts";
import {
  away,
  coffee,
  debts,
  givenAndKnown,
  known,
  lyonGives,
  sharing,
  sharingNoMore,
  worth,
} from "../support/chain_vouchers.ts";
import { eventually } from "../support/feed.ts";
import { withPostgres } from "../support/postgres.ts";
import { answerOf } from "../support/server.ts";
import { CAFE, cash, draft, LAMPE, ok, type Paid, pay, refund, refused, Shop, ticket, xReport } from "../support/shop.ts";
import { by, look } from "../support/vouchers.ts";

withPostgres("a voucher of one shop pays in another, leaves its rest, and the one owes the other", async () => {
  await using chain = await Chain.open(["Lyon", "Paris"], sharing);
  const { lyon, paris, code } = await lyonGives(chain);
  const found = ok(await look(paris.chloe, `${code.slice(0, 5)} ${code.slice(5)}`));
  assert.deepEqual([found.genre, found.montant, found.boutique, found.numero], ["bon", 2000, { cle: "lyon", nom: "Lyon" }, null]);

  const drafted = await draft(paris.chloe, [CAFE]);
  const sale = { ...drafted, version: (await ticket(paris.chloe, drafted)).version as number };
  const key = crypto.randomUUID();
  const receipt = ok(await pay(paris.chloe, sale, [by("bon", 500, code)], key));
  const [payment] = receipt.paiements;
  assert.deepEqual([payment.mode, payment.montant, payment.boutique_bon, payment.solde_bon], ["bon", 500, "Lyon", 1500]);
  // Its answer was lost: by the same key and by another, it is the same payment, and nothing more is held.
  assert.equal(ok(await pay(paris.chloe, sale, [by("bon", 500, code)], key)).numero, receipt.numero);
  assert.equal(ok(await pay(paris.chloe, sale, [by("bon", 500, code)])).deja_encaisse, true);
  await worth(lyon.chloe, code, 1500);

  // Where it was given it is worth no more than what is left, whether its own book has heard of it yet or not.
  const lamp = await draft(lyon.chloe, [LAMPE]);
  assert.equal(refused(await pay(lyon.chloe, lamp, [by("avoir", 2000, code)]), 409, "voucher_exceeded").solde, 1500);
  ok(await pay(lyon.chloe, lamp, [by("avoir", 1500, code), cash(500)]));
  await worth(paris.chloe, code, 0);
  const coffee = await draft(paris.chloe, [CAFE]);
  refused(await pay(paris.chloe, coffee, [by("bon", 500, code)]), 409, "voucher_exceeded");
  await eventually(async () => (await debts(chain)).length === 1, "the debt");
  assert.deepEqual(await debts(chain), [["lyon", "paris", "1", "5.00"]]);

  // What is wrong is refused, and holds nothing.
  const another = await givenAndKnown(chain);
  await worth(paris.chloe, another, 2000);
  const wrong: readonly (readonly [object, number, string])[] = [
    [by("bon", 500, "B123456789012"), 409, "payment_implausible"],
    [by("bon", 500, ""), 409, "payment_implausible"],
    [{ mode: "bon", montant: 500 }, 409, "payment_implausible"],
    [by("avoir", 500, another), 404, "not_found"],
    [by("bon", 2001, another), 409, "voucher_exceeded"],
    [by("bon", 400, another), 409, "payment_mismatch"],
  ];
  for (const [payment, status, code] of wrong) {
    refused(await pay(paris.chloe, coffee, [payment as Paid]), status, code);
  }
  refused(await pay(lyon.chloe, await draft(lyon.chloe, [CAFE]), [by("bon", 500, another)]), 409, "payment_implausible");
  await worth(lyon.chloe, another, 2000);

  // A till counts it, the accounts say who owes it, and a refund gives a voucher of the shop that refunds.
  const { moyens } = ok(await answerOf(await paris.chloe.get(`/api/ventes/${sale.id}/remboursable`)));
  assert.deepEqual(moyens, [{ mode: "avoir", reste: 500 }]);
  const x = ok(await xReport(paris.owner));
  assert.deepEqual(x.modes ?? x.paiements, [{ mode: "bon", nombre: 1, total: 500 }]);
  const back = ok(await refund(paris.chloe, sale, { [sale.lignes[0]!]: 1000 }, [{ mode: "avoir", montant: 500 }]));
  assert.equal(back.bons[0].montant, 500);
  await known(chain, back.bons[0].code, "paris");
  await worth(lyon.chloe, back.bons[0].code, 500);
});

withPostgres(
  "of tills that take one voucher at once in three shops, as many are paid as there is money, and a held one is given back",
  async () => {
    await using chain = await Chain.open(["Lyon", "Paris", "Brest"], sharing);
    const [lyon, paris, brest] = chain.shops as [Shop, Shop, Shop];
    await reached(paris.chloe);
    await reached(brest.chloe);
    for (let round = 0; round < 4; round++) {
      const code = await givenAndKnown(chain);
      await worth(paris.chloe, code, 2000);
      const tickets = await Promise.all(
        [lyon, paris, brest].map(async (shop) => ({ shop, sale: await draft(shop.chloe, [LAMPE]) })),
      );
      const answers = await Promise.all(
        tickets.map(({ shop, sale }) => pay(shop.chloe, sale, [by(shop === lyon ? "avoir" : "bon", 2000, code)])),
      );
      const statuses = answers.map(({ status }) => status).sort();
      assert.deepEqual(statuses, [200, 409, 409], JSON.stringify(answers.map(({ body }) => body.code)));
      await worth(brest.chloe, code, 0);
    }
    const code = await givenAndKnown(chain);
    await worth(paris.chloe, code, 2000);
    const coffees = await Promise.all(
      Array.from({ length: 8 }, async (_, at) => {
        const shop = [paris, brest][at % 2]!;
        return { shop, sale: await draft(shop.chloe, [CAFE]) };
      }),
    );
    const paid = await Promise.all(coffees.map(({ shop, sale }) => pay(shop.chloe, sale, [by("bon", 500, code)])));
    assert.equal(paid.filter(({ status }) => status === 200).length, 4);
    await worth(lyon.chloe, code, 0);
  },
);

withPostgres(
  "a gift card that was used in another shop is not taken back where it was sold, and one that was not is worth nothing after it",
  async () => {
    await using chain = await Chain.open(["Lyon", "Paris"], sharing);
    const [lyon, paris] = chain.shops as [Shop, Shop];
    const into = "INSERT INTO produits (id, libelle, prix_ttc, tva, nature) VALUES (20, 'Carte cadeau', 2000, 0, 'carte_cadeau')";
    ok(await lyon.owner.query("insert", into, []));
    const bought = async () => {
      const sale = await draft(lyon.chloe, [20]);
      const { bons } = ok(await pay(lyon.chloe, sale, [cash(2000)]));
      await known(chain, bons[0].code);
      const back = () => refund(lyon.chloe, sale, { [sale.lignes[0]!]: 1000 }, [cash(2000)]);
      return { code: bons[0].code as string, back };
    };
    const [used, whole, fresh] = [await bought(), await bought(), await bought()];
    await reached(paris.chloe);
    await coffee(paris, used.code);
    refused(await used.back(), 409, "gift_card_used");
    assert.equal(ok(await look(paris.chloe, used.code)).solde, 1500);
    ok(await whole.back());
    await worth(paris.chloe, whole.code, 0);
    await eventually(
      async () => (await lyon.rows("SELECT 1 FROM bons WHERE code = ? AND solde = 1500", [used.code])).length > 0,
      "it has come home",
    );
    await chain.postgres.stop();
    await away(lyon);
    refused(await used.back(), 409, "gift_card_used");
    refused(await fresh.back(), 503, "head_office_away");
  },
);

withPostgres("a shop's credential finds another's voucher by its code alone, and makes no money of it", async () => {
  await using chain = await Chain.open(["Lyon", "Paris"], sharing);
  const { lyon, paris, code } = await lyonGives(chain);
  const print = await fingerprintOf(code);
  const own = await Connection.open(readLink(JSON.parse(await Deno.readTextFile(`${paris.server.dir}/head-office.key`)).link));
  const entry = (montant: number, par = "paris") =>
    `INSERT INTO comptoir.bons_mouvements (shop, empreinte, n, par, cle, genre, montant) VALUES ('lyon', '${print}', 9, '${par}', 'x', 'utilisation', ${montant})`;
  try {
    assert.equal((await own.ask("SELECT * FROM comptoir.bons_mouvements")).count, 0);
    await assert.rejects(own.ask(entry(-1)), /42501/, "without the code");
    const said = (statement: string) =>
      own.transaction(async (asking) => {
        await asking.ask("SELECT set_config('comptoir.bon', $1, true)", [print]);
        return await asking.ask(statement);
      });
    assert.equal((await said("SELECT * FROM comptoir.bons_mouvements")).count, 1);
    for (const statement of [entry(1000), entry(-1, "lyon")]) await assert.rejects(said(statement), /42501/, statement);
    await assert.rejects(said("UPDATE comptoir.bons_mouvements SET montant = 9999"), /42501/);
    await assert.rejects(said("DELETE FROM comptoir.bons_suites"), /42501/);
    assert.equal((await own.ask("SELECT * FROM comptoir.bons_mouvements")).count, 0, "said for one transaction");
  } finally {
    await own.close();
  }
  // Who shares no more is not found, and pays at home as ever.
  await sharingNoMore(lyon);
  await eventually(async () => (await look(paris.chloe, code)).status === 404, "not shared any more");
  ok(await pay(lyon.chloe, await draft(lyon.chloe, [LAMPE]), [by("avoir", 2000, code)]));
});
