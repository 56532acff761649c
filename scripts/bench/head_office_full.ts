/**
 * How fast head office receives when it holds a hundred million records, beside an empty one on the same PostgreSQL, in interleaved
 * rounds. What fills it is simulated: rows of five hundred shops, in the order in which they would have come.
 */
import { loadavg } from "node:os";
import { HeadOffice } from "../../tests/support/head_office.ts";
import { appendRecords } from "../../tests/support/long_journal.ts";
import { Postgres, postgresPrograms } from "../../tests/support/postgres.ts";
import { startServer } from "../../tests/support/server.ts";
import { median, table, wanted } from "./figures.ts";
import { ship, written } from "./head_office.ts";

const SHOPS = 500;
/** Rows that one statement fills in: it is answered in time. */
const CHUNK = 100_000;
/** Rows after which somebody sees it go on. */
const TOLD = 1_000_000;
/** Records that a shop sends in a round. */
const SENT = 100_000;
/** What the rate may come down to. */
const FACTOR = 0.8;

export async function measureHeadOfficeFull(rounds: number, records: number): Promise<string> {
  if (postgresPrograms() === null) return "No PostgreSQL is installed (Debian: postgresql).";
  await using postgres = await Postgres.start({ durable: true, settings: ["max_wal_size=4GB", "shared_buffers=256MB"] });
  await using empty = await HeadOffice.open(postgres);
  await using full = await HeadOffice.open(postgres);
  await using server = await startServer();
  await server.stop();
  appendRecords(server.dir, written(SENT));
  const begun = performance.now();
  for (let from = 0; from < records; from += CHUNK) {
    await fill(full, from, Math.min(from + CHUNK, records));
    if (from % TOLD === 0) {
      console.error(`${from / 1e6} million rows after ${((performance.now() - begun) / 1_000).toFixed(0)} s`);
    }
  }
  await postgres.rows(full.url, "ANALYZE comptoir.journal");
  const rates = { empty: [] as number[], full: [] as number[] };
  for (let round = 1; round <= rounds; round++) {
    for (const [office, kind, into] of [[empty, "vide", rates.empty], [full, "pleine", rates.full]] as const) {
      // A role is the whole server's, not a database's.
      const name = `${kind}-${round}`;
      into.push((await ship(server.dir, await Deno.readTextFile(await office.enrol(name)), office, name)).perSecond);
    }
  }
  const ratio = median(rates.full.map((rate, at) => rate / rates.empty[at]!));
  const [{ bytes }] = await full.rows<{ bytes: number }>(
    "SELECT pg_total_relation_size('comptoir.journal')::float8 AS bytes",
  ) as [{ bytes: number }];
  const row = (what: string, all: readonly number[]) => [what, Math.round(median(all)).toLocaleString("en"), ""];
  return `${records.toLocaleString("en")} records of ${SHOPS} shops (${(bytes / 1e9).toFixed(1)} GB), ${rounds} rounds of ${
    SENT.toLocaleString("en")
  } records each way, load ${loadavg()[0]!.toFixed(1)}\n\n${
    table(["received", "per second", "wanted"], [
      row("by an empty head office", rates.empty),
      row("by the full one", rates.full),
      ["ratio, median of rounds", ratio.toFixed(2), wanted(`≥ ${FACTOR}`, ratio >= FACTOR)],
    ])
  }`;
}

function fill(office: HeadOffice, from: number, to: number): Promise<unknown> {
  return office.rows(
    `INSERT INTO comptoir.journal (shop, epoch, seq, at, kind, username, tables, content, hash)
     SELECT 'boutique' || g % ${SHOPS}, 1, g / ${SHOPS} + 1, now(), 'write', 'nora', 'lignes_vente,ventes', repeat('x', 120), md5(g::text) || md5((-g)::text)
     FROM generate_series($1::bigint, $2::bigint - 1) AS g`,
    [from, to],
  );
}
