/** What customers agreed to, and all that is kept of one: told to who asks, gone with who is erased. */
import assert from "node:assert/strict";
import { LIMITS } from "../../shared/limits.ts";
import { answerOf, PASSWORD } from "../support/server.ts";
import { card, command, draft, LAMPE, ok, openTill, pay, refused, Shop } from "../support/shop.ts";

Deno.test("a consent has its channel, date and author; an export tells all of one person; merged they go along, erased they are gone", async () => {
  await using shop = await Shop.open(["nora", "chloe"], { at: "2026-03-10T08:00:00.000Z" });
  const { owner, nora, chloe } = shop;
  ok(await owner.query("insert", "INSERT INTO clients (id, nom, telephone) VALUES (1, 'Zoé Martin', '0611'), (2, 'Zoe', NULL)"));
  const consent = (person: typeof owner, id: number, canal: string, accorde: boolean) =>
    command(person, `/api/clients/${id}/consentements`, { canal, accorde });
  ok(await consent(chloe, 2, "email", true));
  ok(await consent(owner, 2, "email", false));
  refused(await consent(nora, 2, "email", true), 403, "forbidden");
  refused(await consent(owner, 2, "pigeon", true), 400, "invalid_body");
  refused(await consent(owner, 9, "email", true), 404, "not_found");
  refused(
    await owner.query("insert", "INSERT INTO consentements (client_id, canal, accorde, note_le) VALUES (1, 'sms', 1, 'x')"),
    403,
    "forbidden",
  );

  ok(await openTill(chloe));
  const sale = await draft(chloe, [LAMPE]);
  ok(await chloe.query("update", "UPDATE ventes SET client_id = 2 WHERE id = ?", [sale.id]));
  ok(await pay(chloe, sale, [card(2_000)]));
  ok(await command(owner, "/api/clients/2/fusionner", { dans: 1 }));
  const told = ok(await answerOf(await owner.get("/api/clients/1/export")));
  assert.deepEqual([told.client.nom, told.client.telephone], ["Zoé Martin", "0611"]);
  assert.deepEqual(
    told.consentements.map(({ canal, accorde, par }: Record<string, unknown>) => [canal, accorde, par]),
    [["email", 1, "chloe"], ["email", 0, "patron"]],
  );
  assert.deepEqual(told.achats.map(({ total_ttc, lignes }: Record<string, unknown[]>) => [total_ttc, lignes![0]]), [
    [2_000, { libelle: "Lampe", quantite: 1_000, total_ttc: 2_000 }],
  ]);
  refused(await answerOf(await chloe.get("/api/clients/1/export")), 403, "forbidden");
  for (const id of ["9", "x"]) refused(await answerOf(await owner.get(`/api/clients/${id}/export`)), 404, "not_found");

  ok(await command(owner, "/api/clients/1/effacer"));

  // Noted long ago: one with nothing since, one who owes, one whose consent is of today; and one of today.
  const old = "2020-01-01T00:00:00.000Z";
  const noted = "INSERT INTO clients (id, nom, cree_le, siren) VALUES (?, ?, ?, '732829320')";
  for (const id of [11, 12, 13]) ok(await owner.query("insert", noted, [id, `Ancien ${id}`, old]));
  ok(await owner.query("insert", "INSERT INTO clients (id, nom) VALUES (14, 'Nouveau')"));
  ok(await command(owner, "/api/clients/12/plafond", { plafond: 5_000 }));
  const due = await draft(chloe, [LAMPE]);
  ok(await chloe.query("update", "UPDATE ventes SET client_id = 12 WHERE id = ?", [due.id]));
  ok(await pay(chloe, due, [{ mode: "compte", montant: 2_000 }]));
  ok(await consent(owner, 13, "sms", true));
  refused(await command(chloe, "/api/clients/effacer-silencieux"), 403, "forbidden");
  assert.deepEqual(ok(await command(owner, "/api/clients/effacer-silencieux")), { effaces: 1, restent: 0, a_payer: 0 });
  assert.deepEqual(
    await shop.rows("SELECT id, nom, siren IS NULL AS oublie FROM clients WHERE id BETWEEN 11 AND 14 ORDER BY id"),
    [[11, "—", 1], [12, "Ancien 12", 0], [13, "Ancien 13", 0], [14, "Nouveau", 1]].map(([id, nom, oublie]) => ({
      id,
      nom,
      oublie,
    })),
  );
  ok(await command(owner, "/api/clients/13/effacer"));
  assert.deepEqual(await shop.rows("SELECT * FROM consentements"), [], "with who is erased");

  // Years later: the one who owes stays, the others go, so many at once.
  const many = Array.from({ length: LIMITS.erasedAtOnce }, (_, at) => ({
    type: "insert",
    query: "INSERT INTO clients (nom) VALUES (?)",
    params: [`Autre ${at}`],
  }));
  ok(await owner.batch(many));
  shop.server.clock.put("2029-03-11T08:00:00.000Z");
  await owner.signIn("patron", PASSWORD);
  const silent = async () => ok(await command(owner, "/api/clients/effacer-silencieux"));
  assert.deepEqual(await silent(), { effaces: LIMITS.erasedAtOnce, restent: 1, a_payer: 1 });
  assert.deepEqual(await silent(), { effaces: 1, restent: 0, a_payer: 1 });
  assert.deepEqual(await shop.rows("SELECT id FROM clients WHERE nom <> '—'"), [{ id: 12 }]);
  assert.equal((await answerOf(await owner.get("/api/journal/verify"))).body.ok, true);
});
