/** Answers that are given again while nothing that they read is written: no till is ever told what was true before. */
import assert from "node:assert/strict";
import type { Query } from "../../shared/protocol.ts";
import { Meter } from "../../server/database/bounds/meter.ts";
import { processClock } from "../../server/database/clock.ts";
import type { Commit } from "../../server/database/jobs.ts";
import { sealedBeside } from "../../server/database/journal/sealed_file.ts";
import { Reader } from "../../server/database/reading/reader.ts";
import { TrueAnswers } from "../../server/database/reading/true_answers.ts";
import { openReader } from "../../server/database/sql/sqlite.ts";
import { shop } from "../../server/shop/application.ts";
import { ok } from "../support/acts.ts";
import { Staff } from "../support/staff.ts";

const select = (query: string, params: Query["params"] = []): Query => ({ type: "select", query, params });
const LIST = select("SELECT id, libelle FROM produits ORDER BY id");

function commit(...tables: string[]): Commit {
  const by = { user_id: 1, username: "patron", role: "administrateur" } as const;
  return { seq: 1, at: "2026-11-30T10:00:00.000Z", by, changed: { tables, rows: 1, json: "[]" } };
}

function answers() {
  const writer = { isIdle: true };
  const kept = new TrueAnswers(new Set(["produits", "ventes"]), () => writer.isIdle);
  kept.learn("vendeur", LIST, ["produits"]);
  kept.keep("vendeur", LIST, "[1]", kept.heard);
  assert.equal(kept.find("vendeur", LIST), null, "it was asked once");
  kept.keep("vendeur", LIST, "[1]", kept.heard);
  return { writer, kept };
}

Deno.test("an answer is given again to the same role, text and parameters, and to nobody else", () => {
  const { kept } = answers();
  assert.equal(kept.find("vendeur", LIST), "[1]");
  assert.equal(kept.find("caisse", LIST), null, "another role may see other columns");
  assert.equal(kept.find("vendeur", { ...LIST, params: [1] }), null);
  assert.equal(kept.find("vendeur", select(`${LIST.query} LIMIT 1`)), null);
});

Deno.test("what is asked with other parameters each time is not kept", () => {
  const { kept } = answers();
  const byKey = (id: number) => select("SELECT libelle FROM produits WHERE id = ?", [id]);
  kept.learn("vendeur", byKey(1), ["produits"]);
  for (const id of [1, 2, 1, 2, 2]) {
    assert.equal(kept.find("vendeur", byKey(id)), null);
    kept.keep("vendeur", byKey(id), `[${id}]`, kept.heard);
  }
  assert.deepEqual([kept.find("vendeur", byKey(2)), kept.find("vendeur", byKey(1))], ["[2]", null]);
});

Deno.test("of long parameters, and of many short ones, nothing is remembered", () => {
  const { kept } = answers();
  const many = select("SELECT ?30000", Array.from({ length: 30_000 }, () => 1234567890));
  const long = select("SELECT ? AS t", ["x".repeat(2_000)]);
  const few = select("SELECT ? AS n", [1234567890]);
  for (const query of [many, long, few]) {
    kept.learn("vendeur", query, []);
    for (let turn = 0; turn < 3; turn++) kept.keep("vendeur", query, "[1]", kept.heard);
  }
  assert.deepEqual([many, long, few].map((query) => kept.find("vendeur", query)), [null, null, "[1]"]);
  // What is not remembered ends what was: it is not what was asked last.
  kept.keep("vendeur", { ...few, params: ["x".repeat(2_000)] }, "[2]", kept.heard);
  assert.equal(kept.find("vendeur", few), null);
});

Deno.test("a table that is written ends the answers that read it, and no others", () => {
  const { kept } = answers();
  kept.written([commit("ventes")]);
  assert.equal(kept.find("vendeur", LIST), "[1]");
  kept.written([commit("ventes", "Produits")]);
  assert.equal(kept.find("vendeur", LIST), null);
  kept.keep("vendeur", LIST, "[2]", kept.heard);
  assert.equal(kept.find("vendeur", LIST), "[2]");
  kept.forget();
  assert.equal(kept.find("vendeur", LIST), null, "nobody knows what was written");
});

Deno.test("an answer that was under way while its table was written is not kept", () => {
  const { kept } = answers();
  const asked = kept.heard;
  kept.written([commit("produits")]);
  kept.keep("vendeur", LIST, "[before]", asked);
  assert.equal(kept.find("vendeur", LIST), null);
});

Deno.test("while the writer is at something, whoever asks may be answered with something newer: nothing kept is given", () => {
  const { writer, kept } = answers();
  writer.isIdle = false;
  assert.equal(kept.find("vendeur", LIST), null);
  writer.isIdle = true;
  assert.equal(kept.find("vendeur", LIST), "[1]");
});

Deno.test("only what hangs on the rows of told tables alone is kept", async () => {
  await using staff = await Staff.open({ vendeur1: "vendeur" });
  const file = `${staff.server.dir}/comptoir.db`;
  const reader = new Reader(openReader(file), shop, new Meter(openReader(file)), processClock(), sealedBeside(file));
  const sourcesOf = (query: string) => {
    const answer = reader.run({ kind: "select", role: "vendeur", person: 1, query: select(query), wonders: true });
    assert.ok(answer.ok && "sources" in answer, JSON.stringify(answer));
    return answer.sources;
  };
  try {
    assert.deepEqual(sourcesOf("SELECT count(*) AS n, max(libelle) AS m FROM produits"), ["produits"]);
    assert.deepEqual(sourcesOf("SELECT v.id, c.nom FROM ventes v LEFT JOIN clients c ON c.id = v.client_id")?.toSorted(), [
      "clients",
      "ventes",
    ]);
    const unsteady = [
      "SELECT id, date('now') AS jour FROM produits",
      "SELECT id FROM ventes WHERE cree_le > strftime('%Y', 'now')",
      "SELECT CURRENT_TIMESTAMP AS t, id FROM produits",
      "SELECT current_date AS t, id FROM produits",
      "SELECT id FROM produits ORDER BY random()",
      "SELECT changes() AS n",
    ];
    for (const query of unsteady) {
      const answer = reader.run({ kind: "select", role: "vendeur", person: 1, query: select(query), wonders: true });
      assert.ok(!answer.ok || !("sources" in answer) || answer.sources === null, query);
    }
    const kept = new TrueAnswers(new Set(["produits"]), () => true);
    kept.learn("vendeur", LIST, ["produits", "ailleurs"]);
    for (let turn = 0; turn < 2; turn++) kept.keep("vendeur", LIST, "[1]", kept.heard);
    assert.equal(kept.find("vendeur", LIST), null, "of another table nobody tells");
  } finally {
    for (const db of [reader.db, reader.meter!.db]) db.close();
  }
});

Deno.test("whatever was answered as written is in the next list that anybody reads, however many read it meanwhile", async () => {
  await using staff = await Staff.open({ vendeur1: "vendeur", caisse1: "caisse" }, { flags: ["--rate-limit", "0"] });
  const names = async (who: "vendeur1" | "caisse1") =>
    ok(await staff.people[who].query("select", "SELECT libelle FROM produits ORDER BY id")).rows.map((row: { libelle: string }) =>
      row.libelle
    );
  const rename = "UPDATE produits SET libelle = ? WHERE id = 1";
  ok(await staff.owner.query("insert", "INSERT INTO produits (id, libelle, prix_ttc) VALUES (1, 'Thé 0', 450)", []));
  let isOver = false;
  const crowd = Array.from({ length: 4 }, async () => {
    while (!isOver) await names("caisse1");
  });
  try {
    for (let turn = 1; turn <= 100; turn++) {
      ok(await staff.owner.query("update", rename, [`Thé ${turn}`]));
      assert.deepEqual(await Promise.all([names("vendeur1"), names("caisse1")]), [[`Thé ${turn}`], [`Thé ${turn}`]]);
      assert.deepEqual(await names("vendeur1"), [`Thé ${turn}`]);
    }
  } finally {
    isOver = true;
    await Promise.all(crowd);
  }
});
