/** Uses of a shop's vouchers that there never were, or that it does not owe: refused, told at head office, and in the way of nothing. */
import assert from "node:assert/strict";
import { fingerprintOf } from "../../server/head_office/voucher_book.ts";
import { Chain } from "../support/chain.ts";
import { coffee, givenAndKnown, lyonGives, sharing } from "../support/chain_vouchers.ts";
import { eventually } from "../support/feed.ts";
import { withPostgres } from "../support/postgres.ts";
import { closed, home, own, verified } from "../support/vouchers_home.ts";

withPostgres("what head office makes up is refused, told there, and stops nothing that is true", async () => {
  await using chain = await Chain.open(["Lyon", "Paris"], sharing);
  const { lyon, paris, code } = await lyonGives(chain);
  await chain.office.rows("DROP INDEX comptoir.bons_mouvements_once");
  let n = 100;
  const write = async (print: string, cle: string, montant: string, le = "now()") => {
    await chain.office.rows(
      `INSERT INTO comptoir.bons_mouvements (shop, empreinte, n, par, cle, genre, montant, le)
       VALUES ('lyon', $1, $2::int, 'paris', $3, 'utilisation', $4::bigint, ${le})`,
      [print, n++, cle, montant],
    );
    // Told later than it was used; what is said to be told long ago comes home when all is walked through again.
    await chain.office.rows(
      `INSERT INTO comptoir.bons_suites (shop, empreinte, par, cle, suite, le)
       VALUES ('lyon', $1, 'paris', $2, 'utilise', greatest(now(), ${le})) ON CONFLICT DO NOTHING`,
      [print, cle],
    );
  };
  const print = await fingerprintOf(code);
  await write("f".repeat(64), "unknown", "-500");
  await write(print, "more", "-2001");
  await write(print, "beyond", "-9223372036854775808");
  await write(print, "gift", "700");
  await write(print, "nothing", "0");
  for (const [name, le] of [["never", "'infinity'"], ["ever", "'-infinity'"], ["old", "'4000-01-01 BC'"]]) {
    await write(print, name!, "-100", le);
  }
  await write(print, "", "-100");
  await write(print, "é".repeat(5_000), "-100");
  const refusals = async () =>
    (await chain.office.rows<{ montant: string; refuse: string; motif: string }>(
      "SELECT montant, refuse, motif FROM comptoir.bons_refuses WHERE shop = 'lyon' AND a_qui = 'paris'",
    )).map(({ montant, refuse, motif }) => `${montant} ${refuse} ${motif}`).sort();
  const NO_MOMENT = "1.00 1.00 il aurait servi à une date qui n'existe pas";
  const NO_AMOUNT = "0.00 0.00 ce qui en aurait été pris n'est pas un montant";
  const first = [
    ...[NO_AMOUNT, NO_AMOUNT, NO_AMOUNT, NO_MOMENT, NO_MOMENT, NO_MOMENT],
    "20.01 20.01 il n'a jamais valu autant",
    "5.00 5.00 ce bon n'est pas de cette boutique",
  ];
  await eventually(async () => (await refusals()).length >= first.length, "it is told what was refused");
  assert.deepEqual(await refusals(), first);
  assert.equal(own(lyon, code), 2000);

  // One number twice, with another amount; and more than is left, as by shops that took it without asking.
  await write(print, "twice", "-500");
  await home(lyon, code, 1500);
  await write(print, "twice", "-600");
  await write(print, "over", "-1700");
  await home(lyon, code, 0);
  await eventually(async () => (await refusals()).length >= first.length + 2, "these as well");
  const last = ["17.00 2.00 il n'en restait pas autant", "6.00 6.00 sous ce numéro un autre montant a déjà été dit"];
  assert.deepEqual(await refusals(), [...first, ...last].sort());

  // What is true still comes home, and the books are whole.
  const true_ = await givenAndKnown(chain);
  await coffee(paris, true_);
  await home(lyon, true_, 1500);
  const { z, on } = await closed(lyon, 0);
  assert.deepEqual(z.bons_ailleurs.map(({ nombre, total }: Record<string, number>) => [nombre, total]), [[3, 2500]]);
  assert.deepEqual([on("419800"), on("467100")], [-1500, -2500]);
  assert.equal((await verified(lyon)).fiscal.ok, true);

  // What was signed of it is what the table must say, and nobody changes that.
  await lyon.aside((db) => {
    for (const change of ["UPDATE bons_ailleurs SET pris = pris - 1 WHERE pris > 0", "DELETE FROM bons_ailleurs"]) {
      assert.throws(() => db.exec(change), /voucher_kept/, change);
    }
    assert.throws(() => db.exec("UPDATE bons SET solde = solde + 1"), /voucher_kept/);
    db.exec("DROP TRIGGER bons_ailleurs_changent");
    db.exec("UPDATE bons_ailleurs SET pris = pris - 1, motif = 'x', motif_en = 'x' WHERE pris > 1");
  });
  const { fiscal } = await verified(lyon);
  assert.deepEqual([fiscal.ok, fiscal.problem], [false, "the table `bons_ailleurs` does not say what was signed"]);
});
