/**
 * Tills that sell while the shop sends a long journal to head office, beside the same without, in interleaved rounds. The database
 * gives way on this machine, for head office's is another one.
 */
import { loadavg } from "node:os";
import { cash, command, draft, ok, openTill, pay } from "../../tests/support/acts.ts";
import { HeadOffice } from "../../tests/support/head_office.ts";
import { appendRecords } from "../../tests/support/long_journal.ts";
import { Postgres, postgresPrograms } from "../../tests/support/postgres.ts";
import { PASSWORD, type Person, startServer } from "../../tests/support/server.ts";
import { median, quantile, table, wanted } from "./figures.ts";
import { ship, written } from "./head_office.ts";

const TILLS = 6;
/** Milliseconds from one sale of a till to its next, on average. */
const PACE_MS = 150;
/** Journals that one round may send, one after the other. */
const LINKS = 4;
/** Version of a draft that was written with its line. */
const WRITTEN = 2;

export async function measureBesideHeadOffice(rounds: number, seconds: number, records: number): Promise<string> {
  if (postgresPrograms() === null) return "No PostgreSQL is installed (Debian: postgresql).";
  await using postgres = await Postgres.start({ durable: true, givesWay: true });
  await using office = await HeadOffice.open(postgres);
  let server = await startServer({ flags: ["--rate-limit", "0"] });
  const owner = await server.owner();
  ok(await owner.query("insert", "INSERT INTO produits (id, libelle, prix_ttc) VALUES (1, 'Thé vert', 450)"));
  const tills: Person[] = [];
  for (let at = 1; at <= TILLS; at++) {
    const [username, name] = [`caisse${at}`, `C${at}`];
    await command(owner, "/api/users", { username, password: PASSWORD, role: "caisse" });
    if (at > 1) await command(owner, "/api/caisses", { nom: name });
    const till = server.at(`127.0.2.${at + 1}`);
    await till.signIn(username, PASSWORD);
    ok(await openTill(till, 0, name));
    tills.push(till);
  }
  await server.stop();
  appendRecords(server.dir, written(records));
  server = await server.restart();
  // What makes a file for a shop is none of the sending's work.
  const links: string[] = [];
  for (let at = 0; at < rounds * LINKS; at++) links.push(await Deno.readTextFile(await office.enrol(nameOf(at))));
  const figures = { off: [] as number[][], on: [] as number[][] };
  const selling = async () => {
    const until = performance.now() + seconds * 1_000;
    return (await Promise.all(tills.map((till) => sell(till, until)))).flat();
  };
  let sent = 0;
  try {
    for (let round = 0; round < rounds; round++) {
      figures.off.push(await selling());
      // A process starts once in a shop's day: it is waited for.
      const begun = Promise.withResolvers<void>();
      let over = false;
      const sending = (async () => {
        for (let at = round * LINKS; at < (round + 1) * LINKS && !over; at++) {
          const how = { enough: () => over, onFirst: begun.resolve };
          sent += (await ship(server.dir, links[at]!, office, nameOf(at), how)).sent;
        }
      })();
      await Promise.race([begun.promise, sending]);
      figures.on.push(await selling());
      over = true;
      await sending;
    }
  } finally {
    for (const till of tills) till.client.close();
    owner.client.close();
    await server.dispose();
  }
  const all = (way: "off" | "on") => figures[way].flat();
  const ratio = (q: number) => median(figures.on.map((round, at) => quantile(round, q) / quantile(figures.off[at]!, q)));
  const row = (label: string, way: "off" | "on") => [
    label,
    String(all(way).length),
    `${quantile(all(way), 0.5).toFixed(1)} ms`,
    `${quantile(all(way), 0.99).toFixed(1)} ms`,
  ];
  const bound = wanted("wanted ≤ 1.10", ratio(0.99) <= 1.1);
  return `${TILLS} tills, ${rounds} rounds of ${seconds} s each way, ${sent} records sent, load ${
    loadavg()[0]!.toFixed(1)
  }:\n\n` +
    table(["a payment in cash", "of", "p50", "p99"], [
      row("nothing is sent", "off"),
      row("a long journal is sent", "on"),
      ["ratio, median of rounds", "", ratio(0.5).toFixed(2), `${ratio(0.99).toFixed(2)} (${bound})`],
    ]);
}

function nameOf(at: number): string {
  return `beside${at}`;
}

/** Milliseconds of each payment. */
async function sell(till: Person, until: number): Promise<number[]> {
  const taken: number[] = [];
  await pause();
  while (performance.now() < until) {
    const sale = await draft(till, [1]);
    const begun = performance.now();
    ok(await pay(till, { ...sale, version: WRITTEN }, [cash(4_50)]));
    taken.push(performance.now() - begun);
    await pause();
  }
  return taken;
}

/** As customers come: not in step with one another. */
function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, -Math.log(1 - Math.random()) * PACE_MS));
}
