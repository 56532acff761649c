/**
 * The server's own processes, for what may have to be ended or must wait behind the tills: how each is started, with no
 * more rights than it needs, and what it does. They are no commands of the program: no flag or variable is theirs.
 */
import type { DataFolder } from "../database/files/folder.ts";
import { type CommandLine, giveWay } from "../database/processes/own_process.ts";
import { serveErrand } from "../database/processes/serve_errand.ts";
import { serveLines } from "../database/processes/serve_lines.ts";
import { keepOnly } from "../rights.ts";
import { startWorker } from "../workers.ts";

/** The command line for each. */
export interface OwnProcesses {
  readonly reads: CommandLine;
  readonly rehearsals: CommandLine;
  readonly looks: CommandLine;
  readonly copies: CommandLine;
  readonly compaction: CommandLine;
  readonly headOffice: CommandLine;
}

interface Kind {
  /** What it may do. A compiled program is started with all rights and drops the others itself. */
  readonly rights: readonly ("read" | "write" | "net" | "env")[] | "all";
  readonly serve: (database: string) => Promise<number>;
}

const KINDS: Readonly<Record<string, Kind>> = {
  "slow-reads": { rights: ["read"], serve: (database) => serveLines(startWorker("slow_reads"), database) },
  "rehearsals": { rights: ["read"], serve: (database) => serveLines(startWorker("rehearsals"), database) },
  "looks": { rights: ["read"], serve: () => serveErrand(startWorker("errands")) },
  "copies": { rights: ["read", "write"], serve: () => serveErrand(startWorker("errands")) },
  // To have SQLite write a file anew takes all rights: once the database is open, what does it gives up the others.
  "compaction": { rights: "all", serve: () => serveErrand(startWorker("errands")) },
  "head-office-link": {
    // The driver asks the environment for what it is not told: of that nothing is left to it.
    rights: ["read", "net", "env"],
    // Loaded by itself alone: nobody else needs what speaks to head office.
    serve: async (database) => await (await import("../head_office/link_process.ts")).serveLink(database),
  },
};
/**
 * How V8 keeps its heaps, of which each thread has one: by itself it lets them grow to hundreds of megabytes before it looks
 * for what is garbage, for it goes by the memory of the machine, and lays a copy of its own functions, 2 MiB, beside each. All
 * processes of the program are started with the same: what the runtime keeps compiled from one start to the next is of no use to
 * a V8 with other flags, which puts its own in that place.
 */
export const HEAPS = "--v8-flags=" +
  ["--max-semi-space-size=8", "--initial-old-space-size=16", "--heap-growing-percent=25", "--no-short-builtin-calls"].join();
/**
 * The rights that the program itself is started with, as `deno task start` and the compiled program are: to serve, keep its
 * folder, start itself again, open a browser, and ask the C library of its connections.
 */
export const PROGRAM_RIGHTS = [
  ...["--allow-net", "--allow-read", "--allow-write", "--allow-env", "--allow-sys", "--allow-run", "--allow-ffi"],
];

/** The processes of a shop in this folder. */
export function ownProcesses(folder: DataFolder): OwnProcesses {
  const started = (kind: string): CommandLine => {
    const { rights } = KINDS[kind]!;
    const flags = rights === "all" ? ["--allow-all"] : [...rights.map((name) => `--allow-${name}`), "--allow-sys=setPriority"];
    const run = Deno.build.standalone ? [] : ["run", "--quiet", "--no-prompt", HEAPS, ...flags, Deno.mainModule];
    return [Deno.execPath(), ...run, kind, folder.database];
  };
  return {
    reads: started("slow-reads"),
    rehearsals: started("rehearsals"),
    looks: started("looks"),
    copies: started("copies"),
    compaction: started("compaction"),
    headOffice: started("head-office-link"),
  };
}

/** Serves as such a process and resolves to its exit code; null when the command line asks for something else. */
export async function serveAsOwnProcess([name, database]: readonly string[]): Promise<number | null> {
  if (name === undefined || database === undefined || !Object.hasOwn(KINDS, name)) return null;
  const { rights, serve } = KINDS[name]!;
  giveWay(0);
  if (rights !== "all") keepOnly(rights);
  return await serve(database);
}
