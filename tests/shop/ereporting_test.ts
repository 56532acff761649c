/** What the State is told of sales, out of the Z alone: periods that are due, the platform's files, and companies that ask for an invoice. */
import assert from "node:assert/strict";
import { euros, openAccounted, type Signed, SIRET } from "../support/accounted_shop.ts";
import { schemaFaults } from "../support/flux10.ts";
import { answerOf } from "../support/server.ts";
import { command, ok, refused, type Shop } from "../support/shop.ts";

let shop: Shop;
let signed: Signed;

Deno.test.beforeAll(async () => void ({ shop, signed } = await openAccounted()));
Deno.test.afterAll(() => shop[Symbol.asyncDispose]());

Deno.test("sales are reported by the scheme's periods, each due on its day: ten days, a month, or two; one that goes on is not ready", async () => {
  const due = async () => ok(await answerOf(await shop.owner.get("/api/ereporting")));
  const scheme = async (regime: string) => ok(await shop.owner.query("update", "UPDATE boutique SET regime_tva = ?", [regime]));
  shop.server.clock.put("2026-03-12T09:00:00.000Z");
  assert.deepEqual((await due()).periodes, [
    { periode: "2026-03-D2", du: "2026-03-11", au: "2026-03-20", echeance: "2026-03-30", etat: "en_cours", factures: 0 },
    { periode: "2026-03-D1", du: "2026-03-01", au: "2026-03-10", echeance: "2026-03-20", etat: "prete", factures: 0 },
  ]);
  await scheme("reel_trimestriel");
  assert.deepEqual((await due()).periodes, [
    { periode: "2026-03", du: "2026-03-01", au: "2026-03-31", echeance: "2026-04-10", etat: "en_cours", factures: 0 },
  ]);
  await scheme("simplifie");
  assert.equal((await due()).periodes[0].echeance, "2026-04-30");
  await scheme("franchise");
  assert.deepEqual((await due()).periodes.map(({ periode, echeance }: Record<string, string>) => [periode, echeance]), [
    ["2026-B2", "2026-05-30"],
  ]);
  assert.equal(
    refused(await shop.owner.query("update", "UPDATE boutique SET regime_tva = 'autre'"), 409, "constraint_violation").code,
    "constraint_violation",
  );
  await scheme("reel_mensuel");
  const named = async (periode: string) => ok(await answerOf(await shop.owner.get(`/api/ereporting/${periode}`)));
  const ends = [];
  for (const periode of ["2026-02-D2", "2026-02-D3", "2028-02-D3", "2026-12-D3", "2026-B6"]) {
    const { du, au, echeance } = await named(periode);
    ends.push([du, au, echeance]);
  }
  assert.deepEqual(ends, [
    ["2026-02-11", "2026-02-20", "2026-02-28"],
    ["2026-02-21", "2026-02-28", "2026-03-10"],
    ["2028-02-21", "2028-02-29", "2028-03-10"],
    ["2026-12-21", "2026-12-31", "2027-01-10"],
    ["2026-11-01", "2026-12-31", "2027-01-30"],
  ]);
  for (const bad of ["2026-03-D4", "2026-13", "2026-B7", "2026", "2026-03-10", "D1"]) {
    refused(await answerOf(await shop.owner.get(`/api/ereporting/${bad}`)), 404, "not_found");
  }
  refused(await answerOf(await shop.chloe.get("/api/ereporting")), 403, "forbidden");
});

Deno.test("a company that asks for an invoice is told to the platform: ticket, SIREN, category, cadre and rates, and what came back of it", async () => {
  const [{ id, numero }] = await shop.rows("SELECT id, numero FROM ventes WHERE jour = '2026-03-10' AND numero = 6");
  const ask = (siren: string | null, person = shop.chloe) => command(person, `/api/ventes/${id}/facture`, { siren });
  for (const bad of ["732829321", "73282932", "73282932A", ""]) {
    assert.equal(refused(await ask(bad), 409, "constraint_violation").constraint, "rule:siren");
  }
  refused(await ask("732829320", shop.nora), 403, "forbidden");
  ok(await ask("552 100 554"));
  assert.equal(ok(await ask("732 829 320", shop.owner)).siren, "732829320");
  const named = "INSERT INTO clients (nom, siren) VALUES ('Bistrot', ?)";
  assert.equal(
    refused(await shop.chloe.query("insert", named, ["732829321"]), 409, "constraint_violation").constraint,
    "rule:siren",
  );
  ok(await shop.chloe.query("insert", named, ["732829320"]));

  const told = async (period: string) => ok(await answerOf(await shop.owner.get(`/api/ereporting/${period}`))).factures;
  const of = { siren: "732829320", nom: null, cadre: "B7" };
  assert.deepEqual(await told("2026-03-D1"), [
    {
      date: "2026-03-10",
      ticket: `C1-${String(numero).padStart(6, "0")}`,
      type: "vente",
      origine: null,
      ...of,
      taux: [
        { categorie: "TLB1", taux: 2_000, base: 1_667, tva: 333 },
      ],
    },
  ]);
  const [back] = await told("2026-03-D2");
  assert.deepEqual([back.type, back.origine, back.siren, back.taux[0].base], ["avoir", "C1-000006", "732829320", -1_667]);
  const listed = ok(await answerOf(await shop.owner.get("/api/ereporting"))).periodes;
  assert.ok(listed.some(({ factures }: { factures: number }) => factures === 1));
  const file = await shop.owner.get("/api/ereporting/2026-03-D1/factures");
  assert.match(file.headers.get("content-disposition")!, /comptoir-ereporting-2026-03-D1-factures\.csv/);
  assert.equal(
    (await file.text()).trimEnd().split("\r\n")[1],
    '2026-03-10;C1-000006;vente;;"=""732829320""";;B7;TLB1;EUR;20;16,67;3,33;20,00',
  );
  ok(await ask(null));
  assert.deepEqual([await told("2026-03-D1"), await told("2026-03-D2")], [[], []]);
});

Deno.test("a report says what the Z of its days say, refunds included; the platform's file wants who reports, and is valid by the State's schemas", async () => {
  const report = async (rest = "") => await shop.owner.get(`/api/ereporting/2026-03-D2${rest}`);
  shop.server.clock.put("2026-03-12T09:00:00.000Z");
  const wanting = async () => refused(await answerOf(await report("/xml")), 409, "constraint_violation").constraint;
  ok(await shop.owner.query("update", "UPDATE boutique SET siret = '', nom = 'Chez <Léa> & Cie'"));
  assert.equal(await wanting(), "rule:siret_missing");
  ok(await shop.owner.query("update", "UPDATE boutique SET siret = ?", [SIRET]));
  assert.equal(await wanting(), "rule:platform_missing");
  for (const bad of ["123", "12345", "12 4", "ab12"]) {
    const change = await shop.owner.query("update", "UPDATE boutique SET matricule_pa = ?", [bad]);
    assert.equal(refused(change, 409, "constraint_violation").constraint, "rule:platform_number");
  }
  ok(await shop.owner.query("update", "UPDATE boutique SET matricule_pa = '0042'"));
  assert.equal(await wanting(), "rule:report_not_ready");
  shop.server.clock.put("2026-03-21T09:00:00.000Z");

  const first = ok(await answerOf(await shop.owner.get("/api/ereporting/2026-03-D1")));
  // deno-lint-ignore no-explicit-any -- an answer
  const [z1, z2, z3] = signed as any[];
  const [day] = first.jours;
  assert.deepEqual([day.categorie, day.base, day.tva], ["TLB1", z1.total_ht + z2.total_ht, z1.total_tva + z2.total_tva]);
  assert.deepEqual(
    [first.jours.length, day.ventes, day.z],
    [1, z1.tickets - z1.avoirs + z2.tickets - z2.avoirs, ["Z-2026-03-10", "Z-2026-03-10-2"]],
  );
  const second = ok(await answerOf(await report()));
  assert.deepEqual([second.jours[0].base, second.jours[0].tva, second.etat], [z3.total_ht, z3.total_tva, "prete"]);
  assert.ok(second.jours[0].base < 0, "the premise: more came back than was sold");
  const rows = (await (await report("/csv")).text()).trimEnd().split("\r\n");
  assert.equal(rows[1], `2026-03-12;EUR;TLB1;20;${euros(-1_667)};${euros(-333)};1;Z-2026-03-12`);

  for (const [name, type] of [["xml", "IN"], ["rectificatif", "RE"]] as const) {
    const xml = await (await report(`/${name}`)).text();
    assert.match(xml, new RegExp(`<TypeCode>${type}</TypeCode>`));
    assert.match(xml, /<Name>Chez &lt;Léa&gt; &amp; Cie<\/Name>/);
    assert.match(xml, /<Id>732829320-2026-03-D2-20260321090\d{3}<\/Id>/);
    assert.match(xml, new RegExp(`<TaxExclusiveAmount>${euros(z3.total_ht).replace(",", ".")}</TaxExclusiveAmount>`));
    assert.deepEqual(await schemaFaults([xml]) ?? [], []);
  }
});
