/** A drawer that was left open is told at its till where the owner wants it, as the printer on whose cable it hangs says; between two prints, never across one. */
import assert from "node:assert/strict";
import { eventually } from "../support/feed.ts";
import { TestPrinter } from "../support/printer.ts";
import { answerOf, type Person } from "../support/server.ts";
import { command, ok, openTill, refused, Shop } from "../support/shop.ts";

const look = async (person: Person) => await answerOf(await person.get("/api/caisses/C1/tiroir"));

Deno.test("a till is told that its drawer stands open once the owner has learnt what shut means, whichever level that is", async () => {
  await using shop = await Shop.open(["nora", "chloe", "marc"]);
  await using printer = await TestPrinter.open();
  const { owner, chloe, marc } = shop;
  const told = async (person = chloe) => ok(await look(person));
  const set = (shut: number | null) => owner.query("update", "UPDATE caisses SET tiroir_ferme = ? WHERE nom = 'C1'", [shut]);
  ok(await openTill(chloe));
  refused(await look(owner), 404, "not_found");
  const { last_insert_id: id } = ok(
    await owner.query("insert", "INSERT INTO imprimantes (nom, adresse) VALUES ('Comptoir', ?)", [printer.address]),
  );
  ok(await owner.query("update", "UPDATE caisses SET imprimante_id = ? WHERE nom = 'C1'", [id]));
  refused(await look(owner), 404, "not_found");
  ok(await owner.query("update", "UPDATE imprimantes SET tiroir = 1"));
  assert.deepEqual(await told(owner), { ouvert: null, signal: 0 });
  // Not set, nobody is asked at the till.
  const before = printer.arrived.length;
  assert.deepEqual(await told(), { ouvert: null, signal: null });
  assert.equal(printer.arrived.length, before);
  for (const shut of [0, 1] as const) {
    ok(await set(shut));
    for (const level of [0, 1] as const) {
      printer.drawer = level;
      assert.deepEqual(await told(), { ouvert: level !== shut, signal: level });
    }
  }
  assert.equal(refused(await set(2), 409, "constraint_violation").constraint, "caisses.tiroir_ferme");
  refused(await chloe.query("update", "UPDATE caisses SET tiroir_ferme = NULL"), 403, "forbidden");
  refused(await look(marc), 409, "till_closed");
  refused(await look(shop.nora), 403, "forbidden");
  printer.faults.mute = true;
  assert.deepEqual(await told(), { ouvert: null, signal: null });
  await printer.turnOff();
  assert.deepEqual(await told(), { ouvert: null, signal: null });
});

Deno.test("while a ticket is printed nobody looks at the drawer, and a look waits for its end", async () => {
  await using shop = await Shop.open(["chloe"]);
  await using printer = await TestPrinter.open();
  const { owner, chloe } = shop;
  ok(await openTill(chloe));
  const { last_insert_id: id } = ok(
    await owner.query("insert", "INSERT INTO imprimantes (nom, adresse, tiroir) VALUES ('Comptoir', ?, 1)", [printer.address]),
  );
  ok(await owner.query("update", "UPDATE caisses SET imprimante_id = ?, tiroir_ferme = 0 WHERE nom = 'C1'", [id]));
  printer.faults.muteThen = true;
  ok(await command(owner, `/api/imprimantes/${id}/essai`));
  await eventually(() => printer.documents.length === 1, "the ticket arrives");
  const printing = printer.arrived.at(-1)!;
  const looks = [1, 2].map(async () => ok(await look(chloe)));
  assert.deepEqual(await Promise.all(looks), [{ ouvert: false, signal: 0 }, { ouvert: false, signal: 0 }]);
  assert.equal(printing.crossed, 0, "it was asked across a print");
  await eventually(async () => (await shop.rows("SELECT etat FROM impressions"))[0]!.etat === "inconnue", "the print ends");
});
