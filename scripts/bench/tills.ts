/** Fifty tills with open sockets: how long from sending a sale at one until the others hear of it. */
import { MemoryStorage } from "../../client/network/memory_storage.ts";
import { NetworkClient } from "../../client/network/network_client.ts";
import { platformFor } from "../../client/network/platform.ts";
import { PASSWORD, type Person, type TestServer } from "../../tests/support/server.ts";
import { quantile, table } from "./figures.ts";

const TILLS = 50;
const WRITES_PER_MINUTE = 1_000;
const SECONDS = 30;

export async function measureTills(server: TestServer, owner: Person): Promise<string> {
  await (await owner.post("/api/users", { username: "tills", password: PASSWORD, role: "vendeur" })).body?.cancel();
  const clients: Deno.HttpClient[] = [];
  const tills: NetworkClient[] = [];
  for (let at = 0; at < TILLS; at++) {
    const client = Deno.createHttpClient({ localAddress: `127.0.1.${at + 2}` });
    clients.push(client);
    tills.push(await openTill(server.url, client));
  }
  const heard = new Map<string, { sentAt: number; ms: number[] }>();
  const answers: number[] = [];
  for (const [at, till] of tills.entries()) {
    till.onChange(["ventes"], ({ changes }) => {
      const sale = heard.get(String(changes[0]?.key["id"]));
      if (sale !== undefined && at > 0) sale.ms.push(performance.now() - sale.sentAt);
    });
  }
  // Sales at random moments, as in shops: not in step with any timer.
  const until = performance.now() + SECONDS * 1000;
  const underWay: Promise<void>[] = [];
  while (performance.now() < until) {
    await new Promise((resolve) => setTimeout(resolve, -Math.log(1 - Math.random()) * 60_000 / WRITES_PER_MINUTE));
    underWay.push(sell(tills[0]!, heard, answers));
    tills.push(tills.shift()!);
  }
  await Promise.all(underWay);
  await new Promise((resolve) => setTimeout(resolve, 500));
  for (const till of tills) till.close();
  for (const client of clients) client.close();

  const delays = [...heard.values()].flatMap(({ ms }) => ms);
  const expected = heard.size * (TILLS - 1);
  const row = (label: string, values: readonly number[], wanted: string) => [
    label,
    `${quantile(values, 0.5).toFixed(1)} ms`,
    `${quantile(values, 0.99).toFixed(1)} ms`,
    `${Math.max(...values).toFixed(1)} ms`,
    wanted,
  ];
  const title = `\n${TILLS} tills, ${heard.size} sales in ${SECONDS} s; ${delays.length} of ${expected} messages heard:\n\n`;
  return title + table(["", "p50", "p99", "max", "wanted"], [
    row("POST → another till's data_change", delays, "p50 < 5 ms, p99 < 20 ms"),
    row("POST → its own answer", answers, ""),
  ]);
}

async function openTill(baseUrl: string, client: Deno.HttpClient): Promise<NetworkClient> {
  const till = new NetworkClient(platformFor({
    baseUrl,
    storage: new MemoryStorage(),
    fetch: (url, init) => fetch(url, { ...init, client } as RequestInit),
    openSocket: (url, token) =>
      new WebSocket(url, { headers: { authorization: `Bearer ${token}` }, client } as unknown as string[]),
  }));
  await till.start();
  await till.signIn("tills", PASSWORD);
  await new Promise<void>((resolve) => {
    if (till.state.phase === "ready") return resolve();
    const stop = till.onState(({ phase }) => {
      if (phase !== "ready") return;
      stop();
      resolve();
    });
  });
  return till;
}

async function sell(till: NetworkClient, heard: Map<string, { sentAt: number; ms: number[] }>, answers: number[]): Promise<void> {
  const id = till.uuid.next();
  const sentAt = performance.now();
  heard.set(id, { sentAt, ms: [] });
  await till.query("insert", "INSERT INTO ventes (id) VALUES (?)", [id]);
  answers.push(performance.now() - sentAt);
}
