/**
 * Years of a shop in one file: how fast its signed records are verified, how long X, Z and the archive take after a day of
 * ten thousand sales, and those of a year. Every sale is made by the shop's own commands.
 */
import { mkdirSync } from "node:fs";
import type { DatabaseSync } from "node:sqlite";
import { LIMITS } from "../../shared/limits.ts";
import { DataFolder } from "../../server/database/files/folder.ts";
import { migrate } from "../../server/database/schema/migrations.ts";
import { openReader, openWriter } from "../../server/database/sql/sqlite.ts";
import { verifyJournal } from "../../server/database/journal/verification.ts";
import { journalHead } from "../../server/database/files/head_file.ts";
import { shop } from "../../server/shop/application.ts";
import { makeArchive } from "../../server/shop/fiscal/archive/archive.ts";
import { fiscalKey } from "../../server/shop/fiscal/key.ts";
import { verifyFiscal } from "../../server/shop/fiscal/verification.ts";
import { ownZone } from "../../shared/time_zone.ts";
import { calendarIn } from "../../server/shop/calendar.ts";
import { table, wanted } from "./figures.ts";
import { measureYear } from "./year.ts";
import { type Day, OPEN_MS, OWNER, progress, Years } from "./years.ts";

/** Tickets from which nearly all are of last year, which is closed and handed over. */
const WHOLE_YEAR = 200_000;
/** Milliseconds that the end of a day may take. */
const DAY_END_MS = 5_000;

/** Makes a shop of `tickets` paid tickets, the last ten thousand of one day, and measures it. */
export async function measureVerification(tickets: number): Promise<string> {
  const folder = new DataFolder(Deno.makeTempDirSync({ prefix: "comptoir-years-" }));
  try {
    folder.prepare();
    mkdirSync(folder.backups);
    const db = openWriter(folder.database);
    db.exec("PRAGMA synchronous = OFF");
    await migrate(db, shop.migrations, folder.backups, new Date());
    const years = new Years(db, folder);
    const day = years.fill(tickets, tickets >= WHOLE_YEAR);
    const close = (genre: string, periode: string) =>
      years.command(day.open + OPEN_MS + 2000, OWNER, "clotures.cloturer", { genre, periode, confirme: true });
    const rows = [...await measureDay(years, db, folder, day), ...await measureYear(folder, close)];
    await years.sign();
    db.close();
    return `\n${tickets.toLocaleString("en")} signed tickets, the last ${day.sales.toLocaleString("en")} on one day:\n\n${
      table(["", "time", "", "wanted"], [...rows, ...await measureChains(folder)])
    }`;
  } finally {
    Deno.removeSync(folder.path, { recursive: true });
  }
}

async function measureDay(years: Years, db: DatabaseSync, folder: DataFolder, { open }: Day): Promise<string[][]> {
  const periode = calendarIn(ownZone()).dayOf(new Date(open).toISOString());
  const order = { periode, version: "0.0.0", now: new Date(), partBytes: LIMITS.archivePartBytes, verifier: "" };
  const timed = async (what: string, work: () => unknown) => {
    const started = performance.now();
    await work();
    const ms = performance.now() - started;
    return { ms, row: [what, `${ms.toFixed(0)} ms`, "", ""] };
  };
  const steps = [
    await timed("X report", () => years.ask(open + OPEN_MS, OWNER, "caisses.x", { nom: "C1" })),
    await timed("count", () => years.command(open + OPEN_MS, OWNER, "caisses.fermer", { nom: "C1", compte: 0 })),
    await timed("Z", () => years.command(open + OPEN_MS + 1000, OWNER, "clotures.cloturer", { genre: "jour", periode })),
    await timed(
      "archive of the day",
      () => makeArchive(db, fiscalKey(db, (name) => folder.readSecret(name))!, order, () => {}),
    ),
  ];
  const sum = steps.reduce((ms, step) => ms + step.ms, 0);
  return [...steps.map(({ row }) => row), [
    "X, count, Z and archive",
    `${sum.toFixed(0)} ms`,
    "",
    wanted("< 5 s", sum < DAY_END_MS),
  ]];
}

async function measureChains(folder: DataFolder): Promise<string[][]> {
  const db = openReader(folder.database);
  const key = fiscalKey(db, (name) => folder.readSecret(name));
  const rows: string[][] = [];
  const timed = async (what: string, work: () => { records: number } | Promise<{ records: number }>) => {
    const started = performance.now();
    const { records } = await work();
    const seconds = (performance.now() - started) / 1000;
    rows.push([what, `${seconds.toFixed(1)} s`, `${Math.round(records / seconds).toLocaleString("en")} records/s`, ""]);
  };
  const told = (parallel: number) => {
    const started = performance.now();
    return {
      parallel,
      progress: (done: number, total: number) => done % 5_120 < 256 && progress("records verified", done, total, started),
    };
  };
  const sound = async (parallel: number) => {
    const result = await verifyFiscal(db, key, told(parallel));
    if (!result.ok) throw new Error(`${result.first_wrong}: ${result.problem}`);
    return result;
  };
  await timed("verify, as the command line", () => sound(64));
  await timed("verify, beside the shop's work", () => sound(1));
  await timed("verify since the last closing", () => verifyFiscal(db, key, { sinceClosing: true }));
  await timed(
    "the engine's journal",
    () => verifyJournal(db, journalHead(folder, folder.signedBy()).read(), { sealed: folder.sealed }),
  );
  db.close();
  return rows;
}
