/** Look-ups by key that the answering thread does itself: the same answers as a reader's, each role's own, and nothing that is long. */
import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import type { Query } from "../../shared/protocol.ts";
import type { Role } from "../../shared/roles.ts";
import { processClock } from "../../server/database/clock.ts";
import { Meter } from "../../server/database/bounds/meter.ts";
import type { LookUp } from "../../server/database/jobs.ts";
import { LookUps } from "../../server/database/reading/look_ups.ts";
import { sealedBeside } from "../../server/database/journal/sealed_file.ts";
import { Reader } from "../../server/database/reading/reader.ts";
import { openReader } from "../../server/database/sql/sqlite.ts";
import { shop } from "../../server/shop/application.ts";
import { ok } from "../support/acts.ts";
import type { Answer } from "../support/server.ts";
import { Staff } from "../support/staff.ts";

const select = (query: string, params: Query["params"] = []): Query => ({ type: "select", query, params });

/** A file with a few rows, a reader of it, and who does look-ups beside that reader. */
async function opened() {
  const staff = await Staff.open({ vendeur1: "vendeur", caisse1: "caisse" });
  for (const [id, libelle] of [[1, "Thé"], [2, "Café"], [9007199254740993n, "Loin"]] as const) {
    const key = typeof id === "bigint" ? { $int: String(id) } : id;
    ok(await staff.owner.query("insert", "INSERT INTO produits (id, libelle, prix_ttc) VALUES (?, ?, 450)", [key, libelle]));
  }
  const file = `${staff.server.dir}/comptoir.db`;
  const reader = new Reader(openReader(file), shop, new Meter(openReader(file)), processClock(), sealedBeside(file));
  const lookUps = new LookUps(file);
  const read = (query: Query, role: Role = "vendeur") => {
    const answer = reader.run({ kind: "select", role, person: 1, query, wonders: true });
    assert.ok(answer.ok, JSON.stringify(answer));
    return "slow" in answer ? { body: "", lookUp: null } : answer as { body: string; lookUp: LookUp | null };
  };
  const stop = async () => {
    lookUps.close();
    for (const db of [reader.db, reader.meter!.db]) db.close();
    await staff[Symbol.asyncDispose]();
  };
  return { staff, reader, lookUps, read, [Symbol.asyncDispose]: stop };
}

Deno.test("what finds its rows by key is answered as a reader answers it", async () => {
  await using shop = await opened();
  const found = [
    select("SELECT id, libelle, prix_ttc FROM produits WHERE id = ?", [1]),
    select("SELECT * FROM produits WHERE id = :id", { id: 2 }),
    select("SELECT id, NULL AS rien, 1.5 AS r FROM produits WHERE id IN (?, ?, ?)", [1, 2, 3]),
    select("SELECT v.id, c.nom FROM ventes v JOIN clients c ON c.id = v.client_id WHERE v.id = ?", ["x"]),
    select("SELECT 1 AS a"),
  ];
  for (const query of found) {
    assert.equal(shop.lookUps.answer("vendeur", query), null, "nobody has judged it yet");
    assert.ok(shop.lookUps.wonders("vendeur", query));
    const { body, lookUp } = shop.read(query);
    assert.notEqual(lookUp, null, query.query);
    shop.lookUps.learn("vendeur", query, lookUp);
    assert.equal(shop.lookUps.answer("vendeur", query), body);
    assert.ok(!shop.lookUps.wonders("vendeur", query));
    assert.equal(shop.lookUps.answer("caisse", query), null, "it was judged for a seller");
  }
  const byKey = found[0]!;
  for (let price = 451; price <= 453; price++) {
    ok(await shop.staff.owner.query("update", "UPDATE produits SET prix_ttc = ? WHERE id = 1", [price]));
    const now = shop.lookUps.answer("vendeur", byKey);
    assert.equal(now, shop.read(byKey).body, "as it stands now");
    assert.match(now, new RegExp(`\\b${price}\\b`));
  }
});

Deno.test("what may be long, or comes to something unusual, is left to a reader", async () => {
  await using shop = await opened();
  for (
    const query of [
      select("SELECT * FROM produits"),
      select("SELECT * FROM produits WHERE libelle = ?", ["Thé"]),
      select("SELECT id FROM produits WHERE id = 1 UNION SELECT 2"),
      select("WITH a AS (SELECT 1 AS n) SELECT n FROM a"),
      select("SELECT (SELECT count(*) FROM produits) AS n FROM produits WHERE id = 1"),
      select("SELECT replace(libelle, 'a', 'b') AS t FROM produits WHERE id = 1"),
      select("SELECT libelle || libelle AS t FROM produits WHERE id = 1"),
      select(`SELECT id FROM produits WHERE id IN (${Array.from({ length: 21 }, (_, at) => at)})`),
    ]
  ) assert.equal(shop.read(query).lookUp, null, query.query);
  const byKey = select("SELECT id, libelle FROM produits WHERE id = ?", [1]);
  const { lookUp } = shop.read(byKey);
  shop.lookUps.learn("vendeur", byKey, lookUp);
  const asked = (params: Query["params"]) => shop.lookUps.answer("vendeur", select(byKey.query, params));
  assert.notEqual(asked([1]), null, "the premise");
  for (const params of [[], [1, 2], { id: 1 }, ["x".repeat(1_001)], [{ $int: "9007199254740993" }]]) {
    assert.equal(asked(params as Query["params"]), null, JSON.stringify(params).slice(0, 50));
  }
});

Deno.test("a till that asks again and again is answered what stands there now, and is told what is wrong with what it asks", async () => {
  await using shop = await opened();
  const { owner, people: { vendeur1 } } = shop.staff;
  const ask = (params: unknown): Promise<Answer> =>
    vendeur1.query("select", "SELECT id, prix_ttc FROM produits WHERE id = ?", params);
  for (let prix_ttc = 1; prix_ttc <= 20; prix_ttc++) {
    ok(await owner.query("update", "UPDATE produits SET prix_ttc = ? WHERE id = 1", [prix_ttc]));
    assert.deepEqual(ok(await ask([1])).rows, [{ id: 1, prix_ttc }]);
  }
  assert.deepEqual(ok(await ask([{ $int: "9007199254740993" }])).rows, [{ id: "9007199254740993", prix_ttc: 450 }]);
  const { status, body } = await ask([]);
  assert.deepEqual([status, body.code], [400, "invalid_params"]);
  const hidden = await vendeur1.query("select", "SELECT id FROM clotures WHERE id = ?", [1]);
  const owners = await owner.query("select", "SELECT id FROM clotures WHERE id = ?", [1]);
  assert.equal(owners.status, 200);
  assert.deepEqual([hidden.status, (await vendeur1.query("select", "SELECT id FROM clotures WHERE id = ?", [1])).status], [
    400,
    400,
  ]);
});

Deno.test("where the runtime cannot bound what one finds none is done, whoever wonders about the text", async () => {
  await using shop = await opened();
  const query = select("SELECT id, libelle FROM produits WHERE id = ?", [1]);
  const { lookUp } = shop.read(query);
  assert.notEqual(lookUp, null);
  const own = Object.getOwnPropertyDescriptor(DatabaseSync.prototype, "limits")!;
  Object.defineProperty(DatabaseSync.prototype, "limits", { configurable: true, get: () => undefined });
  try {
    const unbounded = new LookUps(`${shop.staff.server.dir}/comptoir.db`);
    assert.ok(!unbounded.wonders("vendeur", query));
    unbounded.learn("vendeur", query, lookUp);
    assert.equal(unbounded.answer("vendeur", query), null);
    unbounded.close();
  } finally {
    Object.defineProperty(DatabaseSync.prototype, "limits", own);
  }
});
