/** Queries without an end: when they are ended, and what tills feel of them. */
import { type Person, type TestServer, uuidv7 } from "../../../tests/support/server.ts";
import { quantile } from "../figures.ts";
import { Fleet, TILLS, type Timed } from "./fleet.ts";
import { childrenOf, footprint } from "./footprint.ts";
import { mib, ms, pause, type Row } from "./row.ts";

const ROUNDS = 5;
const QUERY_LIMIT_MS = 2_000;

/** Four at a time; each would run for hours. */
const ENDLESS = [
  "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) AS m FROM n",
  "SELECT count(*) AS n FROM ventes a CROSS JOIN ventes b CROSS JOIN ventes c CROSS JOIN ventes d CROSS JOIN ventes e",
  "SELECT max(a.id || b.id || c.id) AS m FROM ventes a, ventes b, ventes c, ventes d WHERE a.cree_le <= b.cree_le",
  "SELECT a.id, b.id AS b, c.id AS c FROM ventes a, ventes b, ventes c ORDER BY c.id || a.id, b.cree_le DESC",
] as const;

export async function measureEndless(server: TestServer, owner: Person, seller: Person): Promise<Row[]> {
  const fleet = await Fleet.open(server, owner);
  // Enough sales for a join of them to run on.
  const fill = Array.from({ length: 100 }, () => ({ type: "insert", query: "INSERT INTO ventes (id) VALUES (?)" }));
  for (let at = 0; at < 5; at++) await fleet.tills[0]!.batch(fill.map((query) => ({ ...query, params: [uuidv7()] })));
  await runEndless(seller); // the first starts the processes that the next may find waiting
  await fleet.work(async () => await pause(5_000)); // every till has its connection, all code is compiled
  const before = await footprint(server, owner);
  const quiet = await fleet.work(async () => await pause(10_000));
  const ended: number[] = [];
  let most = 0;
  const watch = setInterval(() => most = Math.max(most, childrenOf(server)?.length ?? 0), 100);
  const busy = await fleet.work(async () => {
    for (let round = 0; round < ROUNDS; round++) ended.push(...await runEndless(seller));
  });
  clearInterval(watch);
  await pause(5_000);
  const after = await footprint(server, owner);
  await fleet.close();
  const p99 = (asked: readonly Timed[]) => {
    const times = asked.map((one) => one.ms);
    return `${ms(quantile(times, 0.5))}, ${ms(quantile(times, 0.99))}`;
  };
  return [
    [`${TILLS} tills in quiet: writes, p50 and p99`, p99(quiet.writes), ""],
    ["  selects by key", p99(quiet.selects), ""],
    [
      `${ENDLESS.length} endless queries at once, ${ROUNDS} times: writes (${busy.writes.length})`,
      p99(busy.writes),
      "p99 < 50 ms",
    ],
    [`  selects by key (${busy.selects.length})`, p99(busy.selects), "p99 < 50 ms"],
    ["  the last of four was ended after", ms(Math.max(...ended)), `< ${QUERY_LIMIT_MS + 3_000} ms`],
    ["  memory of the server and its processes", `${mib(before.bytes)} → ${mib(after.bytes)}`, "as before"],
    ["  processes beside the server", `${before.children} → at most ${most} → ${after.children}`, "as before"],
  ];
}

/** Milliseconds until each was ended. */
async function runEndless(seller: Person): Promise<number[]> {
  const started = performance.now();
  return await Promise.all(ENDLESS.map(async (query) => {
    const { status, body } = await seller.query("select", query);
    if (status !== 503 || body.code !== "query_timeout") throw new Error(`${query} was answered ${status} ${body.code}`);
    return performance.now() - started;
  }));
}
