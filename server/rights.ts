/** The rights of a process: what it does not need, it gives up. */

const ALL = ["read", "write", "net", "env", "sys", "run", "ffi", "import"] as const;

/** Gives up every right but these, in this thread; the Workers that are started afterwards have no more. */
export function keepOnly(kept: readonly Deno.PermissionName[]): void {
  for (const name of ALL) if (!kept.includes(name as Deno.PermissionName)) giveUp(name);
}

/** To load code from elsewhere: nothing of the program does. A process with all other rights and this one may have SQLite attach files. */
export function giveUpImport(): void {
  giveUp("import");
}

function giveUp(name: (typeof ALL)[number]): void {
  Deno.permissions.revokeSync({ name } as Deno.PermissionDescriptor);
}
