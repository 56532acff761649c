/** A use of another shop's voucher that is told in odd ways: under a second name, ten thousand times in vain, when a year is closed. */
import assert from "node:assert/strict";
import { LIMITS } from "../../shared/limits.ts";
import { Chain, reached } from "../support/chain.ts";
import { coffee, debts, givenAndKnown, known, lyonGives, sharing } from "../support/chain_vouchers.ts";
import { ZONE } from "../support/clock_shop.ts";
import { CuttingProxy } from "../support/cutting_proxy.ts";
import { eventually } from "../support/feed.ts";
import { HeadOffice } from "../support/head_office.ts";
import { Postgres, withPostgres } from "../support/postgres.ts";
import { close, closeConfirmed, closeTill, ok, openTill, refused, Shop } from "../support/shop.ts";
import { given, look } from "../support/vouchers.ts";
import { home, own, uses, verified } from "../support/vouchers_home.ts";

const leave = async ({ owner }: Shop) => assert.equal((await owner.send("DELETE", "/api/head-office", "")).status, 204);

withPostgres(
  "a shop that is enrolled anew under another name takes no voucher a second time, in this chain or the next",
  async () => {
    await using chain = await Chain.open(["Lyon", "Paris"], sharing);
    const { lyon, paris, code } = await lyonGives(chain);
    await coffee(paris, code);
    await home(lyon, code, 1500);

    await leave(paris);
    await chain.office.link(paris, "Paris Nord");
    await reached(paris.chloe);
    await coffee(paris, code);
    await home(lyon, code, 1000);
    const both = [["paris", "Paris", 500, 500, null], ["paris-nord", "Paris Nord", 500, 500, null]];
    assert.deepEqual(uses(lyon), both);
    assert.deepEqual(await debts(chain), [["lyon", "paris", "1", "5.00"], ["lyon", "paris-nord", "1", "5.00"]]);
    assert.equal(ok(await look(paris.chloe, code)).solde, 1000);

    // Another head office, which knows nothing of the first: what was told there is told here, in one name.
    await using postgres = await Postgres.start();
    await using office = await HeadOffice.open(postgres);
    for (const [shop, name] of [[lyon, "Lyon"], [paris, "Paris Nord"]] as const) {
      await leave(shop);
      await office.link(shop, name);
    }
    const refusals = async () =>
      (await office.rows("SELECT a_qui, refuse, motif FROM comptoir.bons_refuses")).map((row) => Object.values(row).join(" "));
    await eventually(async () => (await refusals()).length > 0, "it is refused");
    assert.deepEqual(await refusals(), ["paris-nord 5.00 une autre boutique a déjà dit ce même paiement"]);
    assert.equal(own(lyon, code), 1000);
    assert.deepEqual(uses(lyon).slice(0, 2), both);
    assert.equal((await verified(lyon)).fiscal.ok, true);
  },
);

withPostgres("what is made up without end is kept up to a bound, and what is true comes home behind it", async () => {
  await using chain = await Chain.open(["Lyon", "Paris"], sharing);
  const [lyon, paris] = chain.shops as [Shop, Shop];
  await lyon.aside((db) =>
    db.exec(
      `INSERT INTO bons_ailleurs (boutique, boutique_nom, cle, empreinte, montant, pris, motif, motif_en, recu_le)
       WITH RECURSIVE made (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM made WHERE n < ${LIMITS.voucherRefusals})
       SELECT 'paris', 'Paris', 'before/' || n, 'f', 500, 0, '-', '-', '2026-11-30T08:00:00.000Z' FROM made`,
    )
  );
  const code = await givenAndKnown(chain);
  await reached(paris.chloe);
  await chain.office.rows(
    `INSERT INTO comptoir.bons_mouvements (shop, empreinte, n, par, cle, genre, montant)
     SELECT 'lyon', '0' || n, 1, 'paris', 'made/' || n, 'utilisation', -500 FROM generate_series(1, 5000) n`,
  );
  await chain.office.rows(
    `INSERT INTO comptoir.bons_suites (shop, empreinte, par, cle, suite)
     SELECT 'lyon', '0' || n, 'paris', 'made/' || n, 'utilise' FROM generate_series(1, 5000) n`,
  );
  await coffee(paris, code);
  // They come before it in the order of all walks.
  await home(lyon, code, 1500);
  const kept = uses(lyon);
  assert.deepEqual([kept.length, kept.at(-1)], [LIMITS.voucherRefusals + 1, ["paris", "Paris", 500, 500, null]]);
});

withPostgres(
  "what comes home when its year is closed is of the next one, and says nothing of the clock's being right",
  async () => {
    await using postgres = await Postgres.start();
    await using proxy = await CuttingProxy.start(postgres.port);
    await using office = await HeadOffice.open(postgres, proxy.port);
    await using lyon = await Shop.open(["chloe"], { at: "2026-12-28T09:00:00.000Z", ...ZONE });
    await using paris = await Shop.open(["chloe"]);
    for (const [shop, name] of [[lyon, "Lyon"], [paris, "Paris"]] as const) {
      ok(await openTill(shop.chloe));
      await sharing(shop);
      await office.link(shop, name);
    }
    const { code } = await given(lyon);
    ok(await closeTill(lyon.chloe, 0));
    await known({ office }, code);
    await reached(paris.chloe);

    // Nobody has done anything here since the 28th: the clock may be ahead.
    lyon.server.clock.put("2026-12-31T18:00:00.000Z");
    await coffee(paris, code);
    await home(lyon, code, 1500);
    assert.equal(refused(await close(lyon.owner, "jour", "2026-12-31"), 409, "date_implausible").dernier, "2026-12-28");
    const of = ({ bons_ailleurs }: { bons_ailleurs: readonly { total: number }[] }) => bons_ailleurs.map(({ total }) => total);
    assert.deepEqual(of(ok(await closeConfirmed(lyon.owner, "jour", "2026-12-31"))), [500]);
    await coffee(paris, code);
    await home(lyon, code, 1000);
    assert.deepEqual(
      (await lyon.rows("SELECT jour, pris FROM bons_ailleurs ORDER BY id")).map((row) => Object.values(row)),
      [["2026-12-31", 500], ["2027-01-01", 500]],
    );
    lyon.server.clock.put("2027-01-01T18:00:00.000Z");
    assert.deepEqual(of(ok(await close(lyon.owner, "annee", "2026"))), [500]);
    assert.deepEqual(of(ok(await close(lyon.owner, "jour", "2027-01-01"))), [500]);
    assert.equal((await verified(lyon)).fiscal.ok, true);
  },
);
