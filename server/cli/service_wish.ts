/** Comptoir as a service: what is wished for, and what each system makes of that. */

/** A program and its arguments. */
export type CommandLine = readonly [string, ...string[]];

export interface ServiceWish {
  readonly os: typeof Deno.build.os;
  /** For the whole PC, from its start on; else for this user. */
  readonly system: boolean;
  /** What starts the server, without its flags. */
  readonly program: CommandLine;
  /** Where the data lies, and whose it is by its number: null for nobody's yet. Null for the service's own folder. */
  readonly data: { readonly path: string; readonly owner: number | null } | null;
  readonly port: number;
  readonly home: string;
}

export interface ServicePlan {
  /** null where the system keeps none. */
  readonly file: { readonly path: string; readonly text: string } | null;
  /** Once the file is there. */
  readonly install: readonly CommandLine[];
  readonly uninstall: readonly CommandLine[];
  readonly status: CommandLine;
  /** A command as it is typed into that system's shell. */
  readonly typed: (command: CommandLine) => string;
}

/** The server's command line; `data`: null for where it would look by itself. */
export function serverLine({ program, port }: ServiceWish, data: string | null): string[] {
  return [...program, "--no-open", "--port", String(port), ...data === null ? [] : ["--data", data]];
}

/** As a POSIX shell takes it. */
export function shellTyped(command: CommandLine): string {
  return command.map((word) => /^[\w./:=@-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`).join(" ");
}
