/**
 * Tills that sell while the shop sends a long journal to head office, beside the same without, in interleaved rounds. The database
 * gives way on this machine, for head office's is another one.
 */
import { loadavg } from "node:os";
import { HeadOffice } from "../../tests/support/head_office.ts";
import { appendRecords } from "../../tests/support/long_journal.ts";
import { Postgres, postgresPrograms } from "../../tests/support/postgres.ts";
import { startServer } from "../../tests/support/server.ts";
import { ship, written } from "./head_office.ts";
import { comparedWays, PayingTills, type Ways } from "./paying_tills.ts";

const TILLS = 6;
/** Milliseconds from one sale of a till to its next, on average. */
const PACE_MS = 150;
/** Journals that one round may send, one after the other. */
const LINKS = 4;

export async function measureBesideHeadOffice(rounds: number, seconds: number, records: number): Promise<string> {
  if (postgresPrograms() === null) return "No PostgreSQL is installed (Debian: postgresql).";
  await using postgres = await Postgres.start({ durable: true, givesWay: true });
  await using office = await HeadOffice.open(postgres);
  let server = await startServer({ flags: ["--rate-limit", "0"] });
  const owner = await server.owner();
  const tills = await PayingTills.open(server, owner, TILLS, PACE_MS);
  await server.stop();
  appendRecords(server.dir, written(records));
  server = await server.restart();
  // What makes a file for a shop is none of the sending's work.
  const links: string[] = [];
  for (let at = 0; at < rounds * LINKS; at++) links.push(await Deno.readTextFile(await office.enrol(nameOf(at))));
  const figures: Ways = { off: [], on: [] };
  let sent = 0;
  try {
    for (let round = 0; round < rounds; round++) {
      figures.off.push(await tills.sell(seconds));
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
      figures.on.push(await tills.sell(seconds));
      over = true;
      await sending;
    }
  } finally {
    tills.close();
    owner.client.close();
    await server.dispose();
  }
  return `${TILLS} tills, ${rounds} rounds of ${seconds} s each way, ${sent} records sent, load ${loadavg()[0]!.toFixed(1)}:\n\n${
    comparedWays(figures, "nothing is sent", "a long journal is sent")
  }`;
}

function nameOf(at: number): string {
  return `beside${at}`;
}
