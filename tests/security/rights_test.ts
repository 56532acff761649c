/** Rights: what a role may do by SQL, and the ways around it that are closed. */
import assert from "node:assert/strict";
import { RightsScene, type Who } from "../support/rights_scene.ts";
import { ALLOWED, cancelled, FORBIDDEN, ID, line, lines, mine, theirs } from "../support/role_rights.ts";

let scene: RightsScene;

Deno.test.beforeAll(async () => {
  scene = await RightsScene.open();
  for (const [who, sale, line] of [["seller", mine, lines.mine], ["other", theirs, lines.theirs]] as const) {
    await done(who, `INSERT INTO ventes (id) VALUES ('${sale}')`);
    await done(who, `INSERT INTO lignes_vente (id, vente_id, produit_id) VALUES ('${line}', '${sale}', 1)`);
  }
  await done("seller", `INSERT INTO ventes (id) VALUES ('${cancelled}')`);
  await done("seller", `INSERT INTO lignes_vente (id, vente_id, produit_id) VALUES ('${lines.cancelled}', '${cancelled}', 1)`);
  await done("seller", `UPDATE ventes SET etat = 'annulee' WHERE id = '${cancelled}'`);
});
Deno.test.afterAll(() => scene[Symbol.asyncDispose]());

const ask = (who: Who, sql: string) => scene.ask(who, sql);
const done = (who: Who, sql: string) => scene.done(who, sql);
const refused = (who: Who, sql: string, code: string, extras?: Record<string, unknown>) => scene.refused(who, sql, code, extras);
for (const [claim, who, sql] of ALLOWED) Deno.test(`allowed: ${claim}`, async () => void await done(who, sql()));
for (const [claim, who, sql, { code = "forbidden", ...extras }] of FORBIDDEN) {
  Deno.test(`refused: ${claim} (${sql().slice(0, 60)})`, () => refused(who, sql(), String(code), extras));
}

Deno.test("rowid, oid and _rowid_ name nothing that a till could set", async () => {
  for (const name of ["rowid", "oid", "_rowid_"]) {
    await refused("seller", `INSERT INTO ventes (id, ${name}) VALUES (${ID()}, 1)`, "sql_error");
    await refused("seller", `UPDATE ventes SET ${name} = 1 WHERE id = '${mine}'`, "sql_error");
    await refused("seller", `UPDATE clients SET ${name} = 99 WHERE id = 1`, "forbidden", { table: "clients" });
  }
});

Deno.test("a cancelled sale changes no more, nor do its lines", async () => {
  for (
    const sql of [
      `UPDATE ventes SET note = 'x' WHERE id = '${cancelled}'`,
      `UPDATE ventes SET etat = 'brouillon' WHERE id = '${cancelled}'`,
      line("produit_id", "1", cancelled),
      `UPDATE lignes_vente SET quantite = 1 WHERE id = '${lines.cancelled}'`,
      `DELETE FROM lignes_vente WHERE id = '${lines.cancelled}'`,
    ]
  ) {
    const before = await scene.snapshot();
    const { status, body } = await ask("seller", sql);
    assert.ok(["forbidden", "constraint_violation"].includes(body.code), `${sql}: ${status} ${JSON.stringify(body)}`);
    assert.deepEqual(await scene.snapshot(), before);
  }
});

Deno.test("a statement judged for one role never serves another, in either order", async () => {
  const price = "UPDATE produits SET stock = stock + 1 WHERE id = 1";
  const sale = () => `INSERT INTO ventes (id, note) VALUES (${ID()}, 'x')`;
  for (let round = 0; round < 2; round++) {
    await done("owner", price);
    await refused("seller", price, "forbidden");
    const text = sale();
    await done("seller", text);
    await refused("owner", text, "forbidden");
  }
});

Deno.test("one refused query of a batch undoes the others", async () => {
  const before = await scene.snapshot();
  const answer = await scene.people.seller.batch([
    { type: "insert", query: "INSERT INTO clients (nom) VALUES ('avant')" },
    { type: "update", query: "UPDATE produits SET prix_ttc = 1" },
  ]);
  assert.deepEqual([answer.status, answer.body.code, answer.body.index], [403, "forbidden", 1]);
  assert.deepEqual(await scene.snapshot(), before);
});

Deno.test("a till claims nobody else's role: neither team nor account changes by the owner's SQL", async () => {
  await done("owner", "UPDATE equipe SET nom = 'Anna' WHERE id = 2");
  await refused("owner", "UPDATE equipe SET role = 'administrateur' WHERE id = 2", "constraint_violation");
  await refused("owner", "UPDATE equipe SET actif = 0 WHERE id = 2", "constraint_violation");
});
