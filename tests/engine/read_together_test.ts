/** Look-ups that reach a reader together are answered as of one moment: each for itself, in order, and the next ones as of theirs. */
import assert from "node:assert/strict";
import type { ReadJob } from "../../server/database/jobs.ts";
import { type FromReader, type ReaderStart, serveReader } from "../../server/database/reading/reader_worker.ts";
import { Pulse } from "../../server/database/workers/pulse.ts";
import { shop } from "../../server/shop/application.ts";
import { LIMITS } from "../../shared/limits.ts";
import type { Query } from "../../shared/protocol.ts";
import { ok } from "../support/acts.ts";
import { Staff } from "../support/staff.ts";

/** A reader's end of the lane, in this thread. */
function reading(database: string) {
  const said: FromReader[] = [];
  const port = {
    onmessage: null as ((event: MessageEvent) => void) | null,
    postMessage: (message: FromReader) => void said.push(message),
  };
  const hear = (data: unknown) => port.onmessage!({ data } as MessageEvent);
  serveReader(port, shop);
  hear({ type: "start", database, pulse: new Pulse().memory } satisfies ReaderStart);
  assert.deepEqual(said.splice(0), [{ type: "ready" }]);
  return (jobs: readonly ReadJob[]) => {
    hear(JSON.stringify(jobs));
    const [answered, ...more] = said.splice(0);
    assert.ok(answered?.type === "answers" && more.length === 0);
    return answered.answers.map((answer) => "body" in answer ? JSON.parse(answer.body as string) : answer);
  };
}

const asked = (query: string, params: Query["params"] = []): ReadJob => (
  { kind: "select", role: "vendeur", person: 1, query: { type: "select", query, params } }
);
const price = (id: number) => asked("SELECT prix_ttc FROM produits WHERE id = ?", [id]);

Deno.test("many look-ups at once, a wrong one and a batch among them, are answered in order, and what is committed after them is seen by the next", async () => {
  await using staff = await Staff.open({});
  const write = async (sql: string, ...params: number[]) =>
    void ok(await staff.owner.query(sql.split(" ")[0]!.toLowerCase(), sql, params));
  await write("INSERT INTO produits (id, libelle, prix_ttc) VALUES (1, 'Thé', 100), (2, 'Café', 200)");
  const read = reading(`${staff.server.dir}/comptoir.db`);
  const many = Array.from({ length: 2 * LIMITS.readTogether + 3 }, (_, at) => price(1 + at % 2));
  const rows = (prix_ttc: number) => ({ columns: ["prix_ttc"], rows: [{ prix_ttc }], truncated: false });
  for (const [first, second] of [[100, 200], [150, 250]] as const) {
    await write("UPDATE produits SET prix_ttc = ? WHERE id = 1", first);
    await write("UPDATE produits SET prix_ttc = ? WHERE id = 2", second);
    assert.deepEqual(read(many), many.map((_, at) => rows(at % 2 === 0 ? first : second)));
    const batch: ReadJob = {
      kind: "selects",
      role: "vendeur",
      person: 1,
      queries: [{ type: "select", query: "SELECT 1 AS one" }],
    };
    const internal: ReadJob = { kind: "internal", sql: "SELECT prix_ttc FROM produits WHERE id = ?", params: [2] };
    const wrong = asked("SELECT abs(-9223372036854775807 - id) AS n FROM produits WHERE id = ?", [1]);
    const [one, overflow, two, together, own, , last] = read([price(1), wrong, price(2), batch, internal, price(1), price(2)]);
    assert.deepEqual([one, two, last], [rows(first), rows(second), rows(second)]);
    assert.equal(overflow.code, "sql_error");
    assert.deepEqual(together.results[0].rows, [{ one: 1 }]);
    assert.deepEqual(own, [{ prix_ttc: second }]);
  }
});
