/**
 * How fast head office receives a shop that was offline for long: a real PostgreSQL that waits for its disk, and the process that a
 * shop's server starts, beside the same rows inserted one by one over one connection, in interleaved rounds.
 */
import { cpus, loadavg } from "node:os";
import { ownProcesses } from "../../server/cli/own_processes.ts";
import { DataFolder } from "../../server/database/files/folder.ts";
import { AnswerReader } from "../../server/database/processes/answer_line.ts";
import { OwnProcess } from "../../server/database/processes/own_process.ts";
import { Connection } from "../../server/head_office/connection.ts";
import { readLink } from "../../server/head_office/link_file.ts";
import { HeadOffice } from "../../tests/support/head_office.ts";
import { appendRecords, type Written } from "../../tests/support/long_journal.ts";
import { Postgres, postgresPrograms } from "../../tests/support/postgres.ts";
import { startServer, uuidv7 } from "../../tests/support/server.ts";
import { median, processMs, table, wanted } from "./figures.ts";

const MAIN = new URL("../../main.ts", import.meta.url).href;
/** Milliseconds of a round's single rows. */
const SINGLE_MS = 3_000;

export async function measureHeadOffice(rounds: number, records: number): Promise<string> {
  if (postgresPrograms() === null) return "No PostgreSQL is installed (Debian: postgresql).";
  await using postgres = await Postgres.start({ durable: true, settings: ["max_wal_size=4GB", "shared_buffers=256MB"] });
  await using office = await HeadOffice.open(postgres);
  await using server = await startServer();
  await server.stop();
  appendRecords(server.dir, written(records));
  const figures = { shipped: [] as number[], single: [] as number[], sender: [] as number[], load: [] as number[] };
  let bytes = 0;
  for (let round = 1; round <= rounds; round++) {
    const name = `boutique${round}`;
    const link = await Deno.readTextFile(await office.enrol(name));
    const { perSecond, senderMs } = await ship(server.dir, link, office, name);
    figures.shipped.push(perSecond);
    figures.sender.push(senderMs);
    figures.load.push(loadavg()[0]!);
    [{ bytes }] = await office.rows<{ bytes: number }>(
      "SELECT avg(octet_length(content))::float8 AS bytes FROM comptoir.journal WHERE shop = $1 AND seq > 100",
      [name],
    ) as [{ bytes: number }];
    figures.single.push(await oneByOne(readLink(link).shop, office, Math.round(bytes)));
  }
  const ratio = median(figures.shipped.map((rate, at) => rate / figures.single[at]!));
  const rate = median(figures.shipped);
  const rows = [
    ["records received, verified before they are sent", number(rate), wanted("≥ 30,000", rate >= 30_000)],
    ["one row, one commit", number(median(figures.single)), ""],
    ["  the first to the second", `${ratio.toFixed(1)} ×`, wanted("≥ 10 ×", ratio >= 10)],
    ["processor of the process that sends, µs a record", (median(figures.sender) * 1_000 / records).toFixed(1), ""],
  ];
  const load = figures.load.map((value) => value.toFixed(1)).join(", ");
  return `${records} records of ${Math.round(bytes)} bytes, ${rounds} rounds, ${cpus().length} processors, load ${load}\n\n` +
    table(["", "per second", "wanted"], rows);
}

interface Shipped {
  readonly perSecond: number;
  readonly senderMs: number;
  readonly sent: number;
}

interface Shipping {
  /** Whether it is enough. */
  readonly enough?: () => boolean;
  /** Hears of the first records that are there. */
  readonly onFirst?: () => void;
  /** Whether it goes on through whatever trouble passes. */
  readonly through?: boolean;
}

/** By the process that a server starts: all of a shop's journal, or what goes until a time. */
export async function ship(
  dir: string,
  link: string,
  office: HeadOffice,
  name: string,
  { enough = () => false, onFirst = () => {}, through = false }: Shipping = {},
): Promise<Shipped> {
  const [, ...args] = ownProcesses(new DataFolder(dir)).headOffice;
  const process = new OwnProcess([Deno.execPath(), ...args.map((arg) => arg === Deno.mainModule ? MAIN : arg)]);
  try {
    await process.input.write(new TextEncoder().encode(`${JSON.stringify({ link, next: null })}\n`));
    let first: { readonly at: number; readonly sent: number } | null = null;
    const lines = new AnswerReader(async () => {
      const { value, done } = await process.output.read();
      if (done) {
        await process.done(); // it says why
        throw new Error("the process that sends has ended");
      }
      return value;
    });
    for (;;) {
      const line = await lines.line();
      const { trouble, sent, head, state } = JSON.parse(line);
      if (trouble !== undefined && trouble !== null && !(through && state === "waiting")) throw new Error(line);
      if (sent > 0 && first === null) {
        first = { at: performance.now(), sent };
        onFirst();
      }
      const isOver = enough();
      if (!isOver && (state !== "current" || sent !== head)) continue;
      if (!isOver && await office.received(name) !== sent) throw new Error("it says that all is there, and it is not");
      const perSecond = first === null ? 0 : (sent - first.sent) / (performance.now() - first.at) * 1_000;
      return { perSecond, senderMs: processMs(process.pid), sent: sent ?? 0 };
    }
  } finally {
    process.kill();
  }
}

/** Rows a second that are committed one by one, over one connection. */
async function oneByOne(shop: string, office: HeadOffice, bytes: number): Promise<number> {
  const url = new URL(office.url);
  const connection = await Connection.open({
    host: url.hostname,
    port: Number(url.port),
    database: url.pathname.slice(1),
    tls: false,
    ca: null,
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
  });
  const content = "x".repeat(bytes);
  let rows = 0;
  const until = performance.now() + SINGLE_MS;
  while (performance.now() < until) {
    await connection.ask(
      `INSERT INTO comptoir.journal (shop, epoch, seq, at, kind, username, tables, content, hash)
       VALUES ($1, 99, $2::bigint, now(), 'write', 'nora', 'ventes', $3, $4)`,
      [shop, ++rows, content, "0".repeat(64)],
    );
  }
  await connection.close();
  return rows / SINGLE_MS * 1_000;
}

export function* written(records: number): Generator<Written> {
  for (let at = 0; at < records; at++) yield { kind: "write", changes: [{ table: "ventes", key: { id: uuidv7() } }] };
}

function number(value: number): string {
  return Math.round(value).toLocaleString("en");
}
