/** Cash in and out of a drawer besides sales, and the count it opens with: kept, signed, summed. */
import assert from "node:assert/strict";
import { strFromU8, unzipSync } from "fflate";
import { Dice } from "../support/generator.ts";
import { ownersCode } from "../support/owners_code.ts";
import { assertSound, signed } from "../support/records.ts";
import { type Person } from "../support/server.ts";
import {
  CAFE,
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
  refund,
  refused,
  Shop,
  sold,
  xReport,
} from "../support/shop.ts";
import { fetchArchive, verdicts } from "../support/verifier.ts";

type Sens = "entree" | "sortie";
const move = (person: Person, genre: string, sens: Sens, montant: number, rest: object = {}, nom = "C1") =>
  command(person, `/api/caisses/${nom}/mouvement`, { genre, sens, montant, motif: "dépôt du soir", ...rest });
const openDrawer = (person: Person, nom = "C1") => command(person, `/api/caisses/${nom}/tiroir`, { motif: "faire la monnaie" });

Deno.test("cash put in and taken out is signed, part of what the drawer should hold, and in X, count, Z and archive", async () => {
  await using shop = await Shop.open(["chloe", "marc"]);
  const { chloe, marc, owner } = shop;
  refused(await move(chloe, "banque", "sortie", 100), 409, "till_closed");
  ok(await openTill(chloe, 10_000));
  await sold(chloe, [LAMPE], [cash(5_000)]);
  const paidOut = ok(await move(chloe, "fournisseur", "sortie", 3_000));
  assert.deepEqual([paidOut.caisse, paidOut.genre, paidOut.montant, paidOut.formation], ["C1", "fournisseur", -3_000, false]);
  ok(await move(chloe, "monnaie", "entree", 2_000));
  ok(await move(chloe, "monnaie", "sortie", 500));
  ok(await move(owner, "banque", "sortie", 4_000));
  ok(await openDrawer(chloe));
  refused(await move(marc, "banque", "sortie", 100), 409, "till_closed");
  refused(await move(chloe, "banque", "sortie", 100, {}, "C2"), 409, "till_closed");
  for (
    const bad of [{ genre: "ouverture" }, { sens: "retour" }, { montant: 0 }, { montant: -5 }, { motif: " " }, { montant: 1.5 }]
  ) {
    refused(await move(chloe, "autre", "entree", 100, bad), 400, "invalid_body");
  }

  const moved = [
    { genre: "banque", nombre: 1, total: -4_000 },
    { genre: "fournisseur", nombre: 1, total: -3_000 },
    { genre: "monnaie", nombre: 1, total: 2_000 },
    { genre: "monnaie", nombre: 1, total: -500 },
    { genre: "ouverture", nombre: 1, total: 0 },
  ];
  const x = ok(await xReport(owner));
  assert.deepEqual([x.mouvements, x.especes_attendues], [moved, 10_000 + 2_000 - 3_000 + 2_000 - 500 - 4_000]);
  const blind = ok(await xReport(chloe));
  assert.deepEqual([blind.mouvements, blind.especes_attendues, blind.fond], [moved, undefined, undefined]);
  for (const table of ["mouvements_caisse", "especes_accordees"]) {
    refused(await chloe.query("select", `SELECT * FROM ${table}`), 400, "sql_error");
  }
  const counted = ok(await closeTill(chloe, 6_500));
  assert.deepEqual([counted.attendu, counted.ecart, counted.x.mouvements], [6_500, 0, moved]);

  const z = ok(await close(owner, "jour", shop.jour()));
  assert.deepEqual(z.mouvements, moved);
  const told = await signed(shop, "mouvement_caisse");
  assert.deepEqual(told.map(({ genre, montant, par }) => [genre, montant, par]), [
    ["fournisseur", -3_000, "chloe"],
    ["monnaie", 2_000, "chloe"],
    ["monnaie", -500, "chloe"],
    ["banque", -4_000, "patron"],
    ["ouverture", 0, "chloe"],
  ]);
  const archive = await fetchArchive(owner, shop.jour());
  const rows = strFromU8(unzipSync(archive)["mouvements_caisse.csv"]!).trim().split("\r\n");
  assert.equal(rows[0], "date;caisse;genre;montant;motif;par;montant_eur");
  assert.equal(rows.length, 6);
  assert.match(rows[1]!, /;C1;fournisseur;-3000;dépôt du soir;chloe;"?-30,00"?$/);
  for (const { verdict, details } of await verdicts([{ archive }]) ?? []) assert.equal(verdict, "Archive intègre", details);
  for (const change of ["UPDATE mouvements_caisse SET motif = 'x'", "DELETE FROM mouvements_caisse"]) {
    refused(await owner.query(change.startsWith("U") ? "update" : "delete", change), 403, "forbidden");
  }
  await assertSound(shop);
});

Deno.test("a drawer pays out no more than it holds without the owner's code, and nobody finds out how much that is by asking", async () => {
  await using shop = await Shop.open(["chloe"]);
  const { chloe } = shop;
  ok(await openTill(chloe, 10_000));
  ok(await move(chloe, "banque", "sortie", 10_000));
  ok(await move(chloe, "monnaie", "entree", 2_000));
  const asked = refused(await move(chloe, "banque", "sortie", 2_001), 403, "owner_wanted");
  assert.doesNotMatch(JSON.stringify(asked), /2.?000|10.?000/);
  const code = await ownersCode(shop);
  assert.equal(ok(await move(chloe, "banque", "sortie", 2_001, { accord: code })).montant, -2_001);
  refused(await move(chloe, "banque", "sortie", 5_000, { accord: code }), 403, "approval_invalid");
  const [word] = await signed(shop, "accord");
  assert.deepEqual([word.objet, word.montant, word.motif, word.par], ["sortie_caisse", -2_001, "dépôt du soir", "chloe"]);

  ok(await move(chloe, "monnaie", "entree", 50_000));
  refused(await move(chloe, "banque", "sortie", 90_000), 403, "owner_wanted");
  // Three were refused: whatever it is now, it is for the owner.
  refused(await move(chloe, "banque", "sortie", 1), 403, "owner_wanted");
  ok(await move(chloe, "banque", "sortie", 100, { accord: await ownersCode(shop) }));
  ok(await move(chloe, "monnaie", "entree", 100));
  ok(await closeTill(chloe, 0));
  ok(await openTill(chloe, 5_000));
  ok(await move(chloe, "banque", "sortie", 5_000));
});

Deno.test("what a drawer opens with is a count of its own: by how much it differs from the last one is the owner's to know", async () => {
  await using shop = await Shop.open(["chloe", "marc"]);
  const { chloe, marc, owner } = shop;
  const open = (person: Person, body: object) => command(person, "/api/caisses/C1/ouvrir", body);
  refused(await open(chloe, { fond: 100, comptage: { 100: 1 } }), 400, "invalid_body");
  refused(await open(chloe, { comptage: { 3: 1 } }), 400, "invalid_body");
  assert.equal(ok(await open(chloe, { comptage: { 5000: 2, 200: 3 } })).fond, 10_600);
  assert.deepEqual([ok(await xReport(owner)).fond_attendu, ok(await xReport(owner)).fond_ecart], [null, null]);
  ok(await closeTill(chloe, 10_600));
  const again = ok(await open(marc, { comptage: { 5000: 2, 200: 1 } }));
  assert.deepEqual(Object.keys(again).sort(), ["caisse", "fond", "formation", "ouverte_le", "session_id"]);
  const x = ok(await xReport(owner));
  assert.deepEqual([x.fond, x.fond_attendu, x.fond_ecart, x.especes_attendues], [10_200, 10_600, -400, 10_200]);
  ok(await closeTill(marc, 10_200));
  ok(await open(chloe, { fond: 10_300 }));
  ok(await closeTill(chloe, 10_300));
  const z = ok(await close(owner, "jour", shop.jour()));
  assert.deepEqual(z.ecarts_ouverture, [{ caisse: "C1", ecart: -300, sessions: 2 }]);
  assert.deepEqual(z.ecarts, [{ caisse: "C1", ecart: 0, sessions: 3 }]);
  assert.deepEqual((await signed(shop, "ouverture_caisse")).map(({ attendu, ecart }) => [attendu, ecart]), [
    [null, null],
    [10_600, -400],
    [10_200, 100],
  ]);
  const rows = await shop.rows("SELECT fond_comptage FROM sessions_caisse ORDER BY id");
  assert.deepEqual(rows.map(({ fond_comptage }) => JSON.parse(fond_comptage)), [{ 200: 3, 5000: 2 }, { 200: 1, 5000: 2 }, null]);
});

Deno.test("nothing that a trainee does at a drawer counts: it is signed as practice, and in no Z, archive or opening count", async () => {
  await using shop = await Shop.open(["chloe", "marc"]);
  const { chloe, marc, owner } = shop;
  const [{ id }] = await shop.rows("SELECT id FROM equipe WHERE nom = 'marc'");
  ok(await openTill(chloe, 1_000));
  ok(await closeTill(chloe, 1_000));
  ok(await command(owner, `/api/equipe/${id}/formation`, { formation: true }));
  ok(await openTill(marc, 500));
  assert.equal(ok(await move(marc, "banque", "sortie", 200)).formation, true);
  ok(await openDrawer(marc));
  assert.equal(ok(await xReport(owner)).especes_attendues, 300, "practice adds up by itself");
  assert.equal(ok(await closeTill(marc, 300)).ecart, 0);
  ok(await openTill(chloe, 1_000));
  assert.equal(ok(await xReport(owner)).fond_ecart, 0, "the trainee's count is none");
  ok(await closeTill(chloe, 1_000));
  const z = ok(await close(owner, "jour", shop.jour()));
  assert.deepEqual([z.mouvements, z.ecarts_ouverture], [[], [{ caisse: "C1", ecart: 0, sessions: 1 }]]);
  const archive = unzipSync(await fetchArchive(owner, shop.jour()));
  assert.equal(strFromU8(archive["mouvements_caisse.csv"]!).trim().split("\r\n").length, 1, "its head alone");
  assert.deepEqual((await signed(shop, "mouvement_caisse")).map(({ formation }) => formation), [true, true]);
});

Deno.test("whatever is sold, given back and moved at two tills: expected = float + cash − change + moves, and the Z is the sum of it", async () => {
  await using shop = await Shop.open(["chloe", "marc"]);
  const random = new Dice(20_261_128);
  const people = [[shop.chloe, "C1"], [shop.marc, "C2"]] as const;
  const expected = { C1: 0, C2: 0 };
  const byMode: Record<string, number> = {};
  let moves = 0;
  const last: Partial<Record<"C1" | "C2", number>> = {};
  let openings = 0;
  for (let session = 0; session < 3; session++) {
    for (const [person, till] of people) {
      const fond = random.below(20_000);
      ok(await openTill(person, fond, till));
      expected[till] = fond;
      if (last[till] !== undefined) openings += fond - last[till]!;
    }
    for (let act = 0; act < 25; act++) {
      const [person, till] = random.pick(people);
      const kind = random.below(4);
      if (kind < 2) {
        const sens = random.pick(["entree", "sortie"] as const);
        const montant = 1 + random.below(9_000);
        const body = sens === "sortie" && montant > expected[till] ? { accord: await ownersCode(shop) } : {};
        ok(await move(person, random.pick(["banque", "fournisseur", "monnaie", "autre"]), sens, montant, body, till));
        expected[till] += sens === "entree" ? montant : -montant;
        moves += sens === "entree" ? montant : -montant;
        // With a code nothing is refused, and nothing counts towards the owner's having to be asked.
      } else if (kind === 2) {
        const [given, byCard] = [2_120 - 500 + random.below(3_000), 500];
        const sale = await draft(person, [LAMPE, PAIN]);
        const { rendu } = ok(await pay(person, sale, [cash(given), card(byCard)]));
        expected[till] += given - rendu;
        byMode["especes"] = (byMode["especes"] ?? 0) + given - rendu;
        byMode["carte"] = (byMode["carte"] ?? 0) + byCard;
      } else if (expected[till] >= 500) {
        const sale = await draft(person, [CAFE]);
        ok(await pay(person, sale, [card(500)]));
        ok(await refund(person, sale, { [sale.lignes[0]!]: 1_000 }, [cash(500)]));
        expected[till] -= 500;
        byMode["especes"] = (byMode["especes"] ?? 0) - 500;
        byMode["carte"] = (byMode["carte"] ?? 0) + 500;
      }
    }
    for (const [person, till] of people) {
      const counted = ok(await closeTill(person, Math.max(0, expected[till]), till));
      assert.equal(counted.attendu, expected[till], `session ${session} of ${till}`);
      const x = counted.x;
      const sum = (rows: readonly { total: number }[]) => rows.reduce((total, { total: one }) => total + one, 0);
      const paid = sum(x.paiements.filter(({ mode }: { mode: string }) => mode === "especes"));
      assert.equal(x.especes_attendues, x.fond + paid + sum(x.mouvements));
      last[till] = counted.compte;
    }
  }
  const z = ok(await close(shop.owner, "jour", shop.jour()));
  const total = (rows: readonly { total?: number; ecart?: number }[]) =>
    rows.reduce((sum, { total, ecart }) => sum + (total ?? ecart ?? 0), 0);
  assert.equal(total(z.mouvements), moves);
  assert.equal(total(z.ecarts_ouverture), openings);
  assert.deepEqual(
    Object.fromEntries(z.paiements.map(({ mode, total }: { mode: string; total: number }) => [mode, total])),
    byMode,
  );
  assert.equal(total(z.paiements), z.total_ttc);
  await assertSound(shop);
});
