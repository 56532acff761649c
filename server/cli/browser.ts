/** The owner's browser, where somebody sits before this PC. */
import type { ServeFlags } from "./serve_flags.ts";

/** As a service nobody does: there is no terminal, or systemd has named this run. */
export function mayOpen({ open }: Pick<ServeFlags, "open">): boolean {
  return open && Deno.stdout.isTerminal() && !Deno.env.get("INVOCATION_ID");
}

export function openBrowser(url: string): void {
  const commands: Partial<Record<typeof Deno.build.os, [string, ...string[]]>> = {
    windows: ["rundll32", "url.dll,FileProtocolHandler", url],
    darwin: ["open", url],
    linux: ["xdg-open", url],
  };
  const [program, ...args] = commands[Deno.build.os] ?? ["xdg-open", url];
  try {
    new Deno.Command(program!, { args, stdin: "null", stdout: "null", stderr: "null" }).spawn().unref();
  } catch {
    // A PC without a desktop: the address stands in the window.
  }
}
