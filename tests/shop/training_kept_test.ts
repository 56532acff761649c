/** That a ticket is one of training is kept by the database and by what was signed: no request says it, and no change goes unseen. */
import assert from "node:assert/strict";
import { answerOf, type Person, uuidv7 } from "../support/server.ts";
import { cash, command, draft, ok, openTill, PAIN, pay, refused, Shop } from "../support/shop.ts";

/** Accounts are numbered as they are made: the owner, then the shop's people in their order. */
const [NORA, PAUL] = [2, 3] as const;
const EVERYBODY = ["nora", "paul", "chloe", "marc"] as const;

const train = (owner: Person, id: number, formation = true) => command(owner, `/api/equipe/${id}/formation`, { formation });
const verify = async (shop: Shop) => ok(await answerOf(await shop.owner.get("/api/journal/verify")));

Deno.test("who sells in training is kept by the database: no request says it, whoever asks", async () => {
  await using shop = await Shop.open(EVERYBODY);
  const { nora, paul, chloe, owner } = shop;
  ok(await train(owner, NORA));
  const formationOf = async (id: string) => (await shop.rows("SELECT formation FROM ventes WHERE id = ?", [id]))[0].formation;

  const insert = async (person: Person, columns: string, ...values: (string | number)[]) => {
    const id = uuidv7();
    const marks = ["?", ...values.map(() => "?")].join(", ");
    const answer = await person.query("insert", `INSERT INTO ventes (id${columns}) VALUES (${marks})`, [id, ...values]);
    return { id, answer };
  };
  for (const [person, own, formation] of [[nora, NORA, 1], [paul, PAUL, 0]] as const) {
    for (const [columns, ...values] of [[""], [", vendeur_id", own]] as [string, ...number[]][]) {
      const { id, answer } = await insert(person, columns, ...values);
      ok(answer);
      assert.equal(await formationOf(id), formation, `${own}${columns}`);
    }
    const before = uuidv7();
    const line = "INSERT INTO lignes_vente (id, vente_id, produit_id) VALUES (?, ?, 1)";
    ok(
      await person.batch([
        { type: "insert", query: line, params: [uuidv7(), before] },
        { type: "insert", query: "INSERT INTO ventes (id) VALUES (?)", params: [before] },
      ]),
    );
    assert.equal(await formationOf(before), formation, "its lines came first");
  }

  const mine = await insert(nora, "");
  for (const person of [nora, paul, chloe]) {
    for (const column of ["formation", "numero_formation"]) {
      const { answer } = await insert(person, `, ${column}`, 1);
      assert.equal(refused(answer, 403, "forbidden").column, column);
      const change = await person.query("update", `UPDATE ventes SET ${column} = 0 WHERE id = ?`, [mine.id]);
      assert.equal(refused(change, 403, "forbidden").column, column);
    }
    refused(await person.query("update", "UPDATE equipe SET formation = 0"), 403, "forbidden");
    refused(await person.query("update", "UPDATE sessions_caisse SET formation = 0"), 400, "sql_error");
  }
  for (const table of ["ventes", "equipe", "sessions_caisse"]) {
    refused(await owner.query("update", `UPDATE ${table} SET formation = 0`), 403, "forbidden");
  }
  const added = await owner.query("insert", "INSERT INTO equipe (id, nom, role, formation) VALUES (90, 'x', 'vendeur', 1)");
  refused(added, 403, "forbidden");
  const seen = ok(await paul.query("select", "SELECT id FROM equipe WHERE formation = 1")).rows;
  assert.deepEqual(seen, [{ id: NORA }], "everybody may see who is in training");
});

Deno.test("what was signed in training is verified: a changed row, and one that is made to count, are found", async () => {
  await using shop = await Shop.open(["nora", "chloe"]);
  const { chloe, owner } = shop;
  ok(await train(owner, 3));
  ok(await openTill(chloe));
  const sale = await draft(chloe, [PAIN]);
  ok(await pay(chloe, sale, [cash(120)]));
  assert.equal((await verify(shop)).fiscal.ok, true);
  const rules = ["ventes_finies", "ventes_formation_reste"];
  for (
    const [change, undo] of [
      ["total_ttc = 99", "total_ttc = 120"],
      ["numero_formation = 7", "numero_formation = 1"],
      ["formation = 0, numero_formation = NULL, numero = 1", "formation = 1, numero_formation = 1, numero = NULL"],
    ] as const
  ) {
    const alter = (set: string) =>
      shop.aside((db) => {
        const texts = rules.map((name) => db.prepare("SELECT sql FROM sqlite_schema WHERE name = ?").get(name)!["sql"] as string);
        for (const name of rules) db.exec(`DROP TRIGGER ${name}`);
        db.exec(`UPDATE ventes SET ${set}`);
        for (const text of texts) db.exec(text);
      });
    await alter(change);
    const { fiscal } = await verify(shop);
    assert.deepEqual([fiscal.ok, fiscal.problem], [false, "the table `ventes` does not say what was signed"], change);
    await alter(undo);
    assert.equal((await verify(shop)).fiscal.ok, true, `the premise: ${undo} is as it was`);
  }
  await shop.aside((db) => {
    for (const set of ["formation = 0", "numero = 1", "jour = '2026-01-01'"]) {
      assert.throws(() => db.exec(`UPDATE ventes SET ${set}`), /ne change plus|le reste/, "the file itself refuses it");
    }
    const into = (columns: string, values: string) =>
      db.exec(`INSERT INTO ventes (id, vendeur_id, ${columns}) VALUES ('${uuidv7()}', 3, ${values})`);
    into("formation", "1");
    assert.throws(() => into("formation, numero", "1, 5"), /ventes_formation/);
    assert.throws(() => into("formation, jour", "1, '2026-01-01'"), /ventes_formation/);
    assert.throws(() => into("numero_formation", "5"), /ventes_numero_formation/);
  });
});
