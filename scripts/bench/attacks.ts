/**
 * What the shop feels of an attack: whether sign-in tells known names by its time, what endless queries
 * and a flood of wrong passwords cost the others. Alone: `deno run -A scripts/bench/attacks.ts`.
 */
import { connect } from "node:net";
import { join, PASSWORD, type Person, startServer, type TestServer, uuidv7 } from "../../tests/support/server.ts";
import { median, quantile, table } from "./figures.ts";

const TRIES = 50;
const TILLS = 50;
/** One session may hold so many sockets. */
const TILLS_PER_SESSION = 7;
const WRITES_PER_MINUTE = 1_000;
const SELECTS_PER_MINUTE = 2_000;
const ROUNDS = 5;
const QUERY_LIMIT_MS = 2_000;
const WRONG_SIGN_INS = 10_000;

export async function measureAttacks(server: TestServer, owner: Person): Promise<string> {
  const seller = await join(owner, "attaquant", "vendeur", "127.0.3.1");
  try {
    const signIns = await measureSignIn(server);
    const queries = await measureEndless(server, owner, seller);
    const flood = await measureFlood(server);
    return ["", "Under attack:", "", table(["", "measured", "wanted"], [...signIns, ...queries, ...flood])].join("\n");
  } finally {
    seller.client.close();
  }
}

type Row = readonly [what: string, measured: string, wanted: string];
const ms = (value: number) => `${value.toFixed(1)} ms`;

/** Each try from an address of its own, so that nobody is told to wait, and in turns, so that both meet the same machine. */
async function measureSignIn(server: TestServer): Promise<Row[]> {
  const times = { known: [] as number[], unknown: [] as number[] };
  for (let at = 0; at < 2 * TRIES + 4; at++) {
    // Known, unknown, unknown, known: neither always follows the other. The first few warm up.
    const kind = at % 4 === 0 || at % 4 === 3 ? "known" : "unknown";
    using somebody = server.at(`127.0.2.${at + 2}`);
    await (await somebody.get("/api/health")).body?.cancel();
    const username = kind === "known" ? "attaquant" : `inconnu${at}`;
    const started = performance.now();
    const response = await somebody.post("/api/auth", { username, password: "pas le bon mot" });
    await response.text();
    if (response.status !== 401) throw new Error(`a wrong password was answered ${response.status}`);
    if (at >= 4) times[kind].push(performance.now() - started);
  }
  const known = median(times.known);
  const unknown = median(times.unknown);
  return [
    [`sign-in refused, known name (median of ${TRIES})`, ms(known), ""],
    [`sign-in refused, unknown name (median of ${TRIES})`, ms(unknown), ""],
    ["  unknown : known", (unknown / known).toFixed(3), "0.90 – 1.10"],
  ];
}

/** Four at a time; each would run for hours. */
const ENDLESS = [
  "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) AS m FROM n",
  "SELECT count(*) AS n FROM ventes a CROSS JOIN ventes b CROSS JOIN ventes c CROSS JOIN ventes d CROSS JOIN ventes e",
  "SELECT max(a.id || b.id || c.id) AS m FROM ventes a, ventes b, ventes c, ventes d WHERE a.cree_le <= b.cree_le",
  "SELECT a.id, b.id AS b, c.id AS c FROM ventes a, ventes b, ventes c ORDER BY c.id || a.id, b.cree_le DESC",
] as const;

async function measureEndless(server: TestServer, owner: Person, seller: Person): Promise<Row[]> {
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
  const p99 = (times: readonly number[]) => `${ms(quantile(times, 0.5))}, ${ms(quantile(times, 0.99))}`;
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

/** Tills that sell and look things up at random moments, as in shops, with their sockets open. */
class Fleet {
  private constructor(readonly tills: readonly Person[], readonly sockets: readonly WebSocket[]) {}

  static async open(server: TestServer, owner: Person): Promise<Fleet> {
    await owner.query("insert", "INSERT INTO produits (libelle, prix_ttc) VALUES ('Thé vert', 450)");
    const first = await join(owner, "flotte", "vendeur", "127.0.4.1");
    const tills: Person[] = [first];
    for (let at = 1; at < TILLS; at++) {
      const till = server.at(`127.0.4.${at + 1}`);
      if (at % TILLS_PER_SESSION === 0) await till.signIn("flotte", PASSWORD);
      else till.token = tills.at(-1)!.token;
      tills.push(till);
    }
    const sockets = tills.map((till) => till.socket());
    await Promise.all(sockets.map((socket) => new Promise((resolve) => socket.onmessage = resolve)));
    for (const socket of sockets) socket.onmessage = null;
    return new Fleet(tills, sockets);
  }

  /** Milliseconds of each request that was answered while something else went on. */
  async work(meanwhile: () => Promise<void>): Promise<{ writes: number[]; selects: number[] }> {
    const writes: number[] = [];
    const selects: number[] = [];
    let over = false;
    let turn = 0;
    const going = async (perMinute: number, times: number[], ask: (till: Person) => ReturnType<Person["query"]>) => {
      const open = new Set<Promise<void>>();
      while (!over) {
        await pause(-Math.log(1 - Math.random()) * 60_000 / perMinute);
        const till = this.tills[turn++ % TILLS]!;
        const started = performance.now();
        const asked = ask(till).then(({ status, body }) => {
          if (status !== 200) throw new Error(`a till was answered ${status} ${body.code}`);
          times.push(performance.now() - started);
          open.delete(asked);
        });
        open.add(asked);
      }
      await Promise.all(open);
    };
    const asking = Promise.all([
      going(WRITES_PER_MINUTE, writes, (till) => till.query("insert", "INSERT INTO ventes (id) VALUES (?)", [uuidv7()])),
      going(SELECTS_PER_MINUTE, selects, (till) => till.query("select", "SELECT libelle FROM produits WHERE id = ?", [1])),
    ]);
    await meanwhile();
    over = true;
    await asking;
    return { writes, selects };
  }

  async close(): Promise<void> {
    await Promise.all(this.sockets.map((socket) => {
      const closed = new Promise((resolve) => socket.onclose = resolve);
      socket.close();
      return closed;
    }));
    for (const till of this.tills) till.client.close();
  }
}

/** A thief's program: few connections, each asking as soon as it is answered, as light as can be. */
async function measureFlood(server: TestServer): Promise<Row[]> {
  const counts = new Map<number, number>();
  const health: number[] = [];
  const started = performance.now();
  let over = false;
  using monitor = server.at("127.0.5.1");
  const asking = (async () => {
    while (!over) {
      const asked = performance.now();
      const response = await monitor.get("/api/health");
      await response.text();
      health.push(performance.now() - asked);
      await pause(10);
    }
  })();
  let left = WRONG_SIGN_INS;
  const next = () => left > 0 ? left-- : null;
  await Promise.all(Array.from({ length: 16 }, () => flood(server, "127.0.6.1", next, counts)));
  over = true;
  await asking;
  const seconds = (performance.now() - started) / 1000;
  const of = (status: number) => counts.get(status) ?? 0;
  const others = [...counts.entries()].filter(([status]) => status !== 401 && status !== 429);
  return [
    [
      `${WRONG_SIGN_INS.toLocaleString("en")} wrong sign-ins of one address in ${seconds.toFixed(0)} s: bcrypt was asked`,
      `${of(401)}`,
      "≤ 100",
    ],
    ["  told to wait", `${of(429)}`, ""],
    ["  answered otherwise", others.map(([status, count]) => `${count} × ${status}`).join(", ") || "0", "0"],
    [
      `  GET /api/health meanwhile (${health.length}), p50 and p99`,
      `${ms(quantile(health, 0.5))}, ${ms(quantile(health, 0.99))}`,
      "p99 < 50 ms",
    ],
  ];
}

function flood(server: TestServer, address: string, next: () => number | null, counts: Map<number, number>): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: "127.0.0.1", port: server.port, localAddress: address });
    const ask = () => {
      const number = next();
      if (number === null) return void socket.end();
      // A few names in turn, the attacker's own among them: each has a count of its own besides the address's.
      const body = JSON.stringify({
        username: number % 3 === 0 ? "attaquant" : `nom${number % 40}`,
        password: `essai ${number}`,
      });
      socket.write(`POST /api/auth HTTP/1.1\r\nHost: localhost\r\nContent-Length: ${body.length}\r\n\r\n${body}`);
    };
    let rest = "";
    socket.on("connect", ask);
    socket.on("data", (chunk) => {
      rest += chunk.toString("latin1");
      const head = rest.indexOf("\r\n\r\n");
      const length = Number(/content-length: (\d+)/i.exec(rest)?.[1] ?? NaN);
      if (head < 0 || rest.length < head + 4 + length) return;
      const status = Number(rest.slice(9, 12));
      counts.set(status, (counts.get(status) ?? 0) + 1);
      rest = "";
      ask();
    });
    socket.on("close", () => resolve());
    socket.on("error", reject);
  });
}

/** Bytes of memory in use by the server and the processes that it started, and how many these are. */
async function footprint(server: TestServer, owner: Person): Promise<{ bytes: number; children: string }> {
  const children = childrenOf(server);
  const { process } = await (await owner.get("/api/metrics")).json() as { process: { rss_bytes: number } };
  const theirs = (children ?? []).map(residentBytes).reduce((sum, bytes) => sum + bytes, 0);
  return { bytes: process.rss_bytes + theirs, children: children === null ? "?" : String(children.length) };
}

/** null where the system does not tell (only Linux does). */
function childrenOf(server: TestServer): number[] | null {
  try {
    const { pid } = server.process;
    const tasks = [...Deno.readDirSync(`/proc/${pid}/task`)];
    return tasks.flatMap(({ name }) =>
      Deno.readTextFileSync(`/proc/${pid}/task/${name}/children`).split(" ").filter((text) => text !== "").map(Number)
    );
  } catch {
    return null;
  }
}

function residentBytes(pid: number): number {
  try {
    return 1024 * Number(/VmRSS:\s+(\d+)/.exec(Deno.readTextFileSync(`/proc/${pid}/status`))?.[1] ?? 0);
  } catch {
    return 0; // it has ended meanwhile
  }
}

const mib = (bytes: number) => `${Math.round(bytes / 2 ** 20)} MiB`;
const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

if (import.meta.main) {
  await using server = await startServer({ flags: ["--rate-limit", "0"] });
  using owner = await server.owner();
  console.log(await measureAttacks(server, owner));
}
