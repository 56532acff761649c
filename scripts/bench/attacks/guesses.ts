/** Wrong passwords: whether their time tells known names, and what a flood of them costs the others. */
import { connect } from "node:net";
import type { TestServer } from "../../../tests/support/server.ts";
import { median, quantile } from "../figures.ts";
import { ms, pause, type Row } from "./row.ts";

const TRIES = 50;
const WRONG_SIGN_INS = 10_000;

/** Each try from an address of its own, so that nobody is told to wait, and in turns, so that both meet the same machine. */
export async function measureSignIn(server: TestServer): Promise<Row[]> {
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

/** A thief's program: few connections, each asking as soon as it is answered, as light as can be. */
export async function measureFlood(server: TestServer): Promise<Row[]> {
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
