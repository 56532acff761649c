/** Vouchers of another shop amid trouble: a server dies, an answer is lost, head office is away. */
import assert from "node:assert/strict";
import { Chain, reached } from "../support/chain.ts";
import { away, debts, lyonGives, offline, sharing, worth } from "../support/chain_vouchers.ts";
import { eventually } from "../support/feed.ts";
import { withPostgres } from "../support/postgres.ts";
import { CAFE, card, cash, draft, LAMPE, ok, PAIN, pay, refused, sold, ticket } from "../support/shop.ts";
import { by, look } from "../support/vouchers.ts";

withPostgres(
  "a server that dies between what it holds and its payment gives it back; so does one whose answer is lost",
  async () => {
    await using chain = await Chain.open(["Lyon", "Paris"], sharing);
    const { lyon, paris, code } = await lyonGives(chain);
    const held = async () =>
      (await chain.office.rows(
        "SELECT s.suite FROM comptoir.bons_mouvements e LEFT JOIN comptoir.bons_suites s ON s.cle = e.cle WHERE e.par = 'paris'",
      ))
        .map(({ suite }) => suite);
    // A COMMIT that waits for a standby is done, and its answer comes when the wait is ended.
    const waits = async (standby: string) => {
      await chain.office.rows(`ALTER SYSTEM SET synchronous_standby_names = '${standby}'`);
      await chain.office.rows("SELECT pg_reload_conf()");
    };
    const ended = async () => {
      await waits("");
      await chain.office.rows("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'");
    };
    const hangs = () =>
      eventually(async () =>
        (await chain.office.rows(
          "SELECT 1 FROM pg_stat_activity WHERE wait_event = 'SyncRep' AND usename = 'comptoir_shop_paris' AND backend_xid IS NOT NULL",
        )).length > 0, "the reservation is committed");

    await chain.office.hasAll(paris, "paris");
    const lost = await draft(paris.chloe, [CAFE]);
    await chain.office.hasAll(paris, "paris");
    await waits("nobody");
    const unanswered = pay(paris.chloe, lost, [by("bon", 500, code)]);
    refused(await unanswered, 503, "head_office_away");
    await ended();
    await worth(lyon.chloe, code, 2000);
    assert.deepEqual(await held(), ["libere"]);

    const sale = await draft(paris.chloe, [CAFE]);
    await reached(paris.chloe);
    await worth(paris.chloe, code, 2000);
    await chain.office.hasAll(paris, "paris");
    await waits("nobody");
    const dying = pay(paris.chloe, sale, [by("bon", 500, code)]).catch(() => null);
    await hangs();
    await paris.server.kill();
    assert.equal(await dying, null);
    await ended();
    await eventually(async () => (await held()).length === 2, "it is held");
    assert.equal(ok(await look(lyon.chloe, code)).solde, 1500, "held while nobody knows");
    paris.server = await paris.server.restart();
    await worth(lyon.chloe, code, 2000);
    assert.deepEqual(await held(), ["libere", "libere"]);
    assert.equal((await ticket(paris.owner, sale)).etat, "brouillon");
    await reached(paris.chloe);
    ok(await pay(paris.chloe, sale, [by("bon", 500, code)]));
    await worth(lyon.chloe, code, 1500);
  },
);

withPostgres(
  "while head office is away vouchers wait, or pay up to what the shop allows; it hears of that when it is back",
  async () => {
    await using chain = await Chain.open(["Lyon", "Paris"], sharing);
    const { lyon, paris, code } = await lyonGives(chain);
    await chain.postgres.stop();
    for (const shop of [lyon, paris]) {
      await away(shop);
      refused(await look(shop.chloe, code), 503, "head_office_away");
    }
    const coffee = await draft(paris.chloe, [CAFE]);
    const lamp = await draft(lyon.chloe, [LAMPE]);
    refused(await pay(paris.chloe, coffee, [by("bon", 500, code)]), 503, "head_office_away");
    refused(await pay(lyon.chloe, lamp, [by("avoir", 2000, code)]), 503, "head_office_away");
    await sold(paris.chloe, [PAIN], [card(120)]);

    for (const shop of [lyon, paris]) await offline(shop, 1000);
    const unknown = ok(await look(paris.chloe, code));
    assert.deepEqual([unknown.genre, unknown.solde, unknown.boutique], ["bon", 1000, null]);
    assert.equal(ok(await look(lyon.chloe, code)).solde, 1000);
    const receipt = ok(await pay(paris.chloe, coffee, [by("bon", 500, code)]));
    assert.deepEqual([receipt.paiements[0].solde_bon, receipt.paiements[0].boutique_bon], [null, undefined]);
    const more = await draft(paris.chloe, [CAFE, PAIN]);
    assert.equal(refused(await pay(paris.chloe, more, [by("bon", 620, code)]), 503, "head_office_away").limite, 500);
    refused(await pay(lyon.chloe, lamp, [by("avoir", 2000, code)]), 503, "head_office_away");
    ok(await pay(lyon.chloe, lamp, [by("avoir", 1000, code), cash(1000)]));

    await chain.postgres.resume();
    for (const { chloe } of [lyon, paris]) await reached(chloe);
    await worth(paris.chloe, code, 500);
    await worth(lyon.chloe, code, 500);
    assert.deepEqual(await debts(chain), [["lyon", "paris", "1", "5.00"]]);
  },
);
