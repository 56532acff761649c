/** What shops tell head office of vouchers when it did not hear of it, has lost it, or another shop writes what it likes. */
import assert from "node:assert/strict";
import { Connection } from "../../server/head_office/connection.ts";
import { readLink } from "../../server/head_office/link_file.ts";
import { fingerprintOf } from "../../server/head_office/voucher_book.ts";
import { Chain, reached } from "../support/chain.ts";
import { away, coffee, debts, forgotten, known, lyonGives, offline, sharing, worth } from "../support/chain_vouchers.ts";
import { eventually } from "../support/feed.ts";
import { withPostgres } from "../support/postgres.ts";
import { CAFE, card, cash, draft, LAMPE, ok, PAIN, pay, Shop, sold } from "../support/shop.ts";
import { by, given } from "../support/vouchers.ts";

const sharingOffline = async (shop: Shop) => {
  await sharing(shop);
  await offline(shop, 1000);
};

withPostgres(
  "what was taken of a voucher before its shop told of it counts when that one does, and is told again to a head office that lost it",
  async () => {
    await using chain = await Chain.open(["Lyon", "Paris"], sharingOffline);
    const [lyon, paris] = chain.shops as [Shop, Shop];
    await chain.postgres.stop();
    await away(lyon);
    await away(paris);
    const { code } = await given(lyon);
    await coffee(paris, code);
    await lyon.server.kill();
    await chain.postgres.resume();
    await eventually(
      async () =>
        (await chain.office.rows("SELECT 1 FROM comptoir.partages WHERE shop = 'paris' AND bons_epoque IS NOT NULL")).length > 0,
      "Paris has told what it took",
    );
    lyon.server = await lyon.server.restart();
    await known(chain, code);
    await sold(paris.chloe, [PAIN], [card(120)]);
    await reached(lyon.chloe);
    await worth(lyon.chloe, code, 1500);

    await reached(paris.chloe);
    await coffee(paris, code);
    ok(await pay(lyon.chloe, await draft(lyon.chloe, [LAMPE]), [by("avoir", 300, code), cash(1700)]));
    await worth(paris.chloe, code, 700);
    await eventually(async () => (await debts(chain))[0]?.[3] === "10.00", "the debt");
    await forgotten(chain, code);
    await sold(paris.chloe, [PAIN], [card(120)]);
    await worth(lyon.chloe, code, 700);
    assert.deepEqual(await debts(chain), [["lyon", "paris", "2", "10.00"]]);
  },
);

withPostgres(
  "an entry under the highest number there is, by another shop's hand, stops neither a voucher nor a link",
  async () => {
    await using chain = await Chain.open(["Lyon", "Paris"], sharingOffline);
    const { lyon, paris, code } = await lyonGives(chain);
    const own = await Connection.open(readLink(JSON.parse(await Deno.readTextFile(`${paris.server.dir}/head-office.key`)).link));
    try {
      await own.transaction(async (asking) => {
        await asking.ask("SELECT set_config('comptoir.bon', $1, true)", [await fingerprintOf(code)]);
        for (const n of [2147483647, 3, 0, -2147483648]) {
          await asking.ask(
            `INSERT INTO comptoir.bons_mouvements (shop, empreinte, n, par, cle, genre, montant)
           VALUES ('lyon', $1, $2::int, 'paris', $3, 'utilisation', -1)`,
            [await fingerprintOf(code), n, String(n)],
          );
        }
      });
    } finally {
      await own.close();
    }
    await reached(lyon.chloe);
    await worth(lyon.chloe, code, 1996);
    const online = ok(await pay(lyon.chloe, await draft(lyon.chloe, [CAFE]), [by("avoir", 500, code)]));
    // Its receipt tells what others have left of it, which its own book does not know.
    assert.equal(online.paiements[0].solde_bon, 1496);
    await worth(lyon.chloe, code, 1496);
    const [{ hors_ligne }] = await lyon.rows("SELECT hors_ligne FROM reservations_bon") as unknown as [{ hors_ligne: number }];
    assert.equal(hors_ligne, 0, "held there");

    // Taken while it is away, its movement is told by itself.
    await chain.postgres.stop();
    await away(lyon);
    ok(await pay(lyon.chloe, await draft(lyon.chloe, [CAFE]), [by("avoir", 500, code)]));
    await chain.postgres.resume();
    await reached(lyon.chloe);
    await worth(lyon.chloe, code, 996);
    await sold(lyon.chloe, [PAIN], [card(120)]);
    await reached(lyon.chloe);
  },
);
