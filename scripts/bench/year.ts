/**
 * The end of a year: its closing, once its months are closed, and its archive, which is made in a process of its own, as the
 * server does; that is this file as well.
 */
import { HEAPS } from "../../server/cli/own_processes.ts";
import { DataFolder } from "../../server/database/files/folder.ts";
import { openReader } from "../../server/database/sql/sqlite.ts";
import { makeArchive } from "../../server/shop/fiscal/archive/archive.ts";
import { fiscalKey } from "../../server/shop/fiscal/key.ts";
import { LIMITS } from "../../shared/limits.ts";
import { wanted } from "./figures.ts";

/** Milliseconds that the closing may hold the writer, and MiB that the archive's process may have. */
const HELD_MS = 50;
const ARCHIVE_MIB = 300;

/** Closes a period; what comes before it is closed along. */
type Close = (genre: "mois" | "annee", periode: string) => unknown;

/** Of the last year that is over; nothing where the shop is younger. */
export async function measureYear(folder: DataFolder, close: Close): Promise<string[][]> {
  const year = String(new Date().getFullYear() - 1);
  const db = openReader(folder.database);
  const { tickets } = db.prepare("SELECT count(*) AS tickets FROM ventes WHERE jour BETWEEN ? || '-01-01' AND ? || '-12-31'")
    .get(year, year) as { tickets: number };
  db.close();
  if (tickets === 0) return [];
  close("mois", `${year}-12`);
  const started = performance.now();
  close("annee", year);
  const ms = performance.now() - started;
  const args = ["run", "-A", "--no-check", "--quiet", HEAPS, new URL(import.meta.url).pathname, folder.path, year];
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), { args }).output();
  if (code !== 0) throw new Error(new TextDecoder().decode(stderr));
  const [seconds, mib] = new TextDecoder().decode(stdout).trim().split(" ");
  return [
    ["closing of a year, its months closed", `${ms.toFixed(0)} ms`, "", wanted("< 50 ms", ms < HELD_MS)],
    [
      `archive of its ${tickets.toLocaleString("en")} tickets`,
      `${seconds} s`,
      `${mib} MiB at most`,
      wanted("< 300 MiB", !(Number(mib) >= ARCHIVE_MIB)),
    ],
  ];
}

/** Seconds that it took, and MiB that this process had at most, where the system tells. */
if (import.meta.main) {
  const folder = new DataFolder(Deno.args[0]!);
  const db = openReader(folder.database);
  db.exec(`PRAGMA cache_size = -${LIMITS.archiveCacheKib}`);
  const key = fiscalKey(db, (name) => folder.readSecret(name))!;
  const order = { periode: Deno.args[1]!, version: "0.0.0", now: new Date(), partBytes: LIMITS.archivePartBytes, verifier: "" };
  makeArchive(db, key, order, () => {});
  const most = Deno.build.os === "linux" ? /^VmHWM:\s+(\d+)/m.exec(Deno.readTextFileSync("/proc/self/status"))?.[1] : undefined;
  console.log((performance.now() / 1000).toFixed(1), most === undefined ? "?" : Math.round(Number(most) / 1024));
}
