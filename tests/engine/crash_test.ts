/** The plug is pulled in the middle of the rush: what was acknowledged is there, and nothing is doubled. */
import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { eventually } from "../support/feed.ts";
import { isRunning, ownProcesses } from "../support/own_processes.ts";
import { type Answer, CHECKOUT, Person, type TestServer, uuidv7 } from "../support/server.ts";
import { Staff } from "../support/staff.ts";

const ROUNDS = 10;
const CLIENTS = 50;
/** Milliseconds from the first answer to the kill; each round another, so that it falls into another moment. */
const MOMENTS = [120, 350, 200, 90, 500, 260, 150, 420, 60, 310];
const SALE = "INSERT INTO ventes (id) VALUES (?)";

interface Sale {
  readonly id: string;
  readonly key: string;
  answer: Answer | null;
}

/** Sells until the server is gone; every sale is noted before it is sent. */
async function sellUntilDeath(person: Person, sales: Sale[]): Promise<void> {
  for (;;) {
    const sale: Sale = { id: uuidv7(), key: crypto.randomUUID(), answer: null };
    sales.push(sale);
    try {
      sale.answer = await person.query("insert", SALE, [sale.id], { "idempotency-key": sale.key });
      assert.equal(sale.answer.status, 200);
    } catch (error) {
      if (error instanceof assert.AssertionError) throw error;
      return; // the connection broke off: nobody knows what became of this one
    }
  }
}

function inspect(
  server: TestServer,
): { integrity: unknown; foreignKeys: unknown[]; ids: Map<string, number>; journaled: Map<string, number> } {
  const db = new DatabaseSync(`${server.dir}/comptoir.db`, { readOnly: true });
  try {
    const integrity = db.prepare("PRAGMA integrity_check").get()!["integrity_check"];
    const foreignKeys = db.prepare("PRAGMA foreign_key_check").all();
    const count = (rows: Record<string, unknown>[]) => {
      const ids = new Map<string, number>();
      for (const { id } of rows) ids.set(String(id), (ids.get(String(id)) ?? 0) + 1);
      return ids;
    };
    const ids = count(db.prepare("SELECT id FROM ventes").all());
    const journaled = count(
      db.prepare(`SELECT value ->> '$.key.id' AS id FROM _journal, json_each(content, '$.changes')
        WHERE value ->> 'table' = 'ventes' AND value ->> 'op' = 'insert'`).all(),
    );
    return { integrity, foreignKeys, ids, journaled };
  } finally {
    db.close();
  }
}

async function verifies(server: TestServer): Promise<void> {
  const [program, ...args] = CHECKOUT;
  const verify = new Deno.Command(program, { args: [...args, "journal", "verify", "--data", server.dir] });
  const { code, stdout } = await verify.output();
  assert.equal(code, 0, new TextDecoder().decode(stdout));
}

Deno.test("ten times kill -9 under fifty tills: no acknowledged sale is lost, none is doubled, the journal is whole", async () => {
  await using staff = await Staff.open({ nora: "vendeur" }, { flags: ["--rate-limit", "0"] });
  let { server } = staff;
  const { token } = staff.people.nora;
  try {
    const expected = new Set<string>();
    let uncertain = 0;
    let storedUnasked = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const people = Array.from({ length: CLIENTS }, (_, at) => {
        const person = new Person(server, `127.0.0.${2 + at}`);
        person.token = token;
        return person;
      });
      const sales: Sale[] = [];
      const selling = Promise.all(people.map((person) => sellUntilDeath(person, sales)));
      await eventually(() => sales.some(({ answer }) => answer !== null), "a sale");
      await new Promise((resolve) => setTimeout(resolve, MOMENTS[round]));
      // Whoever of its own still reads has the log's index of before a commit that was cut: looked at now, that hides it.
      const readers = ownProcesses(server);
      await server.kill();
      await eventually(() => !readers.some(isRunning), "the end of its processes");
      await selling;
      people.forEach((person) => person.client.close());
      const known = sales.filter(({ answer }) => answer !== null);
      const unknown = sales.filter(({ answer }) => answer === null);
      assert.ok(known.length > 0 && unknown.length > 0, `round ${round}: the kill fell among ${known.length} sales`);

      // As the crash left it, before the server mends anything.
      const found = inspect(server);
      assert.equal(found.integrity, "ok");
      assert.deepEqual(found.foreignKeys, []);
      for (const { id } of known) {
        assert.ok(found.ids.has(id), `round ${round}: the acknowledged sale ${id} is lost`);
        expected.add(id);
      }
      server = await server.restart();
      await verifies(server);

      using again = new Person(server, "127.0.0.2");
      again.token = token;
      for (const { id, key } of unknown) {
        const stored = found.ids.has(id);
        uncertain += 1;
        if (stored) storedUnasked += 1;
        const answer = await again.query("insert", SALE, [id], { "idempotency-key": key });
        assert.equal(answer.status, 200, JSON.stringify(answer.body));
        assert.equal(answer.headers.get("idempotency-replayed") === "true", stored, "replayed exactly when it was stored");
        expected.add(id);
      }
      const [sample] = known;
      const replayed = await again.query("insert", SALE, [sample!.id], { "idempotency-key": sample!.key });
      assert.deepEqual(replayed.body, sample!.answer!.body, "a key is remembered across the crash");
      assert.equal(replayed.headers.get("idempotency-replayed"), "true");
      const { ids, journaled } = inspect(server);
      assert.deepEqual(new Set(ids.keys()), expected);
      assert.deepEqual(journaled, ids, "the journal holds each of them once");
      assert.ok([...ids.values()].every((n) => n === 1));
    }
    console.log(`  ${expected.size} sales; of ${uncertain} unacknowledged ones ${storedUnasked} had been stored`);
  } finally {
    await server.dispose();
  }
});
