/**
 * What the owner's open dashboard costs: a till takes money at a shop's pace, in turns with the page open and without it, in one run.
 * The server's own processor time per sale is compared, and how long the till waits for its answer.
 */
import type { NetworkClient } from "../../client/network/network_client.ts";
import { OverviewWork } from "../../client/owner/sections/overview/overview_work.ts";
import { PASSWORD, type TestServer } from "../../tests/support/server.ts";
import { TillClient } from "../../tests/support/till_client.ts";
import { median, processMs, quantile, table } from "./figures.ts";

/** Sales of a turn, and milliseconds between two on the average: 600 a minute, as many tills do together. */
const [SALES, BETWEEN_MS] = [100, 100] as const;
/** What is wanted: milliseconds of the server's time per sale; how much the till's p99 may move. */
const [LIVE_MS, MOVED] = [5, 0.2] as const;

export async function measureLiveConsole(server: TestServer, owner: NetworkClient, turns: number): Promise<string> {
  const account = { username: "caisse-mesure", password: PASSWORD, role: "caisse" };
  await owner.request("POST", "/api/users", account);
  await owner.request("POST", "/api/caisses", { nom: "C2" }, owner.uuid.next());
  await using till = await new TillClient(server.url, "127.0.0.2").join(account.username, PASSWORD);
  await till.client.request("POST", "/api/caisses/C2/ouvrir", { fond: 0 }, till.client.uuid.next());
  const cost = { alone: [] as number[], open: [] as number[] };
  const waited = { alone: [] as number[], open: [] as number[] };
  for (let turn = 0; turn < turns; turn++) {
    for (const page of ["alone", "open"] as const) {
      console.error(`  turn ${turn + 1} of ${turns}, ${page === "open" ? "with the dashboard" : "without it"}`);
      const work = page === "open" ? new OverviewWork(owner, null) : null;
      work?.start();
      const before = processMs(server.process.pid);
      for (let n = 0; n < SALES; n++) {
        waited[page].push(await sell(till.client));
        await new Promise((resolve) => setTimeout(resolve, -Math.log(1 - Math.random()) * BETWEEN_MS));
      }
      cost[page].push((processMs(server.process.pid) - before) / SALES);
      work?.stop();
    }
  }
  const per = median(cost.open) - median(cost.alone);
  const p99 = { alone: quantile(waited.alone, 0.99), open: quantile(waited.open, 0.99) };
  const ms = (value: number) => `${value.toFixed(1)} ms`;
  return `\nThe dashboard kept live, ${turns} turns of ${SALES} payments each:\n\n${
    table(["", "without", "with", "more", "wanted", ""], [
      [
        "server's time per sale",
        ms(median(cost.alone)),
        ms(median(cost.open)),
        ms(per),
        `< ${LIVE_MS} ms`,
        per <= LIVE_MS ? "" : "over",
      ],
      [
        "a payment's answer, p99",
        ms(p99.alone),
        ms(p99.open),
        `${((p99.open / p99.alone - 1) * 100).toFixed(0)} %`,
        `< ${MOVED * 100} %`,
        p99.open <= p99.alone * (1 + MOVED) ? "" : "over",
      ],
    ])
  }`;
}

/** A ticket of one article, paid in cash; milliseconds until the payment's answer. */
async function sell(client: NetworkClient): Promise<number> {
  const [id, line] = [client.uuid.next(), client.uuid.next()];
  await client.batch([
    { type: "insert", query: "INSERT INTO ventes (id) VALUES (?)", params: [id] },
    { type: "insert", query: "INSERT INTO lignes_vente (id, vente_id, produit_id) VALUES (?, ?, 1)", params: [line, id] },
  ], client.uuid.next());
  const { rows: [ticket] } = await client.query("select", "SELECT version, total_ttc FROM ventes WHERE id = ?", [id]);
  const started = performance.now();
  await client.request("POST", `/api/ventes/${id}/encaisser`, {
    version: Number(ticket!["version"]),
    paiements: [{ mode: "especes", montant: Number(ticket!["total_ttc"]) }],
  }, client.uuid.next());
  return performance.now() - started;
}
