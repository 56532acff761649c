/** Tills that were left open: everybody hears of them the next morning, and a colleague takes one over by counting it. */
import assert from "node:assert/strict";
import { answerOf, type Person } from "../support/server.ts";
import { CAFE, cash, close, closeTill, command, LAMPE, ok, openTill, refused, Shop, sold, xReport } from "../support/shop.ts";

const takeOver = (person: Person, body: object, nom = "C1") => command(person, `/api/caisses/${nom}/relever`, body);
const tills = async (person: Person) =>
  ok(await answerOf(await person.get("/api/caisses"))).caisses.map((
    { nom, par, oubliee }: { nom: string; par: string | null; oubliee: boolean },
  ) => [nom, par, oubliee]);

Deno.test("a till that is open since a day before today is told as left open, to sellers, cashiers and the owner", async () => {
  await using shop = await Shop.open(["nora", "chloe", "marc"], { at: "2026-11-20T17:00:00.000Z", zone: "Europe/Paris" });
  const { nora, chloe, marc, owner, server: { clock } } = shop;
  ok(await openTill(chloe, 1_000));
  assert.deepEqual(await tills(marc), [["C1", "chloe", false], ["C2", null, false]]);
  clock.put("2026-11-21T08:00:00.000Z");
  ok(await openTill(marc, 1_000, "C2"));
  for (const person of [nora, chloe, marc, owner]) {
    assert.deepEqual(await tills(person), [["C1", "chloe", true], ["C2", "marc", false]]);
  }
});

Deno.test("a colleague's till is taken over by one count: it ends that session under both names, and begins one's own", async () => {
  await using shop = await Shop.open(["nora", "chloe", "marc"]);
  const { nora, chloe, marc, owner } = shop;
  refused(await takeOver(marc, { compte: 0 }), 409, "till_closed");
  ok(await openTill(chloe, 1_000));
  await sold(chloe, [CAFE], [cash(500)]);
  for (const body of [{}, { compte: 1, comptage: { 100: 1 } }, { comptage: { 3: 1 } }]) {
    refused(await takeOver(marc, body), 400, "invalid_body");
  }
  refused(await takeOver(chloe, { compte: 1_500 }), 409, "till_open");
  refused(await takeOver(nora, { compte: 1_500 }), 403, "forbidden");
  refused(await takeOver(marc, { compte: 1 }, "C9"), 404, "not_found");
  ok(await openTill(marc, 0, "C2"));
  refused(await takeOver(marc, { compte: 1_500 }), 409, "till_open");
  assert.equal(ok(await xReport(owner)).especes_attendues, 1_500, "nothing was counted meanwhile");
  ok(await closeTill(marc, 0, "C2"));
  const key = crypto.randomUUID();
  const body = { comptage: { 1000: 1, 200: 2 }, motif: "partie sans compter" };
  const taken = ok(await command(marc, "/api/caisses/C1/relever", body, key));
  assert.deepEqual(
    [taken.caissier, taken.attendu, taken.compte, taken.ecart, taken.session.caisse, taken.session.fond],
    ["chloe", 1_500, 1_400, -100, "C1", 1_400],
  );
  assert.deepEqual(ok(await command(marc, "/api/caisses/C1/relever", body, key)), taken, "asked again: once");
  const [{ contenu }] = await shop.rows(
    "SELECT contenu FROM journal_fiscal WHERE genre = 'fermeture_caisse' ORDER BY seq DESC LIMIT 1",
  );
  const told = JSON.parse(contenu);
  assert.deepEqual([told.par, told.caissier, told.ecart, told.motif], ["marc", "chloe", -100, "partie sans compter"]);
  const [row] = await shop.rows(
    `SELECT k.nom AS caissier, p.nom AS par FROM sessions_caisse s JOIN equipe k ON k.id = s.caissier_id
     JOIN equipe p ON p.id = s.fermee_par_id WHERE s.caisse = 'C1' AND s.fermee_le IS NOT NULL`,
  );
  assert.deepEqual(row, { caissier: "chloe", par: "marc" });
  // It is Marc's from now on, and Chloé's no longer.
  await sold(marc, [LAMPE], [cash(2_000)]);
  refused(await closeTill(chloe, 0), 409, "till_closed");
  assert.deepEqual([ok(await closeTill(marc, 3_400)).ecart, ok(await openTill(chloe)).caisse], [0, "C1"]);
  ok(await closeTill(chloe, 0));
  const today = (await shop.rows("SELECT max(jour) AS jour FROM sessions_caisse"))[0].jour;
  const z = ok(await close(owner, "jour", today));
  assert.deepEqual(z.ecarts, [{ caisse: "C1", ecart: -100, sessions: 3 }, { caisse: "C2", ecart: 0, sessions: 1 }]);
});

Deno.test("an enrolled till is taken over on its own device alone, and practice takes over nothing that counts", async () => {
  await using shop = await Shop.open(["chloe", "marc"]);
  const { chloe, marc, owner } = shop;
  const { code } = ok(await command(owner, "/api/caisses/C1/inviter"));
  const cle = crypto.getRandomValues(new Uint8Array(32)).toBase64({ alphabet: "base64url", omitPadding: true });
  ok(await command(chloe, "/api/caisses/enroler", { code, cle }));
  ok(await command(chloe, "/api/caisses/C1/ouvrir", { fond: 100, cle }));
  refused(await takeOver(marc, { compte: 100 }), 403, "till_not_enrolled");
  const [{ id }] = await shop.rows("SELECT id FROM equipe WHERE nom = 'marc'");
  ok(await command(owner, `/api/equipe/${id}/formation`, { formation: true }));
  refused(await takeOver(marc, { compte: 100, cle }), 409, "training_mismatch");
  ok(await command(owner, `/api/equipe/${id}/formation`, { formation: false }));
  assert.equal(ok(await takeOver(marc, { compte: 100, cle })).session.formation, false);
});
