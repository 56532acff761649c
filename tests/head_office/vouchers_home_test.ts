/** What other shops take of a shop's vouchers comes home to its own book: once, signed and owed, whatever is cut, lost or restored. */
import assert from "node:assert/strict";
import { Chain, reached } from "../support/chain.ts";
import { away, coffee, forgotten, givenAndKnown, lyonGives, sharing } from "../support/chain_vouchers.ts";
import { comptoir } from "../support/command_line.ts";
import { eventually } from "../support/feed.ts";
import { withPostgres } from "../support/postgres.ts";
import { backup } from "../support/restored_books.ts";
import { answerOf, PASSWORD } from "../support/server.ts";
import { card, cash, dayOf, draft, LAMPE, ok, openTill, PAIN, pay, refused, type Shop, sold } from "../support/shop.ts";
import { by, look } from "../support/vouchers.ts";
import { closed, home, own, uses, verified } from "../support/vouchers_home.ts";

withPostgres(
  "a use in another shop comes home once: to the balance, the owner, the Z and the accounts, which mirror the other shop's",
  async () => {
    await using chain = await Chain.open(["Lyon", "Paris"], sharing);
    const [lyon, paris] = chain.shops as [Shop, Shop];
    const [code, other, late] = [await givenAndKnown(chain), await givenAndKnown(chain), await givenAndKnown(chain)];
    await reached(paris.chloe);
    await coffee(paris, code);
    await home(lyon, code, 1500);
    assert.deepEqual(uses(lyon), [["paris", "Paris", 500, 500, null]]);
    ok(await pay(paris.chloe, await draft(paris.chloe, [LAMPE]), [by("bon", 1500, code), cash(500)]));
    await home(lyon, code, 0);
    assert.equal(own(lyon, other), 2000);
    const { ailleurs, solde } = ok(await look(lyon.chloe, code));
    assert.deepEqual([solde, ailleurs.map((use: Record<string, unknown>) => [use["nom"], use["montant"]])], [0, [
      ["Paris", 1500],
      ["Paris", 500],
    ]]);
    assert.deepEqual(ok(await look(lyon.chloe, other)).ailleurs, []);

    // By the owner's own SQL, and by nobody else's; nothing of it changes.
    const read = "SELECT b.code, a.pris FROM bons_ailleurs a JOIN bons b ON b.id = a.bon_id ORDER BY a.id";
    assert.deepEqual(ok(await lyon.owner.query("select", read)).rows, [{ code, pris: 500 }, { code, pris: 1500 }]);
    refused(await lyon.chloe.query("select", read), 400, "sql_error");
    refused(await lyon.owner.query("update", "UPDATE bons_ailleurs SET pris = 1", []), 403, "forbidden");

    // Head office is away: what is known to be used up is refused at once, with where and when.
    await chain.postgres.stop();
    await away(lyon);
    const lamp = await draft(lyon.chloe, [LAMPE]);
    const answer = refused(await pay(lyon.chloe, lamp, [by("avoir", 2000, code)]), 409, "voucher_exceeded");
    assert.equal(answer.solde, 0);
    const [day, month, year] = new Date().toLocaleDateString("fr-FR", { day: "2-digit", month: "2-digit", year: "numeric" })
      .split("/");
    assert.match(answer.detail, new RegExp(`utilisé ailleurs, 15,00\\s€ à Paris \\(${day}/${month}/${year}`));
    assert.equal(ok(await look(lyon.chloe, code)).solde, 0);
    refused(await pay(lyon.chloe, lamp, [by("avoir", 2000, other)]), 503, "head_office_away");
    await chain.postgres.resume();
    await reached(lyon.chloe);
    ok(await pay(lyon.chloe, lamp, [by("avoir", 2000, other)]));

    const [here, there] = [await closed(lyon, 0), await closed(paris, 500)];
    assert.deepEqual(here.z.bons_ailleurs, [{ boutique: "paris", nom: "Paris", genre: "avoir", nombre: 2, total: 2000 }]);
    assert.deepEqual(there.z.bons_ailleurs, []);
    // Of three vouchers that were given one was used here and one there: that one is owed to the other shop now.
    assert.deepEqual([here.on("419800"), here.on("467100"), here.on("467000")], [-2000, -2000, 0]);
    assert.deepEqual([there.on("419800"), there.on("467100"), there.on("467000")], [0, 0, 2000]);
    const [debt] = await chain.office.rows("SELECT doit, a_qui, total FROM comptoir.dettes_bons");
    assert.deepEqual(Object.values(debt!).map(String), ["lyon", "paris", "20.00"]);

    // What comes home when the day is closed is the next one's: no further Z of this day is asked for.
    ok(await openTill(paris.chloe));
    await reached(paris.chloe);
    await coffee(paris, late);
    await home(lyon, late, 1500);
    assert.deepEqual(ok(await answerOf(await lyon.owner.get("/api/clotures/attente"))).jours, []);
    const [{ jour }] = await lyon.rows("SELECT max(jour) AS jour FROM bons_ailleurs") as unknown as [{ jour: string }];
    assert.ok(jour > dayOf(new Date()));
    assert.equal((await verified(lyon)).fiscal.ok, true);
    await chain.office.hasAll(lyon, "lyon");
    await chain.office.assertSame(lyon, "lyon");
    const [kept] = await chain.office.rows(
      "SELECT count(*) AS n, sum(pris) AS pris FROM comptoir.bons_rentres WHERE shop = 'lyon'",
    );
    assert.deepEqual(Object.values(kept!).map(Number), [3, 2500]);
  },
);

withPostgres(
  "each use comes home once where servers die, a backup is put back, and head office has lost what it knew",
  async () => {
    await using chain = await Chain.open(["Lyon", "Paris"], sharing);
    const { lyon, paris, code } = await lyonGives(chain);
    await coffee(paris, code);
    await home(lyon, code, 1500);
    const copy = await backup(lyon);
    // It dies before it has heard of the next, or while it takes it, or after.
    for (const left of [1000, 500]) {
      await coffee(paris, code);
      await lyon.server.kill();
      lyon.server = await lyon.server.restart();
      await home(lyon, code, left);
    }
    assert.equal(uses(lyon).length, 3);
    const before = uses(lyon);

    // The copy knows one use of three: the two others come home to it as well.
    await lyon.server.stop();
    const restored = await comptoir("restore", copy, "--data", lyon.server.dir);
    assert.equal(restored.code, 0, restored.err);
    assert.equal(own(lyon, code), 1500, "the premise");
    lyon.server = await lyon.server.restart();
    await home(lyon, code, 500);
    assert.deepEqual(uses(lyon), before);

    // Head office begins anew: what is told there again is here already.
    await lyon.chloe.signIn("chloe", PASSWORD);
    await forgotten(chain, code);
    await sold(paris.chloe, [PAIN], [card(120)]);
    await eventually(
      async () => (await chain.office.rows("SELECT 1 FROM comptoir.bons_suites WHERE suite = 'utilise'")).length === 3,
      "Paris has told all of it again",
    );
    await coffee(paris, code);
    await home(lyon, code, 0);
    assert.equal(uses(lyon).length, 4);
    await lyon.owner.signIn("patron", PASSWORD);
    assert.equal((await verified(lyon)).fiscal.ok, true);
    await chain.office.hasAll(lyon, "lyon");
    await chain.office.assertSame(lyon, "lyon");
  },
);
