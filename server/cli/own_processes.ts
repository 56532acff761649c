/**
 * The server's own processes, for what may have to be ended: how each is started, with no more rights
 * than it needs, and what it does. They are no commands of the program: no flag or variable is theirs.
 */
import type { DataFolder } from "../database/files/folder.ts";
import type { CommandLine } from "../database/reading/slow_lane.ts";
import { serveLines } from "../database/reading/slow_process.ts";

export interface OwnProcesses {
  readonly reads: CommandLine;
  readonly rehearsals: CommandLine;
}

/** What a process of each kind may do. A compiled program is started with all rights and drops the others itself. */
const KEPT: Readonly<Record<string, readonly Deno.PermissionName[]>> = { "slow-reads": ["read"], "rehearsals": ["read"] };
/** The rights that the program itself is started with; `deno task start` and the compiled program name the same. */
export const PROGRAM_RIGHTS = [
  ...["--allow-net", "--allow-read", "--allow-write", "--allow-env", "--allow-sys", "--allow-run", "--allow-ffi"],
];
const ALL = ["read", "write", "net", "env", "sys", "run", "ffi"] as const;

/** The command lines for the processes of a server on this folder. */
export function ownProcesses(folder: DataFolder): OwnProcesses {
  const started = (kind: string): CommandLine => {
    const run = Deno.build.standalone ? [] : ["run", "--quiet", "--no-prompt", "--allow-read", Deno.mainModule];
    return [Deno.execPath(), ...run, kind, folder.database];
  };
  return { reads: started("slow-reads"), rehearsals: started("rehearsals") };
}

/** Serves as such a process and resolves to its exit code; null when the command line asks for something else. */
export async function serveAsOwnProcess([kind, database]: readonly string[]): Promise<number | null> {
  if (kind === undefined || KEPT[kind] === undefined) return null;
  keepOnly(KEPT[kind]);
  // Written out, for only so are they found when the program is compiled.
  const worker = kind === "slow-reads"
    ? new Worker(new URL("../workers/slow_reads.ts", import.meta.url), { type: "module" })
    : new Worker(new URL("../workers/rehearsals.ts", import.meta.url), { type: "module" });
  return await serveLines(worker, database);
}

/** Gives up every right but these; the Workers that are started afterwards have no more. */
export function keepOnly(kept: readonly Deno.PermissionName[]): void {
  for (const name of ALL) if (!kept.includes(name)) Deno.permissions.revokeSync({ name } as Deno.PermissionDescriptor);
}
