/** A shop goes on where a former build left it. */
import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { verifyArchive } from "../../client/verifier/verify.ts";
import { FORMER_DAY, formerFolder } from "../support/former_shop.ts";
import { answerOf, PASSWORD, startServer } from "../support/server.ts";
import {
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
  sold,
  xReport,
} from "../support/shop.ts";

const DAY = "2026-11-30";

const TICKETS = "SELECT id, etat, numero, total_ttc, total_ht, total_tva, version FROM ventes ORDER BY id";

Deno.test("a folder of a former build opens, is whole, and goes on: tickets on their way, numbers, totals for good, an archive of then", async () => {
  const dir = await formerFolder();
  const former = new DatabaseSync(`${dir}/comptoir.db`);
  const left = former.prepare(TICKETS).all().map((row) => ({ ...row }));
  former.close();
  assert.deepEqual(
    left.map(({ etat, numero, total_ttc }) => [etat, numero, total_ttc]),
    [["payee", 1, 3_900], ["payee", 2, 916], ["payee", 3, 6_000], ["payee", 4, -2_000], ["en_attente", null, 620], [
      "en_caisse",
      null,
      2_000,
    ]],
    "the premise",
  );
  await using server = await startServer({ dir, at: `${DAY}T09:00:00.000Z`, flags: ["--rate-limit", "0"] });
  using owner = server.at("127.0.0.1");
  using chloe = server.at("127.0.0.2");
  await owner.signIn("patron", PASSWORD);
  await chloe.signIn("chloe", PASSWORD);
  const rows = async (sql: string) => ok(await owner.query("select", sql)).rows;
  const verify = async () => {
    const { ok: whole, problem, fiscal } = ok(await answerOf(await owner.get("/api/journal/verify")));
    assert.deepEqual([whole, problem, fiscal.ok, fiscal.problem], [true, null, true, null]);
  };
  await verify();
  assert.deepEqual(await rows(TICKETS), left);
  const [before] = await rows("SELECT contenu ->> 'perpetuel' AS perpetuel FROM journal_fiscal WHERE serie = 'clotures:jour'");

  ok(await openTill(chloe, 12_311));
  const { fond_attendu } = ok(await xReport(owner));
  assert.equal(fond_attendu, 12_311, "what was counted then is what is expected now");
  const [waiting] = await rows("SELECT id FROM ventes WHERE etat = 'en_attente'");
  const [held] = await rows("SELECT id FROM ventes WHERE etat = 'en_caisse'");
  ok(await command(chloe, `/api/ventes/${waiting.id}/prendre`));
  const receipts = [
    ok(await pay(chloe, waiting, [cash(620)])),
    ok(await pay(chloe, held, [cash(2_000)])),
    await sold(chloe, [PAIN, LAMPE], [cash(5_000)], 20),
  ];
  assert.deepEqual(receipts.map(({ numero }) => numero), ["C1-000005", "C1-000006", "C1-000007"]);
  const [lamps] = await rows("SELECT id FROM ventes WHERE numero = 3");
  const [, second] = await rows(`SELECT id FROM lignes_vente WHERE vente_id = '${lamps.id}' ORDER BY position`);
  const back = ok(await refund(chloe, lamps, { [second.id]: 1_000 }, [{ mode: "cheque", montant: 2_000 }]));
  assert.deepEqual([back.numero, back.total_ttc, back.numero_origine], ["C1-000008", -2_000, "C1-000003"]);
  const untouched = await draft(chloe, [PAIN]);
  ok(await command(chloe, `/api/ventes/${untouched.id}/annuler`, { motif: "client parti" }));

  ok(await closeTill(chloe, ok(await xReport(owner)).especes_attendues));
  const z = ok(await close(owner, "jour", DAY));
  assert.deepEqual([z.tickets, z.total_ttc], [4, 620 + 2_000 + 2_100 - 2_000]);
  assert.equal(z.perpetuel, before.perpetuel + z.total_ttc, "the total for good goes on from the former build's");
  await verify();
  const archive = await owner.get(`/api/archives/${FORMER_DAY}`);
  const { wrong } = await verifyArchive(await archive.blob(), "");
  assert.deepEqual(wrong, []);
});
